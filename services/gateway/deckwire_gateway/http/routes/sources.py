"""Calls that take in the documents that decks are made from."""

from __future__ import annotations

from ...core.access import Action
from ...core.openapi import Answer, Operation
from ...core.views import UploadView
from .. import uploads
from .route import Route

ROUTES: tuple[Route, ...] = (
    Route(
        Operation(
            "POST",
            "/uploads",
            "upload",
            "sources",
            "Send a document or a picture to make decks from",
            {201: Answer("It was taken in.", UploadView)},
            action=Action.WRITE,
            description=(
                "One part named `file`: .md .txt .csv .tsv .html .pdf .docx .pptx .xlsx, or a picture "
                "(.png .jpg .webp) to be shown on a slide or to serve as a logo. Tables become native tables and "
                "charts; pictures inside documents are shown on the slides about them. Kept for 30 days."
            ),
            multipart=True,
            problems=(400, 401, 403, 413, 415, 422, 429),
        ),
        uploads.upload,
    ),
)
