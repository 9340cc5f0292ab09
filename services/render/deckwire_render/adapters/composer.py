"""Composes slides and writes the .pptx with the core; libraries are loaded with the first job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ports import Composed, DeckJob, PreviewJob, SlideJob

if TYPE_CHECKING:
    from ..core.pptx import DeckSlide

DEFAULT_THEME = "indigo"


class DeckComposer:
    """Lays out slides and writes decks; blocking, call it in a worker thread.

    A theme that this release does not have is replaced by the default one, so that a deck never fails for it.
    """

    def preview(self, job: PreviewJob) -> bytes:
        """Return a .pptx whose first slide is the slide of `job` as it will stand in the deck."""
        from ..core.pptx import build_preview

        theme, _ = _theme(job.theme)
        return build_preview(
            _slide(job.slide),
            title=job.title,
            language=job.language,
            theme=theme,
            number=job.number,
            total=job.total,
            section=job.section,
            sections=job.sections,
        )

    def deck(self, job: DeckJob) -> Composed:
        """Return the finished .pptx."""
        from ..core.pptx import build

        theme, known = _theme(job.theme)
        built = build(
            [_slide(slide) for slide in job.slides],
            title=job.title,
            language=job.language,
            theme=theme,
            notes=job.notes,
        )
        return Composed(built.data, built.slide_ids, built.unreadable, theme_unknown=not known)


def _theme(name: str) -> tuple[str, bool]:
    from ..core.themes import UnknownThemeError, get

    try:
        get(name)
    except UnknownThemeError:
        return DEFAULT_THEME, False
    return name, True


def _slide(job: SlideJob) -> DeckSlide:
    from ..core.pptx import DeckSlide

    picture = job.picture
    slide = job.slide
    if picture is None and not job.awaiting and slide.image is not None:
        # The picture will not come: the slide must not keep room for it.
        slide = slide.model_copy(update={"image": None})
    return DeckSlide(
        slide=slide,
        slide_id=job.slide_id,
        image=picture.data if picture else None,
        media_type=picture.media_type if picture else "",
        alt=picture.alt if picture else "",
        credit=picture.credit if picture else None,
        awaiting=job.awaiting,
    )
