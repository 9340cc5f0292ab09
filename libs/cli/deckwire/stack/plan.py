"""What a run of the stack consists of: which services, on which ports, with which environment."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckwire_kit.embedded import free_port, server_binary, server_config

from deckwire.stack.child import Spec, http_ready, nats_ready
from deckwire.surroundings import signing_secret

SERVICES = ("gateway", "llm", "imagegen", "render")
BROKER = "nats"
BROKER_STOP_S = 10.0
DRAIN_S = 20.0


@dataclass(frozen=True)
class Plan:
    """One run: `services` of `SERVICES` on `host:port`, state in `data`, the broker at `nats_url`.

    `embedded` says whether the broker is ours to start; `env` is the environment that every child gets.
    """

    data: Path
    host: str
    port: int
    services: tuple[str, ...]
    nats_url: str
    embedded: bool
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the gateway answers; empty when this run has none."""
        if "gateway" not in self.services:
            return ""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.port}"

    def broker(self) -> Spec:
        """Return how the embedded broker is started; writes its configuration."""
        store = self.data / "nats"
        store.mkdir(parents=True, exist_ok=True)
        port = int(self.nats_url.rpartition(":")[2])
        config = self.data / "nats-server.conf"
        config.write_text(server_config(port, store, sync_always=True), encoding="utf-8")
        return Spec(
            name=BROKER,
            argv=[str(server_binary()), "-c", str(config)],
            env={},
            ready=functools.partial(nats_ready, port),
            stop_s=BROKER_STOP_S,
        )

    def service(self, name: str) -> Spec:
        """Return how a service is started, with a health port that is free now."""
        health_port = free_port()
        return Spec(
            name=name,
            argv=[sys.executable, "-m", f"deckwire_{name}"],
            env={**self.env, "DECKWIRE_HEALTH_HOST": "127.0.0.1", "DECKWIRE_HEALTH_PORT": str(health_port)},
            ready=functools.partial(http_ready, f"http://127.0.0.1:{health_port}/readyz"),
            stop_s=float(self.env.get("DECKWIRE_DRAIN_S", DRAIN_S)) + 5.0,
        )


def make_plan(
    env: Mapping[str, str], *, data: Path, host: str, port: int, nats_port: int, only: tuple[str, ...] = ()
) -> Plan:
    """Return the plan of a run; a port of 0 becomes a free one, `NATS_URL` in `env` means no broker of ours."""
    given = env.get("NATS_URL", "")
    nats_url = given or f"nats://127.0.0.1:{nats_port or free_port()}"
    port = port or free_port()
    children = {
        **env,
        "NATS_URL": nats_url,
        "DECKWIRE_HOST": host,
        "DECKWIRE_PORT": str(port),
        "DECKWIRE_DATA_DIR": str(data),
        "DECKWIRE_LOG_FORMAT": "json",
    }
    if not env.get("JWT_SECRET_KEY") and env.get("PROJECT_ENV", "development") == "development":
        children["JWT_SECRET_KEY"] = signing_secret(data)
    services = tuple(name for name in SERVICES if not only or name in only)
    return Plan(data, host, port, services, nats_url, not given, children)
