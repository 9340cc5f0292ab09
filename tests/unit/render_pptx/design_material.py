"""One slide for each design, with the kind of content that the design is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deckwire_contracts import Slide

from tests.unit.render_pptx.slide_material import BRIEF, slide


@dataclass(frozen=True)
class Design:
    """A design: the layout keys that belong to it, what it is for, and a slide that gets it.

    `turn` is how many slides of the same kind have come before; `pictured` tells that the slide's picture is there,
    `whole` that it must not be cropped.
    """

    name: str
    keys: tuple[str, ...]
    suits: str
    slide: Slide
    turn: int = 0
    pictured: bool = False
    whole: bool = False


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


_CHEAPER = ("Boats cut the cost of the last mile by a third", "")
_STATS = [
    {"value": "91 %", "label": "of shops renewed their contract", "delta": "+6 points"},
    {"value": "€1.9 million", "label": "saved on fuel and fines", "delta": "−34 % cost per parcel"},
    {"value": "640", "label": "shops served every morning", "delta": "up from 120"},
    {"value": "12", "label": "canals with a landing", "delta": "+4"},
]
_EVENTS = [
    {"when": when, "title": title, "detail": detail}
    for when, title, detail in (
        ("March", "First boat", "One canal, nine shops"),
        ("April", "Night landings", "A permit for one quay"),
        ("May", "Second depot", "Room for six boats"),
        ("June", "Twelve canals", "All quays open"),
        ("July", "Profit", "In the first full month"),
        ("August", "Next city", "The same plan, new quays"),
    )
]
_DATED = [
    {"when": "2016", "title": "First trial", "detail": "One boat for nine shops"},
    {"when": "2019", "title": "Permit", "detail": "Night landings at one quay"},
    {"when": "2020", "title": "Second depot", "detail": "Room for six boats"},
    {"when": "2026", "title": "Twelve canals", "detail": "All quays are open"},
]


_CHART = {
    "kind": "column",
    "categories": ["North", "South", "East", "West"],
    "series": [{"name": "Parcels by boat", "values": [94, 41, 56, 38]}],
    "unit": "%",
    "source": "Depot log",
}
_YEARS = [str(year) for year in range(2015, 2025)]


def _series(*names: str) -> list[dict[str, Any]]:
    return [{"name": n, "values": [9 + 3 * k - i * 0.5 * (k % 3) for i in range(10)]} for k, n in enumerate(names)]


_TABLE = {
    "headers": ["Quay", "Parcels", "On time"],
    "rows": [["North", "412", "94 %"], ["South", "298", "81 %"], ["East", "355", "86 %"], ["West", "120", "90 %"]],
}


def _designs() -> list[Design]:
    return [
        Design("Cover", ("title",), "the first slide, with the theme's motif",
               slide("title", "Parcels by boat", subtitle="What ninety days on the canals showed", byline="May 2026")),
        Design("Cover with picture", ("title.picture",), "the first slide, with a picture",
               slide("title", "Parcels by boat", subtitle="What ninety days on the canals showed", image=BRIEF),
               pictured=True),
        Design("Section with picture", ("section.picture",), "the opening of a section, with a picture",
               slide("section", "What the pilot showed", subtitle="Ninety days, four boats", image=BRIEF),
               pictured=True),
        Design("Chart with takeaway", ("chart.takeaway", "chart.left"), "numbers and what they show",
               slide("chart", "The north sends most parcels by boat", chart=_CHART,
                     takeaway="The north sends 94 % of its parcels by boat.")),
        Design("Chart", ("chart",), "numbers that speak for themselves",
               slide("chart", "Complaints fell at both quays", chart={
                   "kind": "line", "categories": _YEARS, "series": _series("North", "South")})),
        Design("Chart beside its title", ("chart.side",), "numbers that speak for themselves, in turn",
               slide("chart", "Complaints fell at both quays", chart={
                   "kind": "line", "categories": _YEARS, "series": _series("North", "South")}), turn=1),
        Design("Chart with table", ("chart.table",), "few numbers of several series",
               slide("chart", "Complaints fell at every quay", chart={
                   "kind": "line", "categories": _YEARS[:4],
                   "series": [{**s, "values": s["values"][:4]} for s in _series("North", "South", "East")]})),
        Design("Small multiples", ("chart.panels",), "more series than one chart can tell apart",
               slide("chart", "Seven quays, seven stories", chart={
                   "kind": "line", "categories": _YEARS,
                   "series": _series("North", "South", "East", "West", "Port", "Lock", "Mill")})),
        Design("Table", ("table",), "figures to look up; long ones continue",
               slide("table", "Results by quay", table=_TABLE), turn=1),
        Design("Table beside its title", ("table.side",), "figures to look up, in turn",
               slide("table", "Results by quay", table=_TABLE)),
        Design("Table with takeaway", ("table.takeaway",), "figures to look up and what they show",
               slide("table", "Results by quay", table=_TABLE, takeaway="The north leads in volume and in time.")),
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
        Design("Three columns", ("three_columns", "three_columns.open"), "three lists, open in turn",
               slide("two_columns", "Three teams share the work", left={**_KEEP, "heading": "Logistics"},
                     middle={**_STOP, "heading": "Technology"}, right={**_BUY, "heading": "Support"})),
        Design("Comparison", ("comparison",), "two options, the preferred one tinted and checked",
               slide("comparison", "Buying gets us to the water three seasons earlier", left=_BUILD, right=_BUY,
                     preferred="right")),
        Design("Open comparison", ("comparison.open",), "two options, in turn with panels",
               slide("comparison", "Build or buy", left=_BUILD, right=_BUY, preferred="right"), turn=1),
        Design("Pros and cons", ("pros_cons", "pros_cons.open"), "what speaks for and against one thing, open in turn",
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
        Design("Cycle beside rows", tuple(f"process.wheel{n}" for n in range(3, 6)), "3–5 steps that lead back",
               slide("process", "Every delivery pays for the next", steps=_STEPS, form="cycle"), turn=1),
        Design("Funnel", tuple(f"process.funnel{n}" for n in range(2, 7)), "2–6 steps, fewer at each",
               slide("process", "One shop in six stays with us", steps=_FUNNEL, form="funnel")),
        Design("Lying funnel", tuple(f"process.narrowing{n}" for n in range(2, 6)), "2–5 steps, fewer at each, in turn",
               slide("process", "One shop in six stays with us", steps=_FUNNEL, form="funnel"), turn=1),
        Design("Pyramid", tuple(f"process.pyramid{n}" for n in range(2, 7)), "2–6 levels that rest on one another",
               slide("process", "The pyramid of what shops need", steps=_FUNNEL)),
        Design("Team", tuple(f"team{n}" for n in range(2, 11)), "2–10 people with their roles",
               slide("bullets", "Four people run the pilot", form="team", items=_points(
                   ("Mei Tanaka", "Plans routes and landings"), ("Ravi Iyer", "Leads the skippers"),
                   ("Ana Lopes", "Answers shops"), ("Tom Berg", "Keeps boats running")))),
        Design("Team in rows", tuple(f"team.rows{n}" for n in range(2, 7)),
               "2–6 people with longer sentences, or in turn",
               slide("bullets", "Four people run the pilot", form="team", items=_points(
                   ("Mei Tanaka, Operations", "Plans routes and landings, eleven years of it in Osaka"),
                   ("Ravi Iyer, Fleet", "Leads the skippers and holds the licence for all twelve canals"),
                   ("Ana Lopes, Customers", "Answers shops, and has run one herself"),
                   ("Tom Berg, Workshop", "Keeps boats running and the spare parts in order"))), turn=1),
        Design("Statement", ("statement",), "one point",
               slide("bullets", "What we learned", items=_points(_CHEAPER))),
        Design("Statement on the deep ground", ("statement.deep",), "one point, in turn",
               slide("bullets", "What we learned", items=_points(
                   (_CHEAPER[0], "On every street that a truck cannot enter"))),
               turn=1),
        Design("One number", ("big_number.1",), "one number",
               slide("big_number", "Shops stay with us", stats=_STATS[:1])),
        Design("One number with context", ("big_number.context",), "one number and what puts it in perspective",
               slide("big_number", "Shops stay with us", stats=_STATS[:1], context="The target was 88 %.")),
        Design("One number on the deep ground", ("big_number.deep",), "one number, in turn",
               slide("big_number", "Shops stay with us", stats=_STATS[:1], context="The target was 88 %."), turn=1),
        Design("Tiles of numbers", tuple(f"big_number.{n}" for n in (2, 3, 4)), "2–4 numbers",
               slide("big_number", "The pilot paid for itself", stats=_STATS)),
        Design("Open strip of numbers", tuple(f"big_number.open{n}" for n in (2, 3, 4)), "2–4 numbers, in turn",
               slide("big_number", "The pilot paid for itself", stats=_STATS[:3], context="Year on year, all depots."),
               turn=1),
        Design("Quotation", ("quote",), "someone's words",
               slide("quote", "A customer", quote="For the first time in ten years I know when my parcels arrive.",
                     author="M. Lindqvist", role="Bookshop on Canal Street")),
        Design("Quotation on the deep ground", ("quote.deep",), "someone's words, in turn",
               slide("quote", "A customer", quote="For the first time in ten years I know when my parcels arrive.",
                     author="M. Lindqvist", role="Bookshop on Canal Street"), turn=1),
        Design("Quotation with portrait", ("quote.picture",), "someone's words, with a picture",
               slide("quote", "A customer", quote="Now I know when my parcels arrive.", author="M. Lindqvist",
                     role="Bookshop on Canal Street", image=BRIEF), pictured=True),
        Design("Portrait with quotation", ("quote.portrait",), "someone's words, with a picture, in turn",
               slide("quote", "A customer", quote="Now I know when my parcels arrive.", author="M. Lindqvist",
                     role="Bookshop on Canal Street", image=BRIEF), turn=1, pictured=True),
        Design("Milestones on cards", tuple(f"timeline.{n}" for n in (2, 3, 4)), "2–4 events",
               slide("timeline", "Four steps to twelve canals", events=_EVENTS[:4])),
        Design("Timeline in turn above and below", tuple(f"timeline.{n}" for n in (5, 6, 7)), "5–7 events",
               slide("timeline", "From one boat to twelve canals", events=_EVENTS)),
        Design("Timeline in proportion", tuple(f"timeline.dated{n}" for n in range(3, 8)),
               "3–7 events whose dates are uneven",
               slide("timeline", "From one boat to twelve canals", events=_DATED)),
        Design("Timeline in lines", ("timeline.lines", "timeline.down"), "many events, or in turn",
               slide("timeline", "From one boat to twelve canals", events=_DATED), turn=1),
        Design("Agenda", ("agenda.1",), "up to 5 parts, linked to their sections",
               slide("agenda", "What we will cover", items=[
                   "Why boats are worth a second look", "What the pilot showed", "What a second year would cost"])),
        Design("Agenda beside the title", ("agenda.side",), "up to 6 parts of a word or three",
               slide("agenda", "What we will cover", items=["Why boats", "The pilot", "What it costs", "The plan"])),
        Design("Agenda in two columns", ("agenda.2",), "6 parts or more",
               slide("agenda", "What we will cover", items=[
                   "Why boats are worth a look", "What the pilot showed", "What it costs", "Risks and their owners",
                   "The plan for a second year", "What we ask of the board"])),
        Design("Section", ("section",), "the opening of a section, with the way through the deck",
               slide("section", "What the pilot showed", subtitle="Ninety days, four boats, 62 shops")),
        Design("Picture right", ("image_text.right",), "a picture beside text",
               slide("image_text", "The quay is the depot", lead="Everything within 800 metres.",
                     items=["Cargo bikes wait at the landing", "No parcel is stored overnight"], image=BRIEF),
               pictured=True),
        Design("Picture left", ("image_text.left",), "a picture beside text, the other way round",
               slide("image_text", "The quay is the depot", lead="Everything within 800 metres.", side="left",
                     items=["Cargo bikes wait at the landing", "No parcel is stored overnight"], image=BRIEF),
               pictured=True),
        Design("Full picture, text right", ("full_image.right",), "a picture under a short text, in turn",
               slide("full_image", "Five in the morning, Canal Street", caption="The first boat lands.", image=BRIEF),
               turn=1, pictured=True),
        Design("Full picture", ("full_image",), "a picture under a short text",
               slide("full_image", "Five in the morning, Canal Street", caption="The first boat lands.", image=BRIEF),
               pictured=True),
        Design("Figure right", ("figure.right",), "a chart or drawing of the source, uncropped beside points",
               slide("image_text", "Boats are as fast as vans", lead="Door to door, in minutes.",
                     items=["The landing takes two of them", "Lifts are the next bottleneck"], image=BRIEF),
               pictured=True, whole=True),
        Design("Figure left", ("figure.left",), "the same, the other way round",
               slide("image_text", "Boats are as fast as vans", lead="Door to door, in minutes.", side="left",
                     items=["The landing takes two of them", "Lifts are the next bottleneck"], image=BRIEF),
               pictured=True, whole=True),
        Design("Figure with caption", ("figure.caption",), "a chart or drawing of the source over a line of text",
               slide("full_image", "The new landing", caption="Two berths, one lift.", image=BRIEF),
               pictured=True, whole=True),
        Design("Figure", ("figure",), "a chart or drawing of the source by itself",
               slide("image_text", "The new landing", image=BRIEF), pictured=True, whole=True),
        Design("Closing", ("closing",), "takeaways, and what to do next",
               slide("closing", "Twelve canals by spring", takeaways=[
                   "Boats cost a third less than vans", "Shops stay: 91 % renewed", "Permits are the bottleneck"],
                   call_to_action="Approve the second quay by 1 March", contact="pilot@canal.example")),
        Design("Summary", tuple(f"closing.summary{n}" for n in (2, 3, 4)), "takeaways alone",
               slide("closing", "Three things to remember", takeaways=[
                   "Boats cost a third less than vans", "Shops stay: 91 % renewed their contract",
                   "Permits are the bottleneck, not boats"])),
        Design("Closing without takeaways", ("closing.plain",), "a call to action or a contact",
               slide("closing", "Come aboard", call_to_action="Book a week", contact="pilot@canal.example")),
    ]  # fmt: skip


DESIGNS = _designs()
