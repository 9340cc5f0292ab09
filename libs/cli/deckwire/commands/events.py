"""`deckwire events`: typed events straight from the bus, one JSON line each."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from deckwire_contracts import EVENT
from deckwire_contracts.topology import DECKS, STORED_PREFIX, is_token
from deckwire_kit.direct import scan
from nats.aio.client import Client
from nats.aio.msg import Msg
from pydantic import ValidationError

from deckwire.broker import connection, nats_url
from deckwire.faults import OK, Mistake
from deckwire.surroundings import data_folder, environment

EVERYTHING = "deck.>"


def run(args: argparse.Namespace) -> int:
    """Print the events that match, and with `--follow` those to come."""
    env = environment()
    url = nats_url(args.nats_url, env, data_folder(args.data, env))
    asyncio.run(_print(url, subject(args.subject), follow=args.follow))
    return OK


def subject(given: str | None) -> str:
    """Return the subject to read: everything, all of one deck id, or the subject as given; raises Mistake."""
    if not given:
        return EVERYTHING
    if "." not in given and is_token(given):
        return f"deck.*.{given}.>"
    tokens = given.split(".")
    if tokens[0] != "deck" or not all(token in {"*", ">"} or is_token(token) for token in tokens):
        raise Mistake(
            f"{given!r} is no subject of events", "", "give a deck id, or a subject such as deck.*.*.*.ended.>"
        )
    return given


async def _print(url: str, pattern: str, *, follow: bool) -> None:
    # Listening begins before the replay, so that nothing falls between the two; what comes twice is dropped.
    queue: asyncio.Queue[Msg | None] = asyncio.Queue()

    async def returned() -> None:
        await queue.put(None)

    async with connection(url, on_return=returned if follow else None) as client:
        if follow:
            await client.subscribe(f"{STORED_PREFIX}.{pattern}", cb=queue.put)
            await client.flush()
        last = await _replay(client, pattern, 0)
        while follow:
            message = await queue.get()
            if message is None:
                # The connection was away: the stream has what was missed.
                last = await _replay(client, pattern, last)
                continue
            seq = int((message.headers or {}).get("Nats-Sequence", "0"))
            if seq > last:
                last = seq
                _line(message.subject.removeprefix(f"{STORED_PREFIX}."), seq, message.data)


async def _replay(client: Client, pattern: str, last: int) -> int:
    async for message in scan(client, DECKS, pattern, last + 1):
        last = message.seq
        _line(message.subject, message.seq, message.data)
    return last


def _line(where: str, seq: int, body: bytes) -> None:
    try:
        event: dict[str, object] = EVENT.validate_json(body).model_dump(mode="json")
    except ValidationError as error:
        event = {"unreadable": f"{error.error_count()} errors, {len(body)} bytes"}
    sys.stdout.write(json.dumps({"seq": seq, "subject": where, **event}, ensure_ascii=False) + "\n")
    sys.stdout.flush()
