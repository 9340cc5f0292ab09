"""Runs the heavy work in threads: composing, writing, painting, printing and checking of decks.

The layout engine lets go of the interpreter while it works, so threads give what processes would, without a second
copy of every library in memory.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import TypeVar

from deckwire_contracts import Degradation, Finding, QualityReport, Stage
from deckwire_contracts.slides import (
    BulletItem,
    BulletsSlide,
    Chart,
    ChartSeries,
    ChartSlide,
    SectionSlide,
    Slide,
    Table,
    TableSlide,
    TitleSlide,
)
from deckwire_kit.logs import logger
from deckwire_kit.telemetry import span

from ..ports import (
    Composed,
    Composer,
    DeckJob,
    Inspector,
    LookJob,
    Made,
    OnComposed,
    Painted,
    Painter,
    PreviewJob,
    Printer,
    Sample,
    SlideJob,
)
from .memory import give_back
from .mending import MENDABLE, mended

T = TypeVar("T")

SAMPLE_PAGES = (0, 1, 2)
"""The pages of a sample that are painted: a cover, a chart, cards."""

_FIRST_SLIDES: tuple[Slide, ...] = (
    TitleSlide(title="Ready", subtitle="Ready", notes="Ready"),
    BulletsSlide(title="Ready", items=[BulletItem(text="Ready", detail="Ready"), BulletItem(text="Ready")]),
    ChartSlide(title="Ready", chart=Chart(categories=["a", "b"], series=[ChartSeries(name="s", values=[1, 2])])),
    TableSlide(title="Ready", table=Table(headers=["a", "b"], rows=[["1", "2"]])),
)


class ThreadWorkshop:
    """A `Workshop` of `threads` worker threads around the blocking parts that it is given."""

    def __init__(
        self, composer: Composer, painter: Painter, printer: Printer, inspector: Inspector, *, threads: int = 2
    ) -> None:
        self._composer = composer
        self._painter = painter
        self._printer = printer
        self._inspector = inspector
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="render")

    async def preview(self, job: PreviewJob) -> Painted:
        """Compose and paint one slide."""
        return await self._run(lambda: self._preview(job))

    async def pages(self, deck: bytes, pages: Sequence[int]) -> list[Painted]:
        """Paint some pages of a finished deck."""
        return await self._run(lambda: self._painter.paint(deck, pages))

    async def deck(self, job: DeckJob, *, composed: OnComposed | None = None) -> Made:
        """Build a deck, its PDF if asked for, and its quality report."""
        timings: dict[str, float] = {}
        try:
            with span("render.deck", {"deckwire.slides": len(job.slides), "deckwire.pdf": job.pdf}):
                first, degradations = await self._run(lambda: self._composed(job, timings))
                if composed is not None:
                    composed(first.data, first.slide_ids)
                (report, unchecked), (pdf, unprinted) = await asyncio.gather(
                    self._run(lambda: self._inspected(first, timings)),
                    self._run(lambda: self._printed(first.data, job, timings)),
                )
                last, report = await self._run(lambda: self._mended(job, first, report, timings))
                if last is not first:
                    pdf, unprinted = await self._run(lambda: self._printed(last.data, job, timings))
        finally:
            self._threads.submit(give_back)
        lacks = [*degradations, *unprinted, *unchecked]
        return Made(last.data, pdf, last.slide_ids, report, lacks, timings)

    async def look(self, job: LookJob) -> tuple[Sample, list[Painted]]:
        """Compose and paint the sample slides of a look."""
        return await self._run(lambda: self._look(job))

    async def warm(self) -> None:
        """Load fonts, template and engine with a deck that nobody sees, so that the first user does not wait."""
        try:
            await self._run(self._warm)
        except Exception as error:  # noqa: BLE001  a cold start is slow, not wrong; each deck tells its own failure
            logger.opt(exception=error).error("warming up failed")

    def _warm(self) -> None:
        slides = [SlideJob(slide, f"s{n}") for n, slide in enumerate(_FIRST_SLIDES)]
        for number, slide in enumerate(slides, start=1):
            self._preview(PreviewJob(slide, number, len(slides), "Ready", "en", "indigo"))
        composed = self._composer.deck(DeckJob(slides, "Ready", "en", "indigo"))
        self._inspector.inspect(composed.data, composed.slide_ids)
        give_back()

    def close(self) -> None:
        """Let go of the threads; jobs that have not begun are dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(work))

    def _preview(self, job: PreviewJob) -> Painted:
        with span(
            "render.preview", {"deckwire.slide_id": job.slide.slide_id, "deckwire.slide_type": job.slide.slide.type}
        ):
            return self._painter.paint(self._composer.preview(job))[0]

    def _look(self, job: LookJob) -> tuple[Sample, list[Painted]]:
        with span("render.look", {"deckwire.brand": job.look is not None and job.look.brand is not None}):
            sample = self._composer.sample(job)
            return sample, self._painter.paint(sample.data, SAMPLE_PAGES)

    def _composed(self, job: DeckJob, timings: dict[str, float]) -> tuple[Composed, list[Degradation]]:
        """Return the deck; a slide that cannot be composed is replaced by its title and notes, and named."""
        started = time.perf_counter()
        degradations: list[Degradation] = []
        try:
            composed = self._composer.deck(job)
        except Exception as error:  # noqa: BLE001  whatever one slide breaks, the others are delivered
            logger.opt(exception=error).warning("a deck could not be composed as it is; looking for the slide at fault")
            slides = [self._sound(n, slide, job, degradations) for n, slide in enumerate(job.slides, start=1)]
            composed = self._composer.deck(replace(job, slides=slides))
        left_out = "The picture could not be read and was left out."
        degradations += [_lacks("picture_unreadable", left_out, slide_id) for slide_id in composed.unreadable]
        no_place = "The layout of the master has no place for a picture; the slide stands without it."
        degradations += [_lacks("picture_unplaced", no_place, slide_id) for slide_id in composed.unplaced]
        if composed.theme_unknown:
            degradations.append(_lacks("theme_unknown", f"There is no theme {job.theme!r}; the default one was taken."))
        timings["compose"] = _ms(started)
        return composed, degradations

    def _sound(self, number: int, slide: SlideJob, job: DeckJob, degradations: list[Degradation]) -> SlideJob:
        alone = PreviewJob(
            slide,
            number,
            len(job.slides),
            job.title,
            job.language,
            job.theme,
            look=job.look,
            logo=job.logo,
            master=job.master,
        )
        try:
            self._composer.preview(alone)
        except Exception as error:  # noqa: BLE001  the slide is replaced and the deck says so
            logger.bind(slide_id=slide.slide_id, slide_type=slide.slide.type).opt(exception=error).error(
                "a slide cannot be composed"
            )
        else:
            return slide
        detail = "The slide could not be laid out; its title and notes stand in its place."
        degradations.append(_lacks("slide_not_composed", detail, slide.slide_id))
        return SlideJob(SectionSlide(title=slide.slide.title, notes=slide.slide.notes), slide.slide_id)

    def _inspected(self, composed: Composed, timings: dict[str, float]) -> tuple[QualityReport, list[Degradation]]:
        started = time.perf_counter()
        try:
            return _remarked(self._inspector.inspect(composed.data, composed.slide_ids), composed), []
        except Exception as error:  # noqa: BLE001  a deck without its report is delivered, and says so
            logger.opt(exception=error).error("the deck could not be checked")
            return QualityReport(), [_lacks("quality_unknown", "The quality checks could not be made.")]
        finally:
            timings["inspect"] = _ms(started)

    def _mended(
        self, job: DeckJob, composed: Composed, report: QualityReport, timings: dict[str, float]
    ) -> tuple[Composed, QualityReport]:
        """Return the deck with slides set again that came out with faults, or as it is when that makes none better."""
        if not any(found.rule in MENDABLE and found.severity == "error" for found in report.findings):
            return composed, report
        started = time.perf_counter()
        try:
            return mended(job, composed, report, self._composer, self._inspector)
        except Exception as error:  # noqa: BLE001  the deck stands as it is, with its findings
            logger.opt(exception=error).error("the deck could not be mended")
            return composed, report
        finally:
            timings["repair"] = _ms(started)

    def _printed(self, pptx: bytes, job: DeckJob, timings: dict[str, float]) -> tuple[bytes | None, list[Degradation]]:
        if not job.pdf:
            return None, []
        started = time.perf_counter()
        try:
            return self._printer.pdf(pptx, title=job.title, language=job.language), []
        except Exception as error:  # noqa: BLE001  a deck without its PDF is delivered, and says so
            logger.opt(exception=error).error("the deck could not be printed")
            return None, [_lacks("pdf_failed", "The PDF could not be made; the .pptx is complete.")]
        finally:
            timings["print"] = _ms(started)


def _remarked(report: QualityReport, composed: Composed) -> QualityReport:
    """Return the report with what was drawn otherwise than asked."""
    found = [Finding(rule="chart_redrawn", severity="info", slide_id=s, detail=r) for s, r in composed.remarks]
    return report.model_copy(update={"findings": [*report.findings, *found]})


def _lacks(reason: str, detail: str, slide_id: str | None = None) -> Degradation:
    return Degradation(slide_id=slide_id, stage=Stage.RENDER, reason=reason, detail=detail)


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
