"""Message in, picture, fact out."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from deckwire_contracts import Degradation, Pictured, Problem, SlideDrafted, SlideIllustrated, Usage
from deckwire_contracts.request import ImageType
from deckwire_contracts.slides import ImageBrief
from deckwire_kit.delivery import Delivery, Permanent
from deckwire_kit.facts import Facts
from deckwire_kit.logs import logger

from ..core.choice import given_up
from ..core.orders import order_of
from ..ports import PictureError
from .accounts import Illustration, Patience
from .illustrator import Illustrator

__all__ = ["Illustration", "Illustrator", "Patience", "SlideHandlers"]


class SlideHandlers:
    """Illustrates drafted slides; `facts` reads and writes the deck's events."""

    def __init__(self, facts: Facts, illustrator: Illustrator) -> None:
        self._facts = facts
        self._illustrator = illustrator

    async def illustrate(self, delivery: Delivery) -> None:
        """Write the picture of a drafted slide unless it wants none, has one already, or its deck has ended."""
        drafted = _drafted(delivery)
        brief = drafted.slide.image
        if brief is None or await self._is_settled(drafted):
            return
        if drafted.pictured is not None:
            kept = await self._kept(drafted, brief, drafted.pictured, delivery.attempt)
            await self._facts.write(_fact(drafted, brief, kept), cause=drafted)
            return
        if drafted.context.options.image_type is ImageType.NONE:
            await self._facts.write(_fact(drafted, brief, None), cause=drafted)
            return
        order = order_of(drafted, brief, delivery=delivery.attempt)
        done = await self._illustrator.illustrate(order, drafted.context.options.image_type, drafted.slide_id)
        await self._facts.write(_fact(drafted, brief, done), cause=drafted)

    async def _kept(self, drafted: SlideDrafted, brief: ImageBrief, picture: Pictured, attempt: int) -> Illustration:
        """Return a picture that stands already; artwork is drawn anew, since the deck may have other colours now."""
        kept = _illustration(picture)
        if not self._illustrator.draws(picture.provider):
            return kept
        try:
            drawn = await self._illustrator.draw(order_of(drafted, brief, delivery=attempt))
        except PictureError as error:
            logger.bind(slide_id=drafted.slide_id, reason=error.reason).warning("artwork keeps its colours")
            return kept
        return replace(drawn, degradations=picture.degradations)

    async def exhausted(self, delivery: Delivery, problem: Problem) -> None:
        """Write drawn artwork, or at the very least that there is no picture, so that the deck can end."""
        drafted = _drafted(delivery)
        brief = drafted.slide.image
        if brief is None or await self._is_settled(drafted):
            return
        order = order_of(drafted, brief, delivery=delivery.attempt)
        try:
            done = await self._illustrator.draw(order)
        except PictureError as error:
            logger.bind(slide_id=drafted.slide_id, reason=error.reason).error("a slide stays without a picture")
            done = None
        degradation = given_up(drafted.slide_id, problem.code.value, drawn=done is not None)
        await self._facts.write(_fact(drafted, brief, done, degradation), cause=drafted)

    async def _is_settled(self, drafted: SlideDrafted) -> bool:
        standing, ended = await asyncio.gather(
            self._facts.get(_fact(drafted, drafted.slide.image, None).subject), self._facts.ended(drafted)
        )
        return standing is not None or ended


def _drafted(delivery: Delivery) -> SlideDrafted:
    if not isinstance(delivery.event, SlideDrafted):
        raise Permanent("unexpected_event", f"{type(delivery.event).__name__} on {delivery.consumer}")
    return delivery.event


def _illustration(picture: Pictured) -> Illustration:
    """Return a picture that stands already, from an earlier revision or a source; it costs nothing."""
    return Illustration(
        picture.image,
        picture.width,
        picture.height,
        picture.provider,
        picture.credit,
        degradations=picture.degradations,
        fit=picture.fit,
    )


def _fact(
    drafted: SlideDrafted,
    brief: ImageBrief | None,
    done: Illustration | None,
    *more: Degradation,
) -> SlideIllustrated:
    """Return the fact about a slide's picture; without a picture its size is zero and its usage empty."""
    return SlideIllustrated(
        tenant_id=drafted.tenant_id,
        deck_id=drafted.deck_id,
        revision=drafted.revision,
        slide_id=drafted.slide_id,
        image=done.image if done else None,
        width=done.width if done else 0,
        height=done.height if done else 0,
        alt=brief.alt if brief else "",
        credit=done.credit if done else None,
        provider=done.provider if done else "",
        fit=done.fit if done else "fill",
        usage=done.usage if done else Usage(),
        degradations=[*(done.degradations if done else []), *more],
    )
