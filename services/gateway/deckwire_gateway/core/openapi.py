"""The OpenAPI 3.1 description, made from one table of operations and the pydantic models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from deckwire_contracts import DeckRequest, Problem
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .access import Action
from .asking import NOT_YET
from .signing import API

_REF = "#/components/schemas/{model}"
_PLACEHOLDER = re.compile(r"{(\w+)}")
JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Param:
    """A query, header or path parameter; `schema` is its JSON Schema."""

    name: str
    where: Literal["query", "header", "path"]
    schema: Mapping[str, Any]
    description: str = ""


@dataclass(frozen=True)
class Answer:
    """One status of an operation: a model as JSON, or bytes of a media type, or nothing."""

    description: str
    model: type[BaseModel] | None = None
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One call of the HTTP interface; `path` is below `/api/v1`, with `{names}` in it.

    `signed` says that a signed link will do as well as a token.
    """

    method: str
    path: str
    name: str
    tag: str
    summary: str
    answers: Mapping[int, Answer]
    action: Action | None = None
    description: str = ""
    params: tuple[Param, ...] = ()
    body: type[BaseModel] | None = None
    body_required: bool = True
    multipart: bool = False
    signed: bool = False
    problems: tuple[int, ...] = ()


def describe(operations: Iterable[Operation], *, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of the operations."""
    table = list(operations)
    inputs = {op.body for op in table if op.body}
    outputs = {answer.model for op in table for answer in op.answers.values() if answer.model} | {Problem}
    refs, schemas = models_json_schema(
        [(model, "validation") for model in sorted(inputs, key=lambda m: m.__name__)]
        + [(model, "serialization") for model in sorted(outputs, key=lambda m: m.__name__)],
        ref_template=_REF,
    )
    for name in NOT_YET:
        schemas["$defs"][DeckRequest.__name__]["properties"].pop(name, None)
    paths: dict[str, dict[str, Any]] = {}
    for op in table:
        paths.setdefault(op.path, {})[op.method.lower()] = _operation(op, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Deckwire",
            "version": version,
            "summary": "A message or a document becomes a finished, editable PowerPoint deck.",
            "description": (
                "Errors are RFC 9457 problem details with a stable `code`. Events come over `GET /decks/{id}/events` "
                "and over Socket.IO (see `/api/v1/asyncapi.json` for what travels on the bus)."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": API}],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "link": {
                    "type": "apiKey",
                    "in": "query",
                    "name": "sig",
                    "description": "A signed, expiring link, as states and events carry it.",
                },
            },
        },
    }


def _operation(op: Operation, refs: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": op.name,
        "tags": [op.tag],
        "summary": op.summary,
        "responses": {},
    }
    if op.description:
        described["description"] = op.description
    names = [match.group(1) for match in _PLACEHOLDER.finditer(op.path)]
    params = [Param(name, "path", {"type": "string"}) for name in names] + list(op.params)
    if params:
        described["parameters"] = [_param(param) for param in params]
    if op.multipart:
        described["requestBody"] = {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
                    }
                }
            },
        }
    elif op.body:
        described["requestBody"] = {
            "required": op.body_required,
            "content": {JSON: {"schema": refs[(op.body, "validation")]}},
        }
    for status, answer in op.answers.items():
        described["responses"][str(status)] = _answer(answer, refs)
    for status in op.problems:
        described["responses"].setdefault(str(status), _answer(Answer("A problem.", Problem, PROBLEM), refs))
    described["responses"]["default"] = _answer(Answer("Any problem.", Problem, PROBLEM), refs)
    if op.action:
        bearer: dict[str, list[str]] = {"bearer": []}
        described["security"] = [bearer, {"link": []}] if op.signed else [bearer]
    else:
        described["security"] = []
    return described


def _param(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "in": param.where,
        "required": param.where == "path",
        "schema": dict(param.schema),
        **({"description": param.description} if param.description else {}),
    }


def _answer(answer: Answer, refs: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    described: dict[str, Any] = {"description": answer.description}
    if answer.model:
        kind = answer.media_type or JSON
        described["content"] = {kind: {"schema": refs[(answer.model, "serialization")]}}
    elif answer.media_type:
        described["content"] = {answer.media_type: {}}
    if answer.headers:
        described["headers"] = {
            name: {"description": text, "schema": {"type": "string"}} for name, text in answer.headers.items()
        }
    return described
