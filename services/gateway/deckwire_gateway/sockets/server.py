"""Socket.IO: the same calls as over HTTP, and every fact of a deck as it happens."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import socketio
from aiohttp import web
from deckwire_contracts import DeckState, DeckText, Problem, ProblemCode, ProblemError, StoredFact
from deckwire_contracts.topology import is_token
from deckwire_kit.logs import logger
from deckwire_kit.telemetry import span
from opentelemetry.trace import SpanKind

from ..core.access import Access, Principal
from ..core.body import clean, invalid
from ..core.desk import Desk, no_such_deck
from ..core.measures import Measures

PATH = "/ws/socket.io"
MAX_FOLLOWED = 50
_MAX_QUEUED = 100
_MAX_SEQ = 2**53
_POLL_S = 0.05
_FAREWELL_S = 2.0

Reply = dict[str, Any]


@dataclass
class Client:
    """A connected client: who it is and which decks it follows."""

    principal: Principal
    following: dict[str, asyncio.Task[None]] = field(default_factory=dict)


@dataclass
class Call:
    """What a client asks for; `start` runs when the answer is on its way, so that events come after it."""

    client: Client
    sid: str
    body: dict[str, Any]
    start: Callable[[], None] | None = None


class Sockets:
    """The Socket.IO server of one replica; `desk` gives None while the bus is not connected."""

    def __init__(
        self,
        *,
        access: Access,
        measures: Measures,
        desk: Callable[[], Desk | None],
        origins: list[str],
        max_bytes: int,
        stuck_client_s: float,
    ) -> None:
        self._access = access
        self._measures = measures
        self._desk = desk
        self._stuck_client_s = stuck_client_s
        self._clients: dict[str, Client] = {}
        self._sio = socketio.AsyncServer(
            async_mode="aiohttp",
            # None lets pages of the same origin in and no others.
            cors_allowed_origins=origins or None,
            max_http_buffer_size=max_bytes,
            always_connect=False,
        )
        self._sio.on("connect", self._connect)
        self._sio.on("disconnect", self._disconnect)
        calls: dict[str, Callable[[Desk, Call], Awaitable[Reply]]] = {
            "deck:create": self._create,
            "deck:subscribe": self._subscribe,
            "deck:unsubscribe": self._unsubscribe,
            "deck:approve": self._approve,
            "deck:cancel": self._cancel,
            "deck:message": self._message,
            "deck:restore": self._restore,
        }
        for name, call in calls.items():
            self._sio.on(name, self._answering(name, call))
        self._sio.on("*", self._unknown)

    def attach(self, app: web.Application) -> None:
        """Serve the sockets from the application."""
        self._sio.attach(app, socketio_path=PATH)

    async def close(self) -> None:
        """Close every connection; clients come back to another replica by themselves.

        Only the connections are closed: a client whose session the server ends takes it for an answer and stays away.
        """
        waiting: list[asyncio.Future[Any]] = []
        for transport in list(self._sio.eio.sockets.values()):
            if transport.upgraded:
                # The browser's client overlooks a polite end over WebSocket; an empty item makes the writer close it.
                await transport.queue.put(None)
            else:
                waiting.append(asyncio.ensure_future(transport.close()))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL_S):
                while self._clients:  # noqa: ASYNC110 - as above, there is nothing to wait for
                    await asyncio.sleep(_POLL_S)
        for task in waiting:
            task.cancel()
        for sid in list(self._clients):
            await self._cut(sid)
        await self._sio.shutdown()

    async def _connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        header = environ.get("HTTP_AUTHORIZATION")
        try:
            if token is not None and not isinstance(token, str):
                raise invalid(("auth.token", "must be a string"))
            principal = self._access.by_token(token) if token or not header else self._access.by_header(header)
        except ProblemError as error:
            shown = error.problem.model_dump(mode="json", exclude_none=True)
            raise socketio.exceptions.ConnectionRefusedError(error.problem.detail, shown) from error
        self._clients[sid] = Client(principal)
        self._measures.sockets.inc()

    async def _disconnect(self, sid: str, *_: object) -> None:
        client = self._clients.pop(sid, None)
        if client is not None:
            self._measures.sockets.dec()
            self._leave_all(client)

    @staticmethod
    def _leave_all(client: Client) -> None:
        for task in client.following.values():
            task.cancel()
        client.following.clear()

    def _answering(self, name: str, call: Callable[[Desk, Call], Awaitable[Reply]]) -> Callable[..., Awaitable[Reply]]:
        async def answer(sid: str, *given: object) -> Reply:
            outcome = "ok"
            try:
                with span(f"socket {name}", {"messaging.operation.name": name}, kind=SpanKind.SERVER):
                    asked = self._asked(sid, given)
                    reply = {"ok": True, **await call(self._open_desk(), asked)}
            except ProblemError as error:
                outcome = error.problem.code.value
                return {"ok": False, "problem": error.problem.model_dump(mode="json", exclude_none=True)}
            except Exception as error:  # noqa: BLE001  the client gets a problem, we get a log line
                outcome = ProblemCode.INTERNAL.value
                logger.opt(exception=error).bind(call=name).error("a socket call failed")
                problem = Problem.of(ProblemCode.INTERNAL, "The call could not be answered.")
                return {"ok": False, "problem": problem.model_dump(mode="json", exclude_none=True)}
            finally:
                self._measures.socket_calls.labels(name, outcome).inc()
            if asked.start is not None:
                # Nothing is awaited between here and the queueing of the answer, so the new task runs after it.
                asked.start()
            return reply

        return answer

    def _open_desk(self) -> Desk:
        desk = self._desk()
        if desk is None:
            raise ProblemError.of(ProblemCode.UNAVAILABLE, "The gateway is starting or stopping.")
        return desk

    def _asked(self, sid: str, given: tuple[object, ...]) -> Call:
        client = self._clients.get(sid)
        if client is None:
            raise ProblemError.of(ProblemCode.UNAUTHENTICATED, "Connect first.")
        body = clean(given[0]) if given else {}
        if not isinstance(body, dict):
            raise invalid(("body", "must be an object"))
        return Call(client, sid, body)

    async def _unknown(self, event: str, *_: object) -> Reply:
        problem = Problem.of(
            ProblemCode.NOT_FOUND,
            f"There is no call {str(event)[:64]!r}.",
            hint="The calls are deck:create, deck:message, deck:subscribe, deck:approve, deck:cancel and deck:restore.",
        )
        return {"ok": False, "problem": problem.model_dump(mode="json", exclude_none=True)}

    async def _create(self, desk: Desk, call: Call) -> Reply:
        created = await desk.create(call.client.principal, call.body)
        state = created.state
        call.start = lambda: self._begin(desk, call, state.deck_id, 0)
        return {"deck_id": state.deck_id, "revision": state.revision, "seq": state.seq}

    async def _subscribe(self, desk: Desk, call: Call) -> Reply:
        deck_id = _deck_id(call, {"after"})
        after = call.body.get("after")
        after = 0 if after is None else after
        if not isinstance(after, int) or isinstance(after, bool) or not 0 <= after <= _MAX_SEQ:
            raise invalid(("after", "must be a sequence number"))
        if len(call.client.following) >= MAX_FOLLOWED and deck_id not in call.client.following:
            raise ProblemError.of(ProblemCode.RATE_LIMITED, f"One socket may follow {MAX_FOLLOWED} decks.")
        state = await desk.state(call.client.principal, deck_id)
        call.start = lambda: self._begin(desk, call, deck_id, after)
        shown = desk.presenter.deck(state, time.time()).as_json()
        return {"state": shown, "seq": state.seq}

    async def _unsubscribe(self, _: Desk, call: Call) -> Reply:
        task = call.client.following.pop(_deck_id(call), None)
        if task is not None:
            task.cancel()
        return {}

    async def _approve(self, desk: Desk, call: Call) -> Reply:
        deck_id = _deck_id(call, {"outline", "revision"})
        body = {key: value for key, value in call.body.items() if key != "deck_id"}
        state = await desk.approve(call.client.principal, deck_id, body)
        return {"revision": state.revision, "seq": state.seq, "state": self._shown(desk, state)}

    async def _cancel(self, desk: Desk, call: Call) -> Reply:
        state = await desk.cancel(call.client.principal, _deck_id(call))
        return {"revision": state.revision, "seq": state.seq, "state": self._shown(desk, state)}

    @staticmethod
    def _shown(desk: Desk, state: Any) -> dict[str, Any]:
        return desk.presenter.deck(state, time.time()).as_json()

    async def _message(self, desk: Desk, call: Call) -> Reply:
        return await self._revised(call, {"content", "slide_id", "base_revision"}, desk.revisions.message)

    async def _restore(self, desk: Desk, call: Call) -> Reply:
        return await self._revised(call, {"revision", "base_revision"}, desk.revisions.restore)

    @staticmethod
    async def _revised(
        call: Call, fields: set[str], ask: Callable[[Principal, str, Any], Awaitable[DeckState]]
    ) -> Reply:
        deck_id = _deck_id(call, fields)
        state = await ask(call.client.principal, deck_id, {k: v for k, v in call.body.items() if k != "deck_id"})
        return {"revision": state.revision, "seq": state.seq}

    def _begin(self, desk: Desk, call: Call, deck_id: str, after: int) -> None:
        """Follow the deck from `after` on; a subscription to the same deck takes the place of the one before."""
        if call.sid not in self._clients:
            return
        before = call.client.following.pop(deck_id, None)
        if before is not None:
            before.cancel()
        task = asyncio.create_task(self._pump(desk, call, deck_id, after))
        call.client.following[deck_id] = task

    async def _pump(self, desk: Desk, call: Call, deck_id: str, after: int) -> None:
        items = desk.follow(call.client.principal, deck_id, after)
        with self._measures.followers.track_inprogress():
            try:
                async with aclosing(items):
                    async for item in items:
                        if item is None:
                            continue
                        await self._room(call.sid)
                        if isinstance(item, StoredFact):
                            await self._sio.emit("deck:event", desk.presenter.event(item, time.time()), to=call.sid)
                            self._measures.sent.labels("socket").inc()
                        elif isinstance(item, DeckText):
                            await self._sio.emit("deck:text", item.model_dump(mode="json"), to=call.sid)
            except TimeoutError:
                # It has not read for a while; it may come back and go on where it was.
                self._measures.dropped.labels("socket").inc()
                logger.info("a socket client does not read; its connection is cut")
                await self._cut(call.sid)
            except ProblemError as error:
                logger.bind(code=error.problem.code.value).info("a socket client may not follow any more")
                await self._sio.disconnect(call.sid)

    async def _cut(self, sid: str) -> None:
        """Cut the connection under a client, without waiting for it to read what is queued."""
        environ = self._sio.get_environ(sid) or {}
        transport = self._sio.eio.sockets.get(self._sio.manager.eio_sid_from_sid(sid, "/"))
        if transport is not None:
            await transport.close(wait=False, abort=True)
        request = environ.get("aiohttp.request")
        if request is not None and request.transport is not None:
            request.transport.abort()

    async def _room(self, sid: str) -> None:
        """Wait until the client's queue is short again; raises TimeoutError when it does not get shorter.

        Socket.IO queues without bound, so a client that stops reading would fill the memory.
        """
        eio_sid = self._sio.manager.eio_sid_from_sid(sid, "/")
        socket = self._sio.eio.sockets.get(eio_sid)
        if socket is None or socket.queue.qsize() < _MAX_QUEUED:
            return
        async with asyncio.timeout(self._stuck_client_s):
            # The queue belongs to python-engineio, which offers nothing to wait for.
            while socket.queue.qsize() >= _MAX_QUEUED // 2 and not socket.closed:  # noqa: ASYNC110
                await asyncio.sleep(_POLL_S)


def _deck_id(call: Call, others: frozenset[str] | set[str] = frozenset()) -> str:
    unknown = sorted(set(call.body) - others - {"deck_id"})
    deck_id = call.body.get("deck_id")
    errors = [(name, "is not a known field") for name in unknown[:20]]
    if not isinstance(deck_id, str):
        errors.append(("deck_id", "must be the id of a deck"))
    if errors:
        raise invalid(*errors)
    if not is_token(str(deck_id)):
        raise no_such_deck()
    return str(deck_id)
