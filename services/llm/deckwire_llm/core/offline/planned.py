"""A slide as it is planned: what an outline says of it, and what fitting the number of slides needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwire_contracts.slides import SlideType


@dataclass
class Planned:
    """One slide to be: type, title, points and the ids of its material.

    `value` says how much would be lost without it, `core` whether it is there unless slides are short, `topic` the
    heading it belongs to and `group` the number of the outermost section (−1 for none).
    """

    type: SlideType
    title: str
    message: str = ""
    points: list[str] = field(default_factory=list)
    material: list[str] = field(default_factory=list)
    value: float = 1.0
    core: bool = True
    topic: str = ""
    group: int = -1
    order: tuple[int, int] = (0, 0)
    wants_image: bool = False
    # The id of a picture of the document that it shows.
    figure: str = ""
    # Further titles to take when the first is already in use.
    titles: list[str] = field(default_factory=list)
    # What one line would say of this slide in a summary.
    gist: str = ""
