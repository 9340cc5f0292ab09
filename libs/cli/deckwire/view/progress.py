"""What a terminal shows while a deck is being made."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import IO, Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deckwire.client import DeckEvent

_STAGES = {
    "requested": "planning the slides",
    "outlined": "writing",
    "approved": "writing",
    "slide.drafted": "writing",
    "slide.illustrated": "adding pictures",
    "ready": "building the file",
    "rendered": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}


class Watcher(Protocol):
    """Sees each fact of a deck as it comes."""

    def __enter__(self) -> Self:
        """Begin to show."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop showing."""
        ...

    def see(self, event: DeckEvent) -> None:
        """Show one fact."""
        ...


class Tally:
    """How far a revision is, counted from its facts; the parts of the work are steps out of `total`."""

    def __init__(self) -> None:
        self.slides = 0
        self.stage = "waiting"
        self._drafted: set[str] = set()
        self._previewed: set[str] = set()
        self._planned = self._ended = False

    def see(self, event: DeckEvent) -> None:
        """Count one fact; one that comes again changes nothing."""
        self.stage = _STAGES.get(event.type, self.stage)
        if event.type in {"outlined", "approved"}:
            self._planned = True
            self.slides = len((event.data.get("outline") or {}).get("slides", [])) or self.slides
        if event.slide_id and event.type == "slide.drafted":
            self._drafted.add(event.slide_id)
        if event.slide_id and event.type == "slide.previewed":
            self._previewed.add(event.slide_id)
        self._ended = self._ended or event.type == "rendered"

    @property
    def drafted(self) -> int:
        """How many slides are written."""
        return len(self._drafted)

    @property
    def total(self) -> int:
        """The number of steps: the plan, each slide written and previewed, the file."""
        return 2 + 2 * max(self.slides, 1)

    @property
    def done(self) -> int:
        """The number of steps done."""
        if self._ended:
            return self.total
        return int(self._planned) + len(self._drafted) + len(self._previewed)


class Bar:
    """A progress bar with the stage, the slides written and the time, on a terminal."""

    def __init__(self, console: Console) -> None:
        self._tally = Tally()
        self._progress = Progress(
            TextColumn("{task.description:<20}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[slides]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("waiting", total=4, slides="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def see(self, event: DeckEvent) -> None:
        """Move the bar."""
        self._tally.see(event)
        slides = f"slide {self._tally.drafted}/{self._tally.slides}" if self._tally.slides else ""
        self._progress.update(
            self._task,
            description=self._tally.stage,
            completed=self._tally.done,
            total=self._tally.total,
            slides=slides,
        )


class Lines:
    """A line for each new thing, where there is no terminal."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stderr
        self._tally = Tally()
        self._said: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def see(self, event: DeckEvent) -> None:
        """Print a line when something is new to say."""
        self._tally.see(event)
        line = self._tally.stage
        if event.type == "slide.drafted":
            line = f"{line}: slide {self._tally.drafted}/{self._tally.slides}"
        if line not in self._said:
            self._said.add(line)
            self._stream.write(line + "\n")
            self._stream.flush()


class JsonLines:
    """One JSON line per event, for programs."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def see(self, event: DeckEvent) -> None:
        """Print the event."""
        self.write(event.model_dump(mode="json"))

    def write(self, record: dict[str, object]) -> None:
        """Print one record."""
        self._stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        self._stream.flush()
