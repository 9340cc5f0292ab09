"""The one table of HTTP calls: what the router serves is what OpenAPI describes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from deckwire_contracts import DeckRequest
from pydantic import BaseModel

from ..core.access import Action
from ..core.asking import ApprovalRequest
from ..core.brands import ThemeRequest
from ..core.files import PPTX
from ..core.openapi import Answer, Operation, Param
from ..core.revising import EditRequest, ForkRequest, MessageRequest, RestoreRequest
from ..core.signing import API
from ..core.views import (
    DeckList,
    DeckView,
    EventView,
    ModelList,
    TemplateList,
    TemplateView,
    ThemeList,
    ThemeView,
    UploadView,
    WorkerList,
)
from . import catalogue, decks, events, files, pages, templates, themes, uploads
from .context import CONTEXT, PRINCIPAL

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Route:
    """An operation and the function that carries it out."""

    operation: Operation
    handler: Handler


_REVISION = Param("revision", "query", {"type": "integer", "minimum": 1}, "The revision; the newest if left out.")
_KEY = Param(
    "Idempotency-Key",
    "header",
    {"type": "string", "minLength": 1, "maxLength": 255},
    "The same key with the same body asks for the same deck for 24 hours; with another body it is a 422.",
)
_PREFER = Param("Prefer", "header", {"type": "string"}, "`wait=N` (at most 120 seconds) waits for the finished deck.")
_FILE_HEADERS = {
    "ETag": "The SHA-256 of the bytes.",
    "Content-Disposition": "A file name made of the deck's title.",
    "Accept-Ranges": "`bytes`.",
}


def _file(path: str, name: str, summary: str, media_type: str) -> Route:
    operation = Operation(
        "GET",
        path,
        name,
        "files",
        summary,
        {
            200: Answer("The bytes.", media_type=media_type, headers=_FILE_HEADERS),
            206: Answer("The part that `Range` asks for.", media_type=media_type, headers=_FILE_HEADERS),
            304: Answer("The client's copy is current."),
        },
        action=Action.READ,
        description="Authorised by a token, or by the signed link that states and events carry.",
        params=(
            _REVISION,
            Param("If-None-Match", "header", {"type": "string"}),
            Param("Range", "header", {"type": "string"}),
        ),
        signed=True,
        problems=(401, 403, 404, 409, 416, 422),
    )
    return Route(operation, files.download)


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


def _theme_picture(path: str, name: str, summary: str) -> Route:
    operation = Operation(
        "GET",
        path,
        name,
        "themes",
        summary,
        {
            200: Answer("The picture.", media_type="image/png", headers={"ETag": "The SHA-256 of the bytes."}),
            304: Answer("The client's copy is current."),
        },
        description="Anybody may look at the catalogue; a theme of a brand needs a token of its tenant.",
        params=(Param("If-None-Match", "header", {"type": "string"}),),
        problems=(401, 403, 404, 503),
    )
    return Route(operation, themes.picture)


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
            params=(_REVISION,),
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
    _revision(
        "/messages",
        "refineDeck",
        "Say what to change; only slides that it touches are made anew",
        MessageRequest,
        decks.message,
    ),
    _revision("/restore", "restoreDeck", "Go back to an older revision", RestoreRequest, decks.restore),
    _revision("/fork", "forkDeck", "Begin a deck of its own with this one", ForkRequest, decks.fork, required=False),
    _revision(
        "",
        "editDeck",
        "Change title, slides, their order or the theme by hand",
        EditRequest,
        decks.edit,
        method="PATCH",
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
    _file("/decks/{deck_id}/deck.pptx", "getPptx", "The deck as PowerPoint", PPTX),
    _file("/decks/{deck_id}/deck.pdf", "getPdf", "The deck as PDF", "application/pdf"),
    _file("/decks/{deck_id}/notes.md", "getNotes", "The speaker notes as Markdown", "text/markdown"),
    _file("/decks/{deck_id}/slides/{slide_id}.png", "getPreview", "A slide as a picture", "image/png"),
    Route(
        Operation(
            "POST",
            "/uploads",
            "upload",
            "sources",
            "Send a document to make decks from",
            {201: Answer("It was taken in.", UploadView)},
            action=Action.WRITE,
            description=(
                "One part named `file`: .md .txt .csv .tsv .pdf .docx .pptx .xlsx, or a .png or .jpg for a logo. "
                "Kept for 30 days."
            ),
            multipart=True,
            problems=(400, 401, 403, 413, 415, 422, 429),
        ),
        uploads.upload,
    ),
    Route(
        Operation(
            "POST",
            "/templates",
            "addTemplate",
            "templates",
            "Send your own .pptx master",
            {201: Answer("It was taken in, and what was found in it.", TemplateView)},
            action=Action.WRITE,
            description=(
                "One part named `file`: a .pptx or .potx without macros or password. Its first slide master is kept, "
                "its slides are not. The `id` goes into `template` of a deck."
            ),
            multipart=True,
            problems=(400, 401, 403, 413, 415, 422, 429, 503),
        ),
        templates.add,
    ),
    Route(
        Operation(
            "GET",
            "/templates",
            "listTemplates",
            "templates",
            "List your masters, newest first",
            {200: Answer("All masters of the tenant.", TemplateList)},
            action=Action.READ,
            problems=(401, 403),
        ),
        templates.listed,
    ),
    Route(
        Operation(
            "DELETE",
            "/templates/{template_id}",
            "removeTemplate",
            "templates",
            "Remove a master; decks on it stay as they are",
            {204: Answer("It is gone.")},
            action=Action.WRITE,
            problems=(401, 403, 404, 429),
        ),
        templates.forget,
    ),
    Route(
        Operation(
            "GET",
            "/templates/{template_id}/slides/{number}.png",
            "getTemplatePicture",
            "templates",
            "A sample slide on a master",
            {
                200: Answer("The picture.", media_type="image/png", headers={"ETag": "The SHA-256 of the bytes."}),
                304: Answer("The client's copy is current."),
            },
            action=Action.READ,
            problems=(401, 403, 404),
        ),
        templates.picture,
    ),
    Route(
        Operation(
            "GET",
            "/themes",
            "listThemes",
            "themes",
            "List the themes",
            {200: Answer("The catalogue and your own themes.", ThemeList)},
            action=Action.READ,
            problems=(401, 403, 503),
        ),
        themes.listed,
    ),
    Route(
        Operation(
            "POST",
            "/themes",
            "makeTheme",
            "themes",
            "Make a theme from a brand's colours, fonts and logo",
            {201: Answer("The theme, and what was changed so that text can be read.", ThemeView)},
            action=Action.WRITE,
            description=(
                "The `id` goes into `theme` of a deck. `logo` is the `id` of an upload: a PNG or JPEG of at most 2 MB. "
                "A font is named, not embedded: whoever opens the deck needs it."
            ),
            body=ThemeRequest,
            problems=(400, 401, 403, 413, 415, 422, 429, 503),
        ),
        themes.make,
    ),
    Route(
        Operation(
            "DELETE",
            "/themes/{theme_id}",
            "removeTheme",
            "themes",
            "Remove a brand's theme; decks in it stay as they are",
            {204: Answer("It is gone.")},
            action=Action.WRITE,
            problems=(401, 403, 404, 429),
        ),
        themes.forget,
    ),
    _theme_picture("/themes/{theme_id}.png", "getThemePicture", "The cover of a theme as a picture"),
    _theme_picture("/themes/{theme_id}/slides/{number}.png", "getThemeSlide", "A sample slide in a theme as a picture"),
    Route(
        Operation(
            "GET",
            "/models",
            "listModels",
            "catalogues",
            "List the configured models",
            {200: Answer("The models, and whether decks are written without one.", ModelList)},
            action=Action.READ,
        ),
        catalogue.models,
    ),
    Route(
        Operation(
            "GET",
            "/workers",
            "listWorkers",
            "catalogues",
            "See which services listen on the bus",
            {200: Answer("One entry per consumer.", WorkerList)},
            action=Action.READ,
        ),
        catalogue.workers,
    ),
    Route(
        Operation(
            "GET",
            "/openapi.json",
            "getOpenapi",
            "descriptions",
            "This description",
            {200: Answer("OpenAPI 3.1.", media_type="application/json")},
        ),
        catalogue.document,
    ),
    Route(
        Operation(
            "GET",
            "/asyncapi.json",
            "getAsyncapi",
            "descriptions",
            "What travels on the bus",
            {200: Answer("AsyncAPI 3.", media_type="application/json")},
        ),
        catalogue.document,
    ),
    Route(
        Operation(
            "GET",
            "/docs",
            "getDocs",
            "descriptions",
            "This description as a page",
            {200: Answer("A page without foreign hosts.", media_type="text/html")},
        ),
        pages.docs,
    ),
)
"""Every call below `/api/v1`."""


def guarded(route: Route) -> Handler:
    """Return the handler behind the door: whoever comes is known before it runs."""

    async def handle(request: web.Request) -> web.StreamResponse:
        access = request.app[CONTEXT].access
        who = files.by_link(request) if route.operation.signed else None
        who = who or access.by_header(request.headers.get("Authorization"))
        if not route.operation.signed and route.operation.action is not None:
            access.require(who, route.operation.action)
        request[PRINCIPAL] = who
        return await route.handler(request)

    return handle


def add_routes(router: web.UrlDispatcher) -> None:
    """Add every route of the table to the router."""
    for route in ROUTES:
        handler = guarded(route) if route.operation.action else route.handler
        path = f"{API}{route.operation.path}"
        if route.operation.method == "GET":
            router.add_get(path, handler, allow_head=route.handler is not events.stream)
        else:
            router.add_route(route.operation.method, path, handler)
    router.add_get("/themes", pages.themes)
