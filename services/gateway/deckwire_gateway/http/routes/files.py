"""Calls that send the files of a deck."""

from __future__ import annotations

from ...core.access import Action
from ...core.files import PPTX
from ...core.openapi import Answer, Operation, Param
from .. import files
from .route import REVISION, Route

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
            REVISION,
            Param("If-None-Match", "header", {"type": "string"}),
            Param("Range", "header", {"type": "string"}),
        ),
        signed=True,
        problems=(401, 403, 404, 409, 416, 422),
    )
    return Route(operation, files.download)


ROUTES: tuple[Route, ...] = (
    _file("/decks/{deck_id}/deck.pptx", "getPptx", "The deck as PowerPoint", PPTX),
    _file("/decks/{deck_id}/deck.pdf", "getPdf", "The deck as PDF", "application/pdf"),
    _file("/decks/{deck_id}/notes.md", "getNotes", "The speaker notes as Markdown", "text/markdown"),
    _file("/decks/{deck_id}/slides/{slide_id}.png", "getPreview", "A slide as a picture", "image/png"),
)
