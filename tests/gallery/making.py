"""Makes the decks of the gallery over HTTP, as any client does, from a stack that runs for as long as it takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckwire.client import Client, Deck
from deckwire_contracts import Finding

from tests.stack import Stack

from . import page
from .listed import Look, Source
from .sheets import compressed, painted, sheet

WIDTH = 480
COLUMNS = 3


@dataclass(frozen=True)
class Made:
    """A deck of the gallery: the name of its files, what it is, how long it took, and what the report says of it."""

    name: str
    source: str
    look: str
    title: str
    slides: int
    seconds: float
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        """The findings that must not be."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def warnings(self) -> int:
        """The number of findings that might be better."""
        return sum(finding.severity == "warning" for finding in self.findings)


class UnmadeError(RuntimeError):
    """A deck was not delivered."""


def make(sources: Sequence[Source], folder: Path) -> list[Made]:
    """Make every source in every look, with a sheet beside it and an index; raises UnmadeError.

    Nothing is asked of models or picture services: the gallery shows what comes without any key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    total = sum(len(source.looks) for source in sources)
    made: list[Made] = []
    with (
        tempfile.TemporaryDirectory(prefix="deckwire-gallery-") as scratch,
        Stack(Path(scratch)) as stack,
        Client(stack.url()) as client,
    ):
        for source in sources:
            for one in _decks(client, source, folder):
                made.append(one)
                sys.stdout.write(f"[{len(made):>3}/{total}] {told(one)}\n")
                sys.stdout.flush()
    (folder / "index.html").write_text(page.index(made), encoding="utf-8")
    return made


def told(one: Made) -> str:
    """Return what is to be said of a deck, on one line and one more for each error."""
    head = (
        f"{one.name:<34}{one.slides:>3} slides{one.seconds:>7.1f} s  {len(one.errors)} errors, {one.warnings} warnings"
    )
    return "\n".join([head, *(f"          {finding.rule}: {finding.detail}" for finding in one.errors)])


def _decks(client: Client, source: Source, folder: Path) -> Iterator[Made]:
    uploaded = client.upload(source.file)
    started = time.perf_counter()
    asked = [
        (look, client.create({"files": [uploaded], "export_as": ["pptx"], **source.options, **_look(client, look)}))
        for look in source.looks
    ]
    for look, deck in asked:
        name = f"{source.name}-{look.name}"
        done = client.wait(deck.id)
        if done.status != "rendered":
            why = f"{done.problem.title}: {done.problem.detail}" if done.problem else done.status
            raise UnmadeError(f"{name} was not made: {why}")
        yield _fetched(client, done, folder, name, source, look, time.perf_counter() - started)


def _look(client: Client, look: Look) -> dict[str, str]:
    """Return the fields of a request that ask for a look, which is sent first if it is the user's own."""
    if look.template is not None:
        with tempfile.TemporaryDirectory() as folder:
            return {"template": client.upload_template(_master(look.template, Path(folder)))}
    if look.brand is not None:
        brand = tomllib.loads(look.brand.read_text(encoding="utf-8"))
        if logo := brand.get("logo"):
            brand["logo"] = client.upload(look.brand.parent / logo)
        return {"theme": client.make_theme(brand)}
    return {"theme": look.theme}


def _master(source: Path, folder: Path) -> Path:
    """Return the .pptx of a master, which may be a program that writes it; raises UnmadeError."""
    if source.suffix != ".py":
        return source
    path = folder / f"{source.stem}.pptx"
    done = subprocess.run([sys.executable, str(source), str(path)], capture_output=True, text=True, check=False)
    if done.returncode != 0 or not path.is_file():
        raise UnmadeError(f"{source} wrote no master: {done.stderr.strip()[-300:]}")
    return path


def _fetched(client: Client, deck: Deck, folder: Path, name: str, source: Source, look: Look, seconds: float) -> Made:
    known = deck.artifacts.get("pptx")
    path = folder / f"{name}.pptx"
    client.download(deck.id, "deck.pptx", path, sha256=known.sha256 if known else None)
    pictures = painted(path.read_bytes(), range(200), WIDTH)
    (folder / f"{name}.png").write_bytes(compressed(sheet(pictures, COLUMNS), limit=1_500_000))
    if deck.quality is None:
        raise UnmadeError(f"{name} came without a quality report")
    return Made(
        name, source.file.name, look.name, deck.title or "", len(pictures), seconds, tuple(deck.quality.findings)
    )
