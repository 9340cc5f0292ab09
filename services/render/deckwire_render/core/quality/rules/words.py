"""Rules about what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..composition import Slide
from ..written import PageFile, SlideFile, Thing
from .model import BRIEF, Found, Rule, quoted

MAX_WORDS = 90
MAX_BULLETS = 6
_CONTENT_WORDS = 15

_LEFTOVER = re.compile(
    r"click to (?:add|edit)|lorem ipsum|dolor sit amet|\{\{.*?\}\}|\[(?:insert|placeholder)\b[^\]]*\]"
    r"|\bas an? (?:AI|artificial intelligence)(?:,? I\b| (?:language )?(?:model|assistant)\b)"
    r"|\bI(?:['’]m| am) sorry, but I (?:cannot|can['’]t)\b",
    re.IGNORECASE,
)
# What programmers write with the same characters is left alone: __init__, 2**3, C:\new, # 1, - 3 %.
_MARKUP = re.compile(
    r"(?<![\w*])\*\*\S[^*]*\*\*|^\s{0,3}(?:#{2,6}\s+\S|#\s+[^\W\d])|```|^\s*[-*]\s+[^\W\d]|\[[^\]]+\]\(\S+\)"
    r"|</?(?:b|i|p|br|ul|li|div|span)\s*/?>|&(?:amp|nbsp|lt|gt|quot);|(?<=[.!?;,])\\n",
    re.MULTILINE,
)


def _said(slide: SlideFile, page: PageFile) -> Iterator[tuple[Thing | None, str]]:
    """Yield every text of a slide with its object, the notes with None."""
    for thing in slide.things:
        for paragraph in thing.paragraphs:
            yield thing, paragraph
    for line in page.notes.splitlines():
        yield None, line


def title(slide: Slide) -> Iterator[Found]:
    """A text box that looks like a title is none."""
    if not slide.file.title:
        yield Found("The slide has no title.")


def empty_placeholder(slide: Slide) -> Iterator[Found]:
    """An office program shows "Click to add text" there."""
    for thing in slide.file.things:
        if thing.placeholder and not thing.is_furniture and thing.kind == "shape" and not thing.text:
            yield Found(f"The placeholder {thing.name!r} is empty.", subject=thing.id)


def many(slide: Slide) -> Iterator[Found]:
    """A slide is not a page."""
    if slide.file.words > MAX_WORDS:
        yield Found(f"The slide has {slide.file.words} words; {MAX_WORDS} read well.")


def bullets(slide: Slide) -> Iterator[Found]:
    """Bullets that the file marks as such; a seventh wants a second column or a second slide."""
    for thing in slide.file.things:
        if thing.bulleted > MAX_BULLETS:
            yield Found(f"{thing.name!r} has {thing.bulleted} bullets; {MAX_BULLETS} read well.", subject=thing.id)


def leftover(slide: Slide, page: PageFile) -> Iterator[Found]:
    """Prompts of templates, filler and a model speaking of itself, in the notes as well."""
    told = False
    for thing, text in _said(slide.file, page):
        found = _LEFTOVER.search(text)
        if found and not told:
            told = True
            where = "" if thing else " in the notes"
            yield Found(f"{quoted(found.group())} was left{where}.", subject=thing.id if thing else None)


def markup(slide: Slide) -> Iterator[Found]:
    """Marks of Markdown and HTML are shown as they are."""
    for thing in slide.file.things:
        hit = next((m for text in thing.paragraphs if (m := _MARKUP.search(text))), None)
        if hit:
            yield Found(f"{quoted(hit.group())} shows marks of another format.", subject=thing.id)


def notes(slide: Slide, page: PageFile) -> Iterator[Found]:
    """Covers, sections and other slides of a few words need none."""
    told = slide.file.words > _CONTENT_WORDS or any(t.kind in ("chart", "table") for t in slide.file.things)
    if told and not page.notes:
        yield Found("The slide has no speaker notes.")


RULES = (
    Rule(
        "title_missing",
        "words",
        "error",
        "A slide has a title in a title placeholder.",
        "",
        "Microsoft Accessibility Checker",
        checker="error",
        on_slide=title,
    ),
    Rule(
        "placeholder_empty",
        "words",
        "error",
        "No placeholder is left that shows “Click to add text”.",
        "",
        BRIEF,
        on_slide=empty_placeholder,
    ),
    Rule(
        "leftover_text",
        "words",
        "error",
        "Nothing is left of a template, of filler or of a model that speaks of itself, notes included.",
        "“Click to add”, “lorem ipsum”, “{{…}}”, “[insert …]”, “as an AI model”",
        BRIEF,
        on_page=leftover,
    ),
    Rule(
        "markup_shown",
        "words",
        "warning",
        "No marks of Markdown or HTML are shown.",
        "“**…**”, “## …”, “- …”, “[…](…)”, “<br>”, “&amp;”",
        BRIEF,
        on_slide=markup,
    ),
    Rule(
        "words_many",
        "words",
        "warning",
        "A slide is not a page.",
        f"{MAX_WORDS} words, tables included",
        BRIEF,
        on_slide=many,
    ),
    Rule(
        "bullets_many",
        "words",
        "warning",
        "A list is short.",
        f"{MAX_BULLETS} bullets in a box",
        BRIEF,
        on_slide=bullets,
    ),
    Rule(
        "notes_missing",
        "words",
        "info",
        "A slide with something to tell has speaker notes.",
        f"more than {_CONTENT_WORDS} words, a chart or a table",
        BRIEF,
        on_page=notes,
    ),
)
