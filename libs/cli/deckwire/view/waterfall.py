"""When what happened to a deck, as bars over a common time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deckwire.client import DeckEvent

WIDEST = 60
NARROWEST = 16
_BESIDE = 46
"""The columns that names and numbers take beside the bars."""

_CAUSES: dict[str, tuple[str, ...]] = {
    "outlined": ("requested",),
    "approved": ("outlined",),
    "slide.briefed": ("approved", "outlined"),
    "slide.drafted": ("slide.briefed",),
    "slide.illustrated": ("slide.drafted",),
    "slide.previewed": ("slide.illustrated", "slide.drafted"),
    "ready": ("slide.illustrated", "slide.drafted"),
    "rendered": ("ready",),
}
_COLOURS = {
    "outlined": "magenta",
    "slide.drafted": "cyan",
    "slide.illustrated": "yellow",
    "slide.previewed": "green",
    "rendered": "bold green",
    "failed": "bold red",
    "cancelled": "red",
}


@dataclass(frozen=True)
class Bar:
    """One fact: `start_ms` when what led to it stood, `end_ms` when it stood itself, since the request."""

    label: str
    type: str
    start_ms: float
    end_ms: float


def bars(events: Sequence[DeckEvent]) -> list[Bar]:
    """Return one bar per fact of the newest revision among `events`, in stream order, briefs left out."""
    if not events:
        return []
    newest = max(event.revision for event in events)
    own = [event for event in events if event.revision == newest]
    zero = datetime.fromisoformat(own[0].time)
    at: dict[tuple[str, str | None], float] = {}
    found: list[Bar] = []
    numbers = _numbers(own)
    for event in own:
        end = (datetime.fromisoformat(event.time) - zero).total_seconds() * 1000
        start = min(end, _start(event, at, end))
        at[event.type, event.slide_id] = end
        at[event.type, None] = end
        if event.type == "slide.briefed":
            # All are written in one go; where a slide's draft begins says as much.
            continue
        stage = event.data.get("stage")
        name = event.type.removeprefix("slide.")
        if event.slide_id:
            name = f"slide {numbers.get(event.slide_id, '?')} {name}"
        if stage in {"text", "full"}:
            name += f" ({stage})"
        found.append(Bar(name, event.type, start, end))
    return found


def _start(event: DeckEvent, at: dict[tuple[str, str | None], float], end: float) -> float:
    wants = event.data.get("stage")
    for cause in _CAUSES.get(event.type, ()):
        if event.type == "slide.previewed" and wants == "text" and cause == "slide.illustrated":
            continue
        key = (cause, event.slide_id if cause.startswith("slide.") else None)
        if key in at:
            return at[key]
    return end


def _numbers(events: Sequence[DeckEvent]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for event in events:
        for slide in (event.data.get("outline") or {}).get("slides", []):
            numbers.setdefault(str(slide.get("id")), int(slide.get("number", 0)))
        if event.slide_id and event.slide_id not in numbers and "number" in event.data:
            numbers[event.slide_id] = int(event.data["number"])
        if event.slide_id and event.slide_id not in numbers:
            numbers[event.slide_id] = len(numbers) + 1
    return numbers


def show(events: Sequence[DeckEvent], console: Console) -> None:
    """Print the bars, at the right what each took and when it stood, in milliseconds."""
    rows = bars(events)
    if not rows:
        return
    total = max(bar.end_ms for bar in rows) or 1.0
    width = min(WIDEST, max(NARROWEST, console.width - _BESIDE))
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("event", no_wrap=True, min_width=24)
    table.add_column("", no_wrap=True, width=width)
    table.add_column("took ms", justify="right", no_wrap=True, min_width=7)
    table.add_column("at ms", justify="right", no_wrap=True, min_width=7)
    for bar in rows:
        table.add_row(
            bar.label,
            Text(_drawn(bar, total, width), style=_COLOURS.get(bar.type, "blue")),
            f"{bar.end_ms - bar.start_ms:,.0f}",
            f"{bar.end_ms:,.0f}",
        )
    console.print(table)


def _drawn(bar: Bar, total: float, width: int) -> str:
    left = min(width - 1, int(bar.start_ms / total * width))
    right = max(left + 1, min(width, round(bar.end_ms / total * width)))
    drawn = "━" * (right - left) if bar.end_ms > bar.start_ms else "╸"
    return " " * left + drawn
