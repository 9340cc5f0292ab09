"""Questions about looks: how a theme or a brand turns out, in colours and in pictures."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from deckwire_contracts import (
    ArtifactRef,
    Degradation,
    Look,
    LookAnswer,
    LookQuestion,
    ProblemCode,
    ProblemError,
    Stage,
)
from deckwire_kit.artifacts import ArtifactMissingError, Artifacts
from deckwire_kit.bus import Bus
from deckwire_kit.logs import logger

from ..ports import LookJob, Painted, Workshop

DEFAULT_THEME = "indigo"
_KEPT = 256


class LookHandlers:
    """Answers what a look turns out like; the same question is worked out once."""

    def __init__(self, bus: Bus, workshop: Workshop) -> None:
        self._bus = bus
        self._workshop = workshop
        self._answers: OrderedDict[str, LookAnswer] = OrderedDict()

    async def look(self, question: LookQuestion) -> LookAnswer:
        """Compose samples, paint and store them, and say what became of what was given.

        Raises ProblemError when there is no such look.
        """
        key = question.model_dump_json()
        found = self._answers.get(key)
        if found is None:
            found = await self._made(question)
            self._answers[key] = found
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        return found

    async def _made(self, question: LookQuestion) -> LookAnswer:
        brand = question.look.brand if question.look else None
        theme = brand.id if brand else question.theme or DEFAULT_THEME
        logo, lost = await logo_of(question.look, theme, self._bus.artifacts)
        master, gone = await master_of(question.look, self._bus.artifacts)
        if gone:
            raise ProblemError.of(ProblemCode.NOT_FOUND, gone[0].detail)
        sample, painted = await self._workshop.look(LookJob(theme, question.look, logo, master))
        previews = await asyncio.gather(*(self._put(picture) for picture in painted))
        logger.bind(theme=theme, previews=len(previews), lost=len(lost)).info("a look was painted")
        return LookAnswer(
            dark=sample.dark,
            palette=tuple(f"#{colour}" for colour in sample.palette),
            heading_font=sample.heading_font,
            body_font=sample.body_font,
            previews=tuple(previews),
            report=sample.notes,
        )

    async def _put(self, picture: Painted) -> ArtifactRef:
        return await self._bus.artifacts.put(picture.data, picture.media_type)


async def logo_of(look: Look | None, theme: str, artifacts: Artifacts) -> tuple[bytes | None, list[Degradation]]:
    """Return the bytes of the logo of the brand that `theme` stands for, and what is lacking if they are gone."""
    brand = look.brand if look else None
    if brand is None or brand.logo is None or brand.id != theme:
        return None, []
    try:
        return await artifacts.get(brand.logo), []
    except ArtifactMissingError:
        logger.bind(theme=theme).warning("the bytes of a logo are missing")
        detail = "The logo's bytes are no longer stored; the deck stands without it."
        return None, [Degradation(stage=Stage.RENDER, reason="logo_missing", detail=detail)]


async def master_of(look: Look | None, artifacts: Artifacts) -> tuple[bytes | None, list[Degradation]]:
    """Return the bytes of the user's own master in a look, and what is lacking if they are gone."""
    if look is None or look.template is None:
        return None, []
    try:
        return await artifacts.get(look.template.artifact), []
    except ArtifactMissingError:
        logger.bind(template=look.template.id).warning("the bytes of a master are missing")
        detail = "The template's bytes are no longer stored; the deck stands on a theme of ours."
        return None, [Degradation(stage=Stage.RENDER, reason="template_missing", detail=detail)]
