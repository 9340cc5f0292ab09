"""What a rule is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..composition import Slide
from ..painted import Line
from ..written import DeckFile, PageFile

Severity = Literal["error", "warning", "info"]
Group = Literal["geometry", "typography", "words", "pictures", "accessibility", "deck", "file"]
Checker = Literal["", "error", "warning", "tip"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a rule has to say; `severity` where it is not the rule's own.

    `subject` is the drawing id of the object concerned, `page` counts slides from 0 where a rule looks at the deck.
    """

    detail: str
    severity: Severity | None = None
    subject: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck to be checked; `pages` name the slide that each page came from, None where that is not known.

    `found` is what the rules on slides found on each, `unshown` counts characters that no font at hand has.
    """

    file: DeckFile
    slides: Sequence[Slide]
    pages: Sequence[str | None]
    found: Sequence[Sequence[tuple[Rule, Found]]]
    unshown: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: its lasting name, its gravest severity, what it means, its threshold, and where that is from.

    `checker` is the severity of the same rule in Microsoft's Accessibility Checker, empty if it has none. `repaired`
    tells that a slide which breaks it is laid out anew. Exactly one of `on_slide`, `on_page` and `on_deck` is there:
    for what a slide shows, wherever it stands; for a slide with its notes and links; for the deck as a whole.
    """

    name: str
    group: Group
    severity: Severity
    meaning: str
    threshold: str
    source: str
    checker: Checker = ""
    repaired: bool = False
    on_slide: Callable[[Slide], Iterator[Found]] | None = None
    on_page: Callable[[Slide, PageFile], Iterator[Found]] | None = None
    on_deck: Callable[[Deck], Iterator[Found]] | None = None


BRIEF = "house style"
MICROSOFT = "Microsoft Accessibility Checker"
WCAG = "WCAG 2.2"
FORMAT = "ECMA-376"


def percent(share: float) -> str:
    """Return a share from 0 to 1 as it is written in a sentence."""
    return f"{share * 100:.0f} %"


def quoted(line: Line | str) -> str:
    """Return a text as it is named in a finding, cut to 40 characters."""
    text = (line if isinstance(line, str) else line.text).strip()
    return f"“{text[:40].rstrip()}…”" if len(text) > 41 else f"“{text}”"
