"""Bytes by reference: pictures, sources, previews and decks in the object store, named by what they hash to."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections import OrderedDict
from datetime import UTC, datetime

from deckwire_contracts import ArtifactRef
from deckwire_contracts.topology import ARTIFACTS
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import APIError, NotFoundError
from nats.js.object_store import ObjectStore

from . import direct

_READ_TRIES = 3
_WRONG_LAST_SEQUENCE = 10071
_CHUNK_BYTES = 128 * 1024
_CHUNKS_AT_ONCE = 8
_CACHE_ITEM_BYTES = 2 * 1024 * 1024


class ArtifactMissingError(LookupError):
    """The object store does not hold the bytes of a reference, or holds other bytes than it promises."""


class ArtifactsUnavailableError(RuntimeError):
    """The object store gave no answer in time; the caller may try again."""


class Artifacts:
    """Immutable bytes in the object store; keys are content hashes, so writing twice is harmless.

    A small cache in memory (`cache_bytes`) serves what this process wrote or read lately.
    """

    def __init__(
        self, nc: Client, js: JetStreamContext, bucket: str = ARTIFACTS, *, cache_bytes: int = 16 * 1024 * 1024
    ) -> None:
        self._nc = nc
        self._js = js
        self._bucket = bucket
        self._stream = f"OBJ_{bucket}"
        self._store: ObjectStore | None = None
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._cache_bytes = cache_bytes
        self._cached = 0

    def ref(self, data: bytes, media_type: str) -> ArtifactRef:
        """Return the reference that `data` has once they are stored."""
        sha = hashlib.sha256(data).hexdigest()
        return ArtifactRef(bucket=self._bucket, key=sha, sha256=sha, bytes=len(data), media_type=media_type)

    async def put(self, data: bytes, media_type: str) -> ArtifactRef:
        """Store `data` and return its reference; raises ArtifactsUnavailableError when the store does not answer."""
        ref = self.ref(data, media_type)
        try:
            async with asyncio.timeout(60):
                await self._write(ref.key, data)
        except (TimeoutError, NatsError) as error:
            raise ArtifactsUnavailableError(f"could not store {len(data)} bytes") from error
        self._remember(ref.key, data)
        return ref

    async def _write(self, name: str, data: bytes) -> None:
        """Write the object unless it is there; of writers at the same time the first one's stays.

        nats-py's ObjectStore.put waits for each chunk before it sends the next, one disk sync after the other; here
        chunks are under way together. They lie in order all the same: one connection keeps the order of what is
        sent. The entry that names them (NATS ADR-20) is written when every one of them is confirmed.
        """
        found = await direct.last_one(self._nc, self._stream, self._meta_subject(name))
        if found is not None and _info_of(found) is not None:
            return
        nuid = self._nc.new_inbox().rpartition(".")[2]
        chunks = f"$O.{self._bucket}.C.{nuid}"
        pieces = [data[at : at + _CHUNK_BYTES] for at in range(0, len(data), _CHUNK_BYTES)]
        for at in range(0, len(pieces), _CHUNKS_AT_ONCE):
            step = pieces[at : at + _CHUNKS_AT_ONCE]
            await asyncio.gather(*(self._js.publish(chunks, piece, stream=self._stream) for piece in step))
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode()
        info = {
            "name": name,
            "bucket": self._bucket,
            "nuid": nuid,
            "size": len(data),
            "chunks": len(pieces),
            "digest": f"SHA-256={digest}",
            "mtime": datetime.now(UTC).isoformat(),
            "options": {"max_chunk_size": _CHUNK_BYTES},
        }
        headers = {
            "Nats-Rollup": "sub",
            "Nats-Expected-Last-Subject-Sequence": str(found.seq if found else 0),
        }
        try:
            await self._js.publish(
                self._meta_subject(name), json.dumps(info).encode(), stream=self._stream, headers=headers
            )
        except APIError as error:
            if error.err_code != _WRONG_LAST_SEQUENCE:
                raise
            # Somebody else wrote the same bytes meanwhile: theirs stand, and nobody will read these.
            await self._js.purge_stream(self._stream, subject=chunks)

    async def get(self, ref: ArtifactRef) -> bytes:
        """Return the bytes of `ref`.

        Raises ArtifactMissingError when they are not there or do not match the hash, and
        ArtifactsUnavailableError when the store does not answer.
        """
        cached = self._cache.get(ref.key)
        if cached is not None:
            self._cache.move_to_end(ref.key)
            return cached
        for _ in range(_READ_TRIES):
            try:
                async with asyncio.timeout(60):
                    data = await self._read(ref.key)
            except (TimeoutError, NatsError) as error:
                raise ArtifactsUnavailableError(f"could not read {ref.bytes} bytes") from error
            # A reader may come between a deletion of the chunks and that of their entry: it looks again.
            if data is not None and hashlib.sha256(data).hexdigest() == ref.sha256:
                self._remember(ref.key, data)
                return data
        raise ArtifactMissingError(f"no bytes for {ref.media_type} {ref.sha256[:12]}")

    async def delete(self, ref: ArtifactRef) -> None:
        """Remove the bytes of `ref`; nothing happens when they are gone already."""
        dropped = self._cache.pop(ref.key, None)
        self._cached -= len(dropped) if dropped is not None else 0
        if self._store is None:
            self._store = await self._js.object_store(self._bucket)
        try:
            await self._store.delete(ref.key)
        except NotFoundError:
            return

    def _meta_subject(self, name: str) -> str:
        return f"$O.{self._bucket}.M.{base64.urlsafe_b64encode(name.encode()).decode()}"

    async def _read(self, name: str) -> bytes | None:
        # nats-py's ObjectStore.get paces itself by polling every 0.25 s, and waits for ever when chunks vanish
        # under it; chunks are plain messages on one subject (NATS ADR-20), so batched direct gets do.
        found = await direct.last_one(self._nc, self._stream, self._meta_subject(name))
        info = _info_of(found) if found else None
        if info is None:
            return None
        if not info.get("chunks"):
            return b""
        chunks = direct.scan(self._nc, self._stream, f"$O.{self._bucket}.C.{info['nuid']}")
        return b"".join([chunk.data async for chunk in chunks])

    def _remember(self, key: str, data: bytes) -> None:
        if len(data) > _CACHE_ITEM_BYTES or key in self._cache:
            return
        self._cache[key] = data
        self._cached += len(data)
        while self._cached > self._cache_bytes:
            _, dropped = self._cache.popitem(last=False)
            self._cached -= len(dropped)


def _info_of(entry: direct.Stored) -> dict[str, object] | None:
    """Return what an object's entry says, or None when the object was deleted."""
    info: dict[str, object] = json.loads(entry.data)
    return None if info.get("deleted") else info
