"""Slides from the sections of a document, in its order."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from dataclasses import dataclass

from ..material import CodeBlock, ListBlock, Paragraph, QuoteBlock, Section, TableBlock
from .blocks import TITLE_CHARS, Setting, is_label, quote_slide, setting_point, table_slides
from .facing import compared, facing, opposed, shared_title, two_lists
from .lists import list_slides
from .planned import Planned
from .points import join
from .prose import finding, prose_slides
from .scoring import Said
from .shorten import as_title, plain, shorten
from .words import ideographic, length, overlap

_CLOSING = re.compile(
    r"^(?:\W*)(?:conclusions?|summary|outlook|next steps|takeaways?|key (?:takeaways|points)|recommendations?|the ask|what(?:'s| is) next|"
    r"what to (?:remember|take away)|for next (?:week|time|lecture)|how you can help|get involved|call to action|in short|"
    r"wrap.?up|final thoughts|closing|decisions? (?:needed|requested)|fazit|ausblick|zusammenfassung|nächste schritte|empfehlung(?:en)?|"
    r"perspectives|prochaines étapes|recommandations|conclusión|conclusiones|próximos pasos|recomendaciones|"
    r"conclusioni|prossimi passi|conclusões|próximos passos|выводы|заключение|итоги|следующие шаги|结论|总结|下一步|まとめ|結論|今後|"
    r"결론|맺음말|요약|다음 단계|الخلاصة|الخاتمة|التوصيات|الخطوات التالية|निष्कर्ष|अगले कदम|συμπεράσματα|επόμενα βήματα|סיכום|מסקנות|"
    r"הצעדים הבאים|สรุป)",
    re.IGNORECASE,
)
_BESIDE_THE_POINT = re.compile(
    r"^(?:references?|bibliography|literature|works cited|sources|footnotes|see also|external links|further reading|licen[sc]e|"
    r"copyright|acknowledge?ments?|contributors?|(?:list of )?authors|revision history|document history|about (?:the author|us)|contributing|changelog|data and (?:code|funding)|(?:data|code) availability|"
    r"funding|disclaimer|imprint|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|danksagung|impressum|références|bibliographie|"
    r"remerciements|mentions légales|referencias|bibliografía|agradecimientos|bibliografia|riferimenti|referências|литература|источники|"
    r"примечания|参考文献|謝辞|致谢|참고 ?문헌|المراجع|संदर्भ|βιβλιογραφία)\W*$",
    re.IGNORECASE,
)


_MANY_SHORT, _TOGETHER = 8, 4
_A_DIGEST = 2  # small sections that one slide can list
_TELLING = 5  # words of a line that can stand in a summary


@dataclass(frozen=True)
class Part:
    """An outermost section with everything below it."""

    head: Section
    below: tuple[Section, ...]

    @property
    def all(self) -> tuple[Section, ...]:
        """The sections of the part in order."""
        return (self.head, *self.below)

    @property
    def closes(self) -> bool:
        """Whether its heading says that it concludes the document."""
        return bool(_CLOSING.match(self.head.heading))

    @property
    def is_beside_the_point(self) -> bool:
        """Whether it holds what a document has to have and nobody presents: references, licence, thanks."""
        return bool(_BESIDE_THE_POINT.match(self.head.heading))


def parts_of(sections: list[Section], title: str) -> tuple[Section | None, list[Part]]:
    """Return what stands under the document's own title, and the outermost parts in order."""
    rest = list(sections)
    intro: Section | None = None
    if len({section.source for section in rest}) > 1:
        pass  # several documents: the first one's opening introduces only itself
    elif rest and (rest[0].level == 0 or not rest[0].heading):
        intro = rest.pop(0)
        if not intro.blocks and rest and rest[0].heading == title:
            intro = rest.pop(0)
    elif len(rest) > 1 and (rest[0].heading == title or rest[0].level < min(s.level for s in rest[1:])):
        intro = rest.pop(0)
    if not rest:
        return None, [Part(intro, ())] if intro else []
    base = min(section.level for section in rest)
    parts: list[Part] = []
    for section in rest:
        if section.level == base or not parts:
            parts.append(Part(section, ()))
        else:
            parts[-1] = Part(parts[-1].head, (*parts[-1].below, section))
    parts = _paired(parts)
    if len(parts) == 1 and parts[0].below and intro is None:
        head, below = parts[0].head, list(parts[0].below)
        return parts_of([head, *below], head.heading)
    return intro, parts


