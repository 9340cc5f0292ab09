"""The commands against the whole stack as `deckwire up` runs it: five real processes on free ports."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import zipfile

import pytest
from deckwire import runfile
from deckwire.client import Client
from deckwire.main import main
from deckwire_contracts import DeadLetter, DeckRequested
from deckwire_contracts.themes import THEMES
from deckwire_contracts.topology import DEADLETTERS, deadletter_subject
from deckwire_kit.testing import connected_bus

pytestmark = [pytest.mark.connected, pytest.mark.timeout(180)]

SERVICES = {"gateway", "llm", "imagegen", "render"}


def call(capsys, *words):
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_run_file_names_the_broker_and_four_services(stack):
    assert set(stack.file.pids) == {"nats", *SERVICES}
    assert stack.file.url == stack.url


def test_document_becomes_a_deck_and_a_pdf(stack, here, capsys):
    code, _, err = call(capsys, "make", "report.md", "-o", "out/d.pptx", "--pdf", "--timeline", "--data", stack.data)
    assert code == 0, err
    assert zipfile.is_zipfile("out/d.pptx")
    assert (here / "out" / "d.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in (here / "out").iterdir()) == ["d.pdf", "d.pptx"]
    assert "rendered" in err
    assert "━" in err
    assert "starting Deckwire" not in err, "the stack that runs here is used"


def test_prompt_with_json_prints_each_event_and_the_delivery(stack, here, capsys):
    code, out, err = call(capsys, "make", "Our plan", "-o", "p.pptx", "--json", "--n-slides", "3", "--url", stack.url)
    assert code == 0, err
    lines = [json.loads(line) for line in out.splitlines()]
    assert [lines[0]["type"], lines[-2]["type"], lines[-1]["type"]] == ["requested", "rendered", "delivered"]
    assert lines[-1]["files"] == {"p.pptx": (here / "p.pptx").stat().st_size}
    seqs = [line["seq"] for line in lines[:-1]]
    assert seqs == sorted(set(seqs))


def test_unknown_theme_is_refused_in_one_line(stack, here, capsys):
    code, _, err = call(capsys, "make", "Our plan", "--theme", "no-such-theme", "--url", stack.url)
    assert code == 2
    assert err.count("\n") == 1
    assert "theme" in err
    assert not (here / "deck.pptx").exists()


def test_broken_document_is_refused_in_one_line(stack, here, capsys):
    (here / "broken.pdf").write_bytes(b"%PDF-1.7 this is not one")
    code, _, err = call(capsys, "make", "broken.pdf", "--url", stack.url)
    assert code == 2, err
    assert err.splitlines()[-1].startswith("deckwire: ")
    assert not (here / "deck.pptx").exists()


def test_template_that_is_none_is_refused_in_one_line_before_anything_is_made(stack, here, capsys):
    (here / "master.pptx").write_bytes(b"PK")
    code, _, err = call(capsys, "make", "Our plan", "--template", "master.pptx", "--url", stack.url)
    assert code == 2
    assert err.splitlines()[-1] == (
        "deckwire: master.pptx cannot be a template: The file is not a .pptx; Send a PowerPoint file (.pptx or .potx)."
    )
    assert not (here / "deck.pptx").exists()


def test_every_listed_deck_is_one_line_that_holds_its_whole_title(stack, here, capsys):
    title = "Listed with a title that leaves no room in eighty columns"
    with Client(stack.url) as client:
        deck = client.wait(client.create({"content": f"# {title}\n\nOne thing.\n"}).id)
    _, out, _ = call(capsys, "decks", "--limit", "3", "--url", stack.url)
    assert any(deck.id in line and title in line for line in out.splitlines())


def test_themes_are_listed(stack, here, capsys):
    code, out, _ = call(capsys, "themes", "--data", stack.data)
    assert code == 0
    assert all(theme.id in out for theme in THEMES)
    code, out, _ = call(capsys, "themes", "--json", "--url", stack.url)
    assert json.loads(out.splitlines()[0])["id"] == THEMES[0].id


def test_decks_are_listed_and_shown(stack, here, capsys):
    with Client(stack.url) as client:
        deck = client.wait(client.create({"content": "# Listed\n\nOne thing.\n"}).id)
    code, out, _ = call(capsys, "decks", "--data", stack.data)
    assert code == 0
    assert deck.id in out
    code, out, _ = call(capsys, "decks", "--json", "--limit", "1", "--data", stack.data)
    assert [json.loads(line)["id"] for line in out.splitlines()] == [deck.id]
    code, out, _ = call(capsys, "show", deck.id, "--data", stack.data)
    assert code == 0
    assert "rendered" in out
    assert "━" in out
    code, out, _ = call(capsys, "show", deck.id, "--json", "--data", stack.data)
    shown = json.loads(out)
    assert shown["deck"]["id"] == deck.id
    assert [event["type"] for event in shown["events"]][-1] in {"rendered", "slide.previewed"}


def test_deck_that_is_not_there_is_the_users_mistake(stack, here, capsys):
    code, _, err = call(capsys, "show", "01nothing", "--data", stack.data)
    assert code == 2
    assert err.count("\n") == 1


def test_events_come_typed_from_the_bus_alone(stack, here, capsys):
    with Client(stack.url) as client:
        deck = client.wait(client.create({"content": "# Events\n\nOne thing.\n"}).id)
    code, out, _ = call(capsys, "events", deck.id, "--data", stack.data)
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert {line["deck_id"] for line in lines} == {deck.id}
    assert lines[0]["type"] == "requested"
    assert lines[0]["subject"].endswith(f".{deck.id}.1.requested")
    code, out, _ = call(capsys, "events", "deck.*.*.*.ended.>", "--nats-url", stack.file.nats_url)
    assert {json.loads(line)["type"] for line in out.splitlines()} == {"rendered"} or "failed" in out


def test_followed_events_go_on_after_the_replay(stack, here, plain):
    follower = subprocess.Popen(
        [sys.executable, "-m", "deckwire", "events", "deck.*.*.*.requested", "--follow", "--data", str(stack.data)],
        stdout=subprocess.PIPE,
        text=True,
        env=plain,
    )
    try:
        with Client(stack.url) as client:
            wanted = client.create({"content": "# Followed\n\nOne thing.\n"}).id
            for line in follower.stdout:
                if json.loads(line)["deck_id"] == wanted:
                    break
            later = client.create({"content": "# Followed on\n\nOne thing.\n"}).id
            assert json.loads(follower.stdout.readline())["deck_id"] == later
    finally:
        follower.send_signal(signal.SIGINT)
        assert follower.wait(10) == 130
        follower.stdout.close()


def test_doctor_finds_a_healthy_stack(stack, here, capsys):
    code, out, _ = call(capsys, "doctor", "--json", "--data", stack.data)
    checks = {check["name"]: check for line in out.splitlines() if (check := json.loads(line))}
    assert code == 0, out
    assert {"python", "disk", "broker", "nats", *SERVICES, "DECKS", "llm-draft", "fonts"} <= set(checks)
    assert checks["language model"]["verdict"] == "note"
    assert all(check["verdict"] != "bad" for check in checks.values())
    code, out, _ = call(capsys, "doctor", "--data", stack.data)
    assert "ok" in out


def test_doctor_says_what_is_wrong_with_providers_without_showing_keys(stack, here, capsys, monkeypatch):
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENROUTER_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("RUNWARE_API_KEY", "rw-secret")
    monkeypatch.setenv("RUNWARE_BASE_URL", f"{stack.url}/api/v1/decks")
    monkeypatch.setenv("PEXELS_API_KEY", "px-secret")
    monkeypatch.setenv("DECKWIRE_IMAGE_PEXELS_BASE_URL", stack.url)
    monkeypatch.setenv("OPENAI_API_KEY", "oa-secret")
    monkeypatch.setenv("DECKWIRE_IMAGE_OPENAI_BASE_URL", f"{stack.url}/api/v1")
    _, out, _ = call(capsys, "doctor", "--json", "--data", stack.data)
    checks = {check["name"]: check for line in out.splitlines() if (check := json.loads(line))}
    assert checks["openrouter"]["found"] == "no answer from 127.0.0.1 (ConnectError)"
    assert checks["openrouter"]["do"] == "check its address and the network"
    assert checks["runware"]["verdict"] == "note"
    assert checks["pexels"]["found"] == "answers 404"
    assert checks["openai images"]["found"] == "answers 401"
    assert "secret" not in out
    monkeypatch.setenv("LLM_BASE_URL", f"{stack.url}/api/v1")
    _, out, _ = call(capsys, "doctor", "--json", "--data", stack.data)
    checks = {check["name"]: check for line in out.splitlines() if (check := json.loads(line))}
    assert checks["llm server"] == {"name": "llm server", "verdict": "ok", "found": "answers", "do": ""}


def test_doctor_knows_a_broker_that_does_not_answer(here, capsys):
    code, out, _ = call(capsys, "doctor", "--data", here / "none", "--nats-url", "nats://127.0.0.1:1")
    assert code == 1
    assert "cannot reach the broker" in out
    assert "set NATS_URL" in out
    assert "looks closer" not in out


def test_dead_letters_are_listed_shown_and_replayed(stack, here, capsys):
    async def bury() -> tuple[str, int]:
        async with connected_bus(stack.file.nats_url) as bus:
            event = DeckRequested(tenant_id="dev", deck_id="poison", revision=1, content="# Poison\n\nOne.\n")
            stored = await bus.facts.write(event)
            letter = DeadLetter(
                service="llm",
                consumer="llm-outline",
                subject=event.subject,
                stream_seq=stored.seq,
                attempts=5,
                reason="invalid",
                headers={"Nats-Msg-Id": event.id, "ce-type": "x"},
                body=event.model_dump_json(),
            )
            subject = deadletter_subject("llm", "llm-outline")
            ack = await bus.js.publish(subject, letter.model_dump_json().encode(), stream=DEADLETTERS)
            await bus.js.publish(subject, b"{}", stream=DEADLETTERS)
            return event.subject, ack.seq

    subject, seq = asyncio.run(bury())
    code, out, err = call(capsys, "deadletters", "list", "--data", stack.data)
    assert code == 0
    assert any("llm-outline" in line and subject in line for line in out.splitlines())
    assert "skipped" in err
    code, out, _ = call(capsys, "deadletters", "show", seq, "--data", stack.data)
    assert json.loads(out)["subject"] == subject
    code, out, _ = call(capsys, "deadletters", "replay", seq, "--data", stack.data)
    assert code == 0
    assert subject in out

    async def requests() -> int:
        async with connected_bus(stack.file.nats_url) as bus:
            return len([fact async for fact in bus.facts.replay("dev", "poison") if fact.event.type == "requested"])

    assert asyncio.run(requests()) == 1
    code, _, err = call(capsys, "deadletters", "show", seq, "--data", stack.data)
    assert code == 2
    assert f"no dead letter {seq}" in err


def test_second_stack_on_the_same_folder_or_port_is_refused(stack, here, capsys):
    code, _, err = call(capsys, "up", "--port", "0", "--data", stack.data)
    assert code == 2
    assert stack.url in err
    code, _, err = call(capsys, "up", "--port", stack.url.rpartition(":")[2], "--data", here / "other")
    assert code == 2
    assert "--port" in err
    code, _, err = call(
        capsys, "up", "--port", "0", "--nats-port", stack.file.nats_url.rpartition(":")[2], "--data", here / "other"
    )
    assert code == 2
    assert "--nats-port" in err


def test_make_starts_a_stack_for_the_job_and_leaves_nothing(here, plain):
    made = subprocess.run(
        [sys.executable, "-m", "deckwire", "make", "report.md", "-o", "own.pptx", "--data", "own"],
        capture_output=True,
        text=True,
        env=plain,
        check=False,
        timeout=120,
    )
    assert made.returncode == 0, made.stderr
    assert zipfile.is_zipfile(here / "own.pptx")
    assert made.stderr.startswith("starting Deckwire for this job")
    assert not (here / "own" / "run.json").exists()


def test_ctrl_c_cancels_the_deck(stack, here, plain):
    making = subprocess.Popen(
        [sys.executable, "-m", "deckwire", "make", "report.md", "--json", "--url", stack.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=plain,
    )
    os.kill(stack.file.pids["llm"], signal.SIGSTOP)
    try:
        deck = json.loads(making.stdout.readline())["deck_id"]
        making.send_signal(signal.SIGINT)
        _, err = making.communicate(timeout=30)
    finally:
        os.kill(stack.file.pids["llm"], signal.SIGCONT)
    assert making.returncode == 130
    assert "interrupted" in err
    with Client(stack.url) as client:
        assert client.state(deck).status == "cancelled"
    assert not (here / "deck.pptx").exists()


def test_in_process_runs_everything_in_one_and_stops_on_ctrl_c(tmp_path, start, report):
    running = start(tmp_path / "data", "--in-process")
    assert running.url.startswith("http://"), running.said()
    pids = running.file.pids
    assert {pids[name] for name in SERVICES} == {running.process.pid}
    with Client(running.url) as client:
        assert client.wait(client.create({"content": report}).id).status == "rendered"
    assert running.stop(signal.SIGINT) == 0, running.said()
    assert not runfile.alive(pids["nats"])


def test_only_some_services_run_on_a_broker_of_ones_own(stack, tmp_path, plain):
    running = subprocess.Popen(
        [sys.executable, "-m", "deckwire", "up", "--only", "render,llm", "--data", str(tmp_path / "d")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**plain, "NATS_URL": stack.file.nats_url},
    )
    try:
        assert "no gateway" in running.stdout.readline()
        found = runfile.read(tmp_path / "d")
        assert set(found.pids) == {"llm", "render"}
        assert found.url == ""
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
        running.stdout.close()


def test_production_without_a_secret_does_not_start_and_says_so(tmp_path, plain):
    refused = subprocess.run(
        [sys.executable, "-m", "deckwire", "up", "--port", "0", "--data", str(tmp_path), "--quiet"],
        capture_output=True,
        text=True,
        env={**plain, "PROJECT_ENV": "production"},
        check=False,
        timeout=60,
    )
    assert refused.returncode not in {0, 130}
    assert "JWT_SECRET_KEY" in refused.stderr
    assert refused.stderr.count("\n") == 1
