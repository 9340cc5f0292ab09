"""Reads documents in child processes, each of which reads one and ends."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import sys
from pathlib import PurePath

from deckwire_contracts import Problem, ProblemCode, ProblemError
from deckwire_contracts.text import one_line
from pydantic import ValidationError

from deckwire_llm.core.material import Material, from_text

from .limits import ReadingLimits

_CHILD = "deckwire_llm.adapters.documents.child"
_KILLED = frozenset({-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ})


class Documents:
    """Reads Markdown, text, DOCX, PDF, PPTX, CSV, XLSX, HTML and pictures; at most `at_once` documents at a time."""

    def __init__(self, limits: ReadingLimits | None = None, *, at_once: int = 2) -> None:
        self._limits = limits or ReadingLimits()
        self._slots = asyncio.Semaphore(at_once)
        self._changing = asyncio.Lock()
        self._keeps_spare = False
        self._spare: asyncio.subprocess.Process | None = None

    async def read(self, name: str, data: bytes) -> Material:
        """Return what a document says and shows.

        The content decides what it is, the name only where the content cannot tell. Raises ProblemError with
        `source_unreadable`, `source_too_large` or `source_empty`.
        """
        shown = one_line(PurePath(name.replace("\\", "/")).name)[:120] or "document"
        if len(data) > self._limits.file_bytes:
            raise ProblemError.of(
                ProblemCode.SOURCE_TOO_LARGE,
                f"{shown} has {len(data) / 1e6:.0f} MB; at most {self._limits.file_bytes / 1e6:.0f} MB are read.",
                hint="Split the document, or leave out pictures.",
            )
        if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
            raise ProblemError.of(
                ProblemCode.SOURCE_EMPTY, f"{shown} is empty.", hint="Check that the file was saved before uploading."
            )
        async with self._slots:
            code, answer = await self._run(shown, data)
        material = _answered(shown, code, answer)
        if material.is_empty():
            raise ProblemError.of(
                ProblemCode.SOURCE_EMPTY,
                f"No text was found in {shown}.",
                hint="A scanned document needs text recognition first.",
            )
        return material

    def from_text(self, text: str, title: str = "") -> Material:
        """Return pasted Markdown or plain text as material, without a child process."""
        return from_text(text, title=title)

    async def keep_ready(self) -> None:
        """Have a child wait for the next document from now on: starting one takes longer than reading most files."""
        self._keeps_spare = True
        await self._renew()

    async def aclose(self) -> None:
        """Stop keeping a child ready."""
        self._keeps_spare = False
        async with self._changing:
            spare, self._spare = self._spare, None
            if spare is not None:
                await _end(spare)

    async def _renew(self) -> None:
        async with self._changing:
            if self._keeps_spare and (self._spare is None or self._spare.returncode is not None):
                self._spare = await self._started()

    async def _started(self) -> asyncio.subprocess.Process:
        # No secret of the parent's environment is there to be read, and -P keeps the working directory out of the
        # import path. The child ends by itself when this process does and its stdin with it.
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            _CHILD,
            json.dumps(self._limits.as_dict()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": _import_path(), "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )

    async def _run(self, name: str, data: bytes) -> tuple[int | None, bytes]:
        """Have a child read one document; return its exit code (None when its time was up) and what it said."""
        process, self._spare = self._spare, None
        if process is None or process.returncode is not None:
            process = await self._started()
        try:
            async with asyncio.timeout(self._limits.wall_s):
                answer, _ = await process.communicate(json.dumps({"name": name}).encode() + b"\n" + data)
        except TimeoutError:
            return None, b""
        finally:
            await _end(process)
            # The next one starts when this one is done, so that the two do not compete for the processor.
            await self._renew()
        return process.returncode, answer


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


def _import_path() -> str:
    """The parent's import path, for a parent that was started with packages outside site-packages."""
    return os.pathsep.join(entry for entry in sys.path if entry and PurePath(entry).is_absolute())


def _answered(name: str, code: int | None, answer: bytes) -> Material:
    if code is None or code in _KILLED:
        raise ProblemError.of(
            ProblemCode.SOURCE_TOO_LARGE,
            f"Reading {name} took longer or more memory than is allowed.",
            hint="Split the document, or save it again as text or Markdown.",
        )
    if code == 0:
        try:
            line, _, rest = answer.partition(b"\n")
            said = json.loads(line)
            if "problem" in said:
                raise ProblemError(Problem.model_validate(said["problem"]))
            material = Material.model_validate(said["material"])
            return material.model_copy(update={"pictures": _pictures(rest, said["pictures"])})
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise _unreadable(name) from error
    raise _unreadable(name)


def _pictures(data: bytes, lengths: list[int]) -> dict[str, bytes]:
    """The pictures that stand one after another in `data`, by what they hash to here, whatever the child says."""
    found: dict[str, bytes] = {}
    at = 0
    for length in lengths:
        picture = data[at : at + length]
        found[hashlib.sha256(picture).hexdigest()] = picture
        at += length
    return found


def _unreadable(name: str) -> ProblemError:
    return ProblemError.of(
        ProblemCode.SOURCE_UNREADABLE,
        f"{name} cannot be read; it seems to be damaged.",
        hint="Open it in its own program, save it again and upload that copy.",
    )
