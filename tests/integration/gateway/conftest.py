"""One broker for all tests of the gateway; every test takes tenants and decks of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from deckwire_gateway.app import Gateway
from deckwire_kit.bus import Bus
from deckwire_kit.embedded import NatsServer
from deckwire_kit.testing import connected_bus, nats_server

from tests.integration.gateway import world


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def broker(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[NatsServer]:
    async with nats_server(tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest_asyncio.fixture
async def bus(broker: NatsServer) -> AsyncIterator[Bus]:
    async with connected_bus(broker.url) as connected:
        yield connected


@pytest_asyncio.fixture
async def gateway(broker: NatsServer) -> AsyncIterator[Gateway]:
    async with world.gateway(broker.url) as service:
        yield service


@pytest_asyncio.fixture
async def api(gateway: Gateway) -> AsyncIterator[world.Api]:
    async with world.Api(gateway.url) as client:
        yield client
