"""Calls about the catalogue of themes and the themes of brands."""

from __future__ import annotations

from ...core.access import Action
from ...core.brands import ThemeRequest
from ...core.openapi import Answer, Operation, Param
from ...core.views import ThemeList, ThemeView
from .. import themes
from .route import Route


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
)
