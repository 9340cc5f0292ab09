"""Puts right, in memory only, where the layout engine ends lines otherwise than office programs do.

It breaks words of Korean anywhere, takes Thai, Lao, Burmese and Khmer for one long word, and in a line that runs from
right to left it counts the space at the line's end as width, which shifts the line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core.text import breaking

if TYPE_CHECKING:
    from .engine import OpenDeck

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
# Thai, Lao, Burmese, Khmer: written without spaces.
_SPACELESS = re.compile("[\u0e01-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]")
_FAMILY = "Arial"
SEPARATOR = "\u200b"
"""What tells the engine that a line may end there; it is in no text of a deck."""

_HAIR_PT = 1.0
_ROUNDS = 40
_PX_TO_PT = 0.75


def concerned(text: str) -> bool:
    """Return whether the engine may break a text with these characters wrongly."""
    return any(kind.search(text) for kind in (_RTL, _HANGUL, _SPACELESS))


def settle(held: OpenDeck, *, rtl: bool) -> None:
    """Put the line ends of every text of the deck right; `rtl` tells that it reads from right to left."""
    for slide in range(held.slide_count):
        texts: dict[str, _Text] = {}
        for _ in range(_ROUNDS):
            changed = False
            for story, lines in _stories(held.display_list(slide), rtl=rtl, begun=texts):
                if story not in texts:
                    texts[story] = _Text(held.presentation, story, rtl=rtl)
                    changed = True
                # What is put right moves what follows it, so a text is put right once in a round.
                elif texts[story].put_right(lines):
                    changed = True
            if not changed:
                break


@dataclass(frozen=True)
class _Line:
    """A line as the engine set it: its offset in the story in UTF-16 units, its text, the size of its end in points."""

    start: int
    text: str
    size_pt: float

    @property
    def end(self) -> int:
        return self.start + units(self.text)

    def until(self, at: int) -> _Line:
        """Return the line as it is when it ends at an offset within it."""
        head = self.text.encode("utf-16-le")[: 2 * (at - self.start)].decode("utf-16-le", "replace")
        return _Line(self.start, head, self.size_pt)


def _stories(shown: dict[str, Any], *, rtl: bool, begun: Container[str]) -> Iterator[tuple[str, list[_Line]]]:
    """Yield the texts of a slide whose lines may end wrongly; one that is `begun` may have become a single line."""
    for box in text_boxes(shown["primitives"]):
        lines = []
        for line in box.get("lines", ()):
            runs = sorted((run for run in line["runs"] if run["text"]), key=lambda run: int(run["start"]))
            if runs:
                text = "".join(run["text"] for run in runs)
                lines.append(_Line(int(runs[0]["start"]), text, float(runs[-1]["fontSizePx"]) * _PX_TO_PT))
        story = box.get("storyId")
        if story is None or (len(lines) < 2 and story not in begun):
            continue
        if rtl or concerned("".join(line.text for line in lines)):
            yield story, lines


class _Text:
    """One text; where its lines may end is found before anything is put in."""

    def __init__(self, presentation: Any, story: str, *, rtl: bool) -> None:
        self._presentation = presentation
        self._story = story
        self._rtl = rtl
        text = presentation.story(story).text
        self._allowed = _ends(text)
        self._thinned: dict[int, float] = {}
        if _SPACELESS.search(text):
            self._separate(text)
            self._allowed = _ends(presentation.story(story).text)

    def _separate(self, text: str) -> None:
        """Put a separator wherever a script without spaces may end a line."""
        units_of = text.encode("utf-16-le")
        for at in reversed(self._allowed):
            before, after = (units_of[2 * n : 2 * n + 2].decode("utf-16-le", "replace") for n in (at - 1, at))
            if (_SPACELESS.match(before) or _SPACELESS.match(after)) and not before.isspace():
                self._presentation.insert_text(self._story, at, SEPARATOR)
                self._presentation.format_text(self._story, at, at + 1, font_family=_FAMILY, font_size=_HAIR_PT)

    def put_right(self, lines: list[_Line]) -> bool:
        """Put the first wrong line end right; return whether there was one."""
        for line, following in pairwise([*lines, _Line(-1, "", 0.0)]):
            if self._rejoined(line):
                return True
            if following.start != line.end:
                continue  # the end of a paragraph, or a break that stands there
            if line.text.endswith(" "):
                if self._hangs(line) and line.end not in self._thinned:
                    self._thin(line)
                    return True
            elif line.end not in self._allowed and _HANGUL.match(following.text):
                cut = max((at for at in self._allowed if line.start < at < line.end), default=0)
                if cut:
                    self._break(cut, line.size_pt)
                    if self._hangs(line.until(cut)):
                        self._thin(line.until(cut))
                    return True
        return False

    def _hangs(self, line: _Line) -> bool:
        """Return whether a line ends in a space that the engine would count, as it does from right to left."""
        return line.text.endswith(" ") and (self._rtl or _RTL.search(line.text) is not None)

    def _thin(self, line: _Line) -> None:
        """Let the space at the end of a line take no room."""
        spaces = len(line.text) - len(line.text.rstrip(" "))
        self._presentation.format_text(self._story, line.end - spaces, line.end, font_size=_HAIR_PT)
        self._thinned[line.end] = line.size_pt

    def _rejoined(self, line: _Line) -> bool:
        """End a line by hand that the next word joined when its space became thin; return whether there was need.

        The composition counts on the earlier break.
        """
        for at, size in self._thinned.items():
            if line.start < at < line.end:
                self._break(at, size)
                return True
        return False

    def _break(self, at: int, size_pt: float) -> None:
        self._presentation.insert_text(self._story, at, "\n")
        self._presentation.format_text(self._story, at, at + 1, font_size=size_pt)
        self._allowed = [end + 1 if end >= at else end for end in self._allowed]
        self._thinned = {end + 1 if end > at else end: size for end, size in self._thinned.items()}


def _ends(text: str) -> list[int]:
    """Return where lines of a story may end, in UTF-16 units."""
    found, at = [], 0
    for paragraph in text.split("\n"):
        for piece in breaking.pieces(paragraph):
            at += units(piece)
            found.append(at)
        at += 1
    return found


def units(text: str) -> int:
    """Return how many UTF-16 units `text` takes."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def text_boxes(primitives: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every text box of a display list, those inside tables and charts too."""
    for primitive in primitives:
        if primitive["kind"] == "textBox":
            yield primitive
        yield from text_boxes(primitive.get("primitives", []))
