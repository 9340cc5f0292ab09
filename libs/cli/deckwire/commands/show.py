"""`deckwire show`: one deck's state, and a waterfall of its events."""

from __future__ import annotations

import argparse
import json
import sys

from rich.console import Console

from deckwire import running
from deckwire.client import Client, ClientError, Deck, DeckEvent
from deckwire.faults import OK
from deckwire.surroundings import data_folder, environment
from deckwire.view import waterfall, words


def run(args: argparse.Namespace) -> int:
    """Print the deck; raises Fault when there is none of that id."""
    env = environment()
    url = running.require(args.url, env, data_folder(args.data, env))
    with running.client(url, args.token, env) as client:
        try:
            deck = client.state(args.deck)
            events = so_far(client, deck)
        except ClientError as error:
            raise running.told(error) from error
    if args.json:
        shown = {"deck": deck.model_dump(mode="json"), "events": [event.model_dump(mode="json") for event in events]}
        sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
        return OK
    _print(deck, events, Console(highlight=False, soft_wrap=True))
    return OK


def so_far(client: Client, deck: Deck) -> list[DeckEvent]:
    """Return the facts that the state was folded from, without waiting for the next."""
    events: list[DeckEvent] = []
    for event in client.events(deck.id):
        events.append(event)
        if event.seq >= deck.seq:
            break
    return events


def _print(deck: Deck, events: list[DeckEvent], console: Console) -> None:
    console.print(words.headline(deck), markup=False)
    for name, file in deck.artifacts.items():
        if file is not None:
            console.print(f"  {name}: {words.size(file.bytes)}, {file.url}", markup=False)
    for slide in deck.slides:
        console.print(f"  {slide.number:>3}  {slide.type:<12} {slide.title}", markup=False)
    for line in words.degradations(deck):
        console.print(f"  note: {line}", markup=False)
    if deck.problem is not None:
        console.print(f"  {deck.problem.title}: {deck.problem.detail}", markup=False)
    if verdict := words.verdict(deck):
        console.print(f"  {verdict}", markup=False)
    for line in words.quality(deck):
        console.print(f"    {line}", markup=False)
    if deck.usage is not None:
        used = deck.usage
        tokens = f"{used.prompt_tokens} + {used.completion_tokens} tokens"
        console.print(f"  used: {tokens}, {used.images} pictures, ${used.cost_usd:.4f}")
    console.print()
    waterfall.show(events, console)
