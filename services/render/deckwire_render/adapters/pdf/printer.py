"""The whole document: pages, fonts, bookmarks, title and language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from deckwire_kit.logs import logger

from ...core import quality
from ..engine import OpenDeck, opened
from ..painter import smaller_jpeg

if TYPE_CHECKING:
    import pikepdf

    from .page import PageWriter
    from .typefaces import Typeface

_PICTURE_WIDTH = 1920
_PICTURE_LIMIT = 600_000


class VectorPrinter:
    """Makes a PDF of a .pptx; blocking, call it in a worker thread.

    A page with something that cannot be drawn as vectors is painted as a picture, with its text under it unseen.
    """

    def pdf(self, deck: bytes, *, title: str, language: str) -> bytes:
        """Return the deck as a PDF of one page per slide."""
        # pikepdf and Pillow are loaded here: most decks never ask for a PDF.
        import pikepdf

        package = quality.Package.opened(deck)
        slides = [quality.slide(package, part) for part in quality.Excerpts(package).slides]
        titles = [" ".join(slide.title.split()) for slide in slides]
        with opened(deck) as held, pikepdf.new() as pdf:
            _Document(held, pdf).write(title, language, titles)
            buffer = BytesIO()
            pdf.save(
                buffer,
                compress_streams=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
            return buffer.getvalue()


class _Document:
    def __init__(self, held: OpenDeck, pdf: pikepdf.Pdf) -> None:
        from .page import Assets

        self._held = held
        self._pdf = pdf
        self._faces: dict[int, Typeface] = {}
        self._assets = Assets(pdf, self._typeface, held.media())

    def _typeface(self, number: int) -> Typeface:
        from .typefaces import Typeface

        if number not in self._faces:
            self._faces[number] = Typeface(number, self._held.faces[number])
        return self._faces[number]

    def write(self, title: str, language: str, titles: list[str]) -> None:
        import pikepdf

        writers = [self._page(slide) for slide in range(self._held.slide_count)]
        fonts = {face.resource: face.embed(self._pdf) for face in self._faces.values()}
        for writer in writers:
            self._pdf.pages.append(writer.page(fonts))
        with self._pdf.open_outline() as outline:
            for slide, name in enumerate(titles):
                if name:
                    outline.root.append(pikepdf.OutlineItem(name, slide))
        root = self._pdf.Root
        root.Lang = pikepdf.String(language or "en")
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        root.PageMode = pikepdf.Name.UseNone
        with self._pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language or "en"]
            metadata["pdf:Producer"] = "Deckwire"
        self._pdf.docinfo["/Title"] = title
        self._pdf.docinfo["/Producer"] = "Deckwire"

    def _page(self, slide: int) -> PageWriter:
        from .page import CannotDrawError, PageWriter

        shown = self._held.display_list(slide)
        writer = PageWriter(self._assets, shown["width"], shown["height"])
        try:
            writer.draw(shown)
        except CannotDrawError as reason:
            logger.bind(slide=slide + 1, reason=str(reason)).info("a page is painted as a picture")
        else:
            return writer
        from . import pictures

        png, _, _ = self._held.png(slide, _PICTURE_WIDTH)
        writer = PageWriter(self._assets, shown["width"], shown["height"], invisible=True)
        writer.picture(pictures.embed(self._pdf, smaller_jpeg(png, _PICTURE_LIMIT)))
        writer.draw(shown)
        return writer
