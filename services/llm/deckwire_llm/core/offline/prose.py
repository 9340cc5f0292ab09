"""Slides from running text: the sentences that carry it as points, the best one as the title, figures as numbers."""

from __future__ import annotations

import re

from .blocks import STEP_WORDS, TITLE_CHARS, Setting, is_label, is_said, title_from
from .numbers import key_figures
from .planned import Planned
from .points import join, parts, stat
from .scoring import Said
from .shorten import as_title, clip, leads, plain, shorten, stands_alone
from .speech import Spoken, spoken
from .words import length, overlap

_LEAST_FINDING = 0.5
_LEAST_POINTS = 2
_NEVER_THIN = 30  # sentences
_MOST_IDEAS = 12  # slides of a text without headings
_AN_IDEA = 5  # sentences of such a text that make a slide
_LEAST_STEPS, _MOST_STEPS = 3, 6


def prose_slides(said: list[Said], setting: Setting, topic: str, *, busy: bool) -> list[Planned]:
    """Return the slides for the sentences `said` of a section; `busy` when tables or lists already stand for it."""
    usable = [s for s in said if s.score > -0.5]
    made: list[Planned] = []
    if not setting.amount.verbatim and (quoted := spoken(usable)):
        made.append(_quoted(quoted, setting, topic))
        usable = [s for s in usable if s not in quoted.sentences]
    if not setting.amount.verbatim and (course := _course(usable, setting, topic)):
        made.append(course)
        usable = [s for s in usable if s.block not in course.material]
    if not usable:
        return made
    words = sum(length(s.text) for s in usable)
    if busy and len(usable) <= 2 and not setting.amount.verbatim:
        return made
    numbers = _numbers(usable, setting, topic)
    if numbers is not None:
        made.append(numbers)
        shown = " ".join(numbers.points)
        rest = [s for s in usable if not any(p.split(" — ")[0] in s.text for p in numbers.points)]
        rest = [s for s in rest if title_from(s.text) != numbers.title]
        if setting.amount.verbatim:
            rest = usable
        if len(rest) < 2 or (shown and len(usable) <= 4 and len(rest) < 3):
            return made
        usable = rest
    count = 1
    if setting.amount.verbatim:
        count = max(1, -(-len(usable) // setting.amount.points))
    elif not busy:
        count = max(1, min(3, round(words / setting.amount.per_slide)))
    if not topic and not busy and not setting.amount.verbatim:
        count = max(count, min(_MOST_IDEAS, len(usable) // _AN_IDEA))
    ideas = _paragraphs(usable) if not topic and not busy and not setting.amount.verbatim else []
    free = len(ideas) >= 2
    for number, chunk in enumerate(ideas if free else _split(usable, count)):
        slide = _bullets(chunk, setting, topic)
        if len(slide.points) < _LEAST_POINTS and topic and (numbers or busy) and not setting.amount.verbatim:
            continue  # one more line under a heading is better said than shown
        slide.value -= (0.05 if free else 0.3) * number + (0.5 if busy else 0.0)
        beside = busy and bool(topic) and len(usable) < 4
        slide.core = setting.amount.verbatim or free or (number < 2 and not beside)
        made.append(slide)
    return made


def _quoted(quoted: Spoken, setting: Setting, topic: str) -> Planned:
    return Planned(
        "quote",
        setting.style.words.voice.format(name=quoted.who),
        message=clip(quoted.words, 400),
        points=[clip(", ".join(part for part in (quoted.who, quoted.role) if part), 200)],
        material=[quoted.sentences[0].block],
        value=1.6,
        titles=[as_title(topic)],
    )


def _course(said: list[Said], setting: Setting, topic: str) -> Planned | None:
    """The steps that a paragraph tells with "first … then … finally", as a process; None when it tells none."""
    for block in dict.fromkeys(s.block for s in said):
        inside = [s for s in said if s.block == block]
        starts = [n for n, s in enumerate(inside) if STEP_WORDS.match(s.text)]
        if len(starts) < _LEAST_STEPS or starts != list(range(starts[0], starts[0] + len(starts))):
            continue
        told = [inside[n] for n in starts]
        steps = [shorten(STEP_WORDS.sub("", s.text).lstrip(" ,"), max(18, setting.amount.words)) for s in told]
        if len(told) > _MOST_STEPS or any(step is None for step in steps):
            continue
        rest = [s for s in inside if s not in told]
        title, _ = finding(rest, setting, topic) if is_label(topic) and rest else ("", None)
        named = as_title(topic)
        return Planned(
            "process",
            title or named or as_title(steps[0] or ""),
            points=[as_title(step) for step in steps if step],
            material=[block],
            value=2.1,
            titles=[named] if named else [],
            gist=title,
        )
    return None


def _paragraphs(said: list[Said]) -> list[list[Said]]:
    """Text without headings, paragraph by paragraph; a short one goes with the one before it."""
    made: list[list[Said]] = []
    for one in said:
        if made and (made[-1][-1].block == one.block or _is_thin(made[-1])):
            made[-1].append(one)
        else:
            made.append([one])
    if len(made) > 1 and _is_thin(made[-1]):
        made[-2].extend(made.pop())
    return made[:_MOST_IDEAS]


def _is_thin(said: list[Said]) -> bool:
    """Whether there is less than a title and two points in these sentences."""
    if len(said) > _NEVER_THIN:
        return False
    return sum(stands_alone(s.text) for s in said) < 1 + _LEAST_POINTS or sum(length(s.text) for s in said) < 25


def _split(said: list[Said], count: int) -> list[list[Said]]:
    """Runs of sentences, broken between paragraphs where that is near an even break."""
    if count <= 1 or len(said) < 2 * count:
        return [said]
    pieces: list[list[Said]] = []
    at = 0
    for number in range(count - 1):
        ideal = at + (len(said) - at) // (count - number)
        breaks = [n for n in range(at + 2, len(said) - 1) if said[n].block != said[n - 1].block]
        near = min(breaks, key=lambda n, ideal=ideal: abs(n - ideal), default=ideal)  # type: ignore[misc]
        end = near if abs(near - ideal) <= 2 else ideal
        pieces.append(said[at:end])
        at = end
    pieces.append(said[at:])
    return [piece for piece in pieces if piece]


def _bullets(chunk: list[Said], setting: Setting, topic: str) -> Planned:
    title, used = _title(chunk, setting, topic)
    left = [s for s in chunk if s is not used]
    points = chosen_points(left, setting, used)
    if len(points) < 2 and used is not None:
        title, used = as_title(topic) or title, None if topic else used
        points = chosen_points(chunk if topic else left, setting) or points
    if not points:
        points = [plain(chunk[0].text)]
    best = max(chunk, key=lambda s: s.score + 0.6 * bool(key_figures(s.text)) + 0.3 * bool(re.search(r"\d", s.text)))
    gist = shorten(best.text, max(20, setting.amount.words)) or title
    return Planned(
        "bullets",
        title,
        points=points,
        material=list(dict.fromkeys(s.block for s in chunk)),
        value=1.5 + min(0.4, max(s.score for s in chunk) / 8) - (0.8 if len(points) < 2 else 0.0),
        titles=[t for t in (as_title(topic), *filter(None, map(title_from, (s.text for s in chunk)))) if t],
        gist=gist,
    )


def chosen_points(said: list[Said], setting: Setting, title: Said | None = None) -> list[str]:
    """Return the points that stand for these sentences, in their order: the best ones that can be made short.

    A sentence that needs the one before it is taken only for want of others, and only after that one, which may be
    the `title`.
    """
    amount = setting.amount
    if amount.verbatim:
        return [s.text if s.text.rstrip()[-1:] in "?？" else plain(s.text) for s in said][: amount.points + 3]
    ranked = sorted(said, key=lambda s: (-s.score, s.order))
    made: list[tuple[Said, str]] = []
    for one in ranked:
        if len(made) == amount.points or (one.score < -0.2 and made):
            break
        if stands_alone(one.text):
            _add_point(made, one, setting, roomy=len(said) <= amount.points + 1)
    for one in sorted(said, key=lambda s: s.order):
        known = {other.order for other, _ in made} | ({title.order} if title else set())
        if len(made) < _LEAST_POINTS and not stands_alone(one.text) and one.order - 1 in known:
            _add_point(made, one, setting, roomy=True)
    return [point for _, point in sorted(made, key=lambda pair: pair[0].order)]


def _add_point(made: list[tuple[Said, str]], one: Said, setting: Setting, *, roomy: bool) -> None:
    """Add a sentence as a point if it can be made short (`roomy`: not quite so short) and says something new."""
    point = shorten(one.text, setting.amount.words)
    if point is None and roomy:
        point = shorten(one.text, round(setting.amount.words * 1.9))
    if point is None or one.text.rstrip().endswith((":", "：")):
        return
    if all(overlap(point, other, setting.style.language) <= 0.75 for _, other in made):
        made.append((one, point))


def finding(said: list[Said], setting: Setting, topic: str) -> tuple[str, Said | None]:
    """Return the sentence that says most as a title, and where it stands; nothing when none can stand over a slide.

    Only the best sentences count: a lesser one over a slide would make a side issue its message.
    """
    opening = said[0] if said else None
    ranked = sorted(said, key=lambda s: (-s.score - 1.0 * (s is opening), s.order))
    for one in ranked[: 2 if len(said) < 6 else 3]:
        title = title_from(one.text) if one.score >= _LEAST_FINDING else None
        if title is not None and (
            overlap(topic, title, setting.style.language) < 1.0 or length(title) > length(topic) + 2
        ):
            return title, one
    return "", None


def _title(chunk: list[Said], setting: Setting, topic: str) -> tuple[str, Said | None]:
    """The best title: the topic when it says something itself, else the sentence that says most."""
    if topic and (setting.amount.verbatim or not is_label(topic)):
        return as_title(topic), None
    if len(chunk) >= 3:
        title, used = finding(chunk, setting, topic)
        if used is not None:
            return title, used
    if topic:
        return as_title(topic), None
    ranked = sorted(chunk, key=lambda s: (not leads(s.text), _is_apart(s, chunk), -s.score, s.order))
    for one in ranked:
        if made := title_from(one.text):
            return made, one
    for limit in (12, 18, 26):
        for one in ranked:
            short = shorten(one.text, limit)
            if short is not None and length(short) >= 2 and len(short) <= TITLE_CHARS:
                return as_title(short), one
    return setting.style.words.overview, None


def _is_apart(one: Said, chunk: list[Said]) -> bool:
    """Whether a sentence is a paragraph of its own among longer ones: it does not speak for them."""
    sizes = {s.block: sum(other.block == s.block for other in chunk) for s in chunk}
    return sizes[one.block] == 1 < max(sizes.values())


def _numbers(said: list[Said], setting: Setting, topic: str) -> Planned | None:
    """A slide of key figures, when the text has two to four clear ones (three when it is long)."""
    if setting.amount.verbatim:
        return None
    found: list[tuple[Said, str, str]] = []
    for one in said:
        figure = stat(one.text, min(18, setting.amount.words))
        if figure is None or any(figure.value == value for _, value, _ in found):
            continue
        found.append((one, figure.value, join(figure.value, figure.label, figure.delta)))
    if len(found) < 2 or sum(len(point) < 110 for _, _, point in found) < 2:
        return None
    if len(said) > 8 and len(found) < 3:
        return None
    best = sorted(found, key=lambda f: (-f[0].score - (0.5 if len(f[2]) < 70 else 0), f[0].order))[:4]
    best.sort(key=lambda f: f[0].order)
    others = [s for s in said if s not in [one for one, _, _ in best]]
    title, used = _title(others, setting, topic) if len(others) >= 3 else (as_title(topic), None)
    title = title or setting.style.words.key_figures
    sayable = [s for s in others if s is not used and s.score > _LEAST_FINDING and stands_alone(s.text)]
    context = next((p for s in sayable if (p := shorten(s.text, 20))), "")
    return Planned(
        "big_number",
        title if used is not None else as_title(topic) or setting.style.words.key_figures,
        message=context,
        points=[point for _, _, point in best],
        material=list(dict.fromkeys(s.block for s in said)),
        value=1.9,
        titles=[f"{topic}: {setting.style.words.key_figures.lower()}" if topic else setting.style.words.key_figures],
        gist=title if used else _told(best[0][2]),
    )


def _told(figure: str) -> str:
    """A figure and its meaning as one line of a summary."""
    value, label, *change = parts(figure, 3)
    told = label if value in label else f"{label}: {value}"
    return ", ".join([told, *change])


def left_out(said: list[str], points: list[str]) -> list[str]:
    """Return the sentences that none of the points was made of."""
    return [sentence for sentence in said if not is_said(sentence, points)]
