"""What must hold of every deck on a stream, checked from the stream alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from deckwire_contracts import (
    EVENT,
    AnyEvent,
    DeckEnded,
    DeckOutlined,
    DeckReady,
    DeckRendered,
    DeckRequested,
    OutlineApproved,
    SlideBriefed,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
)
from deckwire_contracts.topology import DEADLETTERS, DECKS
from deckwire_kit import direct
from deckwire_kit.bus import Bus
from nats.aio.client import Client
from pydantic import ValidationError


@dataclass(frozen=True)
class Fact:
    """One message of the stream, decoded."""

    seq: int
    subject: str
    headers: dict[str, str]
    event: AnyEvent

    @property
    def revision(self) -> tuple[str, str, int]:
        """Tenant, deck and revision."""
        return (self.event.tenant_id, self.event.deck_id, self.event.revision)


@dataclass
class Ledger:
    """Everything on the stream, and what is wrong with it."""

    facts: list[Fact] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    dead_letters: list[str] = field(default_factory=list)

    def of(self, deck_id: str) -> list[Fact]:
        """Return one deck's facts in stream order."""
        return [fact for fact in self.facts if fact.event.deck_id == deck_id]

    def types(self, deck_id: str) -> Counter[str]:
        """Return how many facts of each type a deck has."""
        return Counter(fact.event.type for fact in self.of(deck_id))

    def ends(self) -> dict[tuple[str, str, int], AnyEvent]:
        """Return the end of each revision that has one."""
        return {fact.revision: fact.event for fact in self.facts if isinstance(fact.event, DeckEnded)}


def client_of(bus: Bus) -> Client:
    """Return the connection of a bus."""
    connection: Any = bus.nc
    assert isinstance(connection, Client)
    return connection


async def read(nc: Client) -> Ledger:
    """Read the whole stream and its dead letters, and check what can be checked of each message alone."""
    ledger = Ledger()
    async for message in direct.scan(nc, DECKS, "deck.>"):
        try:
            event = EVENT.validate_json(message.data)
        except ValidationError as error:
            ledger.problems.append(f"{message.subject}: does not validate: {error.errors()[0]['msg']}")
            continue
        ledger.facts.append(Fact(message.seq, message.subject, message.headers, event))
        if event.subject != message.subject:
            ledger.problems.append(f"{message.subject}: holds an event of {event.subject}")
    async for message in direct.scan(nc, DEADLETTERS, "deadletter.>"):
        ledger.dead_letters.append(message.data.decode("utf-8", "replace")[:400])
    return ledger


def check(ledger: Ledger, *, all_ended: bool = True) -> list[str]:
    """Return every invariant that the stream breaks; empty when all is well. `all_ended` False allows open decks."""
    problems = list(ledger.problems)
    for subject, count in Counter(fact.subject for fact in ledger.facts).items():
        if count > 1:
            problems.append(f"{subject}: written {count} times")
    for identity, count in Counter(fact.event.id for fact in ledger.facts).items():
        if count > 1:
            problems.append(f"event id {identity} occurs {count} times")
    revisions: dict[tuple[str, str, int], list[Fact]] = defaultdict(list)
    known: dict[str, set[str]] = defaultdict(set)
    for fact in ledger.facts:
        revisions[fact.revision].append(fact)
        known[fact.event.deck_id].add(fact.event.id)
    for revision, facts in revisions.items():
        name = ".".join(map(str, revision))
        problems += [f"{name}: {problem}" for problem in _revision(facts, all_ended=all_ended)]
        problems += [f"{name}: {problem}" for problem in _envelopes(facts, known[revision[1]])]
    return problems


async def assert_holds(nc: Client, *, all_ended: bool = True, dead_letters: int | None = 0) -> Ledger:
    """Read and check the stream; raises AssertionError with what is wrong, else returns what was read."""
    ledger = await read(nc)
    problems = check(ledger, all_ended=all_ended)
    if dead_letters is not None and len(ledger.dead_letters) != dead_letters:
        problems += [f"dead letter: {letter}" for letter in ledger.dead_letters[:3]]
        problems.append(f"{len(ledger.dead_letters)} dead letters, expected {dead_letters}")
    assert not problems, "\n".join(problems[:20])
    return ledger


