"""Run the gateway: `python -m deckwire_gateway`."""

from __future__ import annotations

import sys

from deckwire_kit.service import run
from pydantic import ValidationError

from .app import build
from .settings import GatewaySettings, SettingsError


def main() -> None:
    """Run the gateway as the whole process; exits with 2 when its settings do not allow it to start."""
    try:
        service = build(GatewaySettings())
    except SettingsError as error:
        sys.stderr.write(f"deckwire-gateway: {error}\n")
        sys.exit(2)
    except ValidationError as error:
        # Names and messages only: a value may be a secret.
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        sys.stderr.write(f"deckwire-gateway: the settings are wrong: {wrong}\n")
        sys.exit(2)
    run(service)


if __name__ == "__main__":
    main()
