"""`deckwire doctor`: checks everything a deck needs and says what to do about what is missing."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
from deckwire_contracts.topology import BUCKETS, CONSUMERS, STREAMS
from deckwire_kit.embedded import BrokerStartError, server_binary
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError
from pydantic import BaseModel
from rich.console import Console

from deckwire import runfile
from deckwire.broker import connection
from deckwire.faults import OK, OURS, Fault
from deckwire.surroundings import data_folder, environment

ASK_S = 5.0
LOW_DISK_BYTES = 1_000_000_000
LAG = 100
_MARKS = {"ok": "[green]ok  [/]", "note": "[yellow]note[/]", "bad": "[red]bad [/]"}


class Check(BaseModel):
    """One thing looked at: `bad` stops decks, `note` is worth knowing; `do` says what to do."""

    name: str
    verdict: Literal["ok", "note", "bad"]
    found: str
    do: str = ""


def run(args: argparse.Namespace) -> int:
    """Print every check; returns 1 when one is bad."""
    env = environment()
    data = data_folder(args.data, env)
    found = [*python_check(), disk_check(data), *stack_checks(data), *asyncio.run(_bus(args.nats_url, env, data))]
    found += [*provider_checks(env), font_check()]
    if args.json:
        sys.stdout.write("".join(json.dumps(check.model_dump(), ensure_ascii=False) + "\n" for check in found))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for check in found:
            console.print(f"{_MARKS[check.verdict]} {check.name:<22}", end=" ")
            console.print(check.found + (f"; {check.do}" if check.do else ""), markup=False)
    return OURS if any(check.verdict == "bad" for check in found) else OK


def python_check() -> Iterable[Check]:
    """Look at the interpreter and the embedded broker's binary."""
    yield Check(name="python", verdict="ok", found=sys.version.split()[0])
    try:
        yield Check(name="nats-server", verdict="ok", found=str(server_binary()))
    except BrokerStartError as error:
        yield Check(name="nats-server", verdict="note", found=str(error))


def disk_check(data: Path) -> Check:
    """Look at the room on the disk that holds the data folder, or will hold it."""
    place = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    found = f"{free / 1e9:.1f} GB free at {place}"
    if free < LOW_DISK_BYTES:
        return Check(name="disk", verdict="bad", found=found, do="make room: the broker stops writing on a full disk")
    return Check(name="disk", verdict="ok", found=found)


def stack_checks(data: Path) -> Iterable[Check]:
    """Look at the processes of the stack that runs on this data folder."""
    running = runfile.read(data)
    if running is None:
        yield Check(name="stack", verdict="note", found=f"nothing runs on {data}", do="start it with `deckwire up`")
        return
    for name, pid in running.pids.items():
        if runfile.alive(pid):
            yield Check(name=name, verdict="ok", found=f"process {pid}")
        else:
            yield Check(name=name, verdict="bad", found=f"process {pid} is gone", do=f"see {data}/logs/{name}.log")
    if running.url:
        yield _answer("gateway", f"{running.url}/readyz", {}, f"see {data}/logs/gateway.log", must=True)


async def _bus(given: str | None, env: Mapping[str, str], data: Path) -> list[Check]:
    running = runfile.read(data)
    url = given or env.get("NATS_URL") or (running.nats_url if running else "")
    if not url:
        return []
    try:
        async with connection(url) as client:
            version = str(client.connected_server_version)
            found = [Check(name="broker", verdict="ok", found=f"nats-server {version} at {url.rpartition('@')[2]}")]
            return found + await _streams(client.jetstream(timeout=ASK_S))
    except Fault as fault:
        found_text = f"{fault.what}: {fault.why}"
        return [Check(name="broker", verdict="bad", found=found_text, do="start it, or set NATS_URL to where it is")]
    except NatsError as error:
        found_text = f"JetStream does not answer: {error or type(error).__name__}"
        return [Check(name="broker", verdict="bad", found=found_text, do="switch JetStream on in the server")]


async def _streams(js: JetStreamContext) -> list[Check]:
    checks: list[Check] = []
    names = [stream.name for stream in STREAMS] + [
        f"{'OBJ' if bucket.kind == 'object' else 'KV'}_{bucket.name}" for bucket in BUCKETS
    ]
    for name in names:
        try:
            state = (await js.stream_info(name)).state
        except NotFoundError:
            checks.append(Check(name=name, verdict="bad", found="is missing", do="start any service, it makes them"))
            continue
        text = f"{state.messages:,} messages, {state.bytes / 1e6:.1f} MB"
        dead = name == "DEADLETTERS" and state.messages > 0
        do = "see `deckwire deadletters list`" if dead else ""
        checks.append(Check(name=name, verdict="note" if dead else "ok", found=text, do=do))
    for spec in CONSUMERS:
        try:
            info = await js.consumer_info(spec.stream, spec.name)
        except NotFoundError:
            checks.append(
                Check(name=spec.name, verdict="bad", found="is missing", do="start any service, it makes them")
            )
            continue
        waiting, in_hand = info.num_pending or 0, info.num_ack_pending or 0
        behind = waiting > LAG or (waiting and not info.num_waiting)
        do = f"is the {spec.service} service running?" if waiting and not info.num_waiting else ""
        text = f"{waiting} waiting, {in_hand} in hand, {info.num_redelivered or 0} delivered again"
        checks.append(Check(name=spec.name, verdict="note" if behind else "ok", found=text, do=do))
    return checks


