"""The client: one question in, one usable answer or one typed failure out."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import httpx
from deckwire_contracts import Problem, ProblemCode, Usage
from deckwire_kit.telemetry import span

from deckwire_llm.core.budget import Price
from deckwire_llm.ports import Answer, Ask, AskFailedError
from deckwire_llm.settings import Endpoint

from .catalogue import Catalogue
from .exchange import AttemptFailedError, OnText, exchange, reason_of
from .faults import Fault, fault, fault_of_response
from .planning import Plan, Planner
from .profile import profile_for
from .reply import Reply

_OUTAGE_AFTER = 3
_OUTAGE_S = 30.0

_HINTS: dict[ProblemCode, str] = {
    ProblemCode.PROVIDER_AUTH: "Check the key: OPENROUTER_API_KEY, or LLM_API_KEY for the server at LLM_BASE_URL.",
    ProblemCode.PROVIDER_QUOTA: "Add credit at the provider or raise the key's limit, then ask again.",
    ProblemCode.PROVIDER_RATE_LIMITED: "Wait a little, or name more models in LLM_MODEL.",
    ProblemCode.PROVIDER_UNAVAILABLE: "Try again later, or name a second model in LLM_MODEL.",
    ProblemCode.PROVIDER_TIMEOUT: "Try a faster model, or raise DECKWIRE_LLM_FIRST_TOKEN_S and DECKWIRE_LLM_TOTAL_S.",
    ProblemCode.PROVIDER_REFUSED: "Word the request differently, or name another model.",
    ProblemCode.PROVIDER_INVALID_REQUEST: "Check the model's name in LLM_MODEL and what the server supports.",
    ProblemCode.COST_CAP: "Raise max_cost_usd or choose a cheaper model.",
}


Observe = Callable[[str, Usage], None]
"""Is told how each question ended, `answered` or a problem code, and what it used."""


@dataclass(frozen=True)
class Deadlines:
    """How long each part of a question may take, in seconds."""

    connect_s: float = 10.0
    first_token_s: float = 90.0
    idle_s: float = 60.0
    total_s: float = 240.0


@dataclass(frozen=True)
class Retries:
    """How often a transient failure is tried again, and how long may be waited between, in seconds."""

    times: int = 3
    base_s: float = 0.5
    cap_s: float = 8.0
    longest_wait_s: float = 20.0

    def wait(self, attempt: int) -> float:
        """Return the wait after failed attempt number `attempt` (from 0): doubling, up to a quarter less at random."""
        return min(self.cap_s, self.base_s * 2.0**attempt) * (1 - 0.25 * random.random())  # noqa: S311 - no secret


class ChatClient:
    """Asks the models of one endpoint; safe for many questions at once. Implements `ports.ChatModel`."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        deadlines: Deadlines | None = None,
        retries: Retries | None = None,
        price: Price | None = None,
        data_collection: str | None = None,
        observe: Observe | None = None,
        connections: int = 32,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._deadlines = deadlines or Deadlines()
        self._retries = retries or Retries()
        headers = {"Accept-Encoding": "identity", "X-OpenRouter-Title": "Deckwire"}
        if endpoint.api_key:
            headers["Authorization"] = f"Bearer {endpoint.api_key}"
        self._http = httpx.AsyncClient(
            base_url=endpoint.base_url + "/",
            headers=headers,
            timeout=httpx.Timeout(
                connect=self._deadlines.connect_s, read=self._deadlines.idle_s, write=30.0, pool=None
            ),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            transport=transport,
        )
        self._catalogue = Catalogue(self._http, fixed=price)
        self._outage = _Outage()
        self._observe = observe or (lambda _outcome, _usage: None)
        profile = profile_for(endpoint.base_url, openrouter=endpoint.openrouter)
        self._planner = Planner(profile, self._catalogue, data_collection=data_collection)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def check(self) -> None:
        """Return when the server answers and takes the key; raises AskFailedError when not.

        OpenRouter lists its models to anyone, so there the key itself is asked about.
        """
        try:
            async with asyncio.timeout(self._deadlines.connect_s):
                response = await self._http.get("key" if self._endpoint.openrouter else "models")
        except (httpx.HTTPError, TimeoutError) as error:
            raise _failed(fault(ProblemCode.PROVIDER_UNAVAILABLE, reason_of(error)), Usage()) from error
        if response.status_code in {401, 402, 403} or response.status_code >= 500:
            raise _failed(fault_of_response(response.status_code, response.headers, response.content), Usage())

    async def warm(self) -> None:
        """Read the list of models, so that the first question does not have to wait for it."""
        await self._catalogue.first()

    async def ask(self, ask: Ask, on_text: OnText | None = None) -> Answer:
        """Return the answer to `ask`; raises AskFailedError.

        Transient failures are retried while nothing has been said; a model that refuses, is missing or stays
        unavailable makes room for the next one. What failed attempts cost is part of the answer's usage.
        """
        models = await self._models(ask.model)
        deadline = asyncio.get_running_loop().time() + self._deadlines.total_s
        spent = Usage()
        for n in range(len(models)):
            try:
                with span(
                    "llm.call", {"gen_ai.request.model": models[n], "deckwire.schema": ask.schema_name}
                ) as current:
                    answer = await self._ask_model(ask, models[n:], deadline, spent, on_text)
                    current.set_attributes(_measured(answer))
            except AttemptFailedError as failed:
                spent = failed.usage
                last = n + 1 == len(models)
                if last or failed.emitted or not failed.fault.next_model:
                    down = self._outage.failed(failed.fault, emitted=failed.emitted)
                    self._observe(failed.fault.code.value, spent)
                    raise _failed(failed.fault, spent, emitted=failed.emitted, down=down) from failed
            else:
                self._outage.over()
                self._observe("answered", answer.usage)
                return answer
        raise AssertionError("unreachable: there is always a model")

    async def _models(self, wanted: str | None) -> tuple[str, ...]:
        models = self._endpoint.models
        if wanted:
            return (wanted, *(model for model in models if model != wanted))
        if models:
            return models
        first = await self._catalogue.first()
        if first is None:
            raise _failed(
                fault(ProblemCode.PROVIDER_UNAVAILABLE, "no model is named in LLM_MODEL and the server lists none"),
                Usage(),
            )
        return (first,)

    async def _ask_model(
        self, ask: Ask, models: tuple[str, ...], deadline: float, spent: Usage, on_text: OnText | None
    ) -> Answer:
        """Ask the first of `models`, again while that may help; failures carry `spent` and their own usage."""
        clock = asyncio.get_running_loop().time
        failures = 0
        while True:
            plan = await self._planner.plan(ask, models, spent)
            try:
                answer = await self._attempt(plan, deadline, capped=ask.budget_usd is not None, on_text=on_text)
            except AttemptFailedError as failed:
                spent = failed.usage = spent + failed.usage
                if failed.emitted:
                    raise
                if self._planner.learn(plan, failed.fault):
                    continue
                if not failed.fault.retry or failures >= self._retries.times or self._outage.lasts:
                    raise
                wait = failed.fault.retry_after_s
                wait = self._retries.wait(failures) if wait is None else wait
                if wait > self._retries.longest_wait_s or clock() + wait >= deadline:
                    raise
                failures += 1
                await asyncio.sleep(wait)
            else:
                return replace(answer, usage=spent + answer.usage)

    async def _attempt(self, plan: Plan, deadline: float, *, capped: bool, on_text: OnText | None) -> Answer:
        reply = Reply()
        begin_by = asyncio.get_running_loop().time() + self._deadlines.first_token_s
        cause = await exchange(self._http, plan.body, reply, begin_by=begin_by, deadline=deadline, on_text=on_text)
        usage, priced = self._planner.usage(plan, reply, failed=cause is not None, capped=capped)
        if cause:
            raise AttemptFailedError(cause, usage=usage, emitted=reply.emitted)
        self._planner.watch_shape(plan, reply.text)
        return Answer(
            text=reply.text,
            model=reply.model or plan.model,
            truncated=reply.finish == "length",
            usage=usage,
            priced=priced,
        )


