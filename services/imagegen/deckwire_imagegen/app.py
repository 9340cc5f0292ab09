"""The illustrator as a service: which messages it reads and whom it asks for pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from deckwire_contracts import Problem
from deckwire_contracts.topology import PICTURES
from deckwire_kit.delivery import Delivery, Retry
from deckwire_kit.logs import logger
from deckwire_kit.service import Service
from prometheus_client import Counter, Gauge

from .adapters.artist import Artist
from .adapters.memory import BusMemory, NoMemory
from .adapters.providers import providers_of
from .core.pixels import PixelLimits
from .handlers import Illustrator, Patience, SlideHandlers
from .ports import ImageProvider, OrderMemory
from .settings import ImagegenSettings


@dataclass(frozen=True)
class Ports:
    """What tests put in place of the outside world; None is what the settings say."""

    providers: Sequence[ImageProvider] | None = None
    memory: OrderMemory | None = None


def build(settings: ImagegenSettings | None = None, *, ports: Ports | None = None) -> Service:
    """Return the service, not started; raises ValueError when `IMAGE_PROVIDERS` names an unknown provider."""
    settings = settings or ImagegenSettings()
    ports = ports or Ports()
    service = Service("imagegen", settings)
    providers = ports.providers if ports.providers is not None else providers_of(settings)
    outcomes = Counter(
        "deckwire_pictures_total",
        "Pictures asked for, by provider and outcome.",
        ["provider", "outcome"],
        registry=service.metrics.registry,
    )
    pauses = Gauge(
        "deckwire_picture_provider_paused_seconds",
        "For how long the breaker still holds a provider back; 0 while it is asked.",
        ["provider"],
        registry=service.metrics.registry,
    )
    handlers: SlideHandlers | None = None

    async def start() -> None:
        nonlocal handlers
        memory = ports.memory
        if memory is None:
            bus = service.bus
            memory = BusMemory(await bus.kv(PICTURES), bus.artifacts) if settings.image_cache else NoMemory()
        illustrator = Illustrator(
            providers,
            Artist(),
            memory,
            service.bus.artifacts,
            limits=PixelLimits(settings.image_max_bytes, settings.image_max_pixels, settings.image_max_side),
            patience=Patience(
                retry_delay_s=settings.image_retry_delay_s,
                retry_after_max_s=settings.image_retry_after_max_s,
                deadline_s=settings.image_deadline_s,
                breaker_failures=settings.image_breaker_failures,
                breaker_open_s=settings.image_breaker_open_s,
                breaker_account_s=settings.image_breaker_account_s,
            ),
            observe=lambda provider, outcome: outcomes.labels(provider, outcome).inc(),
        )
        for provider in providers:
            pauses.labels(provider.name).set_function(partial(_pause_s, illustrator, provider.name))
        logger.bind(providers=[provider.name for provider in providers]).info("pictures come from these, then artwork")
        service.on_stop(illustrator.aclose)
        handlers = SlideHandlers(service.bus.facts, illustrator)

    def ready() -> SlideHandlers:
        if handlers is None:
            raise Retry("the service is still starting")
        return handlers

    async def illustrate(delivery: Delivery) -> None:
        await ready().illustrate(delivery)

    async def exhausted(delivery: Delivery, problem: Problem) -> None:
        await ready().exhausted(delivery, problem)

    service.on_start(start)
    service.bus.subscribe(
        "imagegen-illustrate", illustrate, exhausted=exhausted, concurrency=settings.image_concurrency
    )
    return service


def _pause_s(illustrator: Illustrator, provider: str) -> float:
    return illustrator.breakers()[provider].retry_in_s
