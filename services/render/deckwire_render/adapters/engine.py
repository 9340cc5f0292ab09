"""Opens a finished .pptx in the layout engine with the fonts that its texts need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ..core.text import fonts, merging
from ..core.text.families import Source
from ..core.text.fonts import Face
from . import completion, dialect
from .charts import spelled_out

# Names whose stand-in is not the engine's last choice, which is the font registered first.
_TWINS = ("Georgia", "Gelasio", "Calibri", "Carlito", "Calibri Light", "Cambria", "Times New Roman", "Garamond")


@dataclass
class RegisteredFace:
    """A face as the engine knows it: its file, the font of the text package behind it, and what it is called."""

    data: bytes
    face: Face
    family: str
    subset: bool = False


@dataclass
class OpenDeck:
    """A deck in the engine; use and drop it in the thread that opened it, as the engine demands.

    `faces` maps the engine's font ids to font files. `missing` counts characters that no font has.
    """

    presentation: Any
    faces: dict[int, RegisteredFace] = field(default_factory=dict)
    missing: int = 0

    @property
    def slide_count(self) -> int:
        """The number of slides."""
        return int(self.presentation.slide_count)

    def display_list(self, slide: int) -> dict[str, Any]:
        """Return what the engine would paint for a slide, in CSS pixels (96 to the inch)."""
        shown: dict[str, Any] = json.loads(self.presentation.render_slide(slide).json)
        return shown

    def png(self, slide: int, width: int) -> tuple[bytes, int, int]:
        """Return a slide as PNG of about `width` pixels, and its exact width and height."""
        scale = width / (self.presentation.width_emu / 9525)
        png = self.presentation.render_png(slide, scale=scale)
        return bytes(png.bytes), int(png.width), int(png.height)

    def media(self) -> dict[str, tuple[bytes, str]]:
        """Return every embedded picture by its path: bytes and media type."""
        return {str(m.path): (bytes(m.bytes), str(m.content_type)) for m in self.presentation.media()}

    def register(self, name: str, face: Face, *, bold: bool = False, italic: bool = False) -> None:
        """Let texts in the family `name` be set in `face`."""
        self._register(name, face, face.data, bold=bold, italic=italic)

    def register_subset(self, name: str, face: Face, codepoints: frozenset[int], *, bold: bool = False) -> None:
        """Let texts in the family `name` be set in `face`, of which only `codepoints` are loaded."""
        self._register(name, face, face.subset(codepoints), bold=bold, subset=True)

    def register_mirrored(self, name: str, face: Face, codepoints: frozenset[int], *, bold: bool = False) -> None:
        """Let texts in `name` be set in `face` with brackets, quotes and comparison signs turned round."""
        self._register(name, face, face.mirrored(codepoints), bold=bold, subset=True)

    def register_merged(
        self, name: str, face: Face, others: tuple[Source, ...], codepoints: frozenset[int], *, bold: bool = False
    ) -> None:
        """Let texts in `name` be set in `face`, and in the other fonts what that lacks of `codepoints`."""
        self._register(name, face, merging.merged(face.source, others, codepoints), bold=bold, subset=True)

    def _register(
        self, name: str, face: Face, data: bytes, *, bold: bool = False, italic: bool = False, subset: bool = False
    ) -> None:
        number = self.presentation.register_font(name, data, bold=bold, italic=italic)
        self.faces[int(number)] = RegisteredFace(data, face, name, subset)


@contextmanager
def opened(deck: bytes) -> Iterator[OpenDeck]:
    """Open `deck` for painting; the engine's objects die with the block, in the same thread."""
    import betteroffice_pptx

    deck = spelled_out(deck)
    texts = completion.texts_of(deck)
    held = OpenDeck(betteroffice_pptx.Presentation.open(dialect.translated(deck, texts)))
    try:
        _register_families(held)
        completion.complete(held, texts)
        yield held
    finally:
        # An exception's traceback may keep this frame alive and be dropped in another thread; the engine's
        # object must not be.
        held.presentation = None


def _register_families(held: OpenDeck) -> None:
    for name in ("Arial", *_TWINS):
        for bold in (False, True):
            held.register(name, fonts.family_face(name, bold=bold), bold=bold)
    for bold in (False, True):
        held.register("Arial", fonts.family_face("Arial", bold=bold, italic=True), bold=bold, italic=True)
        held.register("Georgia", fonts.family_face("Georgia", bold=bold), bold=bold, italic=True)
