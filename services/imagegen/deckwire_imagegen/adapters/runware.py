"""Runware over plain HTTP: one task per request, and never a second payment for a picture that may exist."""

from __future__ import annotations

import asyncio
import hashlib
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..core.model_sizes import nearest, rule_for
from ..core.orders import full_prompt
from ..ports import (
    TRIES,
    BadAnswerError,
    Kind,
    Picture,
    PictureOrder,
    RefusedError,
    TimedOutError,
    UnavailableError,
)
from . import http as web
from .payload import base64_limit, fetch_picture, from_base64
from .runware_answers import Answer, Status, read_answers

_HOSTS = ("runware.ai",)
_POLL_GROWTH = 1.5
_POLL_LONGEST_S = 10.0
_SILENCE_MEANS_UNKNOWN = 6
"""So many answers in a row that do not mention a task mean that it is not known."""


@dataclass(frozen=True)
class RunwareOptions:
    """How Runware is used; `poll_s` is the first pause between two questions after a task."""

    url: str = "https://api.runware.ai/v1"
    model: str = "runware:400@2"
    price_usd: float = 0.002
    concurrency: int = 4
    output: Literal["base64Data", "dataURI", "URL"] = "base64Data"
    delivery: Literal["sync", "async"] = "sync"
    poll_s: float = 1.0
    max_bytes: int = 25_000_000
    deadlines: web.Deadlines = field(default_factory=web.Deadlines)