def _paired(parts: list[Part]) -> list[Part]:
    """Put advantages and disadvantages that follow each other as sections of their own into one part."""
    made: list[Part] = []
    for part in parts:
        last = made[-1] if made else None
        if last and not last.below and not part.below and opposed(last.head.heading, part.head.heading):
            heading = shared_title(last.head.heading, part.head.heading)
            whole = Section(id=last.head.id, level=last.head.level, heading=heading, source=last.head.source)
            made[-1] = Part(whole, (last.head, part.head))
        else:
            made.append(part)
    return made


def gathered(parts: list[Part]) -> list[Part]:
    """Put short sections that follow each other into parts of up to four, when a document has many of them."""
    if sum(map(_is_short, parts)) < _MANY_SHORT:
        return parts
    made: list[Part] = []
    run: list[Part] = []
    for part in [*parts, None]:
        if part is not None and _is_short(part):
            run.append(part)
            continue
        count = -(-len(run) // _TOGETHER)
        made.extend(
            _as_one(run[number * len(run) // count : (number + 1) * len(run) // count]) for number in range(count)
        )
        run = []
        if part is not None:
            made.append(part)
    return made


def _is_short(part: Part) -> bool:
    return not part.below and not part.closes and not part.is_beside_the_point and _is_small(part.head)


def _as_one(parts: list[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    first = parts[0].head
    headings = [part.head.heading for part in parts]
    names = ("、" if ideographic("".join(headings)) else ", ").join(headings)
    heading = names if len(names) <= TITLE_CHARS else f"{first.heading} – {parts[-1].head.heading}"
    whole = Section(id=first.id, level=first.level, heading=heading, source=first.source)
    return Part(whole, tuple(part.head for part in parts))


def part_slides(part: Part, setting: Setting) -> list[Planned]:
    """Return the slides of an outermost part: small subsections become points of one slide, the others their own."""
    made: list[Planned] = []
    pair = facing(part.head.heading, part.below, setting)
    held = {name.partition("-")[0] for name in pair.material} if pair else set()
    made.extend(section_slides(part.head, setting, part.head.heading))
    if pair:
        made.append(pair)
    for over, sections in _families(part):
        own = [section for section in sections if section.id not in held]
        small = [] if pair or setting.amount.verbatim else [section for section in own if _is_small(section)]
        if len(small) < _A_DIGEST:
            small = []
        for section in own:
            if section not in small:
                slides = section_slides(section, setting, section.heading or over.heading)
                made.extend(aside(slides) if _BESIDE_THE_POINT.match(section.heading) else slides)
            elif section is small[0]:
                made.extend(digest(over.heading, small, setting))
    return made


def _families(part: Part) -> list[tuple[Section, list[Section]]]:
    """The sections below the head, in order, those that follow each other under one heading with that heading."""
    made: list[tuple[Section, list[Section]]] = []
    above: list[Section] = [part.head]
    for section in part.below:
        while len(above) > 1 and above[-1].level >= section.level:
            above.pop()
        if made and made[-1][0] is above[-1]:
            made[-1][1].append(section)
        else:
            made.append((above[-1], [section]))
        above.append(section)
    return made


def aside(slides: list[Planned]) -> list[Planned]:
    """Mark slides of what nobody presents: they are shown only for want of others; return them."""
    for slide in slides:
        slide.core, slide.value = False, slide.value - 1.2
    return slides


def section_slides(section: Section, setting: Setting, topic: str) -> list[Planned]:
    """Return the slides of one section by its blocks, in order; prose that only leads to a table goes with it."""
    made: list[tuple[int, Planned]] = []
    done: set[int] = set()
    for first, second, slide in two_lists(section, setting, topic):
        made.append((first, slide))
        done.update((first, second))
    prose: set[int] = set()
    for index, block in enumerate(section.blocks):
        if index in done:
            continue
        slides: list[Planned] = []
        if isinstance(block, TableBlock):
            two_sided = compared(
                block, f"{block.caption} {topic}".strip(), [section.block_id(index)], setting.style.words.colon
            )
            slides = [two_sided] if two_sided else table_slides(section, index, block, setting, topic)
        elif isinstance(block, ListBlock):
            slides = list_slides(section, index, block, setting, topic)
        elif isinstance(block, QuoteBlock):
            slides = quote_slide(section, index, block, setting, topic)
        elif isinstance(block, Paragraph):
            prose.add(index)
        made.extend((index, slide) for slide in slides)
    said = setting.scorer.said(section, prose)
    charted = any(slide.type in {"chart", "table", "bullets", "process", "timeline", "comparison"} for _, slide in made)
    said = _give_titles(made, said, setting, topic)
    said = _give_takeaways(made, said, setting)
    own = "" if as_title(topic) == as_title(setting.material.title) else topic
    for slide in prose_slides(said, setting, own, busy=charted):
        at = int(slide.material[0].partition("-")[2])
        made.append((at if not charted else -1, slide))
    _share_prose(section, [slide for _, slide in made], prose)
    ordered = [slide for _, slide in sorted(made, key=lambda pair: pair[0])]
    for slide in ordered:
        slide.topic = slide.topic or topic
    return ordered


def _give_takeaways(made: list[tuple[int, Planned]], said: list[Said], setting: Setting) -> list[Said]:
    """Put the sentence that speaks of a chart beside it, and take that sentence out of the running text."""
    for _, slide in made:
        if slide.type not in {"chart", "table"} or not slide.core or (slide.type == "table" and slide.message):
            continue
        best: tuple[float, Said, str] | None = None
        for one in said:
            point = shorten(one.text, 24)
            if point is None or one.score < 0.2:
                continue
            near = overlap(" ".join([slide.title, *slide.points]), one.text, setting.style.language)
            worth = near + 0.3 * one.score - (2.0 if overlap(slide.title, point, setting.style.language) > 0.7 else 0)
            if near >= 0.3 and (best is None or worth > best[0]):
                best = (worth, one, point)
        if best is not None and best[0] > 0.4:
            slide.message = best[2]
            slide.material.append(best[1].block)
            if not setting.amount.verbatim:
                said = [one for one in said if one is not best[1]]
    return said


def _give_titles(made: list[tuple[int, Planned]], said: list[Said], setting: Setting, topic: str) -> list[Said]:
    """Put what the text finds over a list or table whose heading only names it; the heading stays as a second choice."""
    if setting.amount.verbatim or not is_label(topic):
        return said
    for index, slide in made:
        if slide.type == "quote" or slide.title != as_title(topic) or not slide.core:
            continue
        before = [one for one in said if int(one.block.partition("-")[2]) < index]
        title, used = finding(before or said, setting, topic)
        if used is not None:
            slide.titles = [slide.title, *slide.titles]
            slide.title = title
            slide.material.append(used.block)
            said = [one for one in said if one is not used]
    return said


def _share_prose(section: Section, slides: list[Planned], prose: set[int]) -> None:
    """Let every paragraph be material of some slide, so that what is not shown can be said."""
    taken = {name for slide in slides for name in slide.material}
    free = [section.block_id(n) for n in sorted(prose) if section.block_id(n) not in taken]
    if slides:
        slides[0].material.extend(free)
        slides[0].material = list(dict.fromkeys(slides[0].material))[:58]


def digest(title: str, sections: list[Section], setting: Setting) -> list[Planned]:
    """Return slides on which each small section is one point: its heading, and what it says most."""
    made: list[Planned] = []
    for start in range(0, len(sections), 6):
        group = sections[start : start + 6]
        cores = [_core_of(section, setting) for section in group]
        points = [join(as_title(section.heading), core) for section, core in zip(group, cores, strict=True)]
        made.append(
            Planned(
                "bullets",
                as_title(title) or as_title(group[0].heading),
                points=points,
                material=[section.id for section in group],
                value=2.0,
                topic=title,
                titles=[as_title(f"{group[0].heading} – {group[-1].heading}")],
                gist=next((core for core in cores if length(core) >= _TELLING), title),
            )
        )
    return made


def _core_of(section: Section, setting: Setting) -> str:
    said = sorted(setting.scorer.said(section), key=lambda s: (-s.score, s.order))
    for one in said:
        if point := shorten(one.text, setting.amount.words):
            return point
    if said:
        return plain(said[0].text) if length(said[0].text) <= 32 else ""
    for block in section.blocks:
        if isinstance(block, ListBlock):
            return setting_point(block.items[0].text, setting).replace(" — ", ": ")
    return ""


def _is_small(section: Section) -> bool:
    text = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    others = [b for b in section.blocks if not isinstance(b, Paragraph | CodeBlock)]
    few = len(others) == 1 and isinstance(others[0], ListBlock) and len(others[0].items) <= 2 and not text
    return bool(section.heading) and ((bool(text) and not others) or few) and length(" ".join(text)) <= 55
