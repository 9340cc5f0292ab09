"""What becomes of a delivered message: one place decides between ack, delayed nak, dead letter and last resort."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from deckwire_contracts import EVENT, AnyEvent, DeadLetter, DeadlinePassed, Problem, ProblemCode
from deckwire_contracts.topology import DEADLETTERS, ConsumerSpec, deadletter_subject
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from opentelemetry.trace import SpanKind, Status, StatusCode
from pydantic import ValidationError

from .artifacts import ArtifactsUnavailableError
from .facts import DeckErasedError, FactsUnavailableError, pattern
from .logs import logger
from .metrics import Metrics
from .telemetry import extract, span

_MAX_DELAY_S = 60.0
_BROKER_DELAY_S = 15.0
_BEAT_LIMIT_S = 900.0
# Deliveries count crashes, drains and the broker's own weak moments alike, so a message is taken for one that kills
# its process only after twice as many of them as a handler's own failures would need.
_CRASH_FACTOR = 2


class Retry(Exception):  # noqa: N818  what it asks for, not what went wrong
    """Ask for the message again later: in `delay_s` seconds, or after a delay that grows with each attempt."""

    def __init__(self, reason: str, delay_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.delay_s = delay_s


class Permanent(Exception):  # noqa: N818
    """Say that trying again cannot help: the message becomes a dead letter at once."""

    def __init__(self, reason: str, detail: str = "", problem: Problem | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.problem = problem


@dataclass(frozen=True)
class Delivery:
    """One delivery of one event: where it lies in the stream and the how-manieth attempt this is (from 1)."""

    event: AnyEvent | DeadlinePassed
    subject: str
    seq: int
    attempt: int
    consumer: str


Handler = Callable[[Delivery], Awaitable[None]]
LastResort = Callable[[Delivery, Problem], Awaitable[None]]


def retry_delay_s(attempt: int) -> float:
    """Return how long to wait before the next attempt: 0.5 s doubling up to a minute, a tenth of it random."""
    delay: float = min(_MAX_DELAY_S, 0.5 * 2.0 ** (attempt - 1))
    return delay * random.uniform(0.9, 1.1)  # noqa: S311  jitter is no secret


def _decode(message: Msg) -> AnyEvent | DeadlinePassed:
    if message.subject.startswith("timer."):
        return DeadlinePassed.model_validate_json(message.data)
    return EVENT.validate_json(message.data)


def _told(error: ValidationError) -> str:
    """Say which fields are wrong and how, and nothing of what they hold."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    named = [f"{'.'.join(str(part) for part in item['loc'])[:80] or 'body'}: {item['type']}" for item in found[:5]]
    return "; ".join([*named, *([f"and {len(found) - 5} more"] if len(found) > 5 else [])])


class _CalledOffError(Exception):
    """The revision ended while a handler was at work for it."""


