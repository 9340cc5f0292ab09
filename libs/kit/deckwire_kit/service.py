"""The life of a service: start, readiness, drain, stop; and its health endpoints."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable

from aiohttp import web

from .bus import Bus
from .logs import SERVICE, configure_logs, logger
from .metrics import CONTENT_TYPE, Metrics
from .settings import ServiceSettings
from .telemetry import Telemetry

Hook = Callable[[], Awaitable[None]]
Check = Callable[[], Awaitable[bool]]


class Service:
    """One service with its bus, metrics and hooks; `build(settings)` of each service returns one.

    Hooks of `on_start` run in order after the bus is connected and before it consumes; those of `on_stop` run in
    reverse order after it has drained.
    """

    def __init__(
        self,
        name: str,
        settings: ServiceSettings,
        *,
        telemetry: Telemetry | None = None,
        serve_health: bool = True,
    ) -> None:
        self.name = name
        self.settings = settings
        self.metrics = Metrics()
        self.bus = Bus(name, settings, self.metrics)
        self.telemetry = telemetry or Telemetry(name, otlp_endpoint=settings.otlp_endpoint, file=settings.otel_file)
        self._serve_health = serve_health
        self._on_start: list[Hook] = []
        self._on_stop: list[Hook] = []
        self._on_drain: list[Hook] = []
        self._checks: dict[str, Check] = {"bus": self.bus.ready}
        self._health: web.AppRunner | None = None
        self._health_port = 0
        self.started = False
        self.stopping = False

    def on_start(self, hook: Hook) -> None:
        """Run `hook` when the service starts, before it consumes."""
        self._on_start.append(hook)

    def on_drain(self, hook: Hook) -> None:
        """Run `hook` when the service begins to stop, while the bus still works."""
        self._on_drain.append(hook)

    def on_stop(self, hook: Hook) -> None:
        """Run `hook` when the service stops, after it has drained."""
        self._on_stop.append(hook)

    def check(self, name: str, probe: Check) -> None:
        """Let readiness depend on `probe` as well."""
        self._checks[name] = probe

    @property
    def health_url(self) -> str:
        """Where the health endpoints answer once the service has started."""
        return f"http://{self.settings.health_host}:{self._health_port}"

    async def readiness(self) -> dict[str, bool]:
        """Return what this service needs and whether it has it."""
        if not self.started or self.stopping:
            return {"started": False}
        names = list(self._checks)
        results = await asyncio.gather(*(self._checks[name]() for name in names), return_exceptions=True)
        return {name: result is True for name, result in zip(names, results, strict=True)}

    def health_routes(self) -> list[web.RouteDef]:
        """Return the routes `/healthz`, `/readyz` and `/metrics`, for a service with its own HTTP server."""

        async def healthz(_: web.Request) -> web.Response:
            return web.json_response({"service": self.name, "status": "alive"})

        async def readyz(_: web.Request) -> web.Response:
            checks = await self.readiness()
            ready = all(checks.values())
            return web.json_response(
                {"service": self.name, "ready": ready, "checks": checks}, status=200 if ready else 503
            )

        async def metrics(_: web.Request) -> web.Response:
            return web.Response(body=self.metrics.render(), headers={"Content-Type": CONTENT_TYPE})

        return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]

    async def start(self) -> None:
        """Connect, run the start hooks, consume, and answer health questions; stops again if any of it fails."""
        SERVICE.set(self.name)
        self.telemetry.use()
        try:
            if self._serve_health:
                await self._start_health()
            await self.bus.connect()
            for hook in self._on_start:
                await hook()
            await self.bus.start()
        except BaseException:
            await self.stop()
            raise
        self.started = True
        logger.bind(consumers=[name for name, _ in self.bus.subscriptions]).info("started")

    async def _start_health(self) -> None:
        app = web.Application()
        app.add_routes(self.health_routes())
        self._health = web.AppRunner(app, access_log=None)
        await self._health.setup()
        site = web.TCPSite(self._health, self.settings.health_host, self.settings.health_port)
        await site.start()
        addresses = self._health.addresses
        self._health_port = int(addresses[0][1])

    async def stop(self) -> None:
        """Drain and stop: what is in hand is finished within `drain_s` or handed over to another process."""
        if self.stopping:
            return
        self.stopping = True
        SERVICE.set(self.name)
        for hook in reversed(self._on_drain):
            await _safely(hook)
        await _safely(self.bus.stop)
        for hook in reversed(self._on_stop):
            await _safely(hook)
        if self._health:
            await self._health.cleanup()
        await asyncio.to_thread(self.telemetry.shutdown)
        logger.info("stopped")


async def _safely(hook: Hook) -> None:
    """Run one step of stopping; a failure is logged and the next step runs all the same."""
    try:
        await hook()
    except Exception as error:  # noqa: BLE001  stopping goes on whatever one step says, and the failure is logged
        logger.bind(error=type(error).__name__).warning("a step of stopping failed")


async def serve(service: Service) -> None:
    """Run `service` until SIGTERM or SIGINT, then drain it; a second signal ends the process at once."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def asked() -> None:
        if stop.is_set():
            sys.exit(130)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked)
    starting = asyncio.create_task(service.start())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    while stop.is_set() and not starting.done():
        # A connect that completes just then can swallow a cancellation (Python issue 86296), so it is asked again.
        starting.cancel()
        await asyncio.wait({starting}, timeout=3.0)
    try:
        await starting
        await stopping
    except asyncio.CancelledError:
        if not stop.is_set():
            raise
    finally:
        stopping.cancel()
        await service.stop()


def run(service: Service) -> None:
    """Run `service` as the whole process; returns when it was asked to stop."""
    configure_logs(service.settings.log_level, service.settings.log_format)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(service))
