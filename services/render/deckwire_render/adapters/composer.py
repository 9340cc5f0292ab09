"""Composes slides and writes the .pptx with the core; libraries are loaded with the first job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ports import DeckJob, PreviewJob, SlideJob

if TYPE_CHECKING:
    from ..core.pptx import DeckSlide


class DeckComposer:
    """Lays out slides and writes decks; blocking, call it in a worker thread."""

    def preview(self, job: PreviewJob) -> bytes:
        """Return a .pptx whose first slide is the slide of `job` as it will stand in the deck."""
        from ..core import pptx

        return pptx.build_preview(
            _slide(job.slide),
            number=job.number,
            total=job.total,
            title=job.title,
            language=job.language,
            theme=job.theme,
        )

    def deck(self, job: DeckJob) -> bytes:
        """Return the finished .pptx."""
        from ..core import pptx

        return pptx.build_deck(
            [_slide(slide) for slide in job.slides],
            title=job.title,
            language=job.language,
            theme=job.theme,
        )


def _slide(job: SlideJob) -> DeckSlide:
    from ..core.pptx import DeckSlide

    picture = job.picture
    return DeckSlide(
        slide=job.slide,
        slide_id=job.slide_id,
        image=picture.data if picture else None,
        media_type=picture.media_type if picture else "",
        alt=picture.alt if picture else "",
        credit=picture.credit if picture else None,
    )
