"""The doctor where something is wrong."""

import asyncio
import http.server
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from deckwire import runfile
from deckwire.commands import doctor
from deckwire.main import main
from deckwire_kit.embedded import free_port, server_binary
from deckwire_kit.testing import nats_server


def checks(capsys, *words):
    code = main(["doctor", "--json", *map(str, words)])
    return code, {check["name"]: check for line in capsys.readouterr().out.splitlines() if (check := json.loads(line))}


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name in {"NATS_URL", "LLM_BASE_URL"}:
            monkeypatch.delenv(name)


@contextmanager
def server(*answers):
    """Serve the answers in turn: (status, body)."""
    left = list(answers)

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body = left.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = answer  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_):
            pass

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


async def test_broker_without_our_streams_is_bad_and_says_what_to_do(tmp_path, capsys):
    async with nats_server(tmp_path / "nats") as broker:
        code, found = await asyncio.to_thread(checks, capsys, "--nats-url", broker.url)
    assert code == 1
    for name in ("DECKS", "DEADLETTERS", "OBJ_artifacts", "KV_uploads", "llm-draft"):
        assert found[name]["found"] == "is missing"
        assert found[name]["do"]


def test_broker_without_jetstream_is_bad(capsys):
    port = free_port()
    plain = subprocess.Popen([str(server_binary()), "-a", "127.0.0.1", "-p", str(port)], stderr=subprocess.PIPE)
    try:
        for line in plain.stderr:
            if b"Server is ready" in line:
                break
        code, found = checks(capsys, "--nats-url", f"nats://127.0.0.1:{port}")
    finally:
        plain.terminate()
        plain.wait()
        plain.stderr.close()
    assert code == 1
    assert "JetStream" in found["broker"]["do"]


def test_process_that_is_gone_is_bad_and_its_log_is_named(tmp_path, capsys):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    runfile.RunFile(
        url="http://127.0.0.1:1", nats_url="nats://127.0.0.1:1", pids={"llm": ended.pid}, supervisor=os.getpid()
    ).write(tmp_path)
    code, found = checks(capsys, "--data", tmp_path)
    assert code == 1
    assert found["llm"]["verdict"] == "bad"
    assert found["llm"]["do"].endswith("logs/llm.log")
    assert found["gateway"]["verdict"] == "bad"


def test_full_disk_is_bad(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "LOW_DISK_BYTES", 1 << 62)
    assert doctor.disk_check(tmp_path / "not" / "there").verdict == "bad"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('{"data": {"limit_remaining": 4.5}}', "$4.50 left"),
        ('{"data": {"limit_remaining": null}}', "no limit"),
        ("hello", "the key works"),
    ],
)
def test_openrouter_tells_what_is_left(monkeypatch, capsys, body, says):
    with server((200, body)) as url:
        monkeypatch.setenv("OPENROUTER_API_KEY", "k")
        monkeypatch.setenv("OPENROUTER_BASE_URL", url)
        code, found = checks(capsys)
    assert says in found["openrouter"]["found"]
    assert code == 0


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, '{"data": [{"balance": 3}]}', "ok"),
        (200, '{"errors": [{"code": "invalidApiKey"}]}', "note"),
        (401, "{}", "note"),
        (200, "<html>", "note"),
    ],
)
def test_runware_key_is_tried_without_a_picture(monkeypatch, capsys, status, body, verdict):
    with server((status, body)) as url:
        monkeypatch.setenv("RUNWARE_API_KEY", "k")
        monkeypatch.setenv("RUNWARE_BASE_URL", url)
        _, found = checks(capsys)
    assert found["runware"]["verdict"] == verdict
