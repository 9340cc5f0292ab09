"""What happens on the bus now, handed to those who listen at this replica."""

from __future__ import annotations

from deckwire_contracts import EVENT, DeckText, StoredFact
from deckwire_contracts.topology import STORED_PREFIX
from deckwire_kit.bus import Bus
from deckwire_kit.logs import logger
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from pydantic import ValidationError

from ..core.hub import Hub

_SEQUENCE = "Nats-Sequence"


class Feed:
    """One core subscription for stored facts and one for the assistant's words, however many clients there are."""

    def __init__(self, bus: Bus, hub: Hub) -> None:
        self._bus = bus
        self._hub = hub
        self._subscriptions: list[Subscription] = []

    async def start(self) -> None:
        """Subscribe, and have listeners read the stream again whenever the connection was away."""
        self._bus.on_reconnect(self._reconnected)
        self._subscriptions = [
            await self._bus.nc.subscribe(f"{STORED_PREFIX}.deck.>", cb=self._stored),
            await self._bus.nc.subscribe("live.*.*.*", cb=self._live),
        ]
        await self._bus.nc.flush()

    async def stop(self) -> None:
        """Unsubscribe."""
        for subscription in self._subscriptions:
            if not self._bus.nc.is_closed:
                await subscription.unsubscribe()
        self._subscriptions = []

    async def _reconnected(self) -> None:
        logger.info("connected to the broker again; listeners read what they missed")
        self._hub.gap()

    async def _stored(self, message: Msg) -> None:
        # stored.deck.{tenant}.{deck}.{revision}.…
        tokens = message.subject.split(".", 4)
        tenant_id, deck_id = tokens[2], tokens[3]
        if not self._hub.wanted(tenant_id, deck_id):
            return
        try:
            seq = int((message.headers or {})[_SEQUENCE])
            fact = StoredFact(seq=seq, event=EVENT.validate_json(message.data))
        except (KeyError, ValueError) as error:
            logger.bind(error=type(error).__name__).warning("skipped a republished event that cannot be read")
            return
        self._hub.publish(tenant_id, deck_id, fact)

    async def _live(self, message: Msg) -> None:
        tokens = message.subject.split(".")
        if not self._hub.wanted(tokens[1], tokens[2]):
            return
        try:
            text = DeckText.model_validate_json(message.data)
        except ValidationError:
            logger.warning("skipped assistant's words that cannot be read")
            return
        self._hub.publish(tokens[1], tokens[2], text)
