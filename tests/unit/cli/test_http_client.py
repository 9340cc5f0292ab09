"""The client against a small real server that misbehaves."""

import hashlib
import http.server
import json
import threading
from contextlib import contextmanager

import pytest
from deckwire import client as client_module
from deckwire.client import Client, DamagedError, RefusedError, UnreachableError
from deckwire.running import told
from deckwire.sse import parse

DECK = {"id": "d1", "revision": 1, "status": "rendered", "new_field": 1}


def fact(seq, kind):
    body = {"seq": seq, "type": kind, "deck_id": "d1", "revision": 1, "time": "2026-01-01T00:00:00Z"}
    return f"id: {seq}\nevent: {kind}\ndata: {json.dumps(body)}\n\n"


class Answers:
    """What the server answers, in order, and what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []


@contextmanager
def serving(*answers):
    script = Answers(*answers)

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            length = int(self.headers.get("Content-Length") or 0)
            script.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
            status, kind, body = script.answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode() if isinstance(body, str) else body)

        do_GET = do_POST = answer  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with Client(f"http://127.0.0.1:{server.server_port}", token="t0k3n") as client:
            yield client, script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sse(*events):
    return (200, "text/event-stream", "".join(events))


def as_json(status, body):
    return (status, "application/json", json.dumps(body))


def problem(status, code="invalid_request", **more):
    body = {"title": "No", "status": status, "code": code, **more}
    return (status, "application/problem+json", json.dumps(body))


def test_stream_that_breaks_off_is_taken_up_where_it_broke():
    with serving(
        sse(": hello\n\n", fact(1, "requested"), fact(2, "outlined")),
        (503, "text/plain", "starting"),
        sse(fact(2, "outlined"), fact(3, "slide.drafted"), fact(4, "rendered")),
    ) as (client, script):
        assert [event.seq for event in client.events("d1")] == [1, 2, 3, 4]
        assert "Last-Event-ID" not in script.asked[0][2]
        assert script.asked[2][2]["Last-Event-ID"] == "2"


def test_stream_of_a_deck_whose_end_was_seen_ends_at_once():
    with serving((204, "text/plain", "")) as (client, script):
        assert list(client.events("d1", after=4)) == []
        assert script.asked[0][2]["Last-Event-ID"] == "4"


def test_fact_behind_the_end_does_not_make_the_stream_look_broken():
    with serving(sse(fact(1, "cancelled"), fact(2, "slide.drafted"))) as (client, _):
        assert [event.seq for event in client.events("d1")] == [1, 2]


def test_what_is_no_fact_is_skipped():
    with serving(sse('event: deck:text\ndata: {"delta": "x"}\n\n', fact(1, "rendered"))) as (client, _):
        assert [event.type for event in client.events("d1")] == ["rendered"]


def test_stream_of_a_deck_that_is_not_there_is_refused():
    with serving(problem(404, "not_found")) as (client, _), pytest.raises(RefusedError) as caught:
        list(client.events("d1"))
    assert caught.value.problem.status == 404


def test_stream_that_never_comes_back_is_given_up(monkeypatch):
    monkeypatch.setattr(client_module, "RESUME_S", 0.05)
    with Client("http://127.0.0.1:1") as client, pytest.raises(UnreachableError, match="did not come back"):
        list(client.events("d1"))


def test_following_goes_on_after_the_end():
    with serving(sse(fact(1, "rendered"), fact(2, "requested"))) as (client, script):
        seen = []
        for event in client.events("d1", follow=True):
            seen.append(event.seq)
            if event.seq == 2:
                break
        assert seen == [1, 2]
        assert script.asked[0][1].endswith("?follow=1")


def test_create_is_asked_again_with_the_same_key_when_the_server_was_away():
    with serving((503, "text/plain", ""), as_json(202, DECK)) as (client, script):
        assert client.create({"content": "x"}).id == "d1"
        first, second = script.asked
        assert first[2]["Idempotency-Key"] == second[2]["Idempotency-Key"]
        assert second[2]["Authorization"] == "Bearer t0k3n"
        assert json.loads(second[3]) == {"content": "x"}


def test_wait_shows_each_event_and_returns_the_state():
    with serving(sse(fact(1, "requested"), fact(2, "rendered")), as_json(200, DECK)) as (client, _):
        seen = []
        assert client.wait("d1", on_event=lambda event: seen.append(event.type)).ended
        assert seen == ["requested", "rendered"]


def test_list_is_read_page_by_page():
    pages = [as_json(200, {"decks": [DECK], "next_cursor": "c1"}), as_json(200, {"decks": [DECK], "next_cursor": None})]
    with serving(*pages) as (client, script):
        assert len(list(client.decks(limit=1))) == 2
        assert "cursor=c1" in script.asked[1][1]


def test_message_sends_only_what_is_given():
    with serving(as_json(202, DECK), (204, "text/plain", "")) as (client, script):
        client.message("d1", "shorter", base_revision=1)
        client.cancel("d1")
        assert json.loads(script.asked[0][3]) == {"content": "shorter", "base_revision": 1}


def test_upload_returns_the_id(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# A\n")
    with serving(as_json(201, {"id": "u1"}), as_json(201, {"id": "t1"})) as (client, script):
        assert client.upload(path) == "u1"
        assert client.upload_template(path) == "t1"
        assert b'filename="a.md"' in script.asked[0][3]


def test_a_theme_is_made_and_its_id_returned():
    with serving(as_json(201, {"id": "b1", "title": "B"})) as (client, script):
        assert client.make_theme({"title": "B", "colours": ["#0B3C5D"]}) == "b1"
        assert json.loads(script.asked[0][3]) == {"title": "B", "colours": ["#0B3C5D"]}


def test_download_appears_whole_and_only_if_it_is_what_was_promised(tmp_path):
    data = b"PK" * 50_000
    good = hashlib.sha256(data).hexdigest()
    target = tmp_path / "out" / "deck.pptx"
    with serving((200, "application/zip", data), (200, "application/zip", data)) as (client, _):
        assert client.download("d1", "deck.pptx", target, sha256=good) == len(data)
        assert target.read_bytes() == data
        target.unlink()
        with pytest.raises(DamagedError):
            client.download("d1", "deck.pptx", target, sha256="0" * 64)
    assert list(target.parent.iterdir()) == []


def test_download_that_is_refused_leaves_nothing(tmp_path):
    with serving(problem(409, "not_ready")) as (client, _), pytest.raises(RefusedError):
        client.download("d1", "deck.pptx", tmp_path / "deck.pptx")
    assert list(tmp_path.iterdir()) == []


def test_answer_that_is_no_problem_document_still_says_something():
    with serving((500, "text/html", "<h1>oops</h1>")) as (client, _), pytest.raises(RefusedError) as caught:
        client.cancel("d1")
    assert "HTTP 500" in str(caught.value)


def test_readiness():
    with serving((200, "text/plain", ""), (503, "text/plain", "")) as (client, _):
        assert client.ready()
        assert not client.ready()
    assert not Client("http://127.0.0.1:1").ready()


@pytest.mark.parametrize(
    ("status", "code", "exit_code"), [(422, "invalid_request", 2), (429, "rate_limited", 1), (503, "unavailable", 1)]
)
def test_refusals_become_one_line(status, code, exit_code):
    errors = [{"field": "n_slides", "message": "must be at most 50"}]
    answers = [problem(status, code, errors=errors, hint="choose less")] * 3
    with serving(*answers) as (client, _), pytest.raises(RefusedError) as caught:
        client.state("d1")
    fault = told(caught.value)
    assert fault.exit_code == exit_code
    assert fault.line() == "No: n_slides: must be at most 50; choose less"


def test_other_errors_become_our_fault():
    assert told(DamagedError("x")).exit_code == 1
    assert "is the server running" in told(UnreachableError("x")).line()


def test_events_are_parsed_as_the_standard_says():
    text = "\ufeffignored: x|: comment|id: 7|data: a|data:b||event: e||data||id: x\0y|data: z|"
    found = [(one.event, one.data, one.id) for one in parse(text.split("|"))]
    assert found == [("message", "a\nb", "7"), ("message", "", "7"), ("message", "z", "7")]
