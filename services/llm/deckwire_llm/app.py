"""The writer as a service: which messages it reads and which model it asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from deckwire_contracts import Problem, Usage
from deckwire_contracts.themes import THEMES
from deckwire_kit.delivery import Delivery, Retry
from deckwire_kit.logs import logger
from deckwire_kit.metrics import Metrics
from deckwire_kit.service import Service
from prometheus_client import Counter

from .adapters.chat import ChatClient, Deadlines, Observe, Retries
from .adapters.documents.reader import Documents
from .core.budget import Price
from .core.knobs import Knobs
from .core.material import Material
from .handlers import BriefHandlers, DraftHandlers, OutlineHandlers
from .handlers.sources import Sources
from .ports import ChatModel, DocumentReader
from .settings import LlmSettings


@dataclass(frozen=True)
class Ports:
    """What tests put in place of the outside world; None is what the settings say."""

    model: ChatModel | None = None
    documents: DocumentReader[Material] | None = None


@dataclass(frozen=True)
class _Handlers:
    outline: OutlineHandlers
    brief: BriefHandlers
    draft: DraftHandlers


def build(settings: LlmSettings | None = None, *, ports: Ports | None = None) -> Service:
    """Return the service, not started; without a model in the settings it writes offline."""
    settings = settings or LlmSettings()
    ports = ports or Ports()
    service = Service("llm", settings)
    handlers: _Handlers | None = None

    async def start() -> None:
        nonlocal handlers
        model = ports.model or model_of(settings, counting(service.metrics))
        if isinstance(model, ChatClient):
            service.on_stop(model.aclose)
            warming = asyncio.create_task(model.warm())

            async def cool() -> None:
                warming.cancel()

            service.on_stop(cool)
        documents = ports.documents or Documents()
        if isinstance(documents, Documents):
            service.on_stop(documents.aclose)
            await documents.keep_ready()
        sources = Sources(service.bus.artifacts, documents)
        knobs, again = _knobs(settings), settings.llm_redeliveries
        handlers = _Handlers(
            outline=OutlineHandlers(service.bus, sources, model, knobs, redeliveries=again),
            brief=BriefHandlers(
                service.bus, image_price_usd=settings.image_price_usd, at_once=settings.llm_briefs_at_once
            ),
            draft=DraftHandlers(service.bus, sources, model, knobs, redeliveries=again),
        )
        endpoint = settings.endpoint
        logger.bind(writer="model" if model else "offline", models=list(endpoint.models) if endpoint else []).info(
            "the writer is chosen"
        )

    def ready() -> _Handlers:
        if handlers is None:
            raise Retry("the service is still starting")
        return handlers

    async def outline(delivery: Delivery) -> None:
        await ready().outline.outline(delivery)

    async def outline_exhausted(delivery: Delivery, problem: Problem) -> None:
        await ready().outline.exhausted(delivery, problem)

    async def brief(delivery: Delivery) -> None:
        await ready().brief.brief(delivery)

    async def brief_exhausted(delivery: Delivery, problem: Problem) -> None:
        await ready().brief.exhausted(delivery, problem)

    async def draft(delivery: Delivery) -> None:
        await ready().draft.draft(delivery)

    async def draft_exhausted(delivery: Delivery, problem: Problem) -> None:
        await ready().draft.exhausted(delivery, problem)

    service.on_start(start)
    bus = service.bus
    bus.subscribe("llm-outline", outline, exhausted=outline_exhausted, concurrency=settings.llm_outlines_at_once)
    bus.subscribe("llm-brief", brief, exhausted=brief_exhausted)
    bus.subscribe("llm-draft", draft, exhausted=draft_exhausted, concurrency=settings.llm_drafts_at_once)
    return service


def counting(metrics: Metrics) -> Observe:
    """Return what counts questions to models, their tokens and their cost in the service's metrics."""
    asked = Counter(
        "deckwire_llm_questions_total", "Questions to models, by outcome.", ["outcome"], registry=metrics.registry
    )
    tokens = Counter("deckwire_llm_tokens_total", "Tokens read and written.", ["kind"], registry=metrics.registry)
    cost = Counter("deckwire_llm_cost_usd_total", "What models cost, in US dollars.", registry=metrics.registry)

    def observe(outcome: str, usage: Usage) -> None:
        asked.labels(outcome).inc()
        tokens.labels("read").inc(usage.prompt_tokens)
        tokens.labels("written").inc(usage.completion_tokens)
        cost.inc(usage.cost_usd)

    return observe


def model_of(settings: LlmSettings, observe: Observe | None = None) -> ChatClient | None:
    """Return a client for the model that the settings name, None when they name none."""
    endpoint = settings.endpoint
    if endpoint is None:
        return None
    prices = settings.prices
    return ChatClient(
        endpoint,
        deadlines=Deadlines(
            connect_s=settings.llm_connect_s,
            first_token_s=settings.llm_first_token_s,
            idle_s=settings.llm_idle_s,
            total_s=settings.llm_total_s,
        ),
        retries=Retries(
            times=settings.llm_retries,
            base_s=settings.llm_retry_base_s,
            longest_wait_s=settings.llm_retry_wait_s,
        ),
        price=Price(prices[0] / 1e6, prices[1] / 1e6) if prices else None,
        data_collection=settings.llm_data_collection,
        observe=observe,
        connections=settings.llm_drafts_at_once + settings.llm_outlines_at_once + 4,
    )


def _knobs(settings: LlmSettings) -> Knobs:
    return Knobs(
        outline_tokens=settings.llm_outline_tokens,
        draft_tokens=settings.llm_draft_tokens,
        effort=settings.llm_effort,
        temperature=settings.llm_temperature,
        material_chars=settings.llm_material_chars,
        slide_material_chars=settings.llm_slide_material_chars,
        themes=tuple(theme.id for theme in THEMES),
    )
