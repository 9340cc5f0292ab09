"""Calls that ask for a deck, look at it, follow it and end it."""

from __future__ import annotations

from deckwire_contracts import DeckRequest

from ...core.access import Action
from ...core.asking import ApprovalRequest
from ...core.openapi import Answer, Operation, Param
from ...core.views import DeckList, DeckView, EventView
from .. import decks, events
from .route import REVISION, Route

_KEY = Param(
    "Idempotency-Key",
    "header",
    {"type": "string", "minLength": 1, "maxLength": 255},
    "The same key with the same body asks for the same deck for 24 hours; with another body it is a 422.",
)
_PREFER = Param("Prefer", "header", {"type": "string"}, "`wait=N` (at most 120 seconds) waits for the finished deck.")
ROUTES: tuple[Route, ...] = (
    Route(
        Operation(
            "POST",
            "/decks",
            "createDeck",
            "decks",
            "Ask for a deck",
            {
                202: Answer("The request is on the stream.", DeckView, headers={"Location": "The deck."}),
                201: Answer("The deck is rendered (`Prefer: wait`).", DeckView, headers={"Location": "The deck."}),
            },
            action=Action.WRITE,
            params=(_KEY, _PREFER),
            body=DeckRequest,
            problems=(400, 401, 403, 413, 415, 422, 429, 503),
        ),
        decks.create,
    ),
    Route(
        Operation(
            "GET",
            "/decks",
            "listDecks",
            "decks",
            "List decks, newest first",
            {200: Answer("One page.", DeckList)},
            action=Action.READ,
            params=(
                Param("limit", "query", {"type": "integer", "minimum": 1, "maximum": decks.MAX_PAGE, "default": 20}),
                Param("cursor", "query", {"type": "string"}, "`next_cursor` of the page before."),
            ),
            problems=(401, 403, 422),
        ),
        decks.page,
    ),
    Route(
        Operation(
            "GET",
            "/decks/{deck_id}",
            "getDeck",
            "decks",
            "Look at a deck",
            {200: Answer("The state of the deck.", DeckView)},
            action=Action.READ,
            params=(REVISION,),
            problems=(401, 403, 404, 422),
        ),
        decks.show,
    ),
    Route(
        Operation(
            "DELETE",
            "/decks/{deck_id}",
            "eraseDeck",
            "decks",
            "Erase a deck, its facts and its bytes",
            {204: Answer("It is gone.")},
            action=Action.WRITE,
            problems=(401, 403, 404, 429),
        ),
        decks.erase,
    ),
    Route(
        Operation(
            "POST",
            "/decks/{deck_id}/cancel",
            "cancelDeck",
            "decks",
            "Stop a deck in the making",
            {200: Answer("It is cancelled.", DeckView)},
            action=Action.WRITE,
            problems=(401, 403, 404, 409, 429),
        ),
        decks.cancel,
    ),
    Route(
        Operation(
            "PUT",
            "/decks/{deck_id}/outline",
            "approveOutline",
            "decks",
            "Approve the outline, as is or edited",
            {200: Answer("Drafting goes on.", DeckView)},
            action=Action.WRITE,
            body=ApprovalRequest,
            body_required=False,
            problems=(400, 401, 403, 404, 409, 413, 415, 422, 429),
        ),
        decks.approve,
    ),
    Route(
        Operation(
            "GET",
            "/decks/{deck_id}/events",
            "followDeck",
            "decks",
            "Follow a deck as Server-Sent Events",
            {
                200: Answer(
                    "One event per fact: `id` is its sequence, `event` its type, `data` this object.",
                    EventView,
                    "text/event-stream",
                ),
                204: Answer("The client has seen the end already."),
            },
            action=Action.READ,
            params=(
                Param("after", "query", {"type": "integer", "minimum": 0}, "Only facts above this sequence."),
                Param("Last-Event-ID", "header", {"type": "integer"}, "The same, as browsers send it."),
                Param("follow", "query", {"enum": ["0", "1"]}, "1: stay after the revision's end."),
            ),
            problems=(401, 403, 404, 422),
        ),
        events.stream,
    ),
)
