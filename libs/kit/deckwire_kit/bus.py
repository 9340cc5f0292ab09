"""A service's place on the bus: connection, subscriptions, facts, artifacts."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from deckwire_contracts import Answer, DeadlinePassed, DeckText
from deckwire_contracts.topology import (
    DECKS,
    STORED_PREFIX,
    ConsumerSpec,
    QuestionSpec,
    consumer,
    live_subject,
    question,
    timer_subjects,
)
from faststream import AckPolicy
from faststream.nats import JStream, NatsBroker, PullSub
from faststream.nats.annotations import NatsMessage
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.kv import KeyValue
from pydantic import BaseModel

from .artifacts import Artifacts
from .delivery import Courier, Handler, LastResort
from .facts import Facts
from .logs import logger
from .metrics import Metrics
from .questions import Answerer, ask
from .settings import ServiceSettings
from .streams import provision
from .telemetry import inject

Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=Answer)

_PULL_S = 1.0
_PROVISION_TRIES = 60


async def _raw(message: Any) -> bytes:
    """Leave the body as bytes: events are decoded in one place, by the contracts."""
    body: bytes = message.body
    return body


async def connected(error: Exception) -> None:
    """Log a connection error of nats-py by its type; its text may hold credentials."""
    logger.bind(error=type(error).__name__).warning("the connection to the broker has a problem")


class Bus:
    """The connection of one service to NATS; register subscriptions first, then start.

    It reconnects for ever: a client that gives up leaves FastStream's pull loop spinning without ever yielding.
    """

    def __init__(self, service: str, settings: ServiceSettings, metrics: Metrics) -> None:
        self._service = service
        self._settings = settings
        self._metrics = metrics
        self._stream = JStream(DECKS, declare=False)
        self._registered: list[tuple[ConsumerSpec, Handler, LastResort | None, int]] = []
        self._facts: Facts | None = None
        self._artifacts: Artifacts | None = None
        self._courier: Courier | None = None
        self._closing = False
        self._on_reconnect: list[Callable[[], Awaitable[None]]] = []
        self.broker = NatsBroker(
            settings.nats_url,
            name=f"deckwire-{service}",
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.5,  # type: ignore[arg-type]  # nats-py takes a float; FastStream's annotation is narrower
            connect_timeout=5,
            ping_interval=20,
            max_outstanding_pings=3,
            allow_reconnect=True,
            error_cb=connected,
            closed_cb=self._closed,
            reconnected_cb=self._reconnected,
            graceful_timeout=settings.drain_s,
            decoder=_raw,
            ack_policy=AckPolicy.MANUAL,
            logger=None,
        )

    async def _closed(self) -> None:
        if not self._closing:
            logger.error("the connection to the broker was closed for good; ending so that a supervisor starts anew")
            os._exit(70)

    async def _reconnected(self) -> None:
        for hook in self._on_reconnect:
            await hook()

    def on_reconnect(self, hook: Callable[[], Awaitable[None]]) -> None:
        """Run `hook` whenever the connection is back; core subscriptions may have missed messages meanwhile."""
        self._on_reconnect.append(hook)

    @property
    def nc(self) -> Client:
        """The nats-py connection; raises RuntimeError before `start`."""
        client: Client = self.broker.config.connection_state.connection
        return client

    @property
    def js(self) -> JetStreamContext:
        """The JetStream context; raises RuntimeError before `start`."""
        context: JetStreamContext = self.broker.config.connection_state.stream
        return context

    @property
    def facts(self) -> Facts:
        """Reads and writes facts; raises RuntimeError before `start`."""
        if self._facts is None:
            raise RuntimeError("the bus is not started")
        return self._facts

    @property
    def artifacts(self) -> Artifacts:
        """Reads and writes bytes; raises RuntimeError before `start`."""
        if self._artifacts is None:
            raise RuntimeError("the bus is not started")
        return self._artifacts

    async def kv(self, bucket: str) -> KeyValue:
        """Return the key-value bucket of that name."""
        return await self.js.key_value(bucket)

    def subscribe(
        self,
        name: str | ConsumerSpec,
        handler: Handler,
        *,
        exhausted: LastResort | None = None,
        concurrency: int | None = None,
    ) -> None:
        """Hand the messages of the durable consumer `name` (from the topology table) to `handler`.

        `concurrency` subscribers each hold one message at a time, instead of FastStream's `max_workers`, which
        takes messages ahead whose ack wait then runs out in memory, so that they are handled, and paid, twice.
        """
        spec = consumer(name) if isinstance(name, str) else name
        count = concurrency or spec.concurrency
        self._registered.append((spec, handler, exhausted, count))
        for _ in range(count):
            self.broker.subscriber(
                spec.filters[0],
                durable=spec.name,
                stream=self._stream,
                pull_sub=PullSub(batch_size=1, timeout=_PULL_S),
                ack_policy=AckPolicy.MANUAL,
                title=f"{spec.name}",
            )(self._consume(spec, handler, exhausted))

    def _consume(
        self, spec: ConsumerSpec, handler: Handler, exhausted: LastResort | None
    ) -> Callable[..., Awaitable[None]]:
        async def consume(body: bytes, message: NatsMessage) -> None:  # noqa: ARG001
            assert self._courier is not None
            await self._courier.deliver(message.raw_message, spec, handler, exhausted)

        return consume

    def answer(
        self, name: str | QuestionSpec, asked: type[Q], answered: type[A], handler: Callable[[Q], Awaitable[A]]
    ) -> None:
        """Answer the questions `name` (from the topology table) with `handler`.

        One of all processes of the service gets each; a problem that the handler raises is the answer.
        """
        spec = question(name) if isinstance(name, str) else name
        answerer = Answerer(spec, asked, answered, handler)

        async def reply(body: bytes, message: NatsMessage) -> None:  # noqa: ARG001
            await answerer.reply(message.raw_message, self._metrics)

        for _ in range(spec.concurrency):
            self.broker.subscriber(
                spec.subject, queue=spec.service, ack_policy=AckPolicy.MANUAL, no_reply=True, title=spec.name
            )(reply)

    async def ask(self, name: str | QuestionSpec, asked: BaseModel, answered: type[A]) -> A:
        """Ask the question `name` (from the topology table) and return the answer.

        Raises ProblemError: the problem that the answer holds, or `unavailable` when none comes in time.
        """
        return await ask(self.nc, question(name) if isinstance(name, str) else name, asked, answered)

    @property
    def subscriptions(self) -> list[tuple[str, int]]:
        """The consumers that this service reads and with how many subscribers."""
        return [(spec.name, count) for spec, _, _, count in self._registered]

    async def connect(self) -> None:
        """Connect, create what is missing if the settings say so, and make facts and artifacts available."""
        await self.broker.connect()
        if self._settings.provision:
            await self._provision()
        self._facts = Facts(self.nc, self.js, self._service, self._metrics)
        self._artifacts = Artifacts(self.nc, self.js)
        self._courier = Courier(self._service, self.js, self._metrics)

    async def _provision(self) -> None:
        # Services start together and JetStream may need a moment after the broker does: a lost race is no failure.
        for attempt in range(_PROVISION_TRIES):
            try:
                await provision(self.js, replicas=self._settings.replicas)
            except NatsError as error:
                if attempt == _PROVISION_TRIES - 1:
                    raise
                logger.bind(error=type(error).__name__, attempt=attempt + 1).info("JetStream is not ready yet")
                await asyncio.sleep(0.25)
            else:
                return

    async def start(self) -> None:
        """Begin to consume; call after `connect`."""
        if self._registered:
            for end in ("cancelled", "failed"):
                await self.nc.subscribe(f"{STORED_PREFIX}.deck.*.*.*.ended.{end}", cb=self._ended)
        await self.broker.start()
        # Started means that the broker knows every subscription: who asks right now finds somebody who answers.
        await self.nc.flush()

    async def _ended(self, message: Msg) -> None:
        """Stop what is in hand for a revision that has ended; whoever misses this finishes its call for nothing."""
        _, _, tenant_id, deck_id, revision, *_ = message.subject.split(".")
        if self._courier is not None:
            self._courier.call_off(tenant_id, deck_id, int(revision))

    async def stop(self) -> None:
        """Stop consuming, let handlers finish within the drain time, hand over the rest, and disconnect."""
        self._closing = True
        try:
            await self.broker.stop()
        except NatsError as error:
            # There is nobody to drain to; what was in hand is delivered again when the broker is back.
            logger.bind(error=type(error).__name__).warning("the broker was away while the bus stopped")
            # What is left to send meets the dead connection; by then the client has stopped reconnecting.
            with contextlib.suppress(OSError):
                await self.nc.close()

    async def ready(self) -> bool:
        """Return whether the broker answers and holds every consumer that this service reads."""
        if not self.nc.is_connected:
            return False
        try:
            for name, _ in self.subscriptions:
                await self.js.consumer_info(DECKS, name, timeout=2)
        except (NatsError, TimeoutError):
            return False
        return True

    async def schedule_deadline(self, tenant_id: str, deck_id: str, revision: int, *, in_s: float) -> datetime:
        """Have the broker deliver a `DeadlinePassed` for the revision `in_s` seconds from now, and return when.

        The schedule is a stored message (NATS ADR-51), so it survives restarts; scheduling again replaces it.
        """
        due = datetime.now(UTC) + timedelta(seconds=in_s)
        schedule, target = timer_subjects(tenant_id, deck_id, revision)
        passed = DeadlinePassed(tenant_id=tenant_id, deck_id=deck_id, revision=revision, deadline=due)
        headers = {
            "Nats-Schedule": f"@at {due.isoformat(timespec='milliseconds').replace('+00:00', 'Z')}",
            "Nats-Schedule-Target": target,
        }
        inject(headers)
        await self.js.publish(schedule, passed.model_dump_json().encode(), stream=DECKS, timeout=5.0, headers=headers)
        return due

    async def publish_live(self, text: DeckText, tenant_id: str) -> None:
        """Send a piece of the assistant's words to whoever listens now; nobody may, and it may be lost."""
        with contextlib.suppress(NatsError, OSError):
            await self.nc.publish(live_subject(tenant_id, text.deck_id, text.revision), text.model_dump_json().encode())
