"""The process in which one document is read: limits first, then the format, then one answer on stdout.

The answer is a line of JSON, and behind it the bytes of the pictures that the line lists, one after another.

Started as `python -m deckwire_llm.adapters.documents.child '{…limits…}'`. It confines itself, waits for one line of
JSON on stdin with the document's name, and reads the bytes behind it; when stdin ends before, it ends as well. So one
may wait for a document that is still to come.
"""

from __future__ import annotations

import json
import os
import resource
import sys

from deckwire_contracts import Problem, ProblemCode, ProblemError

from deckwire_llm.core.material import Material

from .formats import read_as
from .limits import ReadingLimits
from .sniff import kind_of

_LONGEST_LINE = 10_000


def confine(limits: ReadingLimits) -> None:
    """Give up, for the rest of this process, more CPU, memory, file and process rights than reading needs."""
    bounds = {
        resource.RLIMIT_CPU: (limits.cpu_s, limits.cpu_s + 1),
        resource.RLIMIT_AS: (limits.memory_bytes, limits.memory_bytes),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (64, 64),
    }
    for what, (soft, hard) in bounds.items():
        _, most = resource.getrlimit(what)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)  # noqa: PLW2901
        resource.setrlimit(what, (soft, hard))


def read(name: str, data: bytes, limits: ReadingLimits) -> Material:
    """Return the material of a document; raises ProblemError when it cannot be had."""
    kind = kind_of(name, data, limits)
    try:
        material = read_as(kind, name, data, limits)
    except ProblemError:
        raise
    except (MemoryError, RecursionError) as error:
        raise ProblemError.of(
            ProblemCode.SOURCE_TOO_LARGE,
            f"Reading {name} took more memory than is allowed.",
            hint="Split the document, or save it again as text or Markdown.",
        ) from error
    except Exception as error:  # the libraries raise anything on a broken file, and this process is there for that
        raise ProblemError.of(
            ProblemCode.SOURCE_UNREADABLE,
            f"{name} cannot be read: the file is damaged, or it is not really a {kind.upper()} file.",
            hint="Open it in its own program, save it again and upload that copy.",
        ) from error
    return material


def main(arguments: list[str]) -> int:
    """Read stdin and answer; the exit code is 0 whenever there is an answer, a problem included."""
    limits = ReadingLimits(**json.loads(arguments[0]))
    confine(limits)
    asked = sys.stdin.buffer.readline(_LONGEST_LINE)
    if not asked:
        return 0
    name = str(json.loads(asked)["name"])
    pictures: list[bytes] = []
    try:
        data = sys.stdin.buffer.read(int(limits.file_bytes) + 1)
        material = read(name, data, limits)
        pictures = list(material.pictures.values())
        answer = {"material": material.model_dump(mode="json"), "pictures": [len(picture) for picture in pictures]}
        body = json.dumps(answer).encode()
        if len(body) > limits.answer_bytes:
            raise ProblemError.of(
                ProblemCode.SOURCE_TOO_LARGE,
                f"{name} holds more text than can be used.",
                hint="Split the document.",
            )
    except ProblemError as error:
        body, pictures = _problem(error.problem), []
    except MemoryError:
        pictures = []
        body = _problem(
            Problem.of(
                ProblemCode.SOURCE_TOO_LARGE,
                f"Reading {name} took more memory than is allowed.",
                hint="Split the document, or save it again as text or Markdown.",
            )
        )
    sys.stdout.buffer.writelines([body, b"\n", *pictures])
    sys.stdout.buffer.flush()
    return 0


def _problem(problem: Problem) -> bytes:
    return json.dumps({"problem": problem.model_dump(mode="json")}).encode()


if __name__ == "__main__":
    code = main(sys.argv[1:])
    # Native libraries may crash while they are torn down; the answer is out, so leave at once.
    os._exit(code)
