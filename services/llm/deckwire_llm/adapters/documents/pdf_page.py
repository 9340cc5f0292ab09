"""The lines and tables of one page of a PDF, by the place, size and colour of its characters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from deckwire_llm.core.material import Figure

_PAGE_NUMBER = re.compile(
    r"^(?:page|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*(?:[-–/]|of|von)?\s*\d{0,4}\s*[-–]?$", re.IGNORECASE
)


@dataclass
class Line:
    """A line of text and where it stands, in points from the upper left.

    A `table` stands in the place of its lines, a `figure` where the picture is.
    """

    text: str
    size: float
    bold: bool
    top: float
    bottom: float
    x0: float
    page: int
    table: list[list[str]] | None = None
    figure: Figure | None = None


@dataclass
class Page:
    """The lines of a page in reading order."""

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)


def lines_of(page: Any) -> Page:
    """The lines and tables of a page from top to bottom, column by column."""
    visible = page.filter(_is_visible(page))
    found = Page(page.page_number, float(page.height))
    boxes: list[tuple[float, float, float, float]] = []
    if len(page.edges) <= 5000:
        for table in visible.find_tables():
            rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
            filled = sum(bool(cell) for row in rows for cell in row)
            if len(rows) >= 2 and len(rows[0]) >= 2 and filled >= 4:
                boxes.append(table.bbox)
                x0, top, _, bottom = table.bbox
                found.lines.append(Line("", 0, False, top, bottom, x0, found.number, rows))
    words = [
        word
        for word in visible.extract_words(extra_attrs=["size", "fontname"], x_tolerance_ratio=0.15)
        if not any(x0 <= (word["x0"] + word["x1"]) / 2 <= x1 and y0 <= word["top"] <= y1 for x0, y0, x1, y1 in boxes)
    ]
    for column in _columns(words, float(page.width)):
        found.lines.extend(_lines(column, found.number))
    if boxes:
        found.lines.sort(key=lambda line: line.top)
    return found


def _is_visible(page: Any) -> Any:
    """Whether an object can be seen: white or one-point characters on white paper cannot."""
    dark = [
        (rect["x0"], rect["top"], rect["x1"], rect["bottom"])
        for rect in [*page.rects[:200], *page.images[:50]]
        if not _is_white(rect.get("non_stroking_color"))
    ]

    def visible(thing: dict[str, Any]) -> bool:
        if thing.get("object_type") != "char":
            return True
        if thing["size"] < 3:
            return False
        if not _is_white(thing.get("non_stroking_color")):
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in dark)

    return visible


def _is_white(colour: Any) -> bool:
    if isinstance(colour, int | float):
        return bool(colour >= 0.99)
    if not isinstance(colour, list | tuple) or not colour or not all(isinstance(c, int | float) for c in colour):
        return False
    return all(c <= 0.01 for c in colour) if len(colour) == 4 else all(c >= 0.99 for c in colour)


def _columns(words: list[dict[str, Any]], width: float) -> list[list[dict[str, Any]]]:
    """The words in reading order: two columns where hardly a word crosses the middle of the page."""
    middle = width / 2
    if len(words) < 80:
        return [words]
    crossing = [w for w in words if w["x0"] < middle - 4 and w["x1"] > middle + 4]
    near = [w for w in words if w["x0"] < middle + 6 and w["x1"] > middle - 6]
    left = sum(w["x1"] <= middle for w in words)
    if len(near) > 0.04 * len(words) or not 0.25 < left / len(words) < 0.75:
        return [words]
    # What runs over the gutter (a title, mostly) stands above the columns.
    tops = {round(w["top"]) for w in crossing}
    spans = [w for w in words if round(w["top"]) in tops]
    rest = [w for w in words if round(w["top"]) not in tops]
    return [spans, [w for w in rest if w["x1"] <= middle + 4], [w for w in rest if w["x1"] > middle + 4]]


def _lines(words: list[dict[str, Any]], number: int) -> list[Line]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (round(w["bottom"] / 2), w["x0"])):
        last = rows[-1][-1] if rows else None
        if last is not None and abs(word["bottom"] - last["bottom"]) <= max(2.5, 0.3 * word["size"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    made: list[Line] = []
    for row in rows:
        row.sort(key=lambda w: w["x0"])
        letters = Counter[float]()
        for word in row:
            letters[round(word["size"] * 2) / 2] += len(word["text"])
        bold = sum(
            len(w["text"]) for w in row if re.search(r"bold|black|heavy|semibold|demi", w["fontname"], re.IGNORECASE)
        )
        made.append(
            Line(
                text=" ".join(word["text"] for word in row),
                size=letters.most_common(1)[0][0],
                bold=bold > 0.8 * sum(letters.values()),
                top=min(word["top"] for word in row),
                bottom=max(word["bottom"] for word in row),
                x0=row[0]["x0"],
                page=number,
            )
        )
    return made


def drop_furniture(pages: list[Page]) -> None:
    """Take away page numbers and what repeats at the top or bottom of pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in page.lines if _is_margin(line, page)})
    least = max(2, len(pages) // 3)
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if not (
                _is_margin(line, page)
                and (_PAGE_NUMBER.match(line.text) or seen[_shape(line)] >= least)
                and not line.table
            )
        ]


def _is_margin(line: Line, page: Page) -> bool:
    return (
        line.table is None and line.figure is None and (line.bottom < 0.1 * page.height or line.top > 0.9 * page.height)
    )


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
