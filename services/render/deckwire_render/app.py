"""The render service: what it consumes and what it is made of."""

from __future__ import annotations

import asyncio

from deckwire_contracts import LookAnswer, LookQuestion
from deckwire_kit.service import Service

from .adapters.composer import DeckComposer
from .adapters.inspector import DeckInspector
from .adapters.painter import EnginePainter
from .adapters.pdf import VectorPrinter
from .adapters.readings import Readings
from .adapters.worker import ThreadWorkshop
from .handlers import DeckHandlers, LookHandlers, Pace, PreviewHandlers
from .ports import Workshop
from .settings import RenderSettings


def build(settings: RenderSettings | None = None, *, ports: Workshop | None = None) -> Service:
    """Return the service, not started; `ports` replaces the workshop that does the heavy work."""
    settings = settings or RenderSettings()
    service = Service("render", settings)
    readings = Readings()
    workshop = ports or ThreadWorkshop(
        DeckComposer(),
        EnginePainter(width=settings.preview_width, limit=settings.preview_bytes, readings=readings),
        VectorPrinter(),
        DeckInspector(readings),
        threads=settings.render_threads,
    )
    # One thread stays free of previews, for decks.
    pace = Pace(max(1, settings.render_threads - 1))
    previews = PreviewHandlers(service.bus, workshop, pace)
    decks = DeckHandlers(service.bus, workshop, pace)
    looks = LookHandlers(service.bus, workshop)
    service.bus.subscribe("render-preview", previews.preview, exhausted=previews.preview_exhausted)
    service.bus.subscribe("render-join", decks.join, exhausted=decks.gave_up)
    service.bus.subscribe("render-deck", decks.deck, exhausted=decks.gave_up)
    service.bus.subscribe("render-deadline", decks.deadline, exhausted=decks.gave_up)
    service.bus.answer("render-look", LookQuestion, LookAnswer, looks.look)

    warming: asyncio.Task[None] | None = None

    async def warm() -> None:
        nonlocal warming
        # A deck needs its outline before anything is painted: nobody has to wait for this to be ready.
        warming = asyncio.create_task(workshop.warm())

    async def close() -> None:
        if warming:
            warming.cancel()
        workshop.close()

    if settings.warm_up:
        service.on_start(warm)
    service.on_stop(close)
    return service