def provider_checks(env: Mapping[str, str]) -> Iterable[Check]:
    """Look at the providers that are set up; nobody is asked for whom there is no key or address."""
    if env.get("LLM_BASE_URL"):
        headers = _bearer(env.get("LLM_API_KEY"))
        yield _answer(
            "llm server", f"{env['LLM_BASE_URL'].rstrip('/')}/models", headers, "check LLM_BASE_URL and LLM_API_KEY"
        )
    elif env.get("OPENROUTER_API_KEY"):
        base = (env.get("OPENROUTER_BASE_URL") or "https://openrouter.ai/api/v1").rstrip("/")
        yield _answer(
            "openrouter", f"{base}/key", _bearer(env["OPENROUTER_API_KEY"]), "check OPENROUTER_API_KEY", _credit
        )
    else:
        yield Check(
            name="language model",
            verdict="note",
            found="none: the offline writer makes decks from a document's own words",
            do="set OPENROUTER_API_KEY, or LLM_BASE_URL and LLM_MODEL",
        )
    pictures = [name for name in ("RUNWARE_API_KEY", "OPENAI_API_KEY", "PEXELS_API_KEY") if env.get(name)]
    if not pictures:
        found = "none: pictures are drawn here"
        yield Check(name="picture services", verdict="note", found=found, do="set RUNWARE_API_KEY or PEXELS_API_KEY")
        return
    if env.get("RUNWARE_API_KEY"):
        yield _runware(env.get("RUNWARE_BASE_URL") or "https://api.runware.ai/v1", env["RUNWARE_API_KEY"])
    if env.get("PEXELS_API_KEY"):
        url = f"{(env.get('DECKWIRE_IMAGE_PEXELS_BASE_URL') or 'https://api.pexels.com/v1').rstrip('/')}/curated?per_page=1"
        yield _answer("pexels", url, {"Authorization": env["PEXELS_API_KEY"]}, "check PEXELS_API_KEY")
    if env.get("OPENAI_API_KEY"):
        base = (env.get("DECKWIRE_IMAGE_OPENAI_BASE_URL") or "https://api.openai.com/v1").rstrip("/")
        yield _answer("openai images", f"{base}/models", _bearer(env["OPENAI_API_KEY"]), "check OPENAI_API_KEY")


def _bearer(key: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _credit(answer: httpx.Response) -> str:
    try:
        left = answer.json()["data"].get("limit_remaining")
    except (ValueError, KeyError, AttributeError):
        return "the key works"
    return "the key works, no limit set" if left is None else f"the key works, ${left:.2f} left of its limit"


def _answer(
    name: str,
    url: str,
    headers: Mapping[str, str],
    do: str,
    read: Callable[[httpx.Response], str] | None = None,
    *,
    must: bool = False,
) -> Check:
    bad: Literal["bad", "note"] = "bad" if must else "note"
    try:
        answer = httpx.get(url, headers=dict(headers), timeout=ASK_S)
    except (httpx.TransportError, httpx.InvalidURL) as error:
        # The host alone: an address may hold a key.
        where = urlsplit(url).hostname or url
        found = f"no answer from {where} ({type(error).__name__})"
        return Check(name=name, verdict=bad, found=found, do=do if must else "check its address and the network")
    if answer.status_code >= 400:
        return Check(name=name, verdict=bad, found=f"answers {answer.status_code}", do=do)
    return Check(name=name, verdict="ok", found=read(answer) if read else "answers")


def _runware(url: str, key: str) -> Check:
    """Ask whose account it is, which costs nothing; Runware takes every task as a POST of a list."""
    task = [
        {"taskType": "authentication", "apiKey": key},
        {
            "taskType": "accountManagement",
            "taskUUID": str(uuid.uuid4()),
            "operation": "getDetails",
        },
    ]
    try:
        answer = httpx.post(url, json=task, timeout=ASK_S)
        errors = answer.json().get("errors") or []
    except (httpx.TransportError, httpx.InvalidURL, ValueError, AttributeError) as error:
        return Check(
            name="runware",
            verdict="note",
            found=f"no answer ({type(error).__name__})",
            do="check its address and the network",
        )
    if answer.status_code >= 400 or errors:
        return Check(name="runware", verdict="note", found=f"answers {answer.status_code}", do="check RUNWARE_API_KEY")
    return Check(name="runware", verdict="ok", found="the key works")


def font_check() -> Check:
    """Look whether the renderer brought its fonts."""
    try:
        import deckwire_render
    except ImportError:
        return Check(name="fonts", verdict="note", found="the render service is not installed here")
    fonts = sorted(Path(str(deckwire_render.__file__)).parent.rglob("*.[ot]tf"))
    if not fonts:
        return Check(
            name="fonts", verdict="note", found="none come with the renderer: text is measured by the system's"
        )
    return Check(name="fonts", verdict="ok", found=f"{len(fonts)} come with the renderer")
