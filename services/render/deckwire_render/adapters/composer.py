"""Composes slides and writes the .pptx with the core; libraries are loaded with the first job."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deckwire_contracts import ProblemCode, ProblemError

from ..ports import Composed, DeckJob, LookJob, PreviewJob, Sample, SlideJob
from .masters import Masters

if TYPE_CHECKING:
    from ..core.pptx import Compositions, DeckSlide
    from ..core.themes import Theme


class DeckComposer:
    """Lays out slides and writes decks; blocking, call it in a worker thread.

    A theme that this release does not have is replaced by the default one, so that a deck never fails for it. Slides
    that were composed for their previews are not composed again.
    """

    def __init__(self) -> None:
        self._masters = Masters()
        self._known: Compositions | None = None

    def preview(self, job: PreviewJob) -> bytes:
        """Return a .pptx whose first slide is the slide of `job` as it will stand in the deck."""
        from ..core.pptx import build_preview

        theme, _ = _theme(job)
        return build_preview(
            _slide(job.slide),
            title=job.title,
            language=job.language,
            theme=theme,
            number=job.number,
            total=job.total,
            section=job.section,
            sections=job.sections,
            master=self._masters.get(job.look, job.master),
            known=self._compositions(),
        )

    def deck(self, job: DeckJob) -> Composed:
        """Return the finished .pptx."""
        from ..core.pptx import build

        theme, known = _theme(job)
        built = build(
            [_slide(slide) for slide in job.slides],
            title=job.title,
            language=job.language,
            theme=theme,
            notes=job.notes,
            master=self._masters.get(job.look, job.master),
            known=self._compositions(),
        )
        return Composed(
            built.data,
            built.slide_ids,
            built.unreadable,
            theme_unknown=not known,
            unplaced=built.unplaced,
            remarks=built.remarks,
        )

    def _compositions(self) -> Compositions:
        if self._known is None:
            from ..core.pptx import Compositions

            self._known = Compositions()
        return self._known

    def sample(self, job: LookJob) -> Sample:
        """Return sample slides in a look; raises ProblemError `not_found` or, for a master, `template_refused`."""
        from ..core.pptx import build
        from ..core.pptx.sample import sample_slides
        from ..core.themes import branded

        master = self._masters.get(job.look, job.master)
        if master is not None:
            title = (job.look.template.title if job.look and job.look.template else "") or master.theme.title
            made = build(sample_slides(title), title=title, master=master, notes=False)
            look = master.theme
            return Sample(made.data, look.dark, look.palette, look.heading_font, look.body_font, master.report)
        theme, known = _theme(job)
        if not known:
            raise ProblemError.of(ProblemCode.NOT_FOUND, "There is no such theme.")
        if job.logo is not None and theme.logo is None:
            raise ProblemError.of(
                ProblemCode.SOURCE_UNREADABLE,
                "The logo cannot be read as a picture, or nothing is on it.",
                hint="Open it in a drawing program and save it anew as PNG or JPEG.",
            )
        brand = job.look.brand if job.look else None
        built = build(sample_slides(theme.title), title=theme.title, theme=theme, notes=False)
        return Sample(
            built.data,
            theme.dark,
            theme.palette,
            theme.heading_font,
            theme.body_font,
            branded(brand).notes if brand else (),
        )


def _theme(job: PreviewJob | DeckJob | LookJob) -> tuple[Theme, bool]:
    """Return the theme of a job with its brand's logo, and whether there is such a theme."""
    from ..core.pptx.media import logo
    from ..core.themes import theme_of

    theme, known = theme_of(job.theme, job.look)
    if job.logo is not None:
        theme = replace(theme, logo=logo(job.logo, f"Logo of {theme.title}"))
    return theme, known


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
        whole=picture.whole if picture else False,
        awaiting=job.awaiting,
        before=job.before,
        care=job.remedy.care if job.remedy else 0,
        unreadable=job.remedy.unreadable if job.remedy else (),
    )