class _Outage:
    """Notices a provider that is down, so that a deck of twenty slides does not wait for it twenty times.

    While it lasts every question is still asked, but once, and none comes again by way of the bus.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._latest = 0.0

    @property
    def lasts(self) -> bool:
        """Whether the latest questions all failed, a moment ago, because nobody answered."""
        return self._failures >= _OUTAGE_AFTER and time.monotonic() - self._latest < _OUTAGE_S

    def failed(self, cause: Fault, *, emitted: bool) -> bool:
        """Count a question that failed for good; return whether the provider is down.

        One whose answer had begun was `emitted`: whoever breaks off in the middle is there.
        """
        if cause.code is ProblemCode.PROVIDER_UNAVAILABLE and not emitted:
            self._failures += 1
            self._latest = time.monotonic()
        return self.lasts

    def over(self) -> None:
        """Forget all failures: somebody answered."""
        self._failures = 0


def _measured(answer: Answer) -> dict[str, str | int | float]:
    return {
        "gen_ai.response.model": answer.model,
        "gen_ai.usage.input_tokens": answer.usage.prompt_tokens,
        "gen_ai.usage.output_tokens": answer.usage.completion_tokens,
        "deckwire.cost_usd": answer.usage.cost_usd,
        "deckwire.calls": answer.usage.calls,
    }


def _failed(cause: Fault, spent: Usage, *, emitted: bool = False, down: bool = False) -> AskFailedError:
    code = ProblemCode.COST_CAP if cause.code is ProblemCode.COST_CAP else cause.code
    problem = Problem.of(code, cause.detail, hint=_HINTS.get(code), retry_after_s=cause.retry_after_s)
    transient = cause.retry and not (emitted or down) and (cause.retry_after_s is None or cause.retry_after_s <= 120)
    return AskFailedError(
        problem,
        usage=spent,
        transient=transient,
        broken_off=cause.retry and emitted,
        context_exceeded=cause.context,
    )
