"""Calls that describe the interface itself."""

from __future__ import annotations

from ...core.openapi import Answer, Operation
from .. import catalogue, pages
from .route import Route

ROUTES: tuple[Route, ...] = (
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
