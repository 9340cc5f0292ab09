"""What to take away and what to do next, in the document's own words."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from ..material import ListBlock, Paragraph, Section
from .blocks import Setting, is_said, setting_point
from .planned import Planned
from .scoring import Said
from .sections import Part
from .shorten import as_title, clip, shorten
from .words import overlap, sentences

_NEXT = re.compile(
    r"next steps|recommend|the ask|what(?:'s| is) next|action|outlook|decision|nächste schritte|empfehl|ausblick|maßnahmen|"
    r"prochaines|recommand|perspectiv|próximos|recomend|下一步|建议|今後",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"conclu|summar|takeaway|fazit|zusammenf|结论|总结|まとめ|結論", re.IGNORECASE)
_ASK = re.compile(
    r"^(?:we|the board|management|i)\b.{0,40}?\b(?:ask|recommend|propose|request|need|plan|will|intend|invite)\b|\b(?:is|are) asked to\b|"
    r"^(?:please|contact|start|try|join|get|visit|write)\b|^wir (?:empfehlen|bitten|schlagen|werden|planen)|"
    r"^(?:我们)?建议|我们建议|^请|^nous (?:recommandons|proposons|demandons)|^(?:recomendamos|proponemos|pedimos)",
    re.IGNORECASE,
)


def closing_slide(part: Part | None, slides: list[Planned], setting: Setting) -> Planned | None:
    """Return the closing slide: from the concluding part if the document has one, else from the deck's findings."""
    words = setting.style.words
    title = as_title(part.head.heading) if part else words.takeaways
    sections: tuple[Section, ...] = part.all if part else ()
    said: list[Said] = [s for section in sections for s in setting.scorer.said(section) if s.score > -0.5]
    call, spoken_for = _call(sections, said, setting)
    takeaways: list[str] = []
    for section in sections:
        next_steps = bool(_NEXT.search(section.heading)) and len(sections) > 1
        for block in section.blocks:
            if isinstance(block, ListBlock) and not next_steps:
                points = [setting_point(item.text, setting).replace(" — ", ": ") for item in block.items]
                takeaways.extend(point for point in points if point != call)
    if len(takeaways) < 2:
        best = sorted((s for s in said if s.text != spoken_for), key=lambda s: -s.score)[:4]
        best.sort(key=lambda s: s.order)
        sayable = [p for s in best if (p := shorten(s.text, max(20, setting.amount.words)))]
        takeaways = [*sayable, *takeaways]
    only_next = part is not None and bool(_NEXT.search(part.head.heading)) and not _CONCLUDES.search(part.head.heading)
    if len(takeaways) < 3 and not (only_next and takeaways):
        takeaways = _with_findings(takeaways, slides, setting, 3)
    takeaways = [point for point in takeaways if point != call][:4]
    if not takeaways and not call:
        return None
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


def _with_findings(takeaways: list[str], slides: list[Planned], setting: Setting, least: int) -> list[str]:
    result = list(takeaways)
    findings = [s for s in slides if s.type == "chart" and s.gist]
    telling = [s for s in slides if s.type in {"bullets", "big_number"} and s.gist and len(s.gist.split()) >= 5]
    for slide in [*sorted(findings, key=lambda s: -s.value), *sorted(telling, key=lambda s: -s.value)]:
        if len(result) >= max(least, 3):
            break
        if all(overlap(slide.gist, other, setting.style.language) < 0.6 for other in result):
            result.append(clip(slide.gist, 300))
    return result


def _call(sections: tuple[Section, ...], said: list[Said], setting: Setting) -> tuple[str, str]:
    """What the document asks for, and the sentence it was taken from."""
    asks = [one for one in said if _ASK.search(one.text)]
    for one in reversed(asks):
        if short := shorten(one.text, 24):
            return short, one.text
    for section in sections:
        if _NEXT.search(section.heading):
            for block in section.blocks:
                if isinstance(block, ListBlock):
                    return setting_point(block.items[0].text, setting).replace(" — ", ": "), ""
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
