"""Who is asked for a picture, how often, at what cost, and what stands in when nobody has one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from weakref import WeakValueDictionary

from deckwire_contracts import Degradation, Usage
from deckwire_contracts.request import ImageType
from deckwire_kit.logs import logger
from deckwire_kit.telemetry import span

from ..core.breaker import BreakerView
from ..core.choice import fulfils, line_up, shortfall
from ..core.orders import order_key
from ..core.pixels import Encoded, PixelLimits, encode_anew
from ..ports import (
    TRIES,
    BadAnswerError,
    ByteStore,
    CostCapError,
    ImageProvider,
    KeptPicture,
    Kind,
    OrderMemory,
    Picture,
    PictureError,
    PictureOrder,
    TimedOutError,
)
from .accounts import Bill, Desk, Illustration, Patience


class Illustrator:
    """Gets one picture per order: remembered, generated, found, or in the last resort drawn.

    `artist` draws locally and has no limits; `sleep` and `clock` (seconds, monotonic) are replaceable.
    """

    def __init__(
        self,
        providers: Sequence[ImageProvider],
        artist: ImageProvider,
        memory: OrderMemory,
        store: ByteStore,
        *,
        limits: PixelLimits | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        observe: Callable[[str, str], None] = lambda _provider, _outcome: None,
    ) -> None:
        self._patience = patience or Patience()
        self._providers = list(providers)
        self._desks = {p.name: Desk(p, self._patience) for p in providers}
        self._artist = artist
        self._memory = memory
        self._store = store
        self._limits = limits or PixelLimits()
        self._clock = clock
        self._sleep = sleep
        self._observe = observe
        self._under_way: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        # Decoding takes memory of the picture's size: two at a time is what two cores can use.
        self._decoders = asyncio.Semaphore(2)

    def breakers(self) -> Mapping[str, BreakerView]:
        """Return how each provider's breaker stands now."""
        now = self._clock()
        return {name: desk.breaker.view(now) for name, desk in self._desks.items()}

    async def aclose(self) -> None:
        """Close every provider."""
        for provider in [*self._providers, self._artist]:
            await provider.aclose()

    async def illustrate(self, order: PictureOrder, asked: ImageType, slide_id: str) -> Illustration:
        """Return a picture for the order, with one degradation if it is not what was asked for.

        Raises PictureError only when not even artwork can be drawn.
        """
        bill = Bill()
        end = self._clock() + self._patience.deadline_s
        failures: list[tuple[ImageProvider, PictureError]] = []
        line = line_up(asked, self._providers)
        configured = any(fulfils(asked, provider.kind) for provider in line)
        for provider in line:
            try:
                done = await self._from(self._desks[provider.name], order, bill, end)
            except PictureError as error:
                failures.append((provider, error))
                self._report(provider, error, slide_id)
                continue
            short = shortfall(asked, provider.kind, failures, slide_id=slide_id, configured=configured)
            return _with(done, bill, short, images=1 if bill.calls or done.usage.images else 0)
        drawn = await self.draw(order)
        short = shortfall(asked, Kind.DRAWN, failures, slide_id=slide_id, configured=configured)
        return _with(drawn, bill, short, images=0)

    def draws(self, provider: str) -> bool:
        """Return whether pictures of that provider are drawn here."""
        return provider == self._artist.name

    async def draw(self, order: PictureOrder) -> Illustration:
        """Return locally drawn artwork for the order; raises PictureError when it cannot be drawn."""
        with span("imagegen.draw", {"deckwire.provider": self._artist.name}):
            picture = await self._artist.generate(order)
        image = await self._store.put(picture.data, picture.media_type)
        self._observe(self._artist.name, "ok")
        return Illustration(image, picture.width, picture.height, self._artist.name)

    async def _from(self, desk: Desk, order: PictureOrder, bill: Bill, end: float) -> Illustration:
        provider = desk.provider
        key = order_key(order, provider.name, provider.model)
        # Two slides with the same order wait for one another: the second finds what the first has paid for.
        lock = self._under_way.get(key)
        if lock is None:
            lock = self._under_way.setdefault(key, asyncio.Lock())
        async with lock:
            kept = await self._memory.find(key)
            if kept is not None:
                self._observe(provider.name, "remembered")
                return _from_memory(kept, provider, order)
            spent_before = bill.spent_usd
            async with desk.room:
                picture, encoded = await self._called(desk, order, bill, end)
            image = self._store.ref(encoded.data, encoded.media_type)
            kept = KeptPicture(
                image=image,
                width=encoded.width,
                height=encoded.height,
                credit=picture.credit,
                cost_usd=round(bill.spent_usd - spent_before, 9),
                estimated=bill.estimated,
                paid_for=order.task,
            )
            # What is remembered without its bytes counts for nothing, so neither need wait for the other.
            await asyncio.gather(
                self._store.put(encoded.data, encoded.media_type),
                self._memory.keep(key, kept),
            )
        return Illustration(image, encoded.width, encoded.height, provider.name, picture.credit)

    async def _called(self, desk: Desk, order: PictureOrder, bill: Bill, end: float) -> tuple[Picture, Encoded]:
        """Call one provider as often as is sensible; raises the last PictureError."""
        for attempt in range(TRIES):
            desk.breaker.admit(self._clock())
            try:
                self._afford(desk.provider, order, bill, end)
                result = await self._once(desk.provider, order, attempt, bill)
            except PictureError as error:
                bill.add(error.cost_usd, estimated=error.estimated)
                wait = self._pause_after(error, attempt, end)
                if wait is None:
                    self._note(desk, error)
                    raise
                desk.breaker.abandoned()
            except BaseException:
                desk.breaker.abandoned()
                raise
            else:
                desk.breaker.succeeded()
                return result
            self._observe(desk.provider.name, "retried")
            await self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")  # pragma: no cover

    async def _once(
        self, provider: ImageProvider, order: PictureOrder, attempt: int, bill: Bill
    ) -> tuple[Picture, Encoded]:
        bill.calls += 1
        attributes: dict[str, str | int] = {
            "deckwire.provider": provider.name,
            "deckwire.model": provider.model,
            "deckwire.attempt": attempt,
        }
        with span("imagegen.call", attributes) as current:
            picture = await provider.generate(_attempted(order, attempt))
            current.set_attribute("deckwire.bytes", len(picture.data))
            current.set_attribute("deckwire.cost_usd", picture.cost_usd)
        async with self._decoders:
            try:
                encoded = await asyncio.to_thread(encode_anew, picture.data, self._limits)
            except BadAnswerError as error:
                raise BadAnswerError(error.detail, cost_usd=picture.cost_usd, estimated=picture.estimated) from error
        bill.add(picture.cost_usd, estimated=picture.estimated)
        self._observe(provider.name, "ok")
        return picture, encoded

    def _afford(self, provider: ImageProvider, order: PictureOrder, bill: Bill, end: float) -> None:
        if self._clock() >= end:
            raise TimedOutError("the time for this picture is over")
        if order.budget_usd is None or not provider.price_usd:
            return
        if bill.spent_usd + provider.price_usd > order.budget_usd + 1e-9:
            raise CostCapError(f"about {provider.price_usd:g} USD, {order.budget_usd - bill.spent_usd:g} USD left")

    def _pause_after(self, error: PictureError, attempt: int, end: float) -> float | None:
        """Return how long to wait before the same provider is asked again, None if it is not."""
        if not error.retryable or attempt + 1 >= TRIES:
            return None
        wait = self._patience.retry_delay_s * 2**attempt
        if error.retry_after_s is not None:
            if error.retry_after_s > self._patience.retry_after_max_s:
                return None
            wait = max(wait, error.retry_after_s)
        return wait if self._clock() + wait < end else None

    def _note(self, desk: Desk, error: PictureError) -> None:
        now = self._clock()
        if isinstance(error, CostCapError):
            desk.breaker.abandoned()
        elif error.retryable and (error.retry_after_s or 0.0) > self._patience.retry_after_max_s:
            desk.breaker.hold(error, now)
        else:
            desk.breaker.failed(error, now)

    def _report(self, provider: ImageProvider, error: PictureError, slide_id: str) -> None:
        self._observe(provider.name, error.reason)
        log = logger.bind(provider=provider.name, reason=error.reason, slide_id=slide_id)
        if error.trips == "now":
            log.error("a picture provider refuses us: look at its key and its credit")
        else:
            log.bind(detail=error.detail[:200]).warning("a picture provider gave no picture")


def _attempted(order: PictureOrder, attempt: int) -> PictureOrder:
    return replace(order, attempt=attempt) if attempt else order


def _from_memory(kept: KeptPicture, provider: ImageProvider, order: PictureOrder) -> Illustration:
    # If the process died between paying and writing the fact, the cost belongs into the fact that is written now.
    ours = kept.paid_for == order.task
    usage = Usage(images=1, cost_usd=kept.cost_usd, calls=1, estimated=kept.estimated) if ours else Usage()
    return Illustration(kept.image, kept.width, kept.height, provider.name, kept.credit, usage)


def _with(done: Illustration, bill: Bill, short: list[Degradation], *, images: int) -> Illustration:
    return Illustration(
        done.image,
        done.width,
        done.height,
        done.provider,
        done.credit,
        done.usage if done.usage.calls else bill.usage(images=images),
        short,
    )
