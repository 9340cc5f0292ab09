"""The files of a deck: what may be had, under which name, and whether it is ready."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deckwire_contracts import ArtifactRef, DeckRendered, DeckState, ProblemCode, ProblemError
from deckwire_contracts.topology import is_token

from ..ports import Ports
from .access import Principal
from .admission import Door
from .desk import Desk, no_such_deck
from .presenting import deck_title, notes_markdown

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class File:
    """A file that can be had: its entity tag, size in bytes, the title and extension to save it under."""

    etag: str
    size: int
    media_type: str
    title: str
    extension: str
    inline: bool
    read: Callable[[], Awaitable[bytes]]


class Files:
    """Finds the files of decks for whoever may have them."""

    def __init__(self, ports: Ports, *, door: Door, desk: Desk) -> None:
        self._ports = ports
        self._door = door
        self._desk = desk

    async def find(self, principal: Principal, deck_id: str, name: str, revision: int | None) -> File:
        """Return the file `name` (`deck.pptx`, `deck.pdf`, `notes.md`, `slides/{id}.png`) of a revision.

        Raises ProblemError `not_found` or `not_ready`.
        """
        self._door.read(principal, file=(deck_id, name, revision or 0))
        if not is_token(deck_id):
            raise no_such_deck()
        state = await self._desk.state(_plain(principal), deck_id, revision)
        title = deck_title(state)
        if name == "notes.md":
            return _notes(state, title)
        if name.startswith("slides/"):
            slide_id = name.removeprefix("slides/").removesuffix(".png")
            return self._stored(_preview(state, slide_id), f"{title} {slide_id}", "png", inline=True)
        if not isinstance(state.end, DeckRendered):
            raise _not_ready(state)
        if name == "deck.pptx":
            return self._stored(state.end.pptx, title, "pptx")
        if state.end.pdf is None:
            raise ProblemError.of(
                ProblemCode.NOT_FOUND,
                "This deck was not asked for as PDF.",
                hint='Ask for it with "export_as": ["pptx", "pdf"].',
            )
        return self._stored(state.end.pdf, title, "pdf")

    def _stored(self, ref: ArtifactRef, title: str, extension: str, *, inline: bool = False) -> File:
        media_types = {"pptx": PPTX, "pdf": "application/pdf", "png": "image/png"}
        # The type comes from what was asked for, never from what was stored: a browser must not be talked into
        # treating a file as a page.
        return File(
            etag=ref.sha256,
            size=ref.bytes,
            media_type=media_types[extension],
            title=title,
            extension=extension,
            inline=inline,
            read=lambda: self._ports.artifacts.get(ref),
        )


def _plain(principal: Principal) -> Principal:
    """Return the principal without its grant, once the grant has been checked against the file."""
    return Principal(principal.tenant, principal.subject, principal.scopes, None, principal.expires)


def _preview(state: DeckState, slide_id: str) -> ArtifactRef:
    slide = state.slide(slide_id)
    if state.outline is None and state.end is None:
        # Which slides there will be is not known yet.
        raise _not_ready(state)
    if slide is None:
        raise ProblemError.of(ProblemCode.NOT_FOUND, "The deck has no such slide.")
    if slide.preview is None:
        raise _not_ready(state)
    return slide.preview.image


def _not_ready(state: DeckState) -> ProblemError:
    if state.end is None:
        return ProblemError.of(
            ProblemCode.NOT_READY,
            f"The deck is {state.status.value}.",
            hint="Follow its events, or ask again in a moment.",
            retry_after_s=2,
        )
    return ProblemError.of(ProblemCode.NOT_READY, f"The deck is {state.status.value}; there is no such file of it.")


def _notes(state: DeckState, title: str) -> File:
    text = notes_markdown(state)
    if text is None:
        raise _not_ready(state)
    data = text.encode()

    async def read() -> bytes:
        return data

    return File(
        etag=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/markdown; charset=utf-8",
        title=f"{title} notes",
        extension="md",
        inline=False,
        read=read,
    )
