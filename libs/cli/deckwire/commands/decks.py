"""`deckwire decks`: the decks of this server, newest first."""

from __future__ import annotations

import argparse
import itertools
import json
import sys

from rich.console import Console
from rich.table import Table

from deckwire import running
from deckwire.client import ClientError
from deckwire.faults import OK
from deckwire.surroundings import data_folder, environment

_WHOLE = 1000
"""Columns; more than any line of the list takes."""


def run(args: argparse.Namespace) -> int:
    """Print the decks; raises Fault when the server cannot be asked."""
    env = environment()
    url = running.require(args.url, env, data_folder(args.data, env))
    with running.client(url, args.token, env) as client:
        try:
            found = list(itertools.islice(client.decks(limit=min(args.limit, 100)), args.limit))
        except ClientError as error:
            raise running.told(error) from error
    if args.json:
        for deck in found:
            sys.stdout.write(json.dumps(deck.model_dump(mode="json"), ensure_ascii=False) + "\n")
        return OK
    table = Table(box=None, pad_edge=False)
    for name in ("deck", "rev", "status", "slides", "updated", "title"):
        table.add_column(name, no_wrap=True)
    for deck in found:
        slides = str(len(deck.slides) or deck.stage.total)
        table.add_row(
            deck.id, str(deck.revision), deck.status, slides, (deck.updated_at or "")[:19], deck.title or "", style=None
        )
    # One line is one deck: cut to fit a terminal, whole for a pipe.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WHOLE)
    console.print(table if found else "no decks yet")
    return OK
