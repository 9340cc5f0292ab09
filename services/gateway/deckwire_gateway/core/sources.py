"""Documents that users bring: taken in once, named by id in requests."""

from __future__ import annotations

import asyncio
import json

from deckwire_contracts import ProblemCode, ProblemError, SourceFile
from ulid import ULID

from ..ports import Ports
from . import media
from .access import Principal
from .admission import Door
from .views import UploadView


def upload_key(upload_id: str) -> str:
    """Return where the record of an upload is kept."""
    return f"upload.{upload_id}"


class Sources:
    """Takes documents in."""

    def __init__(self, ports: Ports, *, door: Door, max_bytes: int) -> None:
        self._ports = ports
        self._door = door
        self.max_bytes = max_bytes

    async def admit(self, principal: Principal) -> None:
        """Raise ProblemError when the principal may not send a document now; ask before reading its bytes."""
        await self._door.write(principal)

    def too_large(self) -> ProblemError:
        """Return the problem for a document beyond the limit."""
        return ProblemError.of(
            ProblemCode.BODY_TOO_LARGE, f"The file is larger than the {self.max_bytes // 1_000_000} MB that are taken."
        )

    async def store(self, principal: Principal, given_name: str | None, data: bytes) -> UploadView:
        """Keep an admitted document and return its id; raises ProblemError when it is not one that can be read."""
        name = media.file_name(given_name)
        kind = await asyncio.to_thread(media.media_type, name, data)
        ref = await self._ports.artifacts.put(data, kind)
        upload_id = str(ULID()).lower()
        source = SourceFile(name=name, artifact=ref)
        record = {"tenant": principal.tenant, "source": source.model_dump(mode="json")}
        if not await self._ports.uploads.create(upload_key(upload_id), json.dumps(record).encode()):
            raise ProblemError.of(ProblemCode.UNAVAILABLE, "The upload could not be kept.", retry_after_s=1)
        return UploadView(id=upload_id, name=name, bytes=ref.bytes, media_type=kind)
