"""How much time Deckwire adds to what the providers take, and how much memory it needs to sit idle.

`python -m tests.bench.pipeline` starts the stack as processes against scripted providers (outline 300 ms, each slide
800 ms, each picture 700 ms), makes decks of 5 and of 20 slides one after the other, prints a table and, as the last
line, JSON. The ideal is the providers' critical path when at most 8 slides are drafted and 6 pictures are drawn at
once: what a pipeline without any cost of its own would take.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deckwire_contracts import EVENT, SlideDrafted
from deckwire_contracts.topology import DECKS
from deckwire_kit import direct
from deckwire_kit.bus import Bus
from deckwire_kit.testing import connected_bus

from tests.deck_client import DeckClient
from tests.stack import BROKER, ProviderProcess, Stack

OUTLINE_MS, SLIDE_MS, IMAGE_MS = 300.0, 800.0, 700.0
DRAFTS_AT_ONCE, PICTURES_AT_ONCE = 8, 6
GOALS = {"ratio_5": 1.10, "ratio_20": 1.25, "first_preview_ms": 150.0, "rss_mb": 120.0}


@dataclass(frozen=True)
class Run:
    """One deck: milliseconds from the request to its end and to its parts."""

    slides: int
    pictures: int
    turnaround_ms: float
    ideal_ms: float
    ratio: float
    outlined_ms: float
    drafted_ms: float
    ready_ms: float
    render_ms: float
    first_preview_after_draft_ms: float


def ideal_ms(pictured: list[bool]) -> float:
    """Return the critical path of a deck whose slides want a picture or not, in milliseconds.

    Slides are drafted in order as slots come free, each picture starts when its draft is there and a slot is free.
    """
    writers = [OUTLINE_MS] * DRAFTS_AT_ONCE
    painters = [0.0] * PICTURES_AT_ONCE
    heapq.heapify(writers)
    heapq.heapify(painters)
    end = OUTLINE_MS
    waiting: list[float] = []
    for wants in pictured:
        done = heapq.heappop(writers) + SLIDE_MS
        heapq.heappush(writers, done)
        end = max(end, done)
        if wants:
            waiting.append(done)
    for drafted in sorted(waiting):
        done = max(heapq.heappop(painters), drafted) + IMAGE_MS
        heapq.heappush(painters, done)
        end = max(end, done)
    return end


async def one_deck(client: DeckClient, bus: Bus, slides: int) -> Run:
    """Make one deck and measure it."""
    started_wall = time.time()
    started = time.perf_counter()
    deck = await client.create(f"Tidal power for small harbours, {slides} slides", n_slides=slides)
    end: dict[str, Any] = {}
    async for event in client.events(deck["id"]):
        if event["type"] in ("rendered", "failed", "cancelled"):
            end = event
            break
    turnaround = (time.perf_counter() - started) * 1000
    if end.get("type") != "rendered":
        raise RuntimeError(f"the deck did not end rendered: {json.dumps(end)[:400]}")
    await _previews_are_in(client, deck["id"])
    at: dict[str, list[float]] = {}
    pictured: list[bool] = []
    async for message in direct.scan(bus.nc, DECKS, f"deck.*.{deck['id']}.>"):
        fact = EVENT.validate_json(message.data)
        stored = ((message.time.timestamp() if message.time else 0.0) - started_wall) * 1000
        at.setdefault(fact.type, []).append(stored)
        if isinstance(fact, SlideDrafted):
            pictured.append(fact.slide.image is not None)
    ideal = ideal_ms(pictured)
    return Run(
        slides=slides,
        pictures=sum(pictured),
        turnaround_ms=turnaround,
        ideal_ms=ideal,
        ratio=turnaround / ideal,
        outlined_ms=at["outlined"][0],
        drafted_ms=max(at["slide.drafted"]),
        ready_ms=at["ready"][0],
        render_ms=at["rendered"][0] - at["ready"][0],
        first_preview_after_draft_ms=min(at["slide.previewed"]) - min(at["slide.drafted"]),
    )


async def _previews_are_in(client: DeckClient, deck_id: str) -> None:
    """Wait until the deck's last preview is painted, so that it does not disturb the next deck's time."""
    for _ in range(200):
        state = await client.state(deck_id)
        if state["stage"]["previewed"] >= state["stage"]["total"]:
            return
        await asyncio.sleep(0.05)


def idle_memory(stack: Stack) -> dict[str, float]:
    """Return the resident memory of each process in megabytes, helpers included."""
    return {name: round(stack.node(name).rss_mb(), 1) for name in ("gateway", "llm", "imagegen", "render", BROKER)}


async def measure(stack: Stack, rounds: int) -> tuple[Run, dict[int, list[Run]]]:
    """Return the first deck after the start, and `rounds` decks of each size."""
    async with DeckClient(stack.url()) as client, connected_bus(stack.nats_url) as bus:
        cold = await one_deck(client, bus, 5)
        runs = {size: [await one_deck(client, bus, size) for _ in range(rounds)] for size in (5, 20)}
    return cold, runs


def summary(cold: Run, runs: dict[int, list[Run]], idle: dict[str, float], after: dict[str, float]) -> dict[str, Any]:
    """Return medians and whether the goals are met."""
    result: dict[str, Any] = {"cold_5": asdict(cold), "idle_rss_mb": idle, "rss_after_mb": after, "goals": GOALS}
    for size, found in runs.items():
        names = asdict(found[0])
        result[f"slides_{size}"] = {
            name: round(statistics.median(getattr(run, name) for run in found), 3) for name in names
        }
        result[f"slides_{size}"]["runs"] = len(found)
        result[f"slides_{size}"]["worst_ratio"] = round(max(run.ratio for run in found), 3)
    result["met"] = {
        "ratio_5": result["slides_5"]["ratio"] <= GOALS["ratio_5"],
        "ratio_20": result["slides_20"]["ratio"] <= GOALS["ratio_20"],
        "first_preview_ms": result["slides_5"]["first_preview_after_draft_ms"] <= GOALS["first_preview_ms"],
        "rss_mb": all(value <= GOALS["rss_mb"] for name, value in idle.items() if name != BROKER),
    }
    return result


def table(result: dict[str, Any]) -> str:
    """Return the result for people."""
    rows = [
        f"{'slides':>7} {'pictures':>9} {'ideal ms':>9} {'median ms':>10} {'ratio':>6} {'worst':>6} "
        f"{'outlined':>9} {'drafted':>8} {'ready':>7} {'render':>7} {'1st preview':>12}"
    ]
    for size in (5, 20):
        found = result[f"slides_{size}"]
        rows.append(
            f"{size:>7} {found['pictures']:>9.0f} {found['ideal_ms']:>9.0f} {found['turnaround_ms']:>10.0f} "
            f"{found['ratio']:>6.3f} {found['worst_ratio']:>6.3f} {found['outlined_ms']:>9.0f} "
            f"{found['drafted_ms']:>8.0f} {found['ready_ms']:>7.0f} {found['render_ms']:>7.0f} "
            f"{found['first_preview_after_draft_ms']:>12.0f}"
        )
    rows.append(f"first deck after the start: {result['cold_5']['turnaround_ms']:.0f} ms")
    for title, key in (("idle memory, MB", "idle_rss_mb"), ("memory after, MB", "rss_after_mb")):
        rows.append(f"{title}: " + "  ".join(f"{name} {value:.0f}" for name, value in result[key].items()))
    machine = result["machine"]
    rows.append(
        f"{machine['cpus']} CPUs, load {machine['load_before']:.1f} before and {machine['load_after']:.1f} after; "
        "other work on the machine shows up in every ratio"
    )
    rows.append("goals met: " + "  ".join(f"{name} {'yes' if met else 'NO'}" for name, met in result["met"].items()))
    return "\n".join(rows)


def main() -> int:
    """Run the benchmark; returns 0 whatever it measures, 1 when it could not measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pipeline", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="decks of each size; medians are reported")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="deckwire-bench-") as folder,
        ProviderProcess(outline_ms=OUTLINE_MS, slide_ms=SLIDE_MS, image_ms=IMAGE_MS) as providers,
        Stack(Path(folder), env=providers.env()) as stack,
    ):
        time.sleep(2.0)
        idle = idle_memory(stack)
        load = os.getloadavg()[0]
        try:
            cold, runs = asyncio.run(measure(stack, options.rounds))
        except (RuntimeError, AssertionError) as error:
            sys.stderr.write(f"bench: {error}\n{stack.logs()}\n")
            return 1
        result = summary(cold, runs, idle, idle_memory(stack))
        result["machine"] = {"cpus": os.cpu_count(), "load_before": load, "load_after": os.getloadavg()[0]}
    sys.stdout.write(table(result) + "\n" + json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
