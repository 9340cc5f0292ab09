"""What became of a master: which layout each kind of slide got and how, its fonts, colours, art, and what was left."""

from __future__ import annotations

from collections.abc import Mapping

from deckwire_contracts import LookNote
from deckwire_contracts.questions import LookOutcome

from ..layout.ir import Box
from ..text import families
from ..themes import colour
from ..themes.model import Paint
from .ground import Pixels, under
from .kept import Kept
from .mapping import Place
from .reading import Read
from .theme import MasterTheme

_DESIGNS = {
    "cover": "Cover",
    "section": "Section divider",
    "closing": "Closing",
    "content": "Lists",
    "canvas": "Cards, numbers, processes and timelines",
    "two": "Two columns",
    "comparison": "Comparison",
    "chart": "Chart",
    "table": "Table",
    "picture": "Picture beside text",
    "full_picture": "Full picture",
    "quote": "Quotation",
}
_HOW = {
    "type": "by the type that the layout states",
    "placeholders": "by its placeholders and where they stand",
    "name": "by its name",
}
_MEANS = {
    "section": "dividers look like the cover",
    "closing": "the last slide looks like the cover",
    "content": "lists are set as rows of ours below the title",
    "canvas": "our compositions stand where its body is",
    "two": "both columns stand side by side in its body",
    "comparison": "both options stand side by side in its body",
    "chart": "the chart stands in its body",
    "table": "the table stands in its body",
    "picture": "the picture takes one side of its body",
    "full_picture": "the picture fills its body, below the title",
    "quote": "the words stand in its body",
    "cover": "the deck opens with an ordinary slide",
}


def notes(
    kept: Kept, read: Read, places: Mapping[str, Place], theme: MasterTheme, pictures: Mapping[int, Pixels]
) -> tuple[LookNote, ...]:
    """Return the report, line by line."""
    found = [_layout(role, place) for role, place in places.items()]
    found += [_font("Heading font", read.fonts[0], kept), _font("Body font", read.fonts[1], kept)]
    found += _colours(read, theme)
    found += _art(kept, places)
    found += _size(read)
    found += _contrast(places, pictures)
    if places["cover"].picture is None:
        found.append(
            _note(
                "Pictures on covers",
                LookOutcome.MISSING,
                "The cover's layout has no place for a picture; covers come without.",
            )
        )
    found += [_note("Left behind", LookOutcome.REMOVED, f"{text[0].upper()}{text[1:]}.") for text in kept.dropped[:12]]
    if kept.masters > 1:
        found.append(
            _note("Other masters", LookOutcome.REMOVED, f"The file has {kept.masters} masters; one was taken.")
        )
    return tuple(found)


def _note(subject: str, outcome: LookOutcome, detail: str) -> LookNote:
    return LookNote(subject=subject, outcome=outcome, detail=detail)


def _layout(role: str, place: Place) -> LookNote:
    name = f"“{place.layout.name[:80]}”"
    if place.how == "fallback":
        return _note(_DESIGNS[role], LookOutcome.REPLACED, f"No layout of its own; stands on {name}: {_MEANS[role]}.")
    return _note(_DESIGNS[role], LookOutcome.MATCHED, f"Layout {name}, found {_HOW[place.how]}.")


def _font(subject: str, name: str, kept: Kept) -> LookNote:
    known = families.family(name) is not families.UNKNOWN
    embedded = " It is embedded in the file." if name in kept.embedded else ""
    if known:
        return _note(subject, LookOutcome.KEPT, f"{name}.{embedded}")
    detail = f"{name} is named in the deck; it is measured with a wider stand-in, and previews show that.{embedded}"
    return _note(subject, LookOutcome.KEPT, detail)


def _colours(read: Read, theme: MasterTheme) -> list[LookNote]:
    found = [
        _note(
            "Colours", LookOutcome.KEPT, "Decks name the colours of its theme, so that a change of theme carries over."
        )
    ]
    for n, paint in enumerate(theme.accent_paints, 1):
        if paint != Paint(f"accent{n}"):
            own, used = read.colours[f"accent{n}"], theme.resolve(paint)
            found.append(
                _note(
                    f"Accent {n}",
                    LookOutcome.ADJUSTED,
                    f"#{own} has a contrast of {colour.contrast(own, theme.resolve(theme.ground)):.1f} to the slide; "
                    f"text and marks take #{used}.",
                )
            )
    return found


def _art(kept: Kept, places: Mapping[str, Place]) -> list[LookNote]:
    used = {place.layout.number: place.layout for place in places.values()}
    pictures = sum(1 for p in kept.parts if p.name.startswith("ppt/media/"))
    shapes = max(len(layout.art) for layout in used.values())
    found = []
    if pictures or shapes:
        found.append(
            _note(
                "Logo and art",
                LookOutcome.KEPT,
                f"{_count(pictures, 'picture')} and up to {_count(shapes, 'shape')} on a layout stay in place.",
            )
        )
    drawn = [p.name for p in kept.parts if p.name.endswith((".emf", ".wmf", ".wdp"))]
    if drawn:
        found.append(_note("Pictures in EMF or WMF", LookOutcome.KEPT, "PowerPoint shows them; previews here do not."))
    footers = any(place.footer or place.number for place in places.values())
    found.append(
        _note("Footers", LookOutcome.KEPT, "Footer and slide number stand where the layouts have them.")
        if footers
        else _note("Footers", LookOutcome.MISSING, "No layout has a footer or slide number; slides come without.")
    )
    return found


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _size(read: Read) -> list[LookNote]:
    if abs(read.width - 960.0) < 2 and abs(read.scale - 1) < 0.01:
        return []
    width, height = read.width / read.scale / 72, 540 / read.scale / 72
    detail = f"Slides are {width:.2f} × {height:.2f} inches; compositions are made for that."
    return [_note("Slide size", LookOutcome.KEPT, detail)]


def _contrast(places: Mapping[str, Place], pictures: Mapping[int, Pixels]) -> list[LookNote]:
    found, told = [], set()
    for place in places.values():
        for slot in (place.title, place.text):
            if slot is None or (place.layout.number, slot.idx) in told:
                continue
            seen = under(pictures[place.layout.number], Box(slot.box.x, slot.box.y, slot.box.w, slot.box.h))
            ratio = seen.contrast(slot.look.colour)
            large = slot.look.size >= 24
            if ratio < (3.0 if large else 4.5):
                told.add((place.layout.number, slot.idx))
                what = "title" if slot is place.title else "text"
                found.append(
                    _note(
                        f"Contrast on “{place.layout.name[:60]}”",
                        LookOutcome.ADJUSTED,
                        f"Its {what} has a contrast of {ratio:.1f} to what lies under it; slides take another colour.",
                    )
                )
    return found
