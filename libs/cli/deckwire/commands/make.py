"""`deckwire make`: a prompt or a document becomes a deck on disk."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deckwire_contracts import MAX_SLIDES, ProblemCode
from rich.console import Console

from deckwire import running
from deckwire.client import Client, ClientError, Deck, DeckEvent, RefusedError, Template
from deckwire.faults import OK, Fault, Mistake
from deckwire.surroundings import data_folder, environment
from deckwire.view import waterfall, words
from deckwire.view.progress import Bar, JsonLines, Lines, Watcher

READABLE = (
    ".md", ".markdown", ".txt", ".pdf", ".docx", ".pptx", ".csv", ".xlsx", ".html", ".htm",
    ".png", ".jpg", ".jpeg", ".webp",
)  # fmt: skip
_OPTIONS = (
    "n_slides",
    "theme",
    "language",
    "tone",
    "verbosity",
    "audience",
    "instructions",
    "image_type",
    "model",
    "max_cost_usd",
)


def run(args: argparse.Namespace) -> int:
    """Make the deck; returns 0 only when it lies at `--output`, else raises Fault."""
    env = environment()
    data = data_folder(args.data, env)
    source = source_file(args.input)
    target = _target(args)
    if args.n_slides is not None and not 1 <= args.n_slides <= MAX_SLIDES:
        raise Mistake(f"--n-slides {args.n_slides} cannot be", f"a deck has 1 to {MAX_SLIDES} slides")
    url = running.find(args.url, env, data)
    with contextlib.ExitStack() as stack:
        if url is None:
            if not args.json:
                sys.stderr.write("starting Deckwire for this job…\n")
            url = stack.enter_context(running.temporary(data))
        client = stack.enter_context(running.client(url, args.token, env))
        try:
            return _make(args, client, source, target)
        except ClientError as error:
            raise running.told(error) from error


def source_file(given: str) -> Path | None:
    """Return the document that INPUT names, or None when INPUT is a prompt; raises Mistake when it cannot be read."""
    if not given.strip():
        raise Mistake("there is nothing to make a deck of", "INPUT is empty", "give a prompt or a document")
    if not any(map(str.isalnum, given)):
        raise Mistake(f"there is nothing to make a deck of in {given!r}", "", "give a prompt or a document")
    path = Path(given)
    try:
        exists = path.exists()
    except (OSError, ValueError):
        # A long prompt is no file name.
        return None
    if not exists:
        named = path.suffix.lower() in READABLE and not any(c.isspace() for c in given)
        if named:
            raise Mistake(f"there is no file {given}", "", "a prompt may not look like the name of a document")
        return None
    if not path.is_file():
        raise Mistake(f"{given} is not a file", "", f"give one of {' '.join(READABLE)}")
    if path.suffix.lower() not in READABLE:
        raise Mistake(
            f"{given} cannot be read", f"{path.suffix or 'no suffix'} is not known", f"give one of {' '.join(READABLE)}"
        )
    if path.stat().st_size == 0:
        raise Mistake(f"{given} is empty", "", "give a document with text in it")
    return path


def _target(args: argparse.Namespace) -> Path:
    target = Path(args.output)
    if target.suffix.lower() != ".pptx":
        raise Mistake(f"cannot write {target}", "a deck is a .pptx file", "give -o a name that ends in .pptx")
    if target.is_dir():
        raise Mistake(f"cannot write {target}", "it is a folder", "give -o the name of a file")
    if args.template and not Path(args.template).is_file():
        raise Mistake(f"there is no template {args.template}")
    _try_to_write(target)
    return target


def _try_to_write(target: Path) -> None:
    """Raise Mistake when nothing can be written where the deck is to lie: it is to be known before it is paid for."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except (FileExistsError, NotADirectoryError) as error:
        raise Mistake(f"cannot write {target}", f"{target.parent} is no folder", "give -o another place") from error
    except OSError as error:
        raise Mistake(f"cannot write {target}", error.strerror or str(error), "give -o another place") from error


