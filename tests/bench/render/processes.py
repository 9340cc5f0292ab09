"""The writers as processes that stay warm and build one deck for each line they are sent."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.stack import clean_environment

NODE = Path(__file__).resolve().parent / "pptxgenjs"
ROOT = Path(__file__).resolve().parents[3]


class WriterMissingError(RuntimeError):
    """A writer cannot be had on this machine; the message says what is missing."""


@dataclass(frozen=True)
class Answer:
    """What a writer says of one deck."""

    ms: float
    bytes: int


class WriterProcess:
    """A writer that builds one deck at a time; use as a context manager."""

    def __init__(self, command: Sequence[str], cwd: Path = ROOT) -> None:
        self._process = subprocess.Popen(
            command, cwd=cwd, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def build(self, deck: dict[str, Any], out: Path | None = None) -> Answer:
        """Build a deck, written to `out` if given; raises RuntimeError when the writer fails."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"deck": deck, "out": str(out) if out else None}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        return Answer(**json.loads(line))

    def reset_peak(self) -> bool:
        """Forget the highest memory so far; False where the system cannot."""
        try:
            Path(f"/proc/{self._process.pid}/clear_refs").write_text("5")
        except OSError:
            return False
        return True

    def memory_mb(self) -> tuple[float, float]:
        """Return the resident memory now and at its highest, in MB; Linux only."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = {key: int(value) / 1024 for key, value in re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status)}
        return found["VmRSS"], found["VmHWM"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            assert self._process.stdin
            self._process.stdin.close()
            self._process.wait(10)


def python_writer(name: str, pictures: Sequence[Path]) -> WriterProcess:
    """Start the writer `stock` or `deckwire`."""
    return WriterProcess([sys.executable, "-m", "tests.bench.render.builders", name, *map(str, pictures)])


def node_writer(pictures: Sequence[Path]) -> WriterProcess:
    """Start PptxGenJS, installed when it is first asked for; raises WriterMissingError."""
    folder = node_modules()
    node = shutil.which("node")
    assert node is not None
    return WriterProcess([node, str(folder / "driver.mjs"), *map(str, pictures)], cwd=folder)


def node_modules() -> Path:
    """Return a folder with PptxGenJS and its driver, kept between runs; raises WriterMissingError."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise WriterMissingError("Node.js with npm is not installed")
    sources = [NODE / "package.json", NODE / "driver.mjs"]
    version = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "deckwire-tests" / f"pptxgenjs-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        shutil.copy(source, folder)
    if not (folder / "node_modules" / "pptxgenjs" / "package.json").exists():
        options = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        done = subprocess.run(
            [npm, "install", *options], cwd=folder, capture_output=True, text=True, timeout=110, check=False
        )
        if done.returncode != 0:
            raise WriterMissingError(f"npm could not install pptxgenjs: {done.stderr.strip()[-300:]}")
    return folder
