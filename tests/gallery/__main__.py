"""The example decks as pictures.

`python -m tests.gallery deck.pptx sheet.png` paints the slides of a deck onto one sheet;
`python -m tests.gallery make out/gallery` makes every source of `examples/gallery.toml` in three looks;
`python -m tests.gallery check out/gallery` asks every judge about the decks there;
`python -m tests.gallery front out/gallery` makes the pictures of the README from them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import front
from .sheets import compressed, painted, sheet

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
LIST = Path(__file__).resolve().parents[2] / "examples" / "gallery.toml"


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; returns 1 when a deck is not as it must be."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["make"]:
        return _make(given[1:])
    if given[:1] == ["check"]:
        return _check(given[1:])
    if given[:1] == ["front"]:
        return _front(given[1:])
    return _sheet(given)


def _sheet(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("deck", type=Path)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--columns", type=int, default=3)
    parser.add_argument("--width", type=int, default=480, help="pixels of one slide")
    parser.add_argument("--slides", type=int, nargs="*", help="numbers from 1; all of them by default")
    asked = parser.parse_args(given)
    pages = [n - 1 for n in asked.slides] if asked.slides else range(200)
    asked.sheet.write_bytes(compressed(sheet(painted(asked.deck.read_bytes(), pages, asked.width), asked.columns)))
    return 0


def _make(given: Sequence[str]) -> int:
    from .listed import listed
    from .making import UnmadeError, make

    parser = argparse.ArgumentParser(prog="python -m tests.gallery make")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", type=Path, default=LIST, help="the sources and their looks")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="these sources only")
    asked = parser.parse_args(given)
    try:
        sources = [source for source in listed(asked.list) if not asked.only or source.name in asked.only]
        made = make(sources, asked.folder)
    except (UnmadeError, ValueError) as error:
        sys.stderr.write(f"gallery: {error}\n")
        return 1
    bad = [one.name for one in made if one.errors]
    if bad:
        sys.stderr.write(f"gallery: the quality report finds errors in {', '.join(bad)}\n")
        return 1
    sys.stdout.write(f"{len(made)} decks: {(asked.folder / 'index.html').resolve().as_uri()}\n")
    return 0


def _front(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery front")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--images", type=Path, default=IMAGES, help="where the pictures go")
    asked = parser.parse_args(given)
    front.write(asked.folder, asked.images)
    return 0


def _check(given: Sequence[str]) -> int:
    from .checking import check

    parser = argparse.ArgumentParser(prog="python -m tests.gallery check")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(given)
    found = check(sorted(asked.folder.glob("*.pptx")))
    sys.stdout.write(found.table() + "\n")
    return 0 if found.good else 1


if __name__ == "__main__":
    sys.exit(main())
