"""The whole stack as `deckwire up` runs it, for the tests of the command."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from deckwire import runfile

REPORT = """# Review

## Sales

Sales grew by 12 %.

| Region | 2024 | 2025 |
|---|---|---|
| North | 10 | 12 |
| South | 8 | 9 |

## Next

- Hire two people
- Open a shop
"""
PLAIN = {key: value for key, value in os.environ.items() if not key.endswith("_API_KEY") and key != "NATS_URL"}


class Stack:
    """A running `deckwire up`."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.errors = (data.parent / f"{data.name}.err").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deckwire", "up", "--port", "0", "--data", str(data), *options],
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env=PLAIN,
            start_new_session=True,
        )
        self.line = self.process.stdout.readline().strip()
        self.url = self.line.rpartition(" ")[2]

    @property
    def file(self):
        return runfile.read(self.data)

    def said(self) -> str:
        return Path(self.errors.name).read_text()

    def stop(self, number=signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(60)
        self.process.stdout.close()
        self.errors.close()
        return code


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    running = Stack(tmp_path_factory.mktemp("stack") / "data")
    assert running.url.startswith("http://127.0.0.1:"), running.said()
    yield running
    pids = running.file.pids
    assert running.stop() == 0
    assert not any(runfile.alive(pid) for pid in pids.values())


@pytest.fixture
def here(stack, tmp_path, monkeypatch):
    """An empty folder, and the options by which commands find the stack."""
    monkeypatch.chdir(tmp_path)
    for name in set(os.environ) - set(PLAIN):
        monkeypatch.delenv(name)
    (tmp_path / "report.md").write_text(REPORT)
    return tmp_path


@pytest.fixture
def report():
    """A small document with a table and a list."""
    return REPORT


@pytest.fixture
def plain():
    """The environment of this machine without keys and without a broker."""
    return PLAIN


@pytest.fixture
def start():
    """Start a stack of one's own."""
    return Stack
