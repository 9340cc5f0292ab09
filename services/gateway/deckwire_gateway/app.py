"""The gateway, put together."""

from __future__ import annotations

import asyncio
import json
from importlib.metadata import version
from urllib.parse import urlsplit

from deckwire_contracts.themes import THEMES
from deckwire_contracts.topology import BRANDS, IDEMPOTENCY, TEMPLATES, UPLOADS
from deckwire_kit.logs import SERVICE
from deckwire_kit.service import Service

from .adapters.feed import Feed
from .adapters.keys import BucketKeys
from .adapters.ledger import BusArtifacts, BusFacts, BusTimers
from .adapters.limits import TenantLimiter
from .adapters.looks import BusLooks
from .adapters.shelf import StreamShelf
from .adapters.workers import BusWorkers
from .core import asyncapi, openapi
from .core.access import Access
from .core.admission import Door
from .core.brands import Themes
from .core.desk import Desk, Rules
from .core.files import Files
from .core.hub import Hub
from .core.measures import Measures
from .core.presenting import Presenter
from .core.signing import UrlSigner
from .core.sources import Sources
from .core.templates import MAX_BYTES, Templates
from .core.views import ModelList, ModelView
from .core.wardrobe import Wardrobe
from .http.context import Context, Services
from .http.routes import ROUTES
from .http.server import Server, application
from .ports import Ports
from .settings import GatewaySettings
from .sockets.server import Sockets

_FINISH_S = 5.0


class Gateway(Service):
    """The service `gateway`: it consumes nothing durably, and each replica listens to all that is stored.

    It listens for HTTP before the bus is connected, so that it can say that it is alive but not ready.
    """

    def __init__(self, settings: GatewaySettings, ports: Ports | None = None) -> None:
        super().__init__("gateway", settings, serve_health=settings.health_port != 0)
        self._settings = settings
        self._ports = ports
        self._signer = UrlSigner(settings.secret, ttl_s=settings.url_ttl_s, base=settings.public_url)
        self._access = Access(secret=settings.secret, production=settings.production, signer=self._signer)
        self._hub = Hub(settings.listener_queue)
        self._feed = Feed(self.bus, self._hub)
        measures = Measures(self.metrics.registry)
        release = version("deckwire-gateway")
        self._context = Context(
            access=self._access,
            measures=measures,
            models=ModelList(
                models=[ModelView(id=name, default=n == 0) for n, name in enumerate(settings.models)],
                offline=settings.offline,
            ),
            max_json_bytes=settings.max_json_bytes,
            origins=frozenset(origin.rstrip("/") for origin in settings.origins),
            keep_alive_s=settings.keep_alive_s,
            stuck_client_s=settings.stuck_client_s,
            erase_again_s=settings.erase_again_s,
            draining=asyncio.Event(),
            documents={
                "openapi.json": _json(openapi.describe((r.operation for r in ROUTES), version=release)),
                "asyncapi.json": _json(asyncapi.describe(version=release, nats_host=_host(settings.nats_url))),
            },
        )
        self._sockets = Sockets(
            access=self._access,
            measures=measures,
            desk=self._desk,
            origins=settings.origins,
            max_bytes=settings.max_json_bytes + 500_000,
            stuck_client_s=settings.stuck_client_s,
        )
        app = application(self._context, self.health_routes())
        self._sockets.attach(app)
        self._server = Server(app, settings.host, settings.port)
        self.on_start(self._open)
        self.on_drain(self._farewell)
        self.on_stop(self._server.stop)

    @property
    def url(self) -> str:
        """Where the gateway answers, once it has started."""
        return self._server.url

    @property
    def health_url(self) -> str:
        """Where the health endpoints answer."""
        return super().health_url if self._settings.health_port else self.url

    def _desk(self) -> Desk | None:
        return self._context.services.desk if self._context.services else None

    async def start(self) -> None:
        """Listen, connect to the bus, and serve; raises OSError when the address is taken."""
        SERVICE.set(self.name)
        self.telemetry.use()
        await self._server.start()
        await super().start()

    async def _open(self) -> None:
        ports = self._ports or self._bus_ports()
        door = Door(self._access, ports.limiter)
        templates = Templates(ports, door=door, max_bytes=min(self._settings.max_upload_bytes, MAX_BYTES))
        themes = Themes(ports, door=door)
        desk = Desk(
            ports,
            door=door,
            presenter=Presenter(self._signer),
            hub=self._hub,
            rules=Rules(
                deadline_s=self._settings.deadline_s,
                idle_s=self._settings.keep_alive_s,
                themes=frozenset(theme.id for theme in THEMES),
            ),
            wardrobe=Wardrobe(brands=themes, templates=templates, catalogue=frozenset(theme.id for theme in THEMES)),
        )
        await self._feed.start()
        self._context.services = Services(
            desk=desk,
            files=Files(ports, door=door, desk=desk),
            sources=Sources(ports, door=door, max_bytes=self._settings.max_upload_bytes),
            templates=templates,
            themes=themes,
            workers=ports.workers,
        )

    def _bus_ports(self) -> Ports:
        uploads, templates = BucketKeys(self.bus, UPLOADS), BucketKeys(self.bus, TEMPLATES)
        brands = BucketKeys(self.bus, BRANDS)
        return Ports(
            facts=BusFacts(self.bus),
            artifacts=BusArtifacts(self.bus),
            shelf=StreamShelf(self.bus, uploads, (templates, brands)),
            timers=BusTimers(self.bus),
            idempotency=BucketKeys(self.bus, IDEMPOTENCY),
            uploads=uploads,
            templates=templates,
            brands=brands,
            limiter=TenantLimiter(self._settings.rate_limit),
            workers=BusWorkers(self.bus),
            looks=BusLooks(self.bus),
        )

    async def _farewell(self) -> None:
        """Accept nobody any more and send everyone who follows a deck to come back, while the bus still works."""
        await self._server.close()
        self._context.draining.set()
        self._hub.close()
        await self._sockets.close()
        if self._context.background:
            await asyncio.wait(self._context.background, timeout=_FINISH_S)
        await self._server.stop()
        await self._feed.stop()
        self._context.services = None


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _host(nats_url: str) -> str:
    parts = urlsplit(nats_url.split(",", maxsplit=1)[0])
    return f"{parts.hostname or 'localhost'}:{parts.port or 4222}"


def build(settings: GatewaySettings, *, ports: Ports | None = None) -> Gateway:
    """Return the gateway, not started; raises SettingsError when the settings are not safe to run with."""
    settings.require_safe()
    return Gateway(settings, ports)
