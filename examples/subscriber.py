"""Follow every deck on the bus: `python examples/subscriber.py [NATS_URL]`. Needs nats-py and deckwire-contracts."""

import asyncio
import sys

import nats
from deckwire_contracts import EVENT, DeckRendered


async def main(url: str) -> None:
    """Print each event from the beginning of the stream, then those to come."""
    client = await nats.connect(url)
    facts = await client.jetstream().subscribe("deck.>", ordered_consumer=True)
    async for message in facts.messages:
        event = EVENT.validate_json(message.data)
        print(f"{event.time:%H:%M:%S} {event.deck_id} {event.revision} {event.type}", flush=True)  # noqa: T201
        if isinstance(event, DeckRendered):
            size = event.pptx.bytes // 1000
            print(f"         “{event.title}”: {event.slide_count} slides, {size} kB", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "nats://127.0.0.1:4222"))
