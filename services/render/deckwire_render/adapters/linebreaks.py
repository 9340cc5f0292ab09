"""Puts right, in memory only, where the layout engine ends lines otherwise than office programs do.

It breaks words of Korean and Thai anywhere, and in a line that runs from right to left it counts the space at the
line's end as width, which shifts the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core.text import breaking

if TYPE_CHECKING:
    from .engine import OpenDeck

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BY_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\uac00-\ud7a3]")
_HAIR_PT = 1.0
_ROUNDS = 40
_PX_TO_PT = 0.75


def concerned(text: str) -> bool:
    """Return whether the engine may break a text with these characters wrongly."""
    return bool(_RTL.search(text) or _BY_WORD.search(text))


def settle(held: OpenDeck) -> None:
    """Put the line ends of every text of the deck right."""
    for slide in range(held.slide_count):
        for _ in range(_ROUNDS):
            boxes = text_boxes(held.display_list(slide)["primitives"])
            # What is put right moves what follows it, so a text is put right once in a round.
            changed = [_put_right(held.presentation, story) for box in boxes if (story := _story(box))]
            if not any(changed):
                break


@dataclass
class _Line:
    """A line as the engine set it: its offset in the story in UTF-16 units, its text, the size of its end in points."""

    start: int
    text: str
    size_pt: float

    @property
    def end(self) -> int:
        return self.start + units(self.text)


@dataclass
class _Story:
    id: str
    lines: list[_Line]


def _story(box: dict[str, Any]) -> _Story | None:
    """Return the text of a box if its lines may end wrongly."""
    lines = []
    for line in box.get("lines", ()):
        runs = sorted((run for run in line["runs"] if run["text"]), key=lambda run: int(run["start"]))
        if runs:
            text = "".join(run["text"] for run in runs)
            lines.append(_Line(int(runs[0]["start"]), text, float(runs[-1]["fontSizePx"]) * _PX_TO_PT))
    if box.get("storyId") is None or not concerned("".join(line.text for line in lines)):
        return None
    return _Story(box["storyId"], lines)


def _put_right(presentation: Any, story: _Story) -> bool:
    """Put the first wrong line end of `story` right; return whether there was one."""
    for line, following in pairwise(story.lines):
        if following.start != line.end:
            continue  # a paragraph or a line that is ended by hand
        if line.text.endswith(" "):
            if _RTL.search(line.text) and line.size_pt > _HAIR_PT:
                presentation.format_text(story.id, line.end - 1, line.end, font_size=_HAIR_PT)
                return True
            continue
        cut = _earlier(line.text, following.text)
        if cut:
            presentation.insert_text(story.id, line.start + units(line.text[:cut]), "\n")
            return True
    return False


def _earlier(line: str, following: str) -> int:
    """Return where `line` may end when it may not before `following`; 0 when it may, or nowhere else."""
    cut = last = 0
    for piece in breaking.pieces(line + following):
        last = cut
        cut += len(piece)
        if cut >= len(line):
            break
    return 0 if cut == len(line) or not _BY_WORD.match(following) else last


def units(text: str) -> int:
    """Return how many UTF-16 units `text` takes."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def text_boxes(primitives: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every text box of a display list, those inside tables and charts too."""
    for primitive in primitives:
        if primitive["kind"] == "textBox":
            yield primitive
        yield from text_boxes(primitive.get("primitives", []))
