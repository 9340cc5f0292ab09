"""Pictures of a document on the slides that are made of its sections."""

from __future__ import annotations

import re

from deckwire_contracts import DeckOptions, ImageType

from ..material import Figure, Material, Section
from .planned import Planned
from .shorten import as_title, clip
from .words import length

_MOST_POINTS, _MOST_WORDS = 5, 75
_MORE_SLIDES = 4
_HOSTS = frozenset({"bullets", "image_text"})
_TITLE_WORDS = 3
_TITLE_CHARS = 90
_THIS_PICTURE = re.compile(
    r"^(?:(?:this|that|these|those|the|my|our|an?|attached|uploaded|das|dieses?|diese[mnr]?|die|mein\w*)\s+)*"
    r"(?:picture|image|photo(?:graph)?|screenshot|diagram|drawing|figure|bild|foto|grafik|zeichnung)(?:er|e|en|s|n)?\W*$",
    re.IGNORECASE,
)


def hung(slides: list[Planned], material: Material, options: DeckOptions, room: int | None) -> list[Planned]:
    """Return the slides with the document's pictures beside the words of the section in which they stand.

    A picture whose section has no slide with room for it gets one of its own, `room` such slides at most (None: as many
    as a deck of free length bears). A picture that was given by itself goes to another section's slide if need be.
    """
    if options.image_type is ImageType.NONE:
        return slides
    made = list(slides)
    left = _MORE_SLIDES if room is None else room
    for section, figure in material.figures():
        host = _host(made, section, figure)
        if host is None and left <= 0 and not section.blocks:
            host = next((slide for slide in made if _has_room(slide)), None)
        if host is not None:
            host.figure, host.wants_image = figure.id, False
        elif left > 0:
            left -= 1
            at = _place(made, section, material)
            made.insert(at, figure_slide(section, figure, made[at - 1].group if at else -1))
    return made


def figure_slide(section: Section, figure: Figure, group: int = -1) -> Planned:
    """Return a slide for one picture: its caption is the title where it says something, else stands under it."""
    name, heading = as_title(figure.name), as_title(section.heading)
    tells = length(name) >= _TITLE_WORDS and len(name) <= _TITLE_CHARS
    title = name if tells or not heading else heading
    return Planned(
        "image_text",
        title or "…",
        message="" if title == name else clip(figure.name, 300),
        material=[section.id],
        topic=section.heading,
        group=group,
        titles=[heading] if heading else [],
        figure=figure.id,
    )


def picture_slides(material: Material, title: str, options: DeckOptions, wanted: int | None) -> list[Planned]:
    """Return a deck of nothing but pictures: a cover, with a photograph if there is one, then each by itself.

    A single picture that bears the deck's title needs no cover before it.
    """
    found = list(material.figures())
    alone = len(found) == 1 and as_title(found[0][0].heading) == title and not wanted
    cover = options.include_title_slide and wanted != 1 and not alone
    photo = next((figure.id for _, figure in found if figure.fit == "fill"), "")
    slides = [Planned("title", title, figure=photo)] if cover else []
    slides += [figure_slide(section, figure) for section, figure in found]
    return slides[:wanted]


def is_about_picture(topic: str) -> bool:
    """Return whether a topic only points at a picture, as in “this picture”, and names nothing."""
    return not topic or bool(_THIS_PICTURE.match(topic))


def _host(slides: list[Planned], section: Section, figure: Figure) -> Planned | None:
    """The slide of the section with room for a picture whose material stands nearest to it."""
    near: list[tuple[int, int]] = []
    for n, slide in enumerate(slides):
        places = [name.partition("-")[2] for name in slide.material if name.partition("-")[0] == section.id]
        if places and _has_room(slide):
            near.append((min(abs(int(place or 0) + 1 - figure.after) for place in places), n))
    return slides[min(near)[1]] if near else None


def _has_room(slide: Planned) -> bool:
    words = sum(map(length, slide.points)) + length(slide.message)
    return slide.type in _HOSTS and not slide.figure and len(slide.points) <= _MOST_POINTS and words <= _MOST_WORDS


def _place(slides: list[Planned], section: Section, material: Material) -> int:
    """Where a slide about a section belongs: behind the last one about it or a section before it."""
    order = {other.id: n for n, other in enumerate(material.sections)}
    at = 0
    for n, slide in enumerate(slides, start=1):
        numbers = [order[name.partition("-")[0]] for name in slide.material if name.partition("-")[0] in order]
        if numbers and min(numbers) <= order[section.id]:
            at = n
    return at
