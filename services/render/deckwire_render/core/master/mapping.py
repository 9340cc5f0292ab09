"""Which layout of a master each kind of slide stands on: by type, by placeholders, by name, else by need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..layout.ir import Box
from .reading import FURNITURE, HEIGHT, Layout, Read, Slot
from .refusal import RefusedError
from .words import named

How = Literal["type", "placeholders", "name", "fallback"]
CONTENT = ("obj", "body", "chart", "tbl", "pic", "dgm", "media", "clipArt")
ROLES = (
    "cover", "section", "closing", "content", "canvas", "two", "comparison", "chart", "table", "picture",
    "full_picture", "quote",
)  # fmt: skip

_TYPES: dict[str, frozenset[str]] = {
    "cover": frozenset({"title"}),
    "section": frozenset({"secHead"}),
    "content": frozenset({"obj", "tx", "objOnly"}),
    "canvas": frozenset({"titleOnly"}),
    "two": frozenset({"twoObj", "twoColTx"}),
    "comparison": frozenset({"twoTxTwoObj"}),
    "picture": frozenset({"picTx", "txAndClipArt", "clipArtAndTx"}),
    "chart": frozenset({"chart"}),
    "table": frozenset({"tbl"}),
}
# Where a slide stands when the master has no layout for it, in order.
_INSTEAD: dict[str, tuple[str, ...]] = {
    "cover": ("section",),
    "section": ("cover",),
    "closing": ("cover", "section"),
    "content": ("canvas",),
    "canvas": ("content",),
    "two": ("canvas", "content"),
    "comparison": ("two", "canvas", "content"),
    "chart": ("content", "canvas"),
    "table": ("content", "canvas"),
    "picture": ("canvas", "content"),
    "full_picture": ("canvas", "content"),
    "quote": ("canvas", "content"),
}
_LEAST_H = 200.0
_FOOT = 0.8 * HEIGHT
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Place:
    """A layout as one kind of slide uses it; `body` is where our composition stands, in points of the canvas."""

    role: str
    layout: Layout
    how: How
    title: Slot
    body: Box
    text: Slot | None = None
    more: Slot | None = None
    picture: Slot | None = None
    frame: Slot | None = None
    footer: Slot | None = None
    number: Slot | None = None


def placed(read: Read) -> dict[str, Place]:
    """Return the place of every role; raises RefusedError when no layout has a title."""
    usable = [x for x in read.layouts if x.title is not None and not x.title.look.turned]
    if not usable:
        raise RefusedError(
            "no_titles",
            "No layout of the master has a title placeholder.",
            "Give its layouts a title in PowerPoint (View, Slide Master).",
        )
    found: dict[str, tuple[Layout, How]] = {}
    for role in ROLES:
        best = _best(role, usable, read.width, taken={x.number for x, _ in found.values()})
        if best is not None:
            found[role] = best
    if "content" not in found and "canvas" not in found:
        # Whatever has a title on top serves, the one with the most room first.
        rest = max(usable, key=lambda x: _area(x, None, read.width).h)
        found["canvas"] = (rest, "fallback")
    if "cover" not in found and "section" not in found:
        found["cover"] = ((found.get("canvas") or found["content"])[0], "fallback")
    places: dict[str, Place] = {}
    model = found.get("content") or found.get("canvas")
    for role in ROLES:
        layout, how = found.get(role) or next(
            ((found[other][0], "fallback") for other in _INSTEAD[role] if other in found),
            (model[0], "fallback") if model else (usable[0], "fallback"),
        )
        places[role] = _place(role, layout, how, model[0] if model else None, read.width)
    return places


def _best(role: str, layouts: list[Layout], width: float, taken: set[int]) -> tuple[Layout, How] | None:
    scored = []
    for layout in layouts:
        fit = _fit(role, layout, width)
        typed = layout.type in _TYPES.get(role, ())
        # A layout that says what it is for may look unusual, but not be set on its side.
        fit = max(fit, -0.5) if typed and fit > -2 else fit
        if fit <= -1:
            continue
        called = named(role, layout.name)
        # A name is no proof: other kinds of layouts are often made from a copy and keep what they were called.
        if role in ("closing", "quote") and not called:
            continue
        points = 4.0 * typed + 2.5 * fit + 1.2 * called - 0.4 * (layout.number in taken) - 0.004 * layout.number
        how: How = "type" if typed else "placeholders" if fit >= 0.75 else "name"
        if typed or fit >= 0.75 or (called and fit >= 0):
            scored.append((points, layout, how))
    if not scored:
        return None
    _, layout, how = max(scored, key=lambda s: s[0])
    return layout, ("name" if role in ("closing", "quote") else how)


def _share(slot: Slot, width: float) -> float:
    return slot.box.w * slot.box.h / (width * HEIGHT)


def _fit(role: str, layout: Layout, width: float) -> float:
    """Return how well placeholders and their places suit a role: 1 for exactly, 0 for perhaps, -1 for not at all."""
    title = layout.title
    assert title is not None
    slots = [s for s in layout.slots if s.type in CONTENT]
    pictures = [s for s in slots if s.type == "pic"]
    texts = [s for s in slots if s.type in ("body", "obj") and not s.look.turned]
    large = [s for s in texts if _share(s, width) >= 0.12]
    turned = any(s.look.turned for s in layout.slots if s.type not in FURNITURE)
    if turned:
        return -2.0
    head = title.box.y + title.box.h / 2 < 0.32 * HEIGHT and title.box.h < 0.36 * HEIGHT
    centred = title.type == "ctrTitle"
    subtitle = any(s.type == "subTitle" for s in layout.slots)
    top_body = [s for s in large if s.box.y >= title.box.y + title.box.h * 0.5]
    rules: dict[str, float] = {
        "cover": 1.0
        if centred and subtitle
        else 0.8
        if centred or subtitle
        else 0.1
        if not large and not head
        else -1.0,
        "section": -1.0 if centred or large or head else 0.8 if len(texts) == 1 and not pictures else 0.2,
        "closing": 0.2 if not large else -1.0,
        "content": _content(head, slots, top_body, width),
        "canvas": -1.0 if not head or large or pictures or centred else 1.0 if not slots else 0.3,
        "two": _two(head, slots, large),
        "comparison": 1.0 if head and len(large) == 2 and len(texts) == 4 else -1.0,
        "chart": 1.0 if head and any(s.type == "chart" for s in slots) else -0.5 if head and top_body else -1.0,
        "table": 1.0 if head and any(s.type == "tbl" for s in slots) else -0.5 if head and top_body else -1.0,
        "picture": _picture(pictures, texts, width),
        "full_picture": 1.0 if pictures and _share(pictures[0], width) >= 0.6 else -1.0,
        "quote": 0.3 if not pictures else -1.0,
    }
    return rules[role]


def _content(head: bool, slots: list[Slot], large: list[Slot], width: float) -> float:
    if not head or not large:
        return -1.0
    if len(slots) == 1 and _share(large[0], width) >= 0.3:
        return 1.0
    return 0.2 if len(large) == 1 else -1.0


def _two(head: bool, slots: list[Slot], large: list[Slot]) -> float:
    if not head or len(large) != 2:
        return -1.0
    one, two = sorted(large, key=lambda s: s.box.x)
    beside = one.box.right <= two.box.x + 4 and abs(one.box.y - two.box.y) < 30
    alike = 0.75 <= one.box.w / two.box.w <= 1.34
    return -1.0 if not beside or not alike else 1.0 if len(slots) == 2 else 0.4


def _picture(pictures: list[Slot], texts: list[Slot], width: float) -> float:
    if len(pictures) != 1 or not 0.1 <= _share(pictures[0], width) <= 0.62 or not texts:
        return -2.0
    roomy = max(texts, key=lambda s: s.box.h * s.box.w)
    if roomy.inner.h < 150.0 or roomy.inner.w < 200.0:
        return -2.0
    return 1.0 if len(texts) == 1 else 0.6


def _place(role: str, layout: Layout, how: How, model: Layout | None, width: float) -> Place:
    title = layout.title
    assert title is not None
    footer, number = (next((s for s in layout.of(t) if not s.look.turned), None) for t in ("ftr", "sldNum"))
    area = _area(layout, model, width)
    texts = [s for s in layout.of("subTitle", "body", "obj") if not s.look.turned]
    # What stands nearest below the title is its subtitle.
    texts.sort(key=lambda s: (s.type != "subTitle", abs(s.box.y - title.box.bottom)))
    pictures = sorted(layout.of("pic"), key=lambda s: -s.box.w * s.box.h)
    frames = [*layout.of({"chart": "chart", "table": "tbl"}.get(role, "chart")), *layout.of("obj")]
    place = Place(role, layout, how, title, area, footer=footer, number=number)
    if role in ("cover", "section", "closing"):
        return replace(
            place,
            text=texts[0] if texts else None,
            more=texts[1] if len(texts) > 1 else None,
            picture=pictures[0] if pictures else None,
        )
    if role in ("picture", "full_picture"):
        return replace(place, picture=pictures[0] if pictures else None, text=texts[0] if texts else None)
    if role in ("chart", "table"):
        return replace(place, frame=frames[0] if frames else None)
    if role == "content":
        big = max(texts, key=lambda s: s.box.w * s.box.h, default=None)
        return replace(place, text=big)
    return place


def _area(layout: Layout, model: Layout | None, width: float) -> Box:
    """Return the room of a layout for what we compose: where its body stands, clear of title, footers and art."""
    title = layout.title
    assert title is not None
    own = _union([s for s in layout.slots if s.type in CONTENT and _share(s, width) >= 0.06])
    if own is None and model is not None and model is not layout:
        own = _union([s for s in model.slots if s.type in CONTENT and _share(s, width) >= 0.06])
    if own is None:
        left = max(24.0, min(title.inner.x, 0.12 * width))
        top = title.box.bottom + 12.0
        own = Box(left, top, width - 2 * left, HEIGHT - 40.0 - top)
    on_top = title.box.y + title.box.h / 2 < 0.4 * HEIGHT and title.box.w > 0.5 * width
    if on_top and not any(s.type in CONTENT for s in layout.slots):
        # Nothing but the title says how wide a layout without a body is.
        left, right = min(own.x, title.inner.x), max(own.right, title.inner.right)
        own = Box(left, own.y, right - left, own.h)
    top = max(own.y, title.box.bottom + 4.0) if on_top else own.y
    feet = [s.box.y for s in layout.slots if s.type in FURNITURE and s.box.y > _FOOT]
    bottom = min([own.bottom, HEIGHT - 24.0, *(y - _GAP for y in feet)])
    found = Box(max(own.x, 18.0), top, min(own.right, width - 18.0) - max(own.x, 18.0), bottom - top)
    return _clear(found, layout.art, width)


def _union(slots: list[Slot]) -> Box | None:
    if not slots:
        return None
    boxes = [s.box if s.type == "pic" else s.box.inset(s.look.inset[0], 0.0, s.look.inset[2], 0.0) for s in slots]
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y)


def _clear(box: Box, art: tuple[Box, ...], width: float) -> Box:
    """Return the box cut so that small art (a logo, a bar) is not covered; grounds and frames are left aside."""
    for ornament in art:
        across = min(box.right, ornament.right) - max(box.x, ornament.x)
        down = min(box.bottom, ornament.bottom) - max(box.y, ornament.y)
        if across <= 2 or down <= 2 or ornament.w * ornament.h > 0.25 * width * HEIGHT:
            continue
        cuts = [
            Box(box.x, ornament.bottom + _GAP, box.w, box.bottom - ornament.bottom - _GAP),
            Box(box.x, box.y, box.w, ornament.y - _GAP - box.y),
            Box(ornament.right + _GAP, box.y, box.right - ornament.right - _GAP, box.h),
            Box(box.x, box.y, ornament.x - _GAP - box.x, box.h),
        ]
        best = max(cuts, key=lambda b: max(0.0, b.w) * max(0.0, b.h))
        if best.w >= 0.6 * box.w and best.h >= 0.6 * box.h and best.h >= _LEAST_H:
            box = best
    return box
