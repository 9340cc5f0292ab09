"""Server-sent events, as the HTML standard parses them (WHATWG, "Server-sent events")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class ServerSentEvent:
    """One event: its type, its data, and the last id the stream gave, with which one resumes."""

    event: str
    data: str
    id: str


def parse(lines: Iterable[str]) -> Iterator[ServerSentEvent]:
    """Yield the events of a stream given line by line without line ends; comments and unknown fields are skipped."""
    event, last_id = "", ""
    data: list[str] = []
    for line in lines:
        if not line:
            if data:
                yield ServerSentEvent(event or "message", "\n".join(data), last_id)
            event, data = "", []
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "event":
                event = value
            case "data":
                data.append(value)
            case "id" if "\0" not in value:
                last_id = value
            case _:
                pass
