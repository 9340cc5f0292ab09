"""`/uploads`: documents come in."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import BodyPartReader, web
from deckwire_contracts import ProblemCode, ProblemError

from ..core.body import invalid
from .answers import json_answer, principal, services
from .context import CONTEXT

_CHUNK = 256 * 1024
_FRAMING = 100_000


async def upload(request: web.Request) -> web.Response:
    """Take in one document, in the part `file` of a multipart form."""
    sources, who = services(request).sources, principal(request)
    await sources.admit(who)
    async with request.app[CONTEXT].uploading:
        name, data = await received(request, sources.max_bytes, sources.too_large)
        view = await sources.store(who, name, data)
    return json_answer(view.model_dump(mode="json"), status=201)


async def received(request: web.Request, most: int, too_large: Callable[[], ProblemError]) -> tuple[str | None, bytes]:
    """Return name and bytes of the one part `file` of a multipart form of at most `most` bytes; raises ProblemError."""
    if request.content_type != "multipart/form-data":
        raise ProblemError.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the document as `multipart/form-data` with a part named `file`."
        )
    if request.content_length is not None and request.content_length > most + _FRAMING:
        raise too_large()
    name, data = None, None
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name != "file" or data is not None:
                raise invalid((getattr(part, "name", None) or "body", "send exactly one part, named `file`"))
            name, data = part.filename, await _read(part, most)
            if data is None:
                raise too_large()
    except (ValueError, AssertionError, LookupError, RuntimeError) as error:
        raise ProblemError.of(ProblemCode.MALFORMED_BODY, "The multipart form cannot be read.") from error
    if data is None:
        raise invalid(("file", "is missing"))
    return name, bytes(data)


async def _read(part: BodyPartReader, most: int) -> bytearray | None:
    """Return the part's bytes, None as soon as they are more than `most`."""
    data = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        data += part.decode(chunk) if "Content-Transfer-Encoding" in part.headers else chunk
        if len(data) > most:
            return None
    return data
