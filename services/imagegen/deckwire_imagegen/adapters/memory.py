"""Which picture stands for an order, remembered in a key-value bucket of the bus."""

from __future__ import annotations

from deckwire_kit.artifacts import ArtifactMissingError, Artifacts
from deckwire_kit.logs import logger
from nats.errors import Error as NatsError
from nats.js.errors import KeyNotFoundError
from nats.js.kv import KeyValue
from pydantic import ValidationError

from ..ports import KeptPicture


class BusMemory:
    """Orders by key in a bucket whose entries expire.

    When the bus does not answer a question, the error of the bus is raised: to pay without having looked is what
    this memory is there to prevent, and the message comes again by itself.
    """

    def __init__(self, bucket: KeyValue, artifacts: Artifacts) -> None:
        self._bucket = bucket
        self._artifacts = artifacts

    async def find(self, key: str) -> KeptPicture | None:
        """Return what is kept under `key` if its bytes are still there, else None."""
        try:
            entry = await self._bucket.get(key)
            kept = KeptPicture.model_validate_json(entry.value or b"")
            await self._artifacts.get(kept.image)
        except (KeyNotFoundError, ArtifactMissingError):
            return None
        except ValidationError as error:
            logger.bind(errors=error.error_count()).warning("a remembered order cannot be read")
            return None
        return kept

    async def keep(self, key: str, picture: KeptPicture) -> None:
        """Remember the picture; failing to is logged, never raised."""
        try:
            await self._bucket.put(key, picture.model_dump_json().encode())
        except (NatsError, TimeoutError) as error:
            logger.bind(error=type(error).__name__).warning("an order could not be remembered")


class NoMemory:
    """Remembers nothing."""

    async def find(self, key: str) -> KeptPicture | None:  # noqa: ARG002
        """Return None."""
        return None

    async def keep(self, key: str, picture: KeptPicture) -> None:
        """Forget the picture."""
