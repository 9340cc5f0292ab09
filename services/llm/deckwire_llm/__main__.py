"""Runs the writer: `python -m deckwire_llm`."""

from __future__ import annotations

from deckwire_kit.service import run

from .app import build


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    run(build())


if __name__ == "__main__":
    main()
