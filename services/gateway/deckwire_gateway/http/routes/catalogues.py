"""Calls that say which models and services are there."""

from __future__ import annotations

from ...core.access import Action
from ...core.openapi import Answer, Operation
from ...core.views import ModelList, WorkerList
from .. import catalogue
from .route import Route

ROUTES: tuple[Route, ...] = (
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
)
