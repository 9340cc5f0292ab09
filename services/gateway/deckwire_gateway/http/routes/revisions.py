"""Calls that make the next revision of a deck."""

from __future__ import annotations

from pydantic import BaseModel

from ...core.access import Action
from ...core.openapi import Answer, Operation
from ...core.revising import EditRequest, ForkRequest, MessageRequest, RestoreRequest, RetryRequest
from ...core.views import DeckView
from .. import decks
from .route import Handler, Route


def _revision(
    tail: str,
    name: str,
    summary: str,
    body: type[BaseModel],
    handler: Handler,
    *,
    method: str = "POST",
    required: bool = True,
) -> Route:
    operation = Operation(
        method,
        f"/decks/{{deck_id}}{tail}",
        name,
        "revisions",
        summary,
        {202: Answer("The request is on the stream.", DeckView, headers={"Location": "The deck."})},
        action=Action.WRITE,
        body=body,
        body_required=required,
        problems=(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    )
    return Route(operation, handler)


ROUTES: tuple[Route, ...] = (
    _revision(
        "/messages",
        "refineDeck",
        "Say what to change; only slides that it touches are made anew",
        MessageRequest,
        decks.message,
    ),
    _revision("/restore", "restoreDeck", "Go back to an older revision", RestoreRequest, decks.restore),
    _revision(
        "/retry",
        "retryDeck",
        "Ask once more for what failed or was cancelled, in the same words",
        RetryRequest,
        decks.retry,
        required=False,
    ),
    _revision("/fork", "forkDeck", "Begin a deck of its own with this one", ForkRequest, decks.fork, required=False),
    _revision(
        "",
        "editDeck",
        "Change title, slides, their order, the theme or the master by hand",
        EditRequest,
        decks.edit,
        method="PATCH",
    ),
)
