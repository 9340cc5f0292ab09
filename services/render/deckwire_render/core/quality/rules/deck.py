"""Rules about the deck as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from ..composition import Slide
from .model import BRIEF, MICROSOFT, Deck, Found, Rule, percent

RUN = 3
MIN_VARIETY = 0.3
_LONG = 8
_EXEMPT = frozenset({"Cover", "Title Slide", "Closing", "Section"})


def titles_repeated(deck: Deck) -> Iterator[Found]:
    """A continuation may carry the title of its slide."""
    seen: dict[str, int] = {}
    for n, slide in enumerate(deck.slides):
        title = " ".join(slide.file.title.lower().split())
        if not title:
            continue
        if title in seen and (deck.pages[n] is None or deck.pages[n] != deck.pages[seen[title]]):
            yield Found(f"The title is also that of slide {seen[title] + 1}.", page=n)
        seen.setdefault(title, n)


def skeleton(slide: Slide) -> tuple[object, ...]:
    """Return what makes two slides look alike: their layout, and the kinds and columns of what stands on them."""
    kinds = sorted((b.kind, round(b.box.x / 80), round(b.box.w / 160)) for b in slide.shown if b.kind != "text")
    columns = sorted({round(block.box.x / 80) for block in slide.text_blocks})
    return (slide.file.layout, tuple(kinds), tuple(columns))


def monotony(deck: Deck) -> Iterator[Found]:
    """Continuations of one slide look alike on purpose and count as one."""
    run = 0
    last: tuple[object, ...] = ()
    page: str | None = None
    for n, slide in enumerate(deck.slides):
        if n and deck.pages[n] is not None and deck.pages[n] == page:
            continue
        page = deck.pages[n]
        looks = skeleton(slide)
        same = looks == last and slide.file.layout not in _EXEMPT
        run = run + 1 if same else 1
        last = looks
        if run == RUN:
            yield Found(f"{RUN} slides in a row are composed alike ({slide.file.layout}).", page=n)


def variety(deck: Deck) -> Iterator[Found]:
    """Short decks are not looked at."""
    count = len(deck.slides)
    share = len({skeleton(slide) for slide in deck.slides}) / max(1, count)
    if count >= _LONG and share < MIN_VARIETY:
        yield Found(f"Only {percent(share)} of the slides are composed differently.")


def unshown(deck: Deck) -> Iterator[Found]:
    """Previews and the PDF leave them out; office programs have fonts of their own for them."""
    if deck.unshown:
        yield Found(f"{deck.unshown} characters are left out of the previews and the PDF: no font at hand has them.")


RULES = (
    Rule(
        "title_repeated",
        "deck",
        "info",
        "No two slides have the same title, continuations aside.",
        "",
        MICROSOFT,
        checker="tip",
        on_deck=titles_repeated,
    ),
    Rule(
        "layout_repeated",
        "deck",
        "warning",
        "No composition is used three times running.",
        f"{RUN} slides of one layout with the same columns",
        BRIEF,
        on_deck=monotony,
    ),
    Rule(
        "layouts_few",
        "deck",
        "info",
        "A deck varies its compositions.",
        f"{percent(MIN_VARIETY)} different, from {_LONG} slides on",
        BRIEF,
        on_deck=variety,
    ),
    Rule(
        "characters_left_out",
        "deck",
        "info",
        "Previews and PDF show every character.",
        "none may lack",
        BRIEF,
        on_deck=unshown,
    ),
)
