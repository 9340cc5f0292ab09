"""The files of a deck as downloads."""

from __future__ import annotations

from aiohttp import web
from deckwire_contracts import Problem, ProblemCode

from ..core.access import Principal
from ..core.body import invalid
from ..core.delivery import UnsatisfiableError, byte_range, disposition, matches
from ..core.signing import Grant
from .answers import principal, problem_answer, services, whole_number
from .context import CONTEXT

_MAX_REVISION = 100_000


def name_of(request: web.Request) -> str:
    """Return the name of the file below its deck."""
    return request.path.partition(f"/decks/{request.match_info['deck_id']}/")[2]


def by_link(request: web.Request) -> Principal | None:
    """Return the principal of a signed link, None when the request is none; raises ProblemError."""
    if "sig" not in request.query:
        return None
    revision = whole_number(request, "revision", least=1, most=_MAX_REVISION)
    if revision is None:
        raise invalid(("revision", "is missing from the link"))
    grant = Grant(
        tenant=request.query.get("tenant", ""),
        deck_id=request.match_info["deck_id"],
        name=name_of(request),
        revision=revision,
    )
    return request.app[CONTEXT].access.by_signature(grant, request.query.get("exp", ""), request.query["sig"])


async def download(request: web.Request) -> web.StreamResponse:
    """Send a file, or the part of it that is asked for, or 304 when the client has it."""
    revision = whole_number(request, "revision", least=1, most=_MAX_REVISION)
    who = principal(request)
    file = await services(request).files.find(who, request.match_info["deck_id"], name_of(request), revision)
    version = request.query.get("v", "")
    lasting = len(version) >= 12 and file.etag.startswith(version)
    headers = {
        "ETag": f'"{file.etag}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=86400, immutable" if lasting else "private, no-cache",
        "Content-Disposition": disposition(file.title, file.extension, inline=file.inline),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if matches(request.headers.get("If-None-Match"), file.etag):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = file.media_type
    try:
        span = byte_range(request.headers.get("Range"), request.headers.get("If-Range"), file.etag, file.size)
    except UnsatisfiableError:
        problem = Problem.of(ProblemCode.INVALID_REQUEST, f"The file has {file.size} bytes.").model_copy(
            update={"status": 416, "title": "The range lies outside the file"}
        )
        answer = problem_answer(problem)
        answer.headers["Content-Range"] = f"bytes */{file.size}"
        return answer
    if request.method == "HEAD":
        # A plain Response would say that it has no bytes.
        head = web.StreamResponse(headers=headers)
        head.content_length = file.size
        await head.prepare(request)
        await head.write_eof()
        return head
    data = await file.read()
    if span is None:
        return web.Response(body=data, headers=headers)
    headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{file.size}"
    return web.Response(status=206, body=memoryview(data)[span.start : span.stop].tobytes(), headers=headers)
