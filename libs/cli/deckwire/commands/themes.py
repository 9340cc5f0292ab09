"""`deckwire themes`: the looks that a deck can have, your own last."""

from __future__ import annotations

import argparse
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
    """Print the themes; raises Fault when the server cannot be asked."""
    env = environment()
    url = running.require(args.url, env, data_folder(args.data, env))
    with running.client(url, args.token, env) as client:
        try:
            found = client.themes()
        except ClientError as error:
            raise running.told(error) from error
    if args.json:
        for theme in found:
            sys.stdout.write(json.dumps(theme.model_dump(mode="json"), ensure_ascii=False) + "\n")
        return OK
    table = Table(box=None, pad_edge=False)
    for name in ("theme", "ground", "fonts", "what it is"):
        table.add_column(name, no_wrap=True)
    for theme in found:
        fonts = " / ".join(dict.fromkeys((theme.heading_font, theme.body_font)))
        table.add_row(theme.id, "dark" if theme.dark else "light", fonts, theme.description or theme.title)
    # One line is one theme: cut to fit a terminal, whole for a pipe.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WHOLE)
    console.print(table)
    console.print(f"in pictures: {url.rstrip('/')}/themes", markup=False)
    return OK
