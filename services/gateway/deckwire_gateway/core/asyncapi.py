"""The AsyncAPI 3 description of the bus, made from the topology and the event models of the contracts."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import EVENT_TYPES, DeadLetter, DeadlinePassed, DeckText, LookAnswer, LookQuestion
from deckwire_contracts.topology import CONSUMERS, DEADLETTERS, DECKS, STREAMS, question
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

_REF = "#/components/schemas/{model}"
_WRITERS = {
    "requested": "gateway",
    "outlined": "llm",
    "approved": "gateway",
    "slide.briefed": "llm",
    "slide.drafted": "llm",
    "slide.illustrated": "imagegen",
    "slide.previewed": "render",
    "ready": "render",
    "rendered": "render",
    "failed": "any service",
    "cancelled": "gateway",
}
_OWNER = {"tenant": "The tenant.", "deck": "The deck.", "revision": "The revision, counted from 1."}


def _suffix(kind: str) -> str:
    suffix = str(EVENT_TYPES[kind].subject_suffix)
    if kind == "slide.previewed":
        suffix += ".{stage}"
    return f"slide.{{slide}}.{suffix}" if kind.startswith("slide.") else suffix


def _message(name: str, model: type[BaseModel], summary: str) -> dict[str, Any]:
    return {
        "name": name,
        "summary": summary,
        "contentType": "application/json",
        "payload": {"$ref": _REF.format(model=model.__name__)},
        "headers": {"$ref": "#/components/schemas/FactHeaders"},
    }


_HEADERS = {
    "type": "object",
    "description": "NATS headers of a fact: de-duplication, W3C Trace Context and CloudEvents 1.0.",
    "properties": {
        "Nats-Msg-Id": {"type": "string"},
        "traceparent": {"type": "string"},
        **{f"ce-{name}": {"type": "string"} for name in ("specversion", "id", "type", "source", "subject", "time")},
    },
}


def describe(*, version: str, nats_host: str) -> dict[str, Any]:
    """Return the AsyncAPI document; `nats_host` is host and port of the broker, without any credentials."""
    models: dict[str, type[BaseModel]] = dict(EVENT_TYPES)
    others: dict[str, type[BaseModel]] = {"deadline": DeadlinePassed, "text": DeckText, "deadletter": DeadLetter}
    others |= {"look-question": LookQuestion, "look-answer": LookAnswer}
    _, schemas = models_json_schema(
        [(model, "serialization") for model in [*models.values(), *others.values()]], ref_template=_REF
    )
    messages = {
        kind: _message(kind, model, (model.__doc__ or "").strip().splitlines()[0])
        for kind, model in {**models, **others}.items()
    }
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    for kind in EVENT_TYPES:
        address = f"deck.{{tenant}}.{{deck}}.{{revision}}.{_suffix(kind)}"
        channels[kind] = _channel(address, kind, f"Stream {DECKS}; written once, by {_WRITERS[kind]}.")
        operations[f"receive.{kind}"] = {"action": "receive", "channel": {"$ref": f"#/channels/{kind}"}}
    stored = list(EVENT_TYPES)
    channels["stored"] = {
        **_channel("stored.deck.{tenant}.{deck}.{revision}.{rest}", stored[0], "Every fact again, once it is stored."),
        "messages": {kind: {"$ref": f"#/components/messages/{kind}"} for kind in stored},
    }
    channels["deadline"] = _channel(
        "timer.due.{tenant}.{deck}.{revision}", "deadline", f"Stream {DECKS}; a revision's time is up."
    )
    channels["text"] = _channel(
        "live.{tenant}.{deck}.{revision}", "text", "Core NATS, not stored: the assistant's words while it types."
    )
    channels["deadletter"] = _channel(
        "deadletter.{service}.{consumer}", "deadletter", f"Stream {DEADLETTERS}: what could not be handled."
    )
    look = question("render-look")
    channels["look"] = _channel(look.subject, "look-question", f"Core NATS, not stored: answered by {look.service}.")
    channels["look-answers"] = {
        **_channel("", "look-answer", "The inbox that a question names."),
        "address": None,
    }
    operations["ask.look"] = {
        "action": "send",
        "channel": {"$ref": "#/channels/look"},
        "reply": {
            "address": {"location": "$message.header#/reply-to", "description": "The reply subject of the request."},
            "channel": {"$ref": "#/channels/look-answers"},
        },
    }
    for name in ("stored", "deadline", "text", "deadletter"):
        operations[f"receive.{name}"] = {"action": "receive", "channel": {"$ref": f"#/channels/{name}"}}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Deckwire on the bus",
            "version": version,
            "description": (
                "Facts of decks are immutable messages on subjects of their own, each written once. "
                "Consumers ignore fields that they do not know; fields are only ever added."
            ),
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"bus": {"host": nats_host, "protocol": "nats"}},
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": {**schemas["$defs"], "FactHeaders": _HEADERS}},
        "x-deckwire-streams": [
            {"name": stream.name, "subjects": list(stream.subjects), "description": stream.description}
            for stream in STREAMS
        ],
        "x-deckwire-consumers": [
            {"name": spec.name, "service": spec.service, "stream": spec.stream, "filters": list(spec.filters)}
            for spec in CONSUMERS
        ],
    }


def _channel(address: str, message: str, description: str) -> dict[str, Any]:
    names = [part[1:-1] for part in address.split(".") if part.startswith("{")]
    known = {
        **_OWNER,
        "slide": "The slide.",
        "stage": "`text` before the picture has arrived, else `full`.",
        "rest": "As in the subject of the fact.",
        "service": "The service that gave up.",
        "consumer": "The consumer that it read.",
    }
    return {
        "address": address,
        "description": description,
        "parameters": {name: {"description": known[name]} for name in names},
        "messages": {message: {"$ref": f"#/components/messages/{message}"}},
    }
