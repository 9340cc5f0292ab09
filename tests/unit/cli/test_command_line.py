"""What the command line takes, and how it says what is wrong."""

import subprocess
import sys

import pytest
from deckwire.commands.events import subject
from deckwire.commands.make import body, source_file
from deckwire.faults import ChildEnded, Fault, Mistake
from deckwire.main import main, parser


def run(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "deckwire", *words], capture_output=True, text=True, check=False, **options
    )


def test_help_names_every_command():
    shown = run("--help")
    assert shown.returncode == 0
    for command in ("up", "make", "decks", "show", "events", "deadletters", "doctor", "bench"):
        assert command in shown.stdout


def test_help_loads_no_library_of_others():
    code = "import sys, deckwire.main; deckwire.main.parser(); print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("httpx", "nats", "pydantic", "rich", "aiohttp", "faststream"):
        assert f"'{heavy}'" not in loaded


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["up", "--port", "x"], "--port"),
        (["up", "--port", "70000"], "0 to 65535"),
        (["make"], "INPUT"),
        (["make", "a topic", "--tone", "angry"], "--tone"),
        (["deadletters"], "list|show|replay"),
        (["dance"], "dance"),
    ],
)
def test_wrong_words_are_answered_in_one_line_with_exit_code_2(words, says):
    told = run(*words)
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1
    assert says in told.stderr
    assert "--help" in told.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["make", "", "-o", "a.pptx"], "nothing to make a deck of"),
        (["make", "-"], "nothing to make a deck of in '-'"),
        (["make", "missing.md"], "no file missing.md"),
        (["make", "a topic", "-o", "a.key"], ".pptx"),
        (["make", "a topic", "-o", "file.txt/a.pptx"], "file.txt is no folder"),
        (["make", "a topic", "-o", "/proc/none/a.pptx"], "cannot write /proc/none/a.pptx"),
        (["make", "a topic", "--n-slides", "0"], "1 to 50"),
        (["make", "a topic", "--n-slides", "51"], "1 to 50"),
        (["make", "a topic", "--template", "missing.pptx"], "missing.pptx"),
        (["make", "a topic", "--url", "localhost:8000"], "http://"),
        (["decks"], "deckwire up"),
        (["show", "abc"], "deckwire up"),
        (["events"], "deckwire up"),
        (["events", "orders.>"], "deckwire up"),
        (["deadletters", "list"], "deckwire up"),
        (["up", "--only", "llm,cook"], "cook"),
    ],
)
def test_mistakes_of_the_user_are_one_line_with_exit_code_2(words, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NATS_URL", raising=False)
    (tmp_path / "file.txt").touch()
    assert main(words) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith("deckwire: ")
    assert says in told


def test_server_that_is_not_there_is_our_fault(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["decks", "--url", "http://127.0.0.1:1"]) == 1
    assert "is the server running" in capsys.readouterr().err


def test_broker_that_is_not_there_is_our_fault(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["events", "--nats-url", "nats://user:secret@127.0.0.1:1"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "127.0.0.1:1" in told
    assert "secret" not in told


def test_fault_is_what_why_and_what_to_do():
    assert Fault("it broke", "no room.", "make room").line() == "it broke: no room; make room"
    assert Fault("it\nbroke").line() == "it broke"
    assert Mistake("no").exit_code == 2


@pytest.mark.parametrize(("returncode", "exit_code"), [(3, 3), (-9, 137), (0, 1)])
def test_child_that_ended_gives_its_code(returncode, exit_code):
    assert ChildEnded("llm", returncode, "why").exit_code == exit_code


def test_input_is_a_prompt_or_a_document(tmp_path):
    document = tmp_path / "report.md"
    document.write_text("# Report\n")
    assert source_file(str(document)) == document
    assert source_file("Why we should use .md files, a talk about notes.md") is None
    assert source_file("a topic") is None
    assert source_file("long " * 2000) is None
    assert source_file("a\0b") is None


@pytest.mark.parametrize(("name", "content", "says"), [("a.exe", b"MZ", "cannot be read"), ("a.md", b"", "is empty")])
def test_document_that_cannot_be_read_is_refused_before_anything_starts(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Mistake, match=says):
        source_file(str(path))


def test_folder_is_no_document(tmp_path):
    with pytest.raises(Mistake, match="not a file"):
        source_file(str(tmp_path))


def test_request_holds_only_the_options_that_were_given():
    args = parser().parse_args(["make", "x", "--n-slides", "5", "--tone", "funny", "--pdf"])
    assert body(args) == {"n_slides": 5, "tone": "funny", "export_as": ["pptx", "pdf"]}
    assert body(parser().parse_args(["make", "x"])) == {"export_as": ["pptx"]}


def test_subject_is_everything_or_one_deck_or_as_given():
    assert subject(None) == "deck.>"
    assert subject("01ABC") == "deck.*.01ABC.>"
    assert subject("deck.*.*.*.ended.>") == "deck.*.*.*.ended.>"
    with pytest.raises(Mistake):
        subject("orders.>")
    with pytest.raises(Mistake):
        subject("deck.a b.>")