def body(args: argparse.Namespace) -> dict[str, Any]:
    """Return the options of the request that were given on the command line."""
    given = {name: getattr(args, name) for name in _OPTIONS}
    return {
        **{name: value for name, value in given.items() if value is not None},
        "export_as": ["pptx", "pdf"] if args.pdf else ["pptx"],
    }


def _make(args: argparse.Namespace, client: Client, source: Path | None, target: Path) -> int:
    request = body(args)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if args.template:
        template = _template(client, Path(args.template))
        request["template"] = template.id
        if not args.json:
            for line in words.template_lines(template):
                console.print(line, markup=False)
    if source is None:
        request["content"] = args.input
    else:
        request["files"] = [client.upload(source)]
    deck = client.create(request)
    seen: list[DeckEvent] = []
    watcher = _watcher(console, json_lines=args.json)
    with _cancelled_by_ctrl_c(client, deck.id), watcher:

        def see(event: DeckEvent) -> None:
            seen.append(event)
            watcher.see(event)

        deck = client.wait(deck.id, on_event=see)
    if deck.status != "rendered":
        raise _undelivered(deck)
    files = _fetch(client, deck, target, pdf=args.pdf)
    if args.json:
        JsonLines().write({"type": "delivered", "deck": deck.model_dump(mode="json"), "files": files})
    else:
        _report(console, deck, files)
    if args.timeline:
        waterfall.show(seen, console)
    return OK


def _template(client: Client, path: Path) -> Template:
    try:
        return client.add_template(path)
    except RefusedError as error:
        problem = error.problem
        if problem.code is ProblemCode.TEMPLATE_REFUSED:
            raise Mistake(f"{path} cannot be a template", problem.detail, problem.hint or "") from error
        if problem.code is not ProblemCode.NOT_FOUND:
            raise
        raise Mistake("this server takes no templates", "", "leave out --template, or choose a --theme") from error


def _watcher(console: Console, *, json_lines: bool) -> Watcher:
    if json_lines:
        return JsonLines()
    return Bar(console) if console.is_terminal else Lines()


@contextlib.contextmanager
def _cancelled_by_ctrl_c(client: Client, deck_id: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        try:
            client.cancel(deck_id)
        except ClientError as error:
            raise Fault("interrupted, and the deck could not be cancelled", str(error)) from error
        raise


def _undelivered(deck: Deck) -> Fault:
    if deck.problem is None:
        return Fault(f"the deck was {deck.status}")
    kind = Mistake if deck.problem.code.value.startswith("source_") else Fault
    return kind(deck.problem.title, deck.problem.detail, deck.problem.hint or "")


def _fetch(client: Client, deck: Deck, target: Path, *, pdf: bool) -> dict[str, int]:
    wanted = {"pptx": target, **({"pdf": target.with_suffix(".pdf")} if pdf else {})}
    written: dict[str, int] = {}
    for kind, path in wanted.items():
        known = deck.artifacts.get(kind)
        try:
            written[str(path)] = client.download(deck.id, f"deck.{kind}", path, sha256=known.sha256 if known else None)
        except OSError as error:
            kept = f"the deck is kept, `deckwire show {deck.id}` has its link"
            raise Mistake(f"cannot write {path}", error.strerror or str(error), kept) from error
    return written


def _report(console: Console, deck: Deck, files: dict[str, int]) -> None:
    console.print(words.headline(deck), markup=False)
    for path, count in files.items():
        console.print(f"  {path} ({words.size(count)})", markup=False)
    for line in words.degradations(deck):
        console.print(f"  note: {line}", markup=False)
    if deck.usage and deck.usage.cost_usd:
        console.print(f"  cost: ${deck.usage.cost_usd:.4f}")
    if verdict := words.verdict(deck):
        console.print(f"  {verdict}", markup=False)
    for line in words.quality(deck):
        if not line.startswith("note"):
            console.print(f"    {line}", markup=False)