class Courier:
    """Carries messages of one service to their handlers and settles each of them."""

    def __init__(self, service: str, js: JetStreamContext, metrics: Metrics) -> None:
        self._service = service
        self._js = js
        self._metrics = metrics
        self._in_hand: set[tuple[str, int]] = set()
        self._at_work: dict[tuple[str, str, int], set[asyncio.Future[None]]] = {}

    def call_off(self, tenant_id: str, deck_id: str, revision: int) -> None:
        """Stop the handlers that are at work for a revision that has ended; their messages count as done."""
        for task in self._at_work.get((tenant_id, deck_id, revision), ()):
            task.cancel()

    async def _work(self, handler: Handler, delivery: Delivery) -> None:
        """Run a handler where it can be called off; raises what it raises, or _CalledOffError."""
        event = delivery.event
        key = (event.tenant_id, event.deck_id, event.revision)
        task = asyncio.ensure_future(handler(delivery))
        self._at_work.setdefault(key, set()).add(task)
        try:
            await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            # Nobody asked this task to stop, so it was the handler that was called off.
            if current is not None and not current.cancelling():
                raise _CalledOffError from None
            raise
        finally:
            self._at_work[key].discard(task)
            if not self._at_work[key]:
                del self._at_work[key]

    async def deliver(
        self, message: Msg, spec: ConsumerSpec, handler: Handler, exhausted: LastResort | None = None
    ) -> None:
        """Handle `message` and settle it, unless this process has it in hand already.

        Success acks, a passing failure naks with a growing delay, and one that cannot pass, or has not passed after
        `spec.max_attempts` deliveries, becomes a dead letter. Then `exhausted` writes what lets the deck go on to
        its end. Only when a dead letter is stored is the message terminated, so nothing is lost when the broker
        fails in between.
        """
        meta = message.metadata
        key = (spec.name, meta.sequence.stream)
        if key in self._in_hand:
            # A broker that crashed forgets what it had handed out and hands it out again, while the handler that has
            # it may be waiting for a provider: running it twice would pay twice.
            self._metrics.deliveries.labels(spec.name, "in_hand").inc()
            await _quietly(message.nak(spec.ack_wait_s))
            return
        self._in_hand.add(key)
        try:
            await self._deliver(message, spec, handler, exhausted)
        finally:
            self._in_hand.discard(key)

    async def _deliver(self, message: Msg, spec: ConsumerSpec, handler: Handler, exhausted: LastResort | None) -> None:
        meta = message.metadata
        attempt = meta.num_delivered
        labels = (spec.name,)
        started = time.perf_counter()
        outcome = "acked"
        with span(
            f"process {pattern(message.subject)}",
            {
                "messaging.system": "nats",
                "messaging.consumer.group.name": spec.name,
                "messaging.destination.name": pattern(message.subject),
                "messaging.nats.delivery_attempt": attempt,
                "messaging.nats.stream_sequence": meta.sequence.stream,
            },
            kind=SpanKind.CONSUMER,
            parent=extract(dict(message.headers or {})),
        ) as current:
            self._metrics.in_hand.labels(*labels).inc()
            try:
                outcome = await self._handle(message, spec, handler, exhausted, attempt)
            except asyncio.CancelledError:
                outcome = "handed_over"
                with contextlib.suppress(NatsError, OSError):
                    await asyncio.shield(message.nak())
                raise
            finally:
                if outcome not in ("acked", "handed_over", "called_off"):
                    current.set_status(Status(StatusCode.ERROR, outcome))
                self._metrics.in_hand.labels(*labels).dec()
                self._metrics.deliveries.labels(spec.name, outcome).inc()
                self._metrics.handler_seconds.labels(*labels).observe(time.perf_counter() - started)

    async def _handle(
        self, message: Msg, spec: ConsumerSpec, handler: Handler, exhausted: LastResort | None, attempt: int
    ) -> str:
        log = logger.bind(consumer=spec.name, seq=message.metadata.sequence.stream, attempt=attempt)
        try:
            event = _decode(message)
        except ValidationError as error:
            await self._bury(message, spec, attempt, "invalid_message", _told(error))
            return "dead_letter"
        delivery = Delivery(event, message.subject, message.metadata.sequence.stream, attempt, spec.name)
        log = log.bind(deck_id=event.deck_id, revision=event.revision)
        reason, detail, problem, delay = "", "", None, None
        if attempt > spec.max_attempts * _CRASH_FACTOR:
            reason, detail = "crashed", f"{attempt - 1} deliveries ended without an answer"
        else:
            try:
                async with _beating(message, spec.ack_wait_s):
                    await self._work(handler, delivery)
            except Retry as again:
                reason, detail, delay = "retries_exhausted", again.reason, again.delay_s
            except Permanent as never:
                reason, detail, problem = never.reason, never.detail, never.problem
            except (_CalledOffError, DeckErasedError) as over:
                outcome = "called_off" if isinstance(over, _CalledOffError) else "acked"
                log.bind(outcome=outcome).info("the revision ended or was erased meanwhile")
                await _quietly(message.ack())
                return outcome
            except (FactsUnavailableError, ArtifactsUnavailableError, NatsError) as error:
                # The broker's weakness is not the message's fault: it never counts towards a dead letter.
                log.bind(error=type(error).__name__).warning("the broker did not answer; the message comes again")
                await _quietly(message.nak(min(_BROKER_DELAY_S, retry_delay_s(attempt))))
                return "retried"
            except Exception as error:  # noqa: BLE001  any failure of a handler must be settled here, and is
                log.opt(exception=error).error("a handler failed")
                reason, detail = "handler_failed", type(error).__name__
            else:
                await _quietly(message.ack())
                return "acked"
            if reason in ("retries_exhausted", "handler_failed") and attempt < spec.max_attempts:
                wait = delay if delay is not None else retry_delay_s(attempt)
                log.bind(reason=detail, delay_s=round(wait, 2)).info("trying a message again later")
                await _quietly(message.nak(wait))
                return "retried"
        log.bind(reason=reason, detail=detail).error("a message is given up")
        return await self._give_up(message, spec, delivery, exhausted, (reason, detail, problem))

    async def _give_up(
        self,
        message: Msg,
        spec: ConsumerSpec,
        delivery: Delivery,
        exhausted: LastResort | None,
        why: tuple[str, str, Problem | None],
    ) -> str:
        reason, detail, problem = why
        if exhausted is not None:
            problem = problem or Problem.of(ProblemCode.POISON_MESSAGE, f"{spec.name}: {reason} ({detail})")
            try:
                async with _beating(message, spec.ack_wait_s):
                    await exhausted(delivery, problem)
            except Exception as error:  # noqa: BLE001  the last resort failed too: keep the message, try again
                logger.opt(exception=error).error("the last resort failed; the message stays")
                await _quietly(message.nak(_MAX_DELAY_S / 2))
                return "retried"
        await self._bury(message, spec, delivery.attempt, reason, detail)
        return "dead_letter"

    async def _bury(self, message: Msg, spec: ConsumerSpec, attempt: int, reason: str, detail: str) -> None:
        letter = DeadLetter(
            service=self._service,
            consumer=spec.name,
            subject=message.subject,
            stream_seq=message.metadata.sequence.stream,
            attempts=attempt,
            reason=reason,
            detail=detail,
            headers=dict(message.headers or {}),
            body=message.data.decode("utf-8", "replace"),
        )
        try:
            await self._js.publish(
                deadletter_subject(self._service, spec.name),
                letter.model_dump_json().encode(),
                stream=DEADLETTERS,
                timeout=5.0,
                headers={"Nats-Msg-Id": f"{spec.name}.{message.metadata.sequence.stream}.{attempt}"},
            )
        except (NatsError, OSError):
            await _quietly(message.nak(retry_delay_s(4)))
            return
        await _quietly(message.term())


async def _quietly(settling: Awaitable[None]) -> None:
    """Settle a message; when the connection is gone it is delivered again after its ack wait, which is safe."""
    try:
        await settling
    except (NatsError, OSError) as error:
        logger.bind(error=type(error).__name__).warning("a message could not be settled; it will come again")


@contextlib.asynccontextmanager
async def _beating(message: Msg, ack_wait_s: float) -> AsyncIterator[None]:
    """Tell the broker at a third of the ack wait that the message is being worked on, for 15 minutes at most."""

    async def beat() -> None:
        for _ in range(int(_BEAT_LIMIT_S / (ack_wait_s / 3))):
            await asyncio.sleep(ack_wait_s / 3)
            await _quietly(message.in_progress())

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
