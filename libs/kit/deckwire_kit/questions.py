"""Questions and answers between services over core NATS: traced, counted, logged, never stored."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from deckwire_contracts import Answer, Problem, ProblemCode, ProblemError
from deckwire_contracts.topology import QuestionSpec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError
from opentelemetry.trace import SpanKind, Status, StatusCode
from pydantic import BaseModel, ValidationError

from .artifacts import ArtifactsUnavailableError
from .logs import logger
from .metrics import Metrics
from .telemetry import extract, inject, span

Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=Answer)


class Answerer:
    """Answers the questions of one kind: whatever happens, who asked hears of it while there is a connection."""

    def __init__(
        self, spec: QuestionSpec, question: type[Q], answer: type[A], handler: Callable[[Q], Awaitable[A]]
    ) -> None:
        self.spec = spec
        self._answer = answer

        async def ask(data: bytes) -> Answer:
            return await handler(question.model_validate_json(data))

        self._ask = ask

    async def reply(self, message: Msg, metrics: Metrics) -> None:
        """Answer one question; a failure becomes an answer that holds the problem."""
        started = time.perf_counter()
        labels = (self.spec.name,)
        with span(
            f"answer {self.spec.subject}",
            {"messaging.system": "nats", "messaging.destination.name": self.spec.subject},
            kind=SpanKind.SERVER,
            parent=extract(dict(message.headers or {})),
        ) as current:
            metrics.in_hand.labels(*labels).inc()
            try:
                answer = await self._made(message.data)
                outcome = "answered"
                if answer.problem is not None:
                    outcome = answer.problem.code.value
                    current.set_status(Status(StatusCode.ERROR, outcome))
                metrics.deliveries.labels(self.spec.name, outcome).inc()
                await message.respond(answer.model_dump_json().encode())
            except (NatsError, OSError) as error:
                logger.bind(question=self.spec.name, error=type(error).__name__).warning("an answer could not be sent")
            finally:
                metrics.in_hand.labels(*labels).dec()
                metrics.handler_seconds.labels(*labels).observe(time.perf_counter() - started)

    async def _made(self, data: bytes) -> Answer:
        log = logger.bind(question=self.spec.name)
        try:
            return await self._ask(data)
        except ValidationError as error:
            log.bind(errors=error.error_count()).warning("a question cannot be read")
            return self._none(Problem.of(ProblemCode.INVALID_REQUEST, "The question cannot be read."))
        except ProblemError as error:
            log.bind(code=error.problem.code).info("a question has no answer")
            return self._none(error.problem)
        except (ArtifactsUnavailableError, NatsError, TimeoutError) as error:
            log.bind(error=type(error).__name__).warning("the broker did not answer while a question was in hand")
            return self._none(unavailable(self.spec))
        except Exception as error:  # noqa: BLE001  who asked waits for an answer, and the failure is logged
            log.opt(exception=error).error("a question failed")
            return self._none(Problem.of(ProblemCode.INTERNAL, f"{self.spec.service} could not answer."))

    def _none(self, problem: Problem) -> Answer:
        return self._answer(problem=problem)


def unavailable(spec: QuestionSpec) -> Problem:
    """Return the problem for a question that nobody answers now."""
    return Problem.of(
        ProblemCode.UNAVAILABLE,
        f"The {spec.service} service does not answer at the moment.",
        hint="Nothing is lost; try again in a moment.",
        retry_after_s=2,
    )


async def ask(nc: Client, spec: QuestionSpec, question: BaseModel, answer: type[A]) -> A:
    """Return the answer to `question`; raises ProblemError with the answer's problem or `unavailable`.

    It waits `spec.timeout_s`; when nobody listens the broker says so at once.
    """
    headers: dict[str, str] = {}
    with span(
        f"ask {spec.subject}",
        {"messaging.system": "nats", "messaging.destination.name": spec.subject},
        kind=SpanKind.CLIENT,
    ) as current:
        inject(headers)
        try:
            reply = await nc.request(
                spec.subject, question.model_dump_json().encode(), timeout=spec.timeout_s, headers=headers
            )
            found = answer.model_validate_json(reply.data)
        except (NoRespondersError, NatsError, TimeoutError, OSError, ValidationError) as error:
            logger.bind(question=spec.name, error=type(error).__name__).warning("a question was not answered")
            current.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise ProblemError(unavailable(spec)) from error
        if found.problem is not None:
            current.set_status(Status(StatusCode.ERROR, found.problem.code.value))
            raise ProblemError(found.problem)
    return found
