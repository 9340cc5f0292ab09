"""As many slides as were asked for: optional ones let in, weak ones folded into their neighbours, never padding."""

from __future__ import annotations

from dataclasses import replace

from .planned import Planned
from .points import JOINT, join, parts
from .shorten import as_title, clip
from .words import ideographic, length

AUTO_MOST = 18
"""How many content slides a deck gets at most when nobody said how many."""

_DIGEST_POINTS = 6
_NAMES = 16  # words in which the names of a slide's parts can stand for it
_SHOWN_BY_BLOCK = frozenset({"chart", "table", "quote"})


def fit(slides: list[Planned], target: int | None) -> list[Planned]:
    """Return `target` content slides made of `slides`, in order; fewer when there is not enough to say."""
    slides = [replace(slide, material=list(slide.material), points=list(slide.points)) for slide in slides]
    chosen = [slide for slide in slides if slide.core]
    least = min(len(slides), 3) if target is None else target
    if len(chosen) < (2 if target is None else target):
        chosen = _with_optional(slides, chosen, least)
    _inherit(slides, chosen)
    if target is None:
        chosen = _gathered(chosen)
    elif len(chosen) < target:
        chosen = _split(chosen, target)
    return _reduced(chosen, AUTO_MOST if target is None else target)


def _gathered(slides: list[Planned]) -> list[Planned]:
    """Neighbours that hold a single point each on one slide."""
    result: list[Planned] = []
    for slide in slides:
        last = result[-1] if result else None
        if last is not None and _is_thin(slide) and (_is_thin(last) or " · " in last.topic) and len(last.points) < 5:
            result[-1] = _merged(last, slide)
        else:
            result.append(slide)
    return result


def _is_thin(slide: Planned) -> bool:
    return slide.type == "bullets" and len(slide.points) == 1


def _inherit(slides: list[Planned], chosen: list[Planned]) -> None:
    """Give what a slide that was not chosen would have said to its neighbour, for the notes."""
    kept = {id(slide) for slide in chosen}
    held = {name for slide in chosen for name in slide.material}
    for slide in slides:
        if id(slide) in kept or slide.type in _SHOWN_BY_BLOCK:
            continue
        home = {name.partition("-")[0] for name in slide.material}
        near = [s for s in chosen if home & {name.partition("-")[0] for name in s.material}]
        near = near or [s for s in chosen if s.group == slide.group and s.group >= 0]
        if near:
            heir = next((s for s in near if s.type not in _SHOWN_BY_BLOCK), near[0])
            heir.material = list(dict.fromkeys([*heir.material, *(n for n in slide.material if n not in held)]))[:58]


def _with_optional(slides: list[Planned], chosen: list[Planned], target: int) -> list[Planned]:
    spare = sorted((s for s in slides if not s.core), key=lambda s: -s.value)
    taken = {id(s) for s in chosen} | {id(s) for s in spare[: max(0, target - len(chosen))]}
    return [s for s in slides if id(s) in taken]


def _split(slides: list[Planned], target: int) -> list[Planned]:
    """Slides of many points in two, the fullest first, so that each half keeps at least two."""
    result = list(slides)
    while len(result) < target:
        full = max((s for s in result if s.type in {"bullets", "timeline"}), key=lambda s: len(s.points), default=None)
        if full is None or len(full.points) < 4:
            break
        at = next(n for n, s in enumerate(result) if s is full)
        half = -(-len(full.points) // 2)
        first = replace(full, points=full.points[:half])
        second = replace(full, points=full.points[half:], value=full.value - 0.2, titles=[*full.titles])
        result[at : at + 1] = [first, second]
    return result


def _reduced(slides: list[Planned], target: int) -> list[Planned]:
    result = list(slides)
    while len(result) > max(target, 1):
        counts: dict[int, int] = {}
        for slide in result:
            counts[slide.group] = counts.get(slide.group, 0) + 1
        loose = [n for n, slide in enumerate(result) if counts[slide.group] > 1]
        pairs = list(range(len(result) - 1))
        drop = min(loose, key=lambda n: result[n].value, default=None)
        pair = min(pairs, key=lambda n: result[n].value + result[n + 1].value)
        if drop is not None and result[drop].value <= 2.4:
            _hand_over(result, drop)
        elif result[pair].value + result[pair + 1].value < 4.6 or drop is None:
            result[pair : pair + 2] = [_merged(result[pair], result[pair + 1])]
        else:
            _hand_over(result, drop)
    return result


def _hand_over(slides: list[Planned], at: int) -> None:
    """Drop a slide and leave its material to a neighbour of the same section, for the notes."""
    dropped = slides.pop(at)
    _inherit([dropped], [slide for slide in slides if slide.group == dropped.group])


def _merged(a: Planned, b: Planned) -> Planned:
    points = [*_as_points(a), *_as_points(b)][:_DIGEST_POINTS]
    topics = list(dict.fromkeys(t for slide in (a, b) for t in slide.topic.split(" · ") if t))
    joined = ("、" if ideographic("".join(topics)) else ", ").join(topics)
    if not topics or len(topics) > 3 or length(joined) > 12 or len(joined) > 90:
        joined = " – ".join([topics[0], topics[-1]]) if len(topics) > 1 else (a.title or b.title)
    if length(joined) > 14:
        joined = a.title if a.value >= b.value else b.title
    return Planned(
        "bullets",
        as_title(clip(joined, 120)),
        points=points,
        material=list(dict.fromkeys([*a.material, *b.material]))[:58],
        value=max(a.value, b.value) + 0.3,
        topic=" · ".join(topics),
        group=a.group,
        order=a.order,
        titles=[a.title, b.title],
        gist=a.gist if a.value >= b.value else b.gist,
    )


def _as_points(slide: Planned) -> list[str]:
    """What a slide becomes when it has to share: its points if it is a digest already, else one line."""
    if " · " in slide.topic:
        return slide.points
    line = slide.gist or _line_of(slide)
    topic = as_title(slide.topic)
    return [line if not topic or topic.lower() in line.lower() or length(topic) > 7 else join(topic, line)]


def _line_of(slide: Planned) -> str:
    """A slide without a sentence that stands for it, in one line: the names of its parts, the ends of its time."""
    if not slide.points or slide.type == "chart":
        return slide.title
    split = [parts(point) for point in slide.points]
    heads = list(dict.fromkeys(part[0] for part in split))
    if slide.type == "timeline" and len(split) > 1:
        return "; ".join(": ".join(split[n]) for n in (0, -1))
    if all(len(part) > 1 for part in split):
        between = "; " if any("," in head for head in heads) else ", "
        named = (" / " if slide.type in {"comparison", "two_columns"} else between).join(heads)
        if length(named) <= _NAMES:
            return named
    return slide.points[0].replace(JOINT, ": ")
