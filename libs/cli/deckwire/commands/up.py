"""`deckwire up`: start the stack and keep it running."""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import socket
import sys

from deckwire_kit.embedded import BrokerStartError

from deckwire.faults import OK, Fault, Mistake
from deckwire.stack.inprocess import run as run_in_process
from deckwire.stack.logs import Terminal
from deckwire.stack.plan import SERVICES, Plan, make_plan
from deckwire.stack.provision import provision
from deckwire.stack.supervisor import Supervisor, sole_owner, stop_on_signals
from deckwire.surroundings import data_folder, environment


def run(args: argparse.Namespace) -> int:
    """Start the stack and return after it was told to stop; raises Fault when it cannot start."""
    env = environment()
    only = _services(args.only)
    plan = make_plan(
        env,
        data=data_folder(args.data, env),
        host=args.host,
        port=args.port,
        nats_port=args.nats_port,
        only=only,
    )
    if plan.url:
        _port_is_free(plan.host, plan.port, "--port")
    if plan.embedded:
        _port_is_free("127.0.0.1", int(plan.nats_url.rpartition(":")[2]), "--nats-port")
    with sole_owner(plan.data):
        try:
            asyncio.run(_in_process(plan) if args.in_process else _supervise(plan, quiet=args.quiet))
        except BrokerStartError as error:
            raise Fault("the broker did not start", str(error)) from error
    return OK


def _services(only: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (only or "").split(",") if name.strip())
    unknown = [name for name in names if name not in SERVICES]
    if unknown:
        raise Mistake(f"there is no service {unknown[0]!r}", "", f"choose among {', '.join(SERVICES)}")
    missing = [name for name in names or SERVICES if importlib.util.find_spec(f"deckwire_{name}") is None]
    if missing:
        raise Mistake(f"the service {missing[0]} is not installed here", "", "run `make up`, or leave it out by --only")
    return names


def _port_is_free(host: str, port: int, option: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Mistake(
                f"cannot listen on {host}:{port}",
                error.strerror or str(error),
                f"choose another {option}, or 0 for a free one",
            ) from error


def _announce(plan: Plan) -> None:
    line = f"Deckwire is ready: {plan.url}" if plan.url else f"Deckwire is ready on {plan.nats_url} (no gateway)"
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _supervise(plan: Plan, *, quiet: bool) -> None:
    supervisor = Supervisor(plan, Terminal(quiet=quiet), provision=provision)
    stop_on_signals(supervisor.stop)
    await supervisor.run(_announce)


async def _in_process(plan: Plan) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop.set)
    await run_in_process(plan, stop, _announce)
