"""`deckwire deadletters`: look at messages that could not be handled, and hand them out once more."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass

from deckwire_contracts import DeadLetter
from deckwire_contracts.topology import DEADLETTERS, DECKS
from deckwire_kit.direct import Stored, from_seq, scan
from nats.aio.client import Client
from nats.js.errors import NotFoundError
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from deckwire.broker import connection, nats_url
from deckwire.faults import OK, Mistake
from deckwire.surroundings import data_folder, environment

ALL = "deadletter.>"
_OWN_HEADERS = ("Nats-Msg-Id", "Nats-Expected-", "Nats-Schedule", "Nats-Stream", "Nats-Sequence", "Nats-Subject")

_WHOLE = 1000
"""Columns; more than any line of the list takes."""


@dataclass(frozen=True)
class Found:
    """A dead letter and its number in the stream `DEADLETTERS`."""

    seq: int
    letter: DeadLetter


def run(args: argparse.Namespace) -> int:
    """List, show or replay; raises Mistake when there is no dead letter of that number."""
    env = environment()
    url = nats_url(args.nats_url, env, data_folder(args.data, env))
    match args.action:
        case "list":
            _list(asyncio.run(_all(url)))
        case "show":
            sys.stdout.write(asyncio.run(_one(url, args.seq)).letter.model_dump_json(indent=2) + "\n")
        case _:
            subject, seq = asyncio.run(_replay(url, args.seq))
            sys.stdout.write(f"{subject} is on the stream again, as number {seq}\n")
    return OK


def _list(found: list[Found]) -> None:
    # One line is one letter: folded to fit a terminal, whole for a pipe.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WHOLE)
    if not found:
        console.print("no dead letters")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("seq", "time", "consumer", "tries", "reason", "subject"):
        table.add_column(name, overflow="fold")
    for item in found:
        letter = item.letter
        table.add_row(
            str(item.seq),
            letter.time.isoformat(timespec="seconds"),
            letter.consumer,
            str(letter.attempts),
            letter.reason,
            letter.subject,
        )
    console.print(table)


def _letter(message: Stored) -> Found | None:
    try:
        return Found(message.seq, DeadLetter.model_validate_json(message.data))
    except ValidationError:
        sys.stderr.write(f"deckwire: dead letter {message.seq} is not of this release; skipped\n")
        return None


async def _all(url: str) -> list[Found]:
    async with connection(url) as client:
        return [found async for message in scan(client, DEADLETTERS, ALL) if (found := _letter(message))]


async def _one(url: str, seq: int) -> Found:
    async with connection(url) as client:
        return await _get(client, seq)


async def _get(client: Client, seq: int) -> Found:
    messages, _ = await from_seq(client, DEADLETTERS, ALL, seq, limit=1)
    found = _letter(messages[0]) if messages and messages[0].seq == seq else None
    if found is None:
        raise Mistake(f"there is no dead letter {seq}", "", "`deckwire deadletters list` shows their numbers")
    return found


async def _replay(url: str, seq: int) -> tuple[str, int]:
    """Store the message anew and take the old one and its dead letter away; returns its subject and new number.

    Stored anew first: a crash in between leaves two equal messages on one subject, of which every reader takes the
    last, instead of none. Consumers that had handled it find their facts standing and do nothing.
    """
    async with connection(url) as client:
        letter = (await _get(client, seq)).letter
        js = client.jetstream(timeout=5)
        headers = {key: value for key, value in letter.headers.items() if not key.startswith(_OWN_HEADERS)}
        headers["Nats-Msg-Id"] = f"replay.{letter.subject}.{seq}"
        ack = await js.publish(letter.subject, letter.body.encode(), stream=DECKS, headers=headers)
        try:
            if ack.seq != letter.stream_seq:
                await js.delete_msg(DECKS, letter.stream_seq)
            await js.delete_msg(DEADLETTERS, seq)
        except NotFoundError:
            # Someone else has taken one of the two away already, which is what was wanted.
            pass
        return letter.subject, ack.seq
