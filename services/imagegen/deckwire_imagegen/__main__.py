"""Runs the illustrator: `python -m deckwire_imagegen`."""

from __future__ import annotations

import sys

from deckwire_kit.service import run
from pydantic import ValidationError

from .app import build


def main() -> None:
    """Run until SIGTERM or SIGINT; a wrong setting ends it with one line and exit code 2."""
    try:
        service = build()
    except ValidationError as error:
        # Without the input: it may be a key.
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)]
        _refuse("; ".join(faults))
    except ValueError as error:
        _refuse(str(error))
    else:
        run(service)


def _refuse(why: str) -> None:
    sys.stderr.write(f"imagegen cannot start: {why}\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
