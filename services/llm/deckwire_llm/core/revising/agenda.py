"""The agenda of a deck, kept true while slides go, come and move; nothing of it takes a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deckwire_contracts import DeckState, Outline, SlideBrief, SlideState
from deckwire_contracts.slides import AgendaSlide

from ..answer.wording import same_words
from ..offline.words import overlap
from .replacing import Replace, replacing

_FRAME = frozenset({"title", "agenda"})
_OPENS_OR_ENDS = frozenset({"section", "closing"})
_PART = re.compile(r"\s*\(\d+/\d+\)$")
_ALIKE = 0.5
_MOST_ITEMS = 12


@dataclass(frozen=True)
class _Stood:
    """A slide as it stood: its title, and which item of the agenda it belonged to (None for none)."""

    title: str
    item: int | None


def brought_up(state: DeckState, briefs: Sequence[SlideBrief]) -> Replace | None:
    """Return the agenda as it has to be after slides of `state` have become `briefs`, None when it is true already.

    An item goes when the last slide about it goes, and stands where the first one stands; a slide whose title was an
    item takes it along when it is renamed. A new section, or a new slide where every slide has an item, becomes one.
    Items that no slide is known to be about stay behind the one before them. An agenda that was changed itself is left
    alone.
    """
    slide = _agenda(state)
    if slide is None or slide.drafted is None or not isinstance(slide.drafted.slide, AgendaSlide):
        return None
    mine = next((brief for brief in briefs if brief.id == slide.brief.id), None)
    if mine is None or mine.from_revision is None or _same(state, briefs):
        return None
    old = slide.drafted.slide
    stood = _stood(state, old.items)
    items = _items(old.items, stood, briefs)[:_MOST_ITEMS]
    if not items or items == old.items:
        return None
    return replacing(slide, old.model_copy(update={"items": items}))


def agenda_changed(state: DeckState, outline: Outline) -> bool:
    """Return whether the agenda of the outline was brought up to date with the changes to `state`."""
    slide = _agenda(state)
    if slide is None or slide.drafted is None or not isinstance(slide.drafted.slide, AgendaSlide):
        return False
    given = next((brief.given for brief in outline.slides if brief.id == slide.brief.id), None)
    return isinstance(given, AgendaSlide) and given.items != slide.drafted.slide.items


def _agenda(state: DeckState) -> SlideState | None:
    return next((slide for slide in state.slides if slide.drafted and slide.drafted.slide.type == "agenda"), None)


def _same(state: DeckState, briefs: Sequence[SlideBrief]) -> bool:
    """Whether the same slides stand in the same order under the same titles."""
    titles = {s.brief.id: s.drafted.slide.title if s.drafted else s.brief.title for s in state.slides}
    return list(titles.items()) == [(brief.id, _title(brief, titles)) for brief in briefs]


def _title(brief: SlideBrief, titles: dict[str, str]) -> str:
    """The title that a slide will bear: as it stands, as it is given, or as it is planned anew."""
    if brief.given is not None:
        return brief.given.title
    return titles.get(brief.id, brief.title) if brief.from_revision is not None else brief.title


def _stood(state: DeckState, items: Sequence[str]) -> dict[str, _Stood]:
    """Which item each slide belongs to: the one that it names, else that of the slide before it."""
    language = state.outline.language if state.outline else "en"
    found: dict[str, _Stood] = {}
    last: int | None = None
    for slide in state.slides:
        draft = slide.drafted.slide if slide.drafted else None
        title = draft.title if draft else slide.brief.title
        if slide.brief.type in _FRAME or (draft is not None and draft.type in _FRAME):
            found[slide.brief.id] = _Stood(title, None)
            continue
        names = [title, slide.brief.title, *((ref.section for ref in draft.sources) if draft else ())]
        opens_or_ends = slide.brief.type in _OPENS_OR_ENDS
        last = _named(items, names, title, language, None if opens_or_ends else last)
        found[slide.brief.id] = _Stood(title, last)
    return found


def _named(items: Sequence[str], names: Sequence[str], title: str, language: str, last: int | None) -> int | None:
    for n, item in enumerate(items):
        if any(same_words(item, name) for name in names if name):
            return n
    near = [overlap(item, title, language) for item in items]
    best = max(near, default=0.0)
    return near.index(best) if best >= _ALIKE and near.count(best) == 1 else last


def _items(items: Sequence[str], stood: dict[str, _Stood], briefs: Sequence[SlideBrief]) -> list[str]:
    owned = [one.item for one in stood.values() if one.item is not None]
    each = len(owned) > 1 and len(set(owned)) == len(owned)
    titles = {slide_id: one.title for slide_id, one in stood.items()}
    made: list[str] = []
    seen: set[int] = set()
    for brief in briefs:
        before = stood.get(brief.id)
        # The parts of a slide that was divided are one item.
        title = _PART.sub("", _title(brief, titles))
        if before is None:
            known = any(same_words(title, item) for item in [*items, *made])
            if (brief.type == "section" or each) and brief.type not in _FRAME and not known:
                made.append(title[:160])
            continue
        if before.item is None or before.item in seen:
            continue
        seen.add(before.item)
        item = items[before.item]
        made.append(title[:160] if same_words(item, before.title) else item)
        made += _unowned(items, before.item, set(owned))
    return [*_unowned(items, -1, set(owned)), *made]


def _unowned(items: Sequence[str], after: int, owned: set[int]) -> list[str]:
    """The items right behind the one at `after` that no slide was known to be about."""
    found: list[str] = []
    for n in range(after + 1, len(items)):
        if n in owned:
            break
        found.append(items[n])
    return found
