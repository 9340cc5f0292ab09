"""What to take away and what to do next, in the document's own words."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from ..material import ListBlock, Paragraph, Section
from .actions import decisions, marked_actions, table_actions
from .blocks import Setting, is_said, setting_point
from .planned import Planned
from .points import dated
from .scoring import Said
from .sections import Part
from .shorten import as_title, clip, shorten, stands_alone
from .words import length, overlap, sentences

_LEAST, _MOST, _TWO = 3, 4, 2  # takeaways
_LONGEST_CALL = 36  # words
_NEXT = re.compile(
    r"next|recommend|the ask|action|outlook|decision|how you can|get involved|nächste schritte|empfehl|ausblick|maßnahmen|"
    r"prochaines|recommand|perspectiv|próximos|recomend|prossimi|следующие|планы|рекоменд|下一步|建议|今後|향후|다음|"
    r"الخطوات|التوصيات|अगले|επόμενα|הבאים|תוכניות",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"conclu|summar|takeaway|remember|fazit|zusammenf|conclusi|вывод|итог|结论|总结|まとめ|結論|결론|요약|الخلاصة|निष्कर्ष|συμπερ|סיכום|สรุป",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^\w+[^:]{0,20}:\s.*(?:@|\+\d|\d{4})")  # "Contact: …" asks for nothing
_ASK = re.compile(
    r"^(?:we|the board|management|i)\b.{0,40}?\b(?:ask|recommend|propose|request|need|plan|will|intend|invite|raise|seek|look for)\b|\b(?:is|are) asked to\b|"
    r"^(?:please|contact|start|try|join|get|visit|write|sign)\b|^das \w+ empfiehlt|^мы (?:просим|предлагаем)|^(?:ونطلب|نطلب|نوصي|نقترح)|"
    r"^(?:chiediamo|proponiamo)|^wir (?:empfehlen|bitten|schlagen|werden|planen)|"
    r"^(?:我们)?建议|我们建议|^请|^(?:pour [^,.]{3,40},? )?nous (?:recommandons|proposons|demandons)|^(?:recomendamos|proponemos|pedimos)",
    re.IGNORECASE,
)


def closing_slide(part: Part | None, slides: list[Planned], setting: Setting) -> Planned | None:
    """Return the closing slide: what the document concludes, decides and finds, and what it asks for or plans next."""
    words = setting.style.words
    sections: tuple[Section, ...] = part.all if part else ()
    said: list[Said] = [s for section in sections for s in setting.scorer.said(section) if s.score > -0.5]
    call, spoken_for = _call(sections, said, setting)
    if part is None and len(setting.material.sections) == 1:
        # A letter asks in its running text for what it wants.
        call, _ = _call((), setting.scorer.said(setting.material.sections[0]), setting)
    actions = table_actions(setting.material, setting)
    marked = marked_actions(setting.material, setting)
    if part is None and len(marked) >= 2:
        return Planned("closing", words.next_steps, points=marked[:5], value=2.0, topic=words.next_steps)
    call = call or (actions or marked or [""])[0]
    takeaways = _concluded(sections, [s for s in said if s.text != spoken_for], setting)
    if part is None:
        takeaways = decisions(setting.material, setting)[:3]
    if len(takeaways) < _LEAST:
        takeaways = _with_findings(takeaways, slides, setting)
    takeaways = [point for point in takeaways if point != call and stands_alone(point)][:_MOST]
    if not takeaways and not call:
        return None
    title = as_title(part.head.heading) if part and part.head.heading else words.takeaways
    return Planned(
        "closing",
        title,
        message=call,
        points=takeaways,
        material=[section.id for section in sections][:58],
        value=2.0,
        topic=title,
        titles=[words.takeaways],
    )


def _concluded(sections: tuple[Section, ...], said: list[Said], setting: Setting) -> list[str]:
    """What the concluding sections say: their lists, unless those are of steps to come, else their best sentences."""
    listed: list[str] = []
    for section in sections:
        for block in section.blocks:
            apart = isinstance(block, ListBlock) and (block.ordered or bool(dated(block.items[0].text)))
            if isinstance(block, ListBlock) and not (apart and is_next(section.heading)):
                listed.extend(setting_point(item.text, setting).replace(" — ", ": ") for item in block.items)
    if len(listed) >= _TWO:
        return listed
    best = sorted((s for s in said if stands_alone(s.text)), key=lambda s: -s.score)[:_MOST]
    best.sort(key=lambda s: s.order)
    return [*(p for s in best if (p := shorten(s.text, max(20, setting.amount.words)))), *listed]


def is_next(heading: str) -> bool:
    """Return whether a heading announces what comes next rather than what was found."""
    return bool(_NEXT.search(heading)) and not _CONCLUDES.search(heading)


def _with_findings(takeaways: list[str], slides: list[Planned], setting: Setting) -> list[str]:
    """The takeaways filled up with what the deck's charts, then its other slides found, each thing once."""
    result = list(takeaways)
    findings = [s for s in slides if s.type == "chart" and s.gist]
    telling = [
        s
        for s in slides
        if s.type not in {"chart", "quote", "title"}
        and s.core
        and s.gist
        and length(s.gist) >= 5
        and stands_alone(s.gist)
    ]
    ordered = [*sorted(findings, key=lambda s: -s.value)[:2], *sorted(telling, key=lambda s: -s.value)]
    for slide in [*ordered, *sorted(findings, key=lambda s: -s.value)[2:]]:
        if len(result) >= _LEAST:
            break
        limit = 0.85 if slide.type == "chart" else 0.6
        if all(overlap(slide.gist, other, setting.style.language) < limit for other in result):
            result.append(clip(slide.gist, 300))
    return result


def _call(sections: tuple[Section, ...], said: list[Said], setting: Setting) -> tuple[str, str]:
    """What the document asks for, and the sentence it was taken from."""
    asks = [one for one in said if _ASK.search(one.text) and not _ADDRESS.match(one.text)]
    for words in (24, _LONGEST_CALL):
        for one in reversed(asks):
            if short := shorten(one.text, words):
                return short, one.text
    for section in sections:
        if _NEXT.search(section.heading):
            for block in section.blocks:
                if isinstance(block, ListBlock) and not dated(block.items[0].text):
                    return setting_point(block.items[0].text, setting).replace(" — ", ": "), ""
    for section in sections[1:]:
        spoken = [one for one in said if one.block.partition("-")[0] == section.id]
        if is_next(section.heading) and spoken and (short := shorten(spoken[0].text, 24)):
            return short, spoken[0].text
    return "", ""


def own_slides(part: Part, slides: list[Planned], closing: Planned | None) -> list[Planned]:
    """Return which slides of the concluding part stand beside the closing slide, which says the rest."""
    kept = [s for s in slides if s.type in {"process", "timeline", "chart", "table", "comparison", "two_columns"}]
    if closing is None:
        return slides
    shown = [*closing.points, closing.message]
    for slide in slides:
        if slide.type == "bullets" and len(slide.points) > 4 and slide not in kept:
            new = [p for p in slide.points if not is_said(p, shown)]
            if len(new) >= 4:
                kept.append(slide)
    texts = [s for section in part.all for b in section.blocks if isinstance(b, Paragraph) for s in sentences(b.text)]
    if not kept and len(texts) > 8:
        kept = [s for s in slides if s.type == "bullets"][:1]
    return [s for s in slides if s in kept]
