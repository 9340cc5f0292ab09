"""What the README shows for a running stack does what it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.connected, pytest.mark.timeout(180)]
ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text()


def block(language: str, containing: str) -> str:
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if containing in text]
    return found


def test_curl_command_answers_with_a_rendered_deck(stack, plain):
    command = block("sh", "curl").replace("http://127.0.0.1:8000", stack.url)
    answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, env=plain, timeout=90)
    state = json.loads(answer.stdout)
    assert state["status"] == "rendered"
    assert state["artifacts"]["pptx"]["url"]


def test_python_snippet_writes_the_deck(stack, here):
    code = block("python", "deckwire.client").replace("http://127.0.0.1:8000", stack.url)
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=90)
    assert shown.stdout.split()[0] == "requested"
    assert shown.stdout.split()[-1] == "rendered"
    assert (here / "review.pptx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("line", block("sh", "deckwire make").splitlines())
def test_terminal_commands_work(stack, here, plain, line):
    (here / "examples").symlink_to(ROOT / "examples")
    command = line.replace(".venv/bin/deckwire", f"{sys.executable} -m deckwire")
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={**plain, "DECKWIRE_DATA_DIR": str(stack.data), "PATH": os.environ["PATH"]},
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    if "-o" in line.split():
        target = here / line.split()[line.split().index("-o") + 1]
        assert target.read_bytes().startswith(b"PK")
