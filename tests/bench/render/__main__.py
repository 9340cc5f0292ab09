"""How long a deck takes to build, beside stock python-pptx and PptxGenJS.

`python -m tests.bench.render` builds ten slides (a title, four points and notes each; a native chart, a table, five
JPEGs of 150 kB) with the three writers in turn, each in a process of its own that stays warm, with new words in every
round. It prints times, memory, and what Deckwire's cost does as the deck grows. The last line is JSON: the medians in
milliseconds, null for a writer that this machine cannot have.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from . import material
from .processes import WriterMissingError, WriterProcess, node_writer, python_writer

NAMES = {"stock": "python-pptx, stock", "deckwire": "Deckwire", "pptxgenjs": "PptxGenJS"}
SIZES = (5, 10, 20, 50, 100)
WARM = 3
GOALS = {"times_faster_than_stock": 4.0, "over_pptxgenjs": 1.0, "growth": 1.5}


@dataclass
class Result:
    """Milliseconds of each round by writer, bytes of the deck, memory in MB, and milliseconds by number of slides.

    `memory` is the highest that a deck of ten slides (by writer) or of any size (ours) takes over the idle process.
    """

    times: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    growth: dict[int, list[float]] = field(default_factory=dict)
    growth_memory: dict[int, float] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def median(self, name: str) -> float | None:
        """Return the median of a writer, None if it was not to be had."""
        return statistics.median(self.times[name]) if self.times.get(name) else None

    def line(self) -> dict[str, float | None]:
        """Return the medians as the last line shows them."""
        keys = {"stock_ms": "stock", "ours_ms": "deckwire", "pptxgenjs_ms": "pptxgenjs"}
        medians = {key: self.median(name) for key, name in keys.items()}
        return {key: None if ms is None else round(ms, 2) for key, ms in medians.items()}

    def per_slide(self) -> dict[int, float]:
        """Return the median milliseconds per slide by number of slides."""
        return {size: statistics.median(times) / size for size, times in self.growth.items()}

    def met(self) -> dict[str, bool]:
        """Return which goals are met."""
        ours, stock, other = self.median("deckwire"), self.median("stock"), self.median("pptxgenjs")
        assert ours is not None
        assert stock is not None
        found = {"times_faster_than_stock": stock / ours >= GOALS["times_faster_than_stock"]}
        if other is not None:
            found["over_pptxgenjs"] = ours / other <= GOALS["over_pptxgenjs"]
        if self.growth:
            per_slide = self.per_slide()
            found["growth"] = per_slide[max(per_slide)] <= GOALS["growth"] * per_slide[min(per_slide)]
        return found


def measure(rounds: int, sizes: Sequence[int] = SIZES, growth_rounds: int = 5) -> Result:
    """Build decks of ten slides with every writer in turn for `rounds` rounds, then decks of all `sizes` with ours."""
    result = Result()
    with tempfile.TemporaryDirectory(prefix="deckwire-bench-") as folder:
        pictures = material.pictures(Path(folder))
        starts: dict[str, Callable[[], WriterProcess]] = {
            "stock": lambda: python_writer("stock", pictures),
            "deckwire": lambda: python_writer("deckwire", pictures),
            "pptxgenjs": lambda: node_writer(pictures),
        }
        with ExitStack() as stack:
            writers = {}
            for name, start in starts.items():
                try:
                    writers[name] = stack.enter_context(start())
                except WriterMissingError as error:
                    result.missing[name] = str(error)
            for seed in range(WARM):
                for writer in writers.values():
                    writer.build(material.deck(10, seed))
            for seed in range(WARM, WARM + rounds):
                deck = material.deck(10, seed)
                for name, writer in writers.items():
                    answer = writer.build(deck)
                    result.times.setdefault(name, []).append(answer.ms)
                    result.sizes[name] = answer.bytes
            ours = writers["deckwire"]
            for seed in range(growth_rounds):
                for size in sizes:
                    result.growth.setdefault(size, []).append(ours.build(material.deck(size, 10_000 + 100 * seed)).ms)
        for name in writers:
            if (peak := peak_mb(starts[name], 10)) is not None:
                result.memory[name] = peak
        for size in sizes:
            if (peak := peak_mb(starts["deckwire"], size)) is not None:
                result.growth_memory[size] = peak
    return result


def peak_mb(start: Callable[[], WriterProcess], slides: int) -> float | None:
    """Return how far a deck drives the memory of a fresh process over what it holds after a small one; Linux only."""
    with start() as writer:
        writer.build(material.deck(4, 1))
        if not writer.reset_peak():
            return None
        before, _ = writer.memory_mb()
        writer.build(material.deck(slides, 2))
        return writer.memory_mb()[1] - before


def table(result: Result) -> str:
    """Return the result for people."""
    stock = result.median("stock")
    assert stock is not None
    rows = [f"{'10 slides':<20}{'median ms':>10}{'p95':>8}{'min':>8}{'vs stock':>10}{'kB':>8}{'peak MB':>9}"]
    for name, title in NAMES.items():
        if name in result.missing:
            rows.append(f"{title:<20}not measured: {result.missing[name]}")
            continue
        times = sorted(result.times[name])
        median = statistics.median(times)
        peak = f"{result.memory[name]:.1f}" if name in result.memory else "-"
        rows.append(
            f"{title:<20}{median:>10.1f}{times[int(0.95 * (len(times) - 1))]:>8.1f}{times[0]:>8.1f}"
            f"{stock / median:>9.1f}x{result.sizes[name] / 1000:>8.0f}{peak:>9}"
        )
    if result.growth:
        rows += ["", f"{'Deckwire, slides':<20}{'median ms':>10}{'per slide':>11}{'peak MB':>9}"]
        for size, per_slide in result.per_slide().items():
            peak = f"{result.growth_memory[size]:.1f}" if size in result.growth_memory else "-"
            rows.append(f"{size:<20}{per_slide * size:>10.1f}{per_slide:>11.2f}{peak:>9}")
    rows += [
        "",
        f"{len(result.times['stock'])} rounds, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}; peak MB is what "
        "a deck takes over the idle process",
        "goals met: " + "  ".join(f"{name} {'yes' if met else 'NO'}" for name, met in result.met().items()),
    ]
    return "\n".join(rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 0 whatever it measures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.render", description=__doc__)
    parser.add_argument("--rounds", type=int, default=25, help="decks of ten slides by each writer")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of slides for the growth")
    options = parser.parse_args(argv)
    result = measure(options.rounds, options.sizes)
    sys.stdout.write(table(result) + "\n" + json.dumps(result.line()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
