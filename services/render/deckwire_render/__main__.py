"""Run the render service: `python -m deckwire_render`."""

from __future__ import annotations

import sys

from deckwire_kit.service import run

from .app import build

_TURN_S = 0.001


def main() -> None:
    """Run the service until it is told to stop."""
    # Threads that compose and check hold the interpreter; with its own 5 ms turns the loop, which has a few
    # microseconds of work for each message, would wait that long every time.
    sys.setswitchinterval(_TURN_S)
    run(build())


if __name__ == "__main__":
    main()
