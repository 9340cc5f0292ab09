"""Run the render service: `python -m deckwire_render`."""

from __future__ import annotations

from deckwire_kit.service import run

from .app import build


def main() -> None:
    """Run the service until it is told to stop."""
    run(build())


if __name__ == "__main__":
    main()
