"""The one table of streams, consumers and buckets: who reads and writes what on the bus."""

from __future__ import annotations

import re
from dataclasses import dataclass

DECKS = "DECKS"
DEADLETTERS = "DEADLETTERS"
STORED_PREFIX = "stored"
ARTIFACTS = "artifacts"
IDEMPOTENCY = "idempotency"
UPLOADS = "uploads"
TEMPLATES = "templates"
BRANDS = "themes"
PICTURES = "pictures"

_TOKEN = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_DAY_S = 86_400


@dataclass(frozen=True)
class StreamSpec:
    """A JetStream stream; ages in seconds, sizes in bytes, 0 or -1 for no limit."""

    name: str
    subjects: tuple[str, ...]
    description: str
    max_age_s: int = 0
    max_msg_bytes: int = 1_000_000
    republish_to: str | None = None
    schedules: bool = False


@dataclass(frozen=True)
class ConsumerSpec:
    """A durable pull consumer: what it filters, how long a delivery may stay silent, how often it is tried.

    `concurrency` is the default number of subscribers of one process, each with one message in hand;
    `max_attempts` deliveries later the message is a dead letter.
    """

    name: str
    service: str
    filters: tuple[str, ...]
    concurrency: int = 1
    ack_wait_s: float = 10.0
    max_attempts: int = 5
    max_ack_pending: int = 1000
    stream: str = DECKS


@dataclass(frozen=True)
class BucketSpec:
    """A key-value bucket (`kind="kv"`) or an object store (`kind="object"`); `ttl_s` 0 keeps for ever."""

    name: str
    kind: str
    description: str
    ttl_s: int = 0


@dataclass(frozen=True)
class QuestionSpec:
    """A question of one service to another over core NATS: who answers, where, and how long an asker waits.

    Of all processes of the service one answers, because they listen as the queue group of the service's name;
    `concurrency` is how many questions one process has in hand at once.
    """

    name: str
    service: str
    subject: str
    timeout_s: float
    concurrency: int = 1


STREAMS: tuple[StreamSpec, ...] = (
    StreamSpec(
        name=DECKS,
        subjects=("deck.>", "timer.>"),
        description="Every fact of every deck; the stream is the database.",
        max_msg_bytes=2_000_000,
        republish_to=STORED_PREFIX,
        schedules=True,
    ),
    StreamSpec(
        name=DEADLETTERS,
        subjects=("deadletter.>",),
        description="Messages that could not be handled, with the reason.",
        max_age_s=90 * _DAY_S,
        max_msg_bytes=4_000_000,
    ),
)

CONSUMERS: tuple[ConsumerSpec, ...] = (
    ConsumerSpec("llm-outline", "llm", ("deck.*.*.*.requested",), concurrency=4),
    ConsumerSpec("llm-brief", "llm", ("deck.*.*.*.outlined", "deck.*.*.*.approved"), concurrency=2),
    ConsumerSpec("llm-draft", "llm", ("deck.*.*.*.slide.*.briefed",), concurrency=8),
    ConsumerSpec("imagegen-illustrate", "imagegen", ("deck.*.*.*.slide.*.drafted",), concurrency=6),
    ConsumerSpec(
        "render-preview",
        "render",
        ("deck.*.*.*.slide.*.drafted", "deck.*.*.*.slide.*.illustrated"),
        concurrency=2,
    ),
    ConsumerSpec(
        "render-join",
        "render",
        (
            "deck.*.*.*.outlined",
            "deck.*.*.*.approved",
            "deck.*.*.*.slide.*.drafted",
            "deck.*.*.*.slide.*.illustrated",
        ),
        concurrency=2,
    ),
    ConsumerSpec("render-deck", "render", ("deck.*.*.*.ready",), concurrency=2, ack_wait_s=15.0),
    ConsumerSpec("render-deadline", "render", ("timer.due.*.*.*",), concurrency=1),
)

QUESTIONS: tuple[QuestionSpec, ...] = (QuestionSpec("render-look", "render", "ask.render.look", timeout_s=20.0),)

BUCKETS: tuple[BucketSpec, ...] = (
    BucketSpec(ARTIFACTS, "object", "Pictures, sources, previews and finished decks, named by content hash."),
    BucketSpec(UPLOADS, "kv", "Uploaded files by id: whose they are and where their bytes lie.", ttl_s=30 * _DAY_S),
    BucketSpec(TEMPLATES, "kv", "Users' own masters by id: whose they are, where their bytes lie, what was found."),
    BucketSpec(BRANDS, "kv", "Themes that brands made, by tenant and id: colours, fonts, logo, how they turned out."),
    BucketSpec(PICTURES, "kv", "Picture orders by hash, and the picture that stands for each.", ttl_s=30 * _DAY_S),
    BucketSpec(IDEMPOTENCY, "kv", "Idempotency-Key to deck, for 24 hours.", ttl_s=_DAY_S),
)


def consumer(name: str) -> ConsumerSpec:
    """Return the consumer of that name; raises KeyError when the table has none."""
    for spec in CONSUMERS:
        if spec.name == name:
            return spec
    raise KeyError(name)


def question(name: str) -> QuestionSpec:
    """Return the question of that name; raises KeyError when the table has none."""
    for spec in QUESTIONS:
        if spec.name == name:
            return spec
    raise KeyError(name)


def is_token(text: str) -> bool:
    """Return whether `text` may stand as one token of a subject (no dot, wildcard or space)."""
    return bool(_TOKEN.fullmatch(text))


def deck_subject(tenant_id: str, deck_id: str, revision: int | str = "*", suffix: str = ">") -> str:
    """Return a subject or filter of one deck's facts; raises ValueError when an id is not a token."""
    if not is_token(tenant_id) or not is_token(deck_id):
        raise ValueError("tenant and deck ids must be tokens")
    return f"deck.{tenant_id}.{deck_id}.{revision}.{suffix}"


def live_subject(tenant_id: str, deck_id: str, revision: int) -> str:
    """Return the core subject on which the assistant's words for a revision travel."""
    return f"live.{tenant_id}.{deck_id}.{revision}"


def timer_subjects(tenant_id: str, deck_id: str, revision: int) -> tuple[str, str]:
    """Return where a revision's deadline is scheduled and where it is delivered when it is due."""
    tail = f"{tenant_id}.{deck_id}.{revision}"
    return f"timer.set.{tail}", f"timer.due.{tail}"


def deadletter_subject(service: str, consumer_name: str) -> str:
    """Return the subject of dead letters of one consumer."""
    return f"deadletter.{service}.{consumer_name}"