def task_uuid(task: str, index: int) -> str:
    """Return the UUID (in the form of version 4) of the index-th call for a task, the same in every process."""
    digest = hashlib.sha256(f"runware\x1f{task}\x1f{index}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


class RunwareProvider:
    """Generates pictures with Runware.

    The UUID of a task follows from what the picture is for, so that after a lost answer, or in a later delivery
    by another process, the provider is asked for the same task before anything is paid again.
    """

    name = "runware"
    title = "Runware"
    kind = Kind.GENERATED

    def __init__(self, api_key: str, options: RunwareOptions | None = None) -> None:
        self._options = options or RunwareOptions()
        self._rule = rule_for(self._options.model)
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._http = web.client(self._options.deadlines, concurrency=self._options.concurrency)

    @property
    def model(self) -> str:
        """The AIR identifier of the model."""
        return self._options.model

    @property
    def price_usd(self) -> float:
        """The estimated price of one picture."""
        return self._options.price_usd

    @property
    def concurrency(self) -> int:
        """How many calls may run at once; the vendor advises two to four."""
        return self._options.concurrency

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def generate(self, order: PictureOrder) -> Picture:
        """Return a picture for the order; raises PictureError."""
        end = time.monotonic() + self._options.deadlines.total_s
        index = (order.delivery - 1) * TRIES + order.attempt
        if index:
            found = await self._made_before([task_uuid(order.task, i) for i in range(index)], end)
            if found is not None:
                return await self._picture(found, order)
        task = task_uuid(order.task, index)
        answer = await self._submit(self._task(order, task), task, end)
        if answer.status in (Status.WORKING, Status.SILENT):
            answer = await self._wait_for(task, end, silence_is_working=True)
        return await self._picture(self._settled(answer), order)

    def _task(self, order: PictureOrder, task: str) -> dict[str, Any]:
        width, height = nearest(self._rule, order.width, order.height)
        return {
            "taskType": "imageInference",
            "taskUUID": task,
            "model": self._options.model,
            "positivePrompt": full_prompt(order, limit=self._rule.prompt_limit),
            "width": width,
            "height": height,
            "numberResults": 1,
            "seed": order.seed,
            "outputType": self._options.output,
            "outputFormat": "JPG",
            "outputQuality": 90,
            "deliveryMethod": self._options.delivery,
            "includeCost": True,
            "safety": {"checkContent": True},
        }

    async def _submit(self, body: dict[str, Any], task: str, end: float) -> Answer:
        try:
            reply = await self._post([body], end)
        except web.NotSentError as error:
            raise UnavailableError(f"no connection: {error}") from error
        except web.TooLargeError as error:
            raise BadAnswerError(str(error), cost_usd=self.price_usd, estimated=True) from error
        except web.InterruptedCallError:
            return await self._wait_for(task, end)
        try:
            answers = read_answers(reply, [task])
        except BadAnswerError:
            # An answer of some gateway, or half of one: the task may run or be done all the same.
            return await self._wait_for(task, end)
        return answers[task]

    async def _post(self, tasks: Sequence[Mapping[str, Any]], end: float) -> web.Reply:
        left = end - time.monotonic()
        if left <= 0:
            raise web.InterruptedCallError("the time for this picture is over")
        return await web.call(
            self._http,
            "POST",
            self._options.url,
            body=list(tasks),
            headers=self._headers,
            max_bytes=base64_limit(self._options.max_bytes) * len(tasks),
            within_s=left,
        )

    async def _ask(self, tasks: Sequence[str], end: float) -> dict[str, Answer]:
        reply = await self._post([{"taskType": "getResponse", "taskUUID": task} for task in tasks], end)
        return read_answers(reply, tasks, asked_again=True)

    async def _wait_for(self, task: str, end: float, *, silence_is_working: bool = False) -> Answer:
        """Ask for the task until it is decided; raises TimedOutError when the time for the picture is over.

        Right after an acknowledgement the server may not mention the task yet (`silence_is_working`).
        """
        silent = 0
        patience = _SILENCE_MEANS_UNKNOWN * (2 if silence_is_working else 1)
        for pause in _pauses(self._options.poll_s):
            if time.monotonic() + pause >= end:
                break
            await asyncio.sleep(pause)
            try:
                answer = (await self._ask([task], end))[task]
            except (web.NotSentError, web.InterruptedCallError, BadAnswerError):
                continue
            except web.TooLargeError as error:
                raise BadAnswerError(str(error), cost_usd=self.price_usd, estimated=True) from error
            if answer.status in (Status.DONE, Status.FAILED):
                return answer
            silent = silent + 1 if answer.status in (Status.SILENT, Status.UNKNOWN) else 0
            if silent >= patience:
                return Answer(Status.UNKNOWN)
        raise TimedOutError("no picture in time", cost_usd=self.price_usd, estimated=True)

    async def _made_before(self, tasks: list[str], end: float) -> Mapping[str, Any] | None:
        """Return the picture of an earlier call if there is one after all, waiting for it if it is being made."""
        try:
            answers = await self._ask(tasks, end)
        except (web.NotSentError, web.InterruptedCallError, web.TooLargeError, BadAnswerError) as error:
            # Without an answer nothing is known, and paying again on a guess is what must not happen.
            raise UnavailableError(f"could not ask for earlier tasks: {error}") from error
        for task, answer in answers.items():
            if answer.status is Status.WORKING:
                answer = await self._wait_for(task, end)  # noqa: PLW2901
            if answer.status is Status.DONE:
                return answer.item
        return None

    def _settled(self, answer: Answer) -> Mapping[str, Any]:
        if answer.status is Status.DONE:
            return answer.item
        raise answer.error or UnavailableError("the provider does not know the task")

    async def _picture(self, item: Mapping[str, Any], order: PictureOrder) -> Picture:
        reported = item.get("cost")
        known = isinstance(reported, int | float) and not isinstance(reported, bool) and 0 <= reported < 1000
        cost = float(reported) if known and reported is not None else self.price_usd
        if item.get("NSFWContent") is True:
            raise RefusedError("flagged as unsafe", cost_usd=cost, estimated=not known)
        try:
            data = await self._bytes(item)
        except BadAnswerError as error:
            raise BadAnswerError(error.detail, cost_usd=cost, estimated=not known) from error
        return Picture(data, "image/jpeg", order.width, order.height, cost_usd=cost, estimated=not known)

    async def _bytes(self, item: Mapping[str, Any]) -> bytes:
        for key in ("imageBase64Data", "imageDataURI"):
            if item.get(key):
                return from_base64(item[key], max_bytes=self._options.max_bytes)
        return await fetch_picture(
            self._http,
            item.get("imageURL"),
            base_url=self._options.url,
            hosts=_HOSTS,
            max_bytes=self._options.max_bytes,
            deadlines=self._options.deadlines,
        )


def _pauses(first_s: float) -> Iterator[float]:
    """Yield the seconds between two questions: most pictures take one or two, some take a minute."""
    yield first_s
    pause = first_s / 2
    while True:
        yield min(pause, _POLL_LONGEST_S)
        pause *= _POLL_GROWTH
