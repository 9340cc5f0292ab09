"""Calls about users' own masters."""

from __future__ import annotations

from ...core.access import Action
from ...core.openapi import Answer, Operation
from ...core.views import TemplateList, TemplateView
from .. import templates
from .route import Route

ROUTES: tuple[Route, ...] = (
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
)
