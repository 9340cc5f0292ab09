"""What must hold of every deck, and how many are drawn: few in the suite, many in the long run."""

from __future__ import annotations

import io
import os
import posixpath
import sys
import time
import zipfile
from collections import Counter
from functools import cache
from tempfile import NamedTemporaryFile

from deckwire_render.adapters.inspector import DeckInspector
from deckwire_render.adapters.masters import painted_layouts
from deckwire_render.core.master import Master, read
from deckwire_render.core.pptx import Built, Compositions, build
from hypothesis import HealthCheck, Phase, settings
from lxml import etree
from openxml_audit import validate_pptx

from tests.masters.designs import MASTERS
from tests.unit.render_property.random_decks import Deck

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

LONG = os.environ.get("DECKWIRE_PROPERTY") == "long"
DECKS = int(os.environ.get("DECKWIRE_PROPERTY_DECKS", "1000"))
# The full audit takes as long as the rest together.
AUDIT_EVERY = 10
AUDITED_SLIDES = 12
TOLD_EVERY = 50


def drawn(short: int, share: float) -> settings:
    """Return the settings of a property: `short` examples in the suite, that share of `DECKS` in the long run."""
    return settings(
        max_examples=round(DECKS * share) if LONG else short,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=LONG,
        # In the suite a failure is told at once; the long run takes its time to find the smallest deck that fails.
        phases=list(Phase) if LONG else [Phase.explicit, Phase.generate],
    )


class Tally:
    """Counts decks, and in the long run tells every so often how many there were."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.decks = 0
        self.slides = 0
        self.began = time.monotonic()

    def count(self, made: Built) -> None:
        """Count a deck."""
        self.decks += 1
        self.slides += len(made.slide_ids)
        if LONG and self.decks % TOLD_EVERY == 0:
            took = time.monotonic() - self.began
            print(f"{self.decks} {self.what}, {self.slides} slides, {took:.0f} s", file=sys.stderr, flush=True)


def check(made: Built, tally: Tally) -> None:
    """Fail unless the deck is a valid file without an error in its quality report."""
    tally.count(made)
    faults, found = package_faults(made.data), errors(made)
    assert not faults, faults
    assert not found, found
    if tally.decks % AUDIT_EVERY == 0 and len(made.slide_ids) <= AUDITED_SLIDES:
        wrong = audited(made.data)
        assert not wrong, wrong


@cache
def master(name: str) -> Master:
    """Return one of the masters of the tests."""
    return read(MASTERS[name](), name, painted_layouts)


def package_faults(data: bytes) -> list[str]:
    """Return what would make a program refuse or repair the file, as far as can be told in a millisecond or two."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        found += [f"{name} is stored twice" for name, count in Counter(names).items() if count > 1]
        known = etree.fromstring(package.read("[Content_Types].xml"))
        typed = {e.get("PartName", "").lstrip("/") for e in known.iter(f"{TYPES}Override")}
        endings = {e.get("Extension") for e in known.iter(f"{TYPES}Default")}
        found += [f"{name} has a type and is not there" for name in typed - set(names)]
        for name in names:
            if name not in typed and name.rsplit(".", 1)[-1] not in endings:
                found.append(f"{name} has no type")
            if name.endswith((".xml", ".rels")):
                found += [
                    f"{name}: {fault}" for fault in _part_faults(etree.fromstring(package.read(name)), name, names)
                ]
    return found


def _part_faults(root: etree._Element, name: str, names: list[str]) -> list[str]:
    found = []
    if name.endswith(".rels"):
        base = posixpath.dirname(posixpath.dirname(name))
        for relation in root.iter(RELATION):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
            if relation.get("TargetMode") != "External" and path not in names:
                found.append(f"{path} is related and not there")
        return found
    ids = Counter(e.get("id") for e in root.iter(f"{P}cNvPr"))
    found += [f"the id {number} is used {count} times" for number, count in ids.items() if count > 1]
    found += [
        "a text without paragraph" for body in root.iter(f"{P}txBody", f"{A}txBody") if body.find(f"{A}p") is None
    ]
    sizes = [int(e.get(side)) for e in root.iter(f"{A}ext") for side in ("cx", "cy") if e.get(side)]
    found += [f"a negative size {size}" for size in sizes if size < 0]
    return found


def built(deck: Deck, known: Compositions | None = None) -> Built:
    """Return the deck as a file; slides that are `known` are not composed again."""
    return build(
        deck.slides,
        title=deck.title,
        language=deck.language,
        theme=deck.theme,
        notes=deck.notes,
        master=master(deck.master) if deck.master else None,
        known=known,
    )


def errors(made: Built) -> Counter[str]:
    """Return the errors of the quality report."""
    report = DeckInspector().inspect(made.data, made.slide_ids)
    return Counter(f"{f.rule}: {f.detail}" for f in report.findings if f.severity == "error")


def audited(data: bytes) -> list[str]:
    """Return what the audit against the Open XML schemas finds."""
    with NamedTemporaryFile(suffix=".pptx") as file:
        file.write(data)
        file.flush()
        return [f"{error.part_uri} {error.description}" for error in validate_pptx(file.name).errors]
