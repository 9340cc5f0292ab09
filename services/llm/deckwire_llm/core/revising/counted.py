"""A deck with fewer or more slides, without a model: slides are put together, taken out, or divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from deckwire_contracts import DeckState, Slide
from deckwire_contracts.slides import BulletItem, BulletsSlide, ComparisonSlide, TableSlide, TwoColumnsSlide

from .changes import Add, Change, Remove
from .dividing import parts_of
from .replacing import replacing
from .saying import said_on
from .understood import Understood

_MOST_POINTS = 8
_MOST_NOTES = 4000
_TITLE_CHARS = 100
# What a deck can do without, the first first; a cover goes last of all.
_DISPENSABLE = ("section", "full_image", "quote", "image_text", "bullets")
_SPOKEN_OVER = frozenset({"title", "agenda", "section"})
_KEPT_LONGEST = ("agenda", "closing", "title")


@dataclass
class _Page:
    """A slide on its way: what it is now, the number it had (None for a new one), and whether it has changed."""

    slide: Slide
    number: int | None
    slide_id: str = ""
    changed: bool = False


@dataclass
class _Work:
    """The slides while they become fewer or more, and what was done, as numbers of the deck as it was."""

    pages: list[_Page]
    merged: list[tuple[int, int]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    divided: list[int] = field(default_factory=list)


def as_many(state: DeckState, wanted: int) -> Understood:
    """Return how a deck gets `wanted` slides: only what is put together, divided or noted is touched.

    To have fewer, dividers go, neighbours with points are put together, and then what says least is taken out, its
    words kept in the notes of a slide beside it. To have more, slides with much on them are divided. When that is
    not enough, the reply says so.
    """
    if any(slide.drafted is None for slide in state.slides):
        return Understood("Some slides are not written yet. Nothing was changed.")
    count = len(state.slides)
    if wanted == count:
        return Understood(f"The deck has {count} slides already. Nothing was changed.")
    work = _Work(
        [_Page(slide.drafted.slide, n, slide.brief.id) for n, slide in enumerate(state.slides, 1) if slide.drafted]
    )
    if wanted < count:
        while len(work.pages) > wanted:
            _one_fewer(work)
    else:
        while len(work.pages) < wanted and _one_more(work):
            pass
    noted = state.outlined is None or state.outlined.options.include_speaker_notes
    return Understood(_reply(work, wanted, count, noted=noted), list(_changes(state, work.pages)))


def _one_fewer(work: _Work) -> None:
    sections = [n for n, page in enumerate(work.pages) if page.slide.type == "section"]
    if sections:
        _drop(work, sections[-1], noted=False)
        return
    pairs = [
        (_points(one) + _points(other), n)
        for n, (one, other) in enumerate(zip(work.pages, work.pages[1:], strict=False))
        if _can_merge(one.slide, other.slide)
    ]
    if pairs:
        _merge(work, min(pairs)[1])
        return
    _drop(work, min(range(len(work.pages)), key=lambda n: _weight(work.pages[n].slide, n)), noted=True)


def _points(page: _Page) -> int:
    return len(page.slide.items) if isinstance(page.slide, BulletsSlide) else 0


def _can_merge(one: Slide, other: Slide) -> bool:
    if not isinstance(one, BulletsSlide) or not isinstance(other, BulletsSlide):
        return False
    plain = one.form is None and other.form is None and one.image is None and other.image is None
    return plain and len(one.items) + len(other.items) <= _MOST_POINTS


def _merge(work: _Work, at: int) -> None:
    first, second = work.pages[at], work.pages[at + 1]
    one, two = first.slide, second.slide
    assert isinstance(one, BulletsSlide)
    assert isinstance(two, BulletsSlide)
    both = f"{one.title} · {two.title}"
    short = len(both) <= _TITLE_CHARS
    # A title that has no room in the new one leads the points that stood under it.
    items = [*one.items, *two.items] if short else [*one.items, *_led(two)]
    notes = [one.notes, two.lead, two.notes]
    first.slide = one.model_copy(
        update={
            "title": both if short else one.title,
            "items": items[:10],
            "notes": _joined(notes),
            "sources": list({ref.model_dump_json(): ref for ref in [*one.sources, *two.sources]}.values())[:12],
        }
    )
    first.changed = True
    work.merged += [(first.number, second.number)] if first.number and second.number else []
    del work.pages[at + 1]


def _led(slide: BulletsSlide) -> list[BulletItem]:
    head, *rest = slide.items
    detail = head.text if not head.detail else f"{head.text}: {head.detail}"
    return [BulletItem(text=slide.title, detail=detail[:400]), *rest]


def _drop(work: _Work, at: int, *, noted: bool) -> None:
    gone = work.pages.pop(at)
    before, after = work.pages[:at][::-1], work.pages[at:]
    # Nobody speaks long over a cover, an agenda or a divider.
    heir = next((page for page in [*before, *after] if page.slide.type not in _SPOKEN_OVER), [*before, *after][0])
    if noted:
        words = _joined([heir.slide.notes, gone.slide.title, said_on(gone.slide), gone.slide.notes])
        heir.slide = heir.slide.model_copy(update={"notes": words})
        heir.changed = True
    work.dropped += [gone.number] if gone.number else []


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)[:_MOST_NOTES]


def _weight(slide: Slide, place: int) -> tuple[int, int, int]:
    """What would be lost with a slide: its kind first, then how much it says; of equals the later one goes."""
    if slide.type in _KEPT_LONGEST:
        kind = 10 + _KEPT_LONGEST.index(slide.type)
    else:
        kind = 0 if slide.type in _DISPENSABLE else 1
    return kind, len(said_on(slide).split()), -place


def _one_more(work: _Work) -> bool:
    rich = [(_richness(page.slide), -n) for n, page in enumerate(work.pages)]
    most, at = max(rich, default=(0, 0))
    if most == 0:
        return False
    page = work.pages[-at]
    first, second = parts_of(page.slide)
    work.pages[-at] = replace(page, slide=first, changed=True)
    work.pages.insert(-at + 1, _Page(second, None))
    work.divided += [page.number] if page.number else []
    return True


def _richness(slide: Slide) -> int:
    """How much a slide holds that can be divided, 0 when it cannot."""
    match slide:
        case BulletsSlide() if slide.form is None and len(slide.items) >= 2:
            return len(slide.items)
        case TwoColumnsSlide() | ComparisonSlide() if slide.left.items and slide.right.items:
            return len(slide.left.items) + len(slide.right.items)
        case TableSlide() if len(slide.table.rows) >= 4:
            return len(slide.table.rows) // 2
        case _:
            return 0


def _changes(state: DeckState, pages: Sequence[_Page]) -> Iterator[Change]:
    stay = {page.slide_id for page in pages if page.slide_id}
    for slide in state.slides:
        if slide.brief.id not in stay:
            yield Remove(slide.brief.id)
    for page in pages:
        slide_state = state.slide(page.slide_id) if page.changed and page.slide_id else None
        if slide_state is not None:
            yield replacing(slide_state, page.slide)
    for at, page in enumerate(pages, start=1):
        if not page.slide_id:
            yield Add(at, page.slide.type, page.slide.title, given=page.slide)


def _reply(work: _Work, wanted: int, count: int, *, noted: bool) -> str:
    done: list[str] = []
    if work.merged:
        pairs = ", ".join(f"{one} and {other}" for one, other in work.merged)
        done.append(f"put together slides {pairs}")
    if work.dropped:
        done.append(f"took out {_slides(work.dropped)}")
    if work.divided:
        done.append(f"divided {_slides(work.divided)}")
    made = len(work.pages)
    if not done:
        return f"Nothing on the {count} slides can be divided further; more slides take a model. Nothing was changed."
    told = f"The deck has {made} slide{'s' if made != 1 else ''} now: I {_listed(done)}."
    if work.dropped:
        told += " What stood there is in the notes of a slide beside it." if noted else " What stood there is left out."
    if made < wanted:
        told += f" For {wanted} slides there is not enough on them; that takes a model."
    return told


def _slides(numbers: Sequence[int]) -> str:
    ordered = sorted(dict.fromkeys(numbers))
    return f"slide{'s' if len(ordered) > 1 else ''} {', '.join(map(str, ordered))}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(", ".join(parts).rsplit(", ", 1)) if len(parts) == 2 else "; ".join(parts)
