"""The leash on which children run."""

import os
import subprocess
import sys

import pytest
from deckwire.stack import leash

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has PR_SET_PDEATHSIG")


def test_signal_is_asked_for_from_the_real_parent():
    # Signal 0 asks for none: the test run itself must not get one.
    leash.hold(os.getppid(), 0)


def test_parent_that_is_gone_already_ends_the_child():
    with pytest.raises(SystemExit) as ended:
        leash.hold(os.getppid() + 1, 0)
    assert ended.value.code == 1


def test_kernel_that_refuses_is_an_error():
    with pytest.raises(OSError, match="refused"):
        leash.hold(os.getppid(), 999)


def test_other_systems_run_without_a_leash(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    leash.hold(0, 999)


def test_leash_becomes_the_command():
    command = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), "9", "sh", "-c", "echo $0 $1", "a b"]
    shown = subprocess.run([*command, "c"], capture_output=True, text=True, check=True)
    assert shown.stdout == "a b c\n"
