"""The command line of `deckwire`: what it takes, and which module does it."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn, TypeAlias

from deckwire.faults import INTERRUPTED, OURS, USERS, Fault

TONES = ("default", "casual", "professional", "funny", "educational", "sales_pitch")
VERBOSITIES = ("concise", "standard", "text-heavy")


class Parser(argparse.ArgumentParser):
    """Tells a mistake in one line instead of with the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and end with exit code 2."""
        self.exit(USERS, f"deckwire: {message}; see `{self.prog} --help`\n")


_Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - argparse gives its type no other name


def parser() -> argparse.ArgumentParser:
    """Return the parser; each command names the module under `deckwire.commands` that runs it."""
    top = Parser(
        prog="deckwire", description="Turns a prompt or a document into a PowerPoint deck.", allow_abbrev=False
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    for add in (_add_up, _add_make, _add_looks, _add_bus, _add_rest):
        add(commands)
    return top


def _add_up(commands: _Commands) -> None:
    up = commands.add_parser("up", help="start the broker and all services here", allow_abbrev=False)
    up.add_argument("--host", default="127.0.0.1", help="where the gateway listens (default 127.0.0.1)")
    up.add_argument("--port", type=_port, default=8000, help="its port; 0 picks a free one (default 8000)")
    up.add_argument("--nats-port", type=_port, default=0, help="the embedded broker's port; 0 picks a free one")
    up.add_argument("--in-process", action="store_true", help="all services in this process, for a debugger")
    up.add_argument("--only", metavar="NAMES", help="only these services, separated by commas")
    up.add_argument("--quiet", action="store_true", help="keep the services' log lines to the files in DIR/logs")
    _data(up)


def _add_make(commands: _Commands) -> None:
    make = commands.add_parser("make", help="turn a prompt or a document into a deck", allow_abbrev=False)
    make.add_argument(
        "input", metavar="INPUT", help="a prompt, or a .md .txt .pdf .docx .pptx .csv .xlsx .html .png .jpg .webp file"
    )
    make.add_argument("-o", "--output", metavar="FILE", default="deck.pptx", help="default deck.pptx")
    make.add_argument("--n-slides", type=int, metavar="N")
    make.add_argument("--theme", help="a theme by its id; `deckwire themes` lists them")
    make.add_argument("--template", metavar="FILE", help="your own .pptx master")
    make.add_argument("--language")
    make.add_argument("--tone", choices=TONES)
    make.add_argument("--verbosity", choices=VERBOSITIES)
    make.add_argument("--audience")
    make.add_argument("--instructions", help="what else to keep in mind")
    make.add_argument("--image-type", choices=("ai-generated", "stock", "artwork", "none"))
    make.add_argument("--model")
    make.add_argument("--max-cost-usd", type=float, metavar="USD")
    make.add_argument("--pdf", action="store_true", help="write a PDF beside the deck as well")
    make.add_argument("--timeline", action="store_true", help="print when what happened once the deck is there")
    make.add_argument("--json", action="store_true", help="print one JSON line per event instead of a progress bar")
    _server(make)
    _data(make)


def _add_looks(commands: _Commands) -> None:
    decks = commands.add_parser("decks", help="list the decks", allow_abbrev=False)
    decks.add_argument("--limit", type=int, default=50, metavar="N")
    decks.add_argument("--json", action="store_true")
    _server(decks)
    _data(decks)

    themes = commands.add_parser("themes", help="list the looks that a deck can have", allow_abbrev=False)
    themes.add_argument("--json", action="store_true")
    _server(themes)
    _data(themes)

    show = commands.add_parser("show", help="one deck: its state and when what happened", allow_abbrev=False)
    show.add_argument("deck", metavar="DECK")
    show.add_argument("--json", action="store_true")
    _server(show)
    _data(show)


def _add_bus(commands: _Commands) -> None:
    events = commands.add_parser("events", help="events straight from the bus, as JSON lines", allow_abbrev=False)
    events.add_argument(
        "subject", nargs="?", metavar="SUBJECT", help="a subject with wildcards or a deck id (default deck.>)"
    )
    events.add_argument("--follow", action="store_true", help="go on with what happens from now on")
    _bus(events)
    _data(events)

    letters = commands.add_parser("deadletters", help="messages that could not be handled", allow_abbrev=False)
    actions = letters.add_subparsers(dest="action", metavar="list|show|replay", required=True)
    for name, text in (
        ("list", "one line per dead letter"),
        ("show", "one dead letter in full"),
        ("replay", "hand the message to its consumers once more"),
    ):
        action = actions.add_parser(name, help=text, allow_abbrev=False)
        if name != "list":
            action.add_argument("seq", type=int, metavar="SEQ", help="its number in the list")
        _bus(action)
        _data(action)


def _add_rest(commands: _Commands) -> None:
    doctor = commands.add_parser("doctor", help="check everything and say what to do", allow_abbrev=False)
    doctor.add_argument("--json", action="store_true")
    _bus(doctor)
    _data(doctor)

    bench = commands.add_parser("bench", help="run the benchmarks of a checkout", allow_abbrev=False)
    bench.add_argument("name", nargs="?", metavar="NAME", help="which one; without it they are listed")
    bench.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="handed on to the benchmark")


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return value


def _data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", metavar="DIR", help="where the state is kept (default .deckwire)")


def _server(command: argparse.ArgumentParser) -> None:
    command.add_argument("--url", metavar="URL", help="the server; without it the one that runs here")
    command.add_argument("--token", help="a JWT or an API key (default DECKWIRE_TOKEN)")


def _bus(command: argparse.ArgumentParser) -> None:
    command.add_argument("--nats-url", metavar="URL", help="the broker; without it NATS_URL, or the one that runs here")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 our fault, 2 the user's mistake, 130 interrupted."""
    args = parser().parse_args(argv)
    module = importlib.import_module(f"deckwire.commands.{args.command}")
    try:
        code: int = module.run(args)
    except Fault as fault:
        return _tell(fault.line(), fault.exit_code)
    except KeyboardInterrupt:
        return _tell("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough (`deckwire events | head`).
        sys.stderr.close()
        return OURS
    return code


def _tell(line: str, code: int) -> int:
    sys.stderr.write(f"deckwire: {line}\n")
    return code
