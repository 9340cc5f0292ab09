"""Server-sent events from raw bytes, as the HTML standard (clause 9.2) reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Only CR, LF and CRLF end a line. Readers built on str.splitlines() also cut at U+2028, U+2029 and U+0085,
# which JSON allows raw inside strings.
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SseEvent:
    """One event: its name, `message` unless it has one, and its data lines joined by LF."""

    name: str
    data: str


class SseDecoder:
    """Turns chunks of bytes, cut anywhere, into events; `comments` counts the keep-alives."""

    def __init__(self) -> None:
        self.comments = 0
        self._line = bytearray()
        self._data: list[str] = []
        self._name = ""
        self._after_cr = False
        self._first = True

    def feed(self, chunk: bytes) -> list[SseEvent]:
        """Return the events that `chunk` completes."""
        events: list[SseEvent] = []
        if not chunk:
            return events
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        self._after_cr = chunk.endswith(b"\r")
        *lines, rest = _LINE_END.split(chunk)
        for piece in lines:
            self._line += piece
            self._take(bytes(self._line), events)
            self._line.clear()
        self._line += rest
        return events

    def close(self) -> list[SseEvent]:
        """Return the event that the end of the stream completes.

        The standard drops an event without a blank line after it; servers that hang up too early are more
        common than half events, and a half event does not parse as JSON anyway.
        """
        events: list[SseEvent] = []
        if self._line:
            self._take(bytes(self._line), events)
            self._line.clear()
        self._dispatch(events)
        return events

    def _take(self, raw: bytes, events: list[SseEvent]) -> None:
        if self._first:
            raw = raw.removeprefix(_BOM)
            self._first = False
        if not raw:
            self._dispatch(events)
        elif raw.startswith(b":"):
            self.comments += 1
        else:
            field, _, value = raw.decode("utf-8", "replace").partition(":")
            value = value.removeprefix(" ")
            if field == "data":
                self._data.append(value)
            elif field == "event":
                self._name = value
            elif field == "error":
                # Some llama.cpp builds write a bare `error:` line in place of an event.
                events.append(SseEvent("error", value))

    def _dispatch(self, events: list[SseEvent]) -> None:
        if self._data:
            events.append(SseEvent(self._name or "message", "\n".join(self._data)))
        self._data = []
        self._name = ""
