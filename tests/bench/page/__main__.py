"""How quickly the page shows what it has, and what Lighthouse says of it.

`python -m tests.bench.page` starts the stack as processes against scripted providers (outline 300 ms, each slide
800 ms, each picture 700 ms), makes decks in a real browser, measures the time from the first slide's being drafted to
its preview's being on screen, and lets Lighthouse look at the first page and at a finished deck on a phone and on a
desk. It prints tables and, as the last line, JSON; the exit code is 1 when a goal is missed. What cannot be had here
(Chromium, npm) is said and left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import httpx

from tests.stack import ProviderProcess, Stack

from .audit import FORMS, Audit, ToolMissingError, audit, lighthouse
from .first_preview import first_previews

OUTLINE_MS, SLIDE_MS, IMAGE_MS = 300.0, 800.0, 700.0
FIRST_PREVIEW_MS = 1000.0
LEAST_SCORE = 95


def finished_deck(url: str) -> str:
    """Return the id of a deck that is finished, the one that was made last."""
    decks = httpx.get(f"{url}/api/v1/decks", timeout=10).json()["decks"]
    return str(next(deck["id"] for deck in decks if deck["status"] == "rendered"))


def audits(url: str, runs: int) -> list[Audit]:
    """Return what Lighthouse says of both pages on both kinds of screen."""
    lighthouse()
    pages = {"/": url + "/", "/d/{id}": f"{url}/d/{finished_deck(url)}"}
    found = []
    for name, address in pages.items():
        for form in FORMS:
            one = audit(name, address, form, runs)
            scores = "  ".join(f"{category} {score}" for category, score in one.scores.items())
            metrics = "  ".join(f"{metric} {value:g}" for metric, value in one.metrics.items())
            say(f"{one.page:8} {one.form:8} {scores}   {metrics}")
            found.append(one)
    return found


def say(line: str) -> None:
    """Print a line at once: a run takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Parse the command line, measure and print; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.page", description=__doc__)
    parser.add_argument("--decks", type=int, default=5, help="decks for the first preview")
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of Lighthouse for each page, of which the median counts"
    )
    options = parser.parse_args()
    previews: list[float] = []
    looked: list[Audit] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        ProviderProcess(outline_ms=OUTLINE_MS, slide_ms=SLIDE_MS, image_ms=IMAGE_MS) as providers,
        Stack(Path(folder), env=providers.env()) as stack,
    ):
        try:
            previews = first_previews(stack.url(), options.decks)
            say(
                f"first preview on screen after the first draft: median {statistics.median(previews):.0f} ms, "
                f"worst {max(previews):.0f} ms, {len(previews)} decks (goal: at most {FIRST_PREVIEW_MS:.0f} ms)"
            )
            say(f"Lighthouse, medians of {options.runs} runs (goal: at least {LEAST_SCORE} each)")
            looked = audits(stack.url(), options.runs)
        except ToolMissingError as error:
            say(f"left out: {error}")
    missed = any(ms > FIRST_PREVIEW_MS for ms in previews)
    missed |= any(score < LEAST_SCORE for one in looked for score in one.scores.values())
    say(json.dumps({"first_preview_ms": previews, "lighthouse": [asdict(one) for one in looked]}))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
