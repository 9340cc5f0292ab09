"""One slide for each design, with the kind of content that the design is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deckwire_contracts import Slide

from tests.unit.render_pptx.slide_material import slide


@dataclass(frozen=True)
class Design:
    """A design: the layout keys that belong to it, what it is for, and a slide that gets it.

    `turn` is how many slides of the same kind have come before; `pictured` tells that the slide's picture is there.
    """

    name: str
    keys: tuple[str, ...]
    suits: str
    slide: Slide
    turn: int = 0
    pictured: bool = False


def _points(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"text": head, "detail": detail} for head, detail in pairs]


_THREE = _points(
    ("Cheaper last mile", "A boat with two cargo bikes carries what four vans carry, at a third of the energy cost"),
    ("Quiet at night", "Electric boats may deliver before six, when streets are closed to trucks"),
    ("Room for growth", "The canal network reaches 62 % of all shops within one kilometre"),
)
_FOUR = _points(
    ("Energy", "Depots on the quay charge boats at night, when power is cheap"),
    ("People", "Drivers retrain as skippers within six weeks"),
    ("Permits", "One licence covers all twelve canals"),
    ("Technology", "Routes are planned anew every hour"),
)
_SIX = _points(
    ("Weather", "Ice closes the canals on nine days a year"),
    ("Regulation", "Night landings need a yearly permit"),
    ("Staff", "Forty skippers are missing in the region"),
    ("Safety", "Cargo must be secured against tipping"),
    ("Demand", "Peak season doubles the parcels"),
    ("Funding", "The grant ends in December 2027"),
)


def _designs(**more: Any) -> list[Design]:
    del more
    return [
        Design("Two to four cards", tuple(f"bullets.cards{n}" for n in (2, 3, 4)),
               "2–4 points; an icon where every point has one of its own, else numbers",
               slide("bullets", "Boats beat vans where streets are full", items=_THREE)),
        Design("Large rows", ("bullets.rows1",), "2–4 points, in turn with cards; 5 or more short ones",
               slide("bullets", "Four things must be in place before the first boat", items=_FOUR), turn=1),
        Design("Points beside the title", ("bullets.side",), "2–6 points, in turn with cards and rows",
               slide("bullets", "What the pilot showed in its first ninety days", items=_THREE), turn=2),
        Design("Tiles", tuple(f"bullets.tiles{n}" for n in (5, 6, 7, 8)), "5–6 points, up to 8 short ones",
               slide("bullets", "Six risks, and each has an owner", items=_SIX)),
        Design("Two columns of rows", ("bullets.rows2",), "many points",
               slide("bullets", "Six risks, and each has an owner", items=_SIX), turn=1),
    ]  # fmt: skip


DESIGNS = _designs()
