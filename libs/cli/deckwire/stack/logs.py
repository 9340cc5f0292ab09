"""Where the children's log lines go: whole into one file per service, readable onto the terminal."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import IO

MAX_FILE_BYTES = 20_000_000
MAX_LINE_BYTES = 256_000
_COLOURS = {"gateway": 36, "llm": 35, "imagegen": 33, "render": 32, "nats": 34, "deckwire": 1}


class LogFile:
    """One service's log; past 20 MB it starts anew and keeps the previous file beside it as `.1`."""

    def __init__(self, path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._max_bytes = path, max_bytes
        self._file: IO[bytes] = path.open("ab")

    def write(self, line: bytes) -> None:
        """Append one line."""
        if self._file.tell() + len(line) > self._max_bytes:
            self._file.close()
            self._path.replace(self._path.with_suffix(self._path.suffix + ".1"))
            self._file = self._path.open("ab")
        self._file.write(line + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def readable(line: bytes) -> str:
    """Return a log line for people: `HH:MM:SS LEVEL message` from our JSON, anything else as it is."""
    text = line.decode("utf-8", errors="replace").rstrip()
    if not text.startswith("{"):
        return text
    try:
        record = json.loads(text)
    except ValueError:
        return text
    time = str(record.pop("time", record.pop("ts", "")))
    level = str(record.pop("level", "info")).upper()
    message = str(record.pop("message", record.pop("msg", "")))
    for key in ("service", "logger", "module", "trace_id", "span_id", "stack"):
        record.pop(key, None)
    rest = " ".join(f"{key}={_short(value)}" for key, value in record.items() if value not in (None, "", [], {}))
    return " ".join(part for part in (time[11:19], f"{level:<7}", message, rest) if part)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"


class Terminal:
    """Prints lines with the name of who said them; colours only on a terminal."""

    def __init__(self, stream: IO[str] | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._colour = self._stream.isatty()

    def say(self, name: str, text: str) -> None:
        """Print one line, unless this terminal was asked to be quiet."""
        if self._quiet:
            return
        label = f"{name:<8} |"
        if self._colour:
            label = f"\x1b[{_COLOURS.get(name, 37)}m{label}\x1b[0m"
        self._stream.write(f"{label} {text}\n")
        self._stream.flush()


async def pump(stream: asyncio.StreamReader, file: LogFile, name: str, terminal: Terminal) -> list[bytes]:
    """Copy a child's output line by line until it ends; returns its last lines.

    Lines are cut by hand because StreamReader.readline raises on a line beyond its buffer, and a stuck reader would
    block the child when the pipe is full.
    """
    rest = b""
    last: list[bytes] = []
    while chunk := await stream.read(65_536):
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > MAX_LINE_BYTES:
            lines.append(rest)
            rest = b""
        for line in lines:
            _keep(line, last, file, name, terminal)
    if rest:
        _keep(rest, last, file, name, terminal)
    return last


def _keep(line: bytes, last: list[bytes], file: LogFile, name: str, terminal: Terminal) -> None:
    if not line.strip():
        return
    file.write(line)
    # The broker's banner is of no use on a terminal; its warnings are.
    if b" [INF] " not in line:
        terminal.say(name, readable(line))
    last.append(line)
    del last[:-20]


def reason(last: list[bytes]) -> str:
    """Return the line of a dead child's output that most probably says why it died."""
    for line in reversed(last):
        text = readable(line).strip()
        if text and not text.startswith(("^", "~", "File ")):
            return text[:300]
    return "it said nothing"
