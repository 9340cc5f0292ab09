"""What the command takes from where it runs, and leaves there."""

import asyncio
import io
import json
import os
import stat
import subprocess
import sys

import pytest
from deckwire import runfile
from deckwire.main import main
from deckwire.stack.logs import LogFile, Terminal, pump, readable, reason
from deckwire.stack.plan import make_plan
from deckwire.surroundings import data_folder, environment, signing_secret


def test_real_variables_win_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("LLM_MODEL=a\nLLM_BASE_URL=http://x/v1\nEMPTY\n")
    monkeypatch.setenv("LLM_MODEL", "b")
    found = environment(tmp_path)
    assert found["LLM_MODEL"] == "b"
    assert found["LLM_BASE_URL"] == "http://x/v1"
    assert "EMPTY" not in found
    assert environment(tmp_path / "elsewhere")["LLM_MODEL"] == "b"


def test_data_folder_is_as_given_or_set_or_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data_folder("x", {}) == tmp_path / "x"
    assert data_folder(None, {"DECKWIRE_DATA_DIR": "y"}) == tmp_path / "y"
    assert data_folder(None, {}) == tmp_path / ".deckwire"


def test_secret_is_made_once_and_kept_to_its_owner(tmp_path):
    first = signing_secret(tmp_path / "data")
    assert len(first) >= 43
    assert signing_secret(tmp_path / "data") == first
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600
    assert signing_secret(tmp_path / "other") != first


def test_damaged_secret_is_replaced(tmp_path):
    (tmp_path / "secret").write_text("short")
    assert len(signing_secret(tmp_path)) >= 43


def test_run_file_is_read_while_its_supervisor_lives(tmp_path):
    assert runfile.read(tmp_path) is None
    written = runfile.RunFile(url="http://x", nats_url="nats://x", pids={"llm": 1}, supervisor=os.getpid())
    written.write(tmp_path)
    assert runfile.read(tmp_path) == written
    assert set(json.loads((tmp_path / "run.json").read_text())) >= {"url", "nats_url", "pids"}
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    runfile.remove(tmp_path)
    runfile.remove(tmp_path)
    assert runfile.read(tmp_path) is None


def test_run_file_of_a_dead_supervisor_counts_for_nothing(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    runfile.RunFile(url="http://x", supervisor=ended.pid).write(tmp_path)
    assert runfile.read(tmp_path) is None
    (tmp_path / "run.json").write_text("{")
    assert runfile.read(tmp_path) is None


def test_zombie_is_not_alive():
    child = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    child.stdout.read()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not runfile.alive(child.pid)
    child.wait()
    child.stdout.close()
    assert runfile.alive(1)


def test_plan_gives_every_child_its_broker_its_data_and_a_secret(tmp_path):
    plan = make_plan({"X": "1"}, data=tmp_path, host="127.0.0.1", port=0, nats_port=0)
    assert plan.embedded
    assert plan.services == ("gateway", "llm", "imagegen", "render")
    assert plan.url == f"http://127.0.0.1:{plan.port}"
    assert plan.env["NATS_URL"] == plan.nats_url
    assert plan.env["X"] == "1"
    assert plan.env["JWT_SECRET_KEY"] == signing_secret(tmp_path)
    spec = plan.service("llm")
    assert spec.argv[1:] == ["-m", "deckwire_llm"]
    assert spec.env["DECKWIRE_HEALTH_PORT"] != plan.service("llm").env["DECKWIRE_HEALTH_PORT"]


def test_plan_without_gateway_has_no_url_and_a_given_broker_is_not_started(tmp_path):
    env = {"NATS_URL": "nats://elsewhere:4222", "PROJECT_ENV": "production"}
    plan = make_plan(env, data=tmp_path, host="0.0.0.0", port=8000, nats_port=0, only=("render", "llm"))
    assert (plan.embedded, plan.url, plan.services) == (False, "", ("llm", "render"))
    assert "JWT_SECRET_KEY" not in plan.env, "production brings its own secret or refuses to start"
    assert make_plan({}, data=tmp_path, host="0.0.0.0", port=8000, nats_port=1).url == "http://127.0.0.1:8000"


def test_log_lines_are_readable():
    line = {"time": "2026-01-01T10:00:01.5+00:00", "level": "info", "service": "llm", "message": "started"}
    line |= {"trace_id": "x", "deck_id": "d1", "empty": "", "many": ["a"], "long": "y" * 200}
    shown = readable(json.dumps(line).encode())
    assert shown.startswith("10:00:01 INFO    started deck_id=d1 many=")
    assert "trace_id" not in shown
    assert "empty" not in shown
    assert shown.endswith("…")
    assert readable(b"plain \xff") == "plain \ufffd"
    assert readable(b"{broken") == "{broken"


def test_reason_is_the_last_line_with_words():
    assert reason([b"Traceback:", b"ValueError: no", b"    ^^^^", b""]) == "ValueError: no"
    assert reason([]) == "it said nothing"


def test_log_file_starts_anew_past_its_limit(tmp_path):
    log = LogFile(tmp_path / "logs" / "a.log", max_bytes=20)
    for word in (b"first line", b"second line", b"third"):
        log.write(word)
    log.close()
    assert (tmp_path / "logs" / "a.log").read_bytes() == b"second line\nthird\n"
    assert (tmp_path / "logs" / "a.log.1").read_bytes() == b"first line\n"


async def test_pump_takes_lines_of_any_length(tmp_path):
    stream = asyncio.StreamReader()
    stream.feed_data(b"[1] 2026/11/23 20:45:05 [INF] a banner\nshort\n\n" + b"x" * 600_000 + b"\nlast without end")
    stream.feed_eof()
    said = io.StringIO()
    log = LogFile(tmp_path / "a.log")
    last = await pump(stream, log, "llm", Terminal(said))
    log.close()
    assert last[1] == b"short"
    assert last[-1] == b"last without end"
    assert (tmp_path / "a.log").read_bytes().count(b"x") == 600_000
    assert said.getvalue().startswith("llm      | short\n")


def test_quiet_terminal_says_nothing():
    said = io.StringIO()
    Terminal(said, quiet=True).say("llm", "hello")
    assert said.getvalue() == ""


def test_terminal_colours_names_only_on_a_terminal():
    class Tty(io.StringIO):
        def isatty(self):
            return True

    said = Tty()
    Terminal(said).say("llm", "hello")
    assert "\x1b[35mllm" in said.getvalue()


@pytest.fixture
def bench(tmp_path, monkeypatch):
    folder = tmp_path / "tests" / "bench"
    (folder / "pipeline").mkdir(parents=True)
    (folder / "pipeline" / "__main__.py").write_text("import sys; sys.exit(len(sys.argv) + 2)")
    for name in ("bus.py", "_shared.py", "test_bus.py", "__init__.py"):
        (folder / name).touch()
    monkeypatch.chdir(folder)
    return folder


def test_benchmarks_are_those_of_the_checkout(bench, capsys):
    assert main(["bench"]) == 0
    assert capsys.readouterr().out.splitlines() == ["bus", "pipeline"]


def test_benchmark_gets_its_own_options_and_gives_its_exit_code(bench):
    assert main(["bench", "pipeline", "--runs", "3"]) == 5


def test_benchmark_that_is_not_there_is_the_users_mistake(bench, tmp_path, monkeypatch, capsys):
    assert main(["bench", "memory"]) == 2
    assert "bus, pipeline" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path.parent)
    assert main(["bench"]) == 2
    assert "checkout" in capsys.readouterr().err