def _envelopes(facts: Iterable[Fact], known: set[str]) -> list[str]:
    problems = []
    for fact in facts:
        if fact.headers.get("Nats-Msg-Id") != fact.event.id:
            problems.append(f"{fact.subject}: Nats-Msg-Id is not the event's id")
        if fact.headers.get("ce-specversion") != "1.0" or "ce-type" not in fact.headers:
            problems.append(f"{fact.subject}: CloudEvents headers are missing")
        cause = fact.event.causation_id
        if cause is not None and cause not in known:
            problems.append(f"{fact.subject}: caused by an unknown event {cause}")
        if not isinstance(fact.event, DeckRequested) and not fact.event.source:
            problems.append(f"{fact.subject}: does not say who wrote it")
    return problems


def _revision(facts: list[Fact], *, all_ended: bool) -> list[str]:
    requested = [f for f in facts if isinstance(f.event, DeckRequested)]
    ends = [f for f in facts if isinstance(f.event, DeckEnded)]
    problems = []
    if len(requested) != 1:
        problems.append(f"requested {len(requested)} times")
    elif facts[0] is not requested[0]:
        problems.append(f"{facts[0].event.type} stands before the request")
    if len(ends) > 1:
        problems.append(f"has {len(ends)} ends: {[f.event.type for f in ends]}")
    if not ends:
        return [*problems, "has not ended"] if all_ended else problems
    end = ends[0]
    if isinstance(end.event, DeckRendered):
        problems += _rendered(facts, end)
    return problems


def _rendered(facts: list[Fact], end: Fact) -> list[str]:
    problems = []
    late = [f.event.type for f in facts if f.seq > end.seq and not isinstance(f.event, SlidePreviewed)]
    if late:
        problems.append(f"facts after the end: {late}")
    approved = next((f.event for f in facts if isinstance(f.event, OutlineApproved)), None)
    outlined = next((f.event for f in facts if isinstance(f.event, DeckOutlined)), None)
    ready = next((f for f in facts if isinstance(f.event, DeckReady)), None)
    plan = approved or outlined
    if plan is None or ready is None:
        return [*problems, "rendered without an outline or without being ready"]
    assert isinstance(end.event, DeckRendered)
    assert isinstance(ready.event, DeckReady)
    ids = [slide.id for slide in plan.outline.slides]
    if ready.event.slide_ids != ids:
        problems.append(f"ready names {ready.event.slide_ids}, the outline {ids}")
    if end.event.slide_count < len(ids):
        problems.append(f"rendered {end.event.slide_count} of {len(ids)} slides")
    for slide in plan.outline.slides:
        if slide.from_revision is None:
            problems += _slide([f for f in facts if getattr(f.event, "slide_id", None) == slide.id], slide.id, ready)
    return problems


def _slide(facts: list[Fact], name: str, ready: Fact) -> list[str]:
    problems = []
    briefed = [f for f in facts if isinstance(f.event, SlideBriefed)]
    drafted = [f for f in facts if isinstance(f.event, SlideDrafted)]
    illustrated = [f for f in facts if isinstance(f.event, SlideIllustrated)]
    if len(briefed) != 1 or len(drafted) != 1:
        return [f"slide {name}: {len(briefed)} briefs, {len(drafted)} drafts"]
    if not briefed[0].seq < drafted[0].seq < ready.seq:
        problems.append(f"slide {name}: out of order")
    draft = drafted[0].event
    assert isinstance(draft, SlideDrafted)
    if draft.slide.image is not None and len(illustrated) != 1:
        problems.append(f"slide {name}: wants a picture and has {len(illustrated)}")
    if draft.slide.image is None and illustrated:
        problems.append(f"slide {name}: has a picture that it did not want")
    problems.extend(
        f"slide {name}: illustrated out of order" for f in illustrated if not drafted[0].seq < f.seq < ready.seq
    )
    return problems
