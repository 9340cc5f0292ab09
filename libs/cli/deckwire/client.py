"""A small client of Deckwire's HTTP interface.

with Client("http://127.0.0.1:8000") as deckwire:
    deck = deckwire.create({"content": "Quarterly review", "n_slides": 6})
    deck = deckwire.wait(deck.id)
    deckwire.download(deck.id, "deck.pptx", Path("review.pptx"))
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import httpx
from deckwire_contracts import Degradation, LookNote, Problem, QualityReport, Usage
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deckwire import sse

ENDS = frozenset({"rendered", "failed", "cancelled"})
CONNECT_S = 5.0
ANSWER_S = 60.0
SILENCE_S = 60.0
RESUME_S = 60.0
FIRST_DELAY_S = 0.1
LONGEST_DELAY_S = 3.0


class ClientError(Exception):
    """The server could not be asked or did not do as asked."""


class UnreachableError(ClientError):
    """No answer came from the server."""


class RefusedError(ClientError):
    """The server answered with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.title}: {problem.detail}" if problem.detail else problem.title)
        self.problem = problem


class DamagedError(ClientError):
    """What was downloaded is not what the server said it would be."""


class _View(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Template(_View):
    """A .pptx master that the server took in, and what it found in it, line by line."""

    id: str
    title: str = ""
    report: list[LookNote] = Field(default_factory=list)


class Theme(_View):
    """A theme that a deck can have; `brand` marks one of the caller's own."""

    id: str
    title: str = ""
    dark: bool = False
    heading_font: str = ""
    body_font: str = ""
    tags: list[str] = Field(default_factory=list)
    description: str = ""
    brand: bool = False


class Counts(_View):
    """How many slides have passed each stage, of how many."""

    outlined: int = 0
    drafted: int = 0
    illustrated: int = 0
    previewed: int = 0
    total: int = 0


class SlideView(_View):
    """A slide as clients see it."""

    id: str
    number: int
    title: str = ""
    type: str = ""
    preview_url: str | None = None
    degradations: list[Degradation] = Field(default_factory=list)


class FileView(_View):
    """A finished file."""

    url: str
    bytes: int
    sha256: str


class Deck(_View):
    """A deck's state as `GET /api/v1/decks/{id}` returns it."""

    id: str
    revision: int = 1
    seq: int = 0
    status: str
    title: str | None = None
    stage: Counts = Field(default_factory=Counts)
    slides: list[SlideView] = Field(default_factory=list)
    artifacts: dict[str, FileView | None] = Field(default_factory=dict)
    quality: QualityReport | None = None
    usage: Usage | None = None
    degradations: list[Degradation] = Field(default_factory=list)
    problem: Problem | None = None
    created_at: str | None = None
    updated_at: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to this revision."""
        return self.status in ENDS


class DeckEvent(_View):
    """One fact as clients see it; `data` are the event's own fields, `time` is ISO 8601."""

    seq: int
    type: str
    deck_id: str
    revision: int
    slide_id: str | None = None
    time: str
    data: dict[str, Any] = Field(default_factory=dict)


class Client:
    """Talks to one server; `token` is a JWT or an API key. Use as a context manager, or call `close`."""

    def __init__(self, url: str, *, token: str | None = None, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = url.rstrip("/")
        self._http = httpx.Client(
            base_url=f"{self.url}/api/v1",
            headers=headers,
            timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S),
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def create(self, body: Mapping[str, Any], *, idempotency_key: str | None = None) -> Deck:
        """Ask for a deck; the body is that of `POST /decks`. Asking again after a lost answer makes no second deck."""
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return Deck.model_validate(self._ask("POST", "/decks", json=dict(body), headers=headers, tries=3).json())

    def message(
        self, deck_id: str, content: str, *, slide_id: str | None = None, base_revision: int | None = None
    ) -> Deck:
        """Say what is to be different; returns the state of the new revision."""
        body = {"content": content, "slide_id": slide_id, "base_revision": base_revision}
        sent = {key: value for key, value in body.items() if value is not None}
        return Deck.model_validate(self._ask("POST", f"/decks/{deck_id}/messages", json=sent).json())

    def state(self, deck_id: str) -> Deck:
        """Return the deck's newest revision."""
        return Deck.model_validate(self._ask("GET", f"/decks/{deck_id}", tries=3).json())

    def decks(self, *, limit: int = 50) -> Iterator[Deck]:
        """Yield the decks, asking for `limit` at a time."""
        cursor: str | None = None
        while True:
            params: dict[str, str | int] = {"limit": limit, **({"cursor": cursor} if cursor else {})}
            page = self._ask("GET", "/decks", params=params, tries=3).json()
            for item in page.get("decks", page.get("items", [])):
                yield Deck.model_validate(item)
            cursor = page.get("next_cursor") or page.get("cursor")
            if not cursor:
                return

    def cancel(self, deck_id: str) -> None:
        """Stop the deck's newest revision."""
        self._ask("POST", f"/decks/{deck_id}/cancel")

    def upload(self, path: Path) -> str:
        """Send a source document and return the id to give in `files`."""
        return self._send("/uploads", path)

    def upload_template(self, path: Path) -> str:
        """Send a .pptx master and return the id to give as `template`."""
        return self.add_template(path).id

    def add_template(self, path: Path) -> Template:
        """Send a .pptx master and return what was found in it; raises RefusedError with the reason when it is none."""
        return Template.model_validate(self._sent("/templates", path))

    def templates(self) -> list[Template]:
        """Return the masters that were sent, newest first."""
        found = self._ask("GET", "/templates", tries=3).json()["templates"]
        return [Template.model_validate(item) for item in found]

    def themes(self) -> list[Theme]:
        """Return the themes of the catalogue and the caller's own."""
        found = self._ask("GET", "/themes", tries=3).json()["themes"]
        return [Theme.model_validate(item) for item in found]

    def make_theme(self, body: Mapping[str, Any]) -> str:
        """Make a theme of a brand's colours, fonts and logo and return the id to give as `theme`."""
        return str(self._ask("POST", "/themes", json=dict(body)).json()["id"])

    def _send(self, where: str, path: Path) -> str:
        answer = self._sent(where, path)
        found = answer.get("id") or answer["files"][0]["id"]
        return str(found)

    def _sent(self, where: str, path: Path) -> dict[str, Any]:
        with path.open("rb") as file:
            answer: dict[str, Any] = self._ask("POST", where, files={"file": (path.name, file)}).json()
        return answer

    def events(self, deck_id: str, *, after: int = 0, follow: bool = False) -> Iterator[DeckEvent]:
        """Yield the deck's facts in order, each once, from the first with a sequence above `after`.

        Ends after the revision's end unless `follow`. A lost connection is taken up again where it broke; raises
        UnreachableError when that does not succeed for a minute.
        """
        delay_s, lost_at = FIRST_DELAY_S, None
        while True:
            try:
                for event in self._stream(deck_id, after, follow=follow):
                    delay_s, lost_at = FIRST_DELAY_S, None
                    if event.seq <= after:
                        continue
                    after = event.seq
                    yield event
                if not follow:
                    return
            except (UnreachableError, _LostError) as error:
                lost_at = lost_at or time.monotonic()
                if time.monotonic() - lost_at > RESUME_S:
                    raise UnreachableError(f"the event stream of {self.url} broke and did not come back") from error
            time.sleep(delay_s)
            delay_s = min(delay_s * 2, LONGEST_DELAY_S)

    def _stream(self, deck_id: str, after: int, *, follow: bool) -> Iterator[DeckEvent]:
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": str(after)} if after else {})}
        params = {"follow": "1"} if follow else {}
        timeout = httpx.Timeout(SILENCE_S, connect=CONNECT_S)
        ended = False
        try:
            with self._http.stream(
                "GET", f"/decks/{deck_id}/events", headers=headers, params=params, timeout=timeout
            ) as answer:
                if answer.status_code >= 400:
                    answer.read()
                    if answer.status_code in {502, 503, 504}:
                        raise _LostError
                    raise RefusedError(_problem(answer))
                if answer.status_code == httpx.codes.NO_CONTENT:
                    # Everything up to the end lies at or below `after`.
                    return
                for item in sse.parse(answer.iter_lines()):
                    event = _event(item)
                    if event is not None:
                        # Facts that workers were busy with may lie behind the end.
                        ended = event.type in ENDS or (ended and event.type != "requested")
                        yield event
        except httpx.ConnectError as error:
            raise UnreachableError(f"no answer from {self.url}: {error}") from error
        except httpx.TransportError as error:
            raise _LostError from error
        if not ended and not follow:
            # The server went away in good order in the middle of a revision.
            raise _LostError

    def wait(self, deck_id: str, *, after: int = 0, on_event: Callable[[DeckEvent], None] | None = None) -> Deck:
        """Wait for the end of the deck's revision and return its state; `on_event` sees each fact as it comes."""
        for event in self.events(deck_id, after=after):
            if on_event:
                on_event(event)
            if event.type in ENDS:
                break
        return self.state(deck_id)

    def download(self, deck_id: str, file: str, target: Path, *, sha256: str | None = None) -> int:
        """Write `deck.pptx`, `deck.pdf`, `notes.md` or `slides/{id}.png` to `target`; returns the bytes written.

        The target appears whole or not at all. Raises DamagedError when the bytes do not hash to `sha256`.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{os.getpid()}.part")
        digest, size = hashlib.sha256(), 0
        try:
            with self._http.stream("GET", f"/decks/{deck_id}/{file}", follow_redirects=True) as answer:
                if answer.status_code >= 400:
                    answer.read()
                    raise RefusedError(_problem(answer))
                with partial.open("wb") as out:
                    for chunk in answer.iter_bytes():
                        digest.update(chunk)
                        size += out.write(chunk)
            if sha256 and digest.hexdigest() != sha256:
                raise DamagedError(f"{file} arrived damaged: its hash is not the one the server gave")
            partial.replace(target)
        except httpx.TransportError as error:
            raise UnreachableError(f"the download of {file} broke off: {error or type(error).__name__}") from error
        finally:
            partial.unlink(missing_ok=True)
        return size

    def ready(self) -> bool:
        """Return whether the server says that it can serve now."""
        try:
            return self._http.get(f"{self.url}/readyz", timeout=CONNECT_S).status_code == 200
        except httpx.TransportError:
            return False

    def _ask(self, method: str, path: str, *, tries: int = 1, **options: Any) -> httpx.Response:
        for left in range(tries - 1, -1, -1):
            try:
                answer = self._http.request(method, path, **options)
            except httpx.TransportError as error:
                if left:
                    time.sleep(FIRST_DELAY_S * (tries - left))
                    continue
                raise UnreachableError(f"no answer from {self.url}: {error or type(error).__name__}") from error
            if answer.status_code in {502, 503, 504} and left:
                time.sleep(FIRST_DELAY_S * (tries - left))
                continue
            if answer.status_code >= 400:
                raise RefusedError(_problem(answer))
            return answer
        raise UnreachableError(f"no answer from {self.url}")


class _LostError(Exception):
    """The event stream broke off before the end."""


def _event(item: sse.ServerSentEvent) -> DeckEvent | None:
    """Return the fact, or None for an event that carries none (the assistant's typing)."""
    try:
        return DeckEvent.model_validate_json(item.data)
    except ValidationError:
        return None


def _problem(answer: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(answer.content)
    except ValidationError:
        return Problem(
            title=f"HTTP {answer.status_code} {answer.reason_phrase}".strip(),
            status=max(400, answer.status_code),
            code="internal" if answer.status_code >= 500 else "invalid_request",
            detail=f"{answer.request.method} {answer.request.url.path}",
        )
