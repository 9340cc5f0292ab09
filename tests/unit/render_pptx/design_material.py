"""One slide for each design, with the kind of content that the design is for."""

from __future__ import annotations

from dataclasses import dataclass

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


_KEEP = {
    "heading": "Keep",
    "items": ["Weekly calls with the client", "One plan for both teams", "Boats that run on time"],
}
_STOP = {"heading": "Stop", "items": ["Night shifts without notice", "Paper permits", "Empty return trips"]}
_BUILD = {
    "heading": "Build",
    "items": ["Full control over data", "Nine months until first use", "Four engineers tied up"],
}
_BUY = {"heading": "Buy", "items": ["Works within three weeks", "Fee for every parcel", "Support around the clock"]}
_STEPS = [
    {"title": "Collect", "detail": "Vans bring parcels to the quay before four"},
    {"title": "Sort", "detail": "Containers are packed by street, not by sender"},
    {"title": "Sail", "detail": "One boat serves twelve landings in two hours"},
    {"title": "Ride", "detail": "Cargo bikes cover the last 800 metres"},
]
_FUNNEL = [
    {"title": "4,200 shops asked", "detail": "Every shop within a kilometre of a canal"},
    {"title": "1,150 tried it", "detail": "A free week in spring"},
    {"title": "640 stayed", "detail": "Paying customers after three months"},
    {"title": "210 told others", "detail": "Each brought 1.4 new shops"},
]


def _designs() -> list[Design]:
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
        Design("Two columns on panels", ("two_columns",), "two lists of equal weight",
               slide("two_columns", "What we keep and what we stop", left=_KEEP, right=_STOP)),
        Design("Two open columns", ("two_columns.open",), "two lists, in turn with panels",
               slide("two_columns", "What we keep and what we stop", left=_KEEP, right=_STOP), turn=1),
        Design("Three columns", ("three_columns",), "three lists",
               slide("two_columns", "Three teams share the work", left={**_KEEP, "heading": "Logistics"},
                     middle={**_STOP, "heading": "Technology"}, right={**_BUY, "heading": "Support"})),
        Design("Comparison", ("comparison",), "two options, the preferred one tinted and checked",
               slide("comparison", "Buying gets us to the water three seasons earlier", left=_BUILD, right=_BUY,
                     preferred="right")),
        Design("Open comparison", ("comparison.open",), "two options, in turn with panels",
               slide("comparison", "Build or buy", left=_BUILD, right=_BUY, preferred="right"), turn=1),
        Design("Pros and cons", ("pros_cons",), "what speaks for and against one thing",
               slide("comparison", "Night landings pay off if noise stays low", left={**_KEEP, "heading": "Pros"},
                     right={**_STOP, "heading": "Cons"})),
        Design("Process on a line", tuple(f"process.{n}" for n in range(2, 7)), "2–6 steps",
               slide("process", "A parcel changes hands three times", steps=_STEPS)),
        Design("Process down a line", tuple(f"process.down{n}" for n in range(2, 7)), "2–6 steps, in turn",
               slide("process", "A parcel changes hands three times", steps=_STEPS), turn=1),
        Design("Process in rows", ("process.rows",), "many or long steps",
               slide("process", "Eight steps", steps=_STEPS * 2)),
        Design("Cycle", tuple(f"process.cycle{n}" for n in range(3, 7)), "3–6 steps that lead back to the first",
               slide("process", "Every delivery pays for the next", steps=_STEPS, form="cycle")),
        Design("Funnel", tuple(f"process.funnel{n}" for n in range(2, 7)), "2–6 steps, fewer at each",
               slide("process", "One shop in six stays with us", steps=_FUNNEL, form="funnel")),
        Design("Pyramid", tuple(f"process.pyramid{n}" for n in range(2, 7)), "2–6 levels that rest on one another",
               slide("process", "The pyramid of what shops need", steps=_FUNNEL)),
    ]  # fmt: skip


DESIGNS = _designs()
