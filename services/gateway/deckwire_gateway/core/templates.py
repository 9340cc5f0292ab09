"""Masters that users bring: inspected by the service that renders, kept by tenant, named by id in requests."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from deckwire_contracts import ArtifactRef, Look, LookAnswer, LookQuestion, ProblemCode, ProblemError, TemplateRef
from deckwire_contracts.topology import is_token
from ulid import ULID

from ..ports import Ports
from . import media
from .access import Principal
from .admission import Door
from .files import PPTX, File
from .signing import API
from .views import TemplateList, TemplateView

MAX_BYTES = 50_000_000


class Templates:
    """Takes masters in, lists them and finds them again."""

    def __init__(self, ports: Ports, *, door: Door, max_bytes: int = MAX_BYTES) -> None:
        self._ports = ports
        self._door = door
        self.max_bytes = max_bytes

    async def admit(self, principal: Principal) -> None:
        """Raise ProblemError when the principal may not send a file now; ask before reading its bytes."""
        await self._door.write(principal)

    def too_large(self) -> ProblemError:
        """Return the problem for a file beyond the limit."""
        return ProblemError.of(
            ProblemCode.BODY_TOO_LARGE, f"The file is larger than the {self.max_bytes // 1_000_000} MB that are taken."
        )

    async def store(self, principal: Principal, given_name: str | None, data: bytes) -> TemplateView:
        """Keep an admitted master if it is one; raises ProblemError `template_refused` with the reason if not.

        The bytes are looked into by the service that renders only.
        """
        name = media.file_name(given_name)
        if not data:
            raise ProblemError.of(ProblemCode.SOURCE_EMPTY, "The file is empty.")
        artifact = await self._ports.artifacts.put(data, PPTX)
        template = TemplateRef(id=str(ULID()).lower(), title=PurePosixPath(name).stem[:255], artifact=artifact)
        try:
            answer = await self._ports.looks.ask(LookQuestion(look=Look(template=template)))
        except ProblemError as error:
            if error.problem.code is ProblemCode.TEMPLATE_REFUSED:
                await self._ports.shelf.discard(principal.tenant, [artifact])
            raise
        found = template.model_copy(update={"palette": answer.palette})
        record = {
            "template": found.model_dump(mode="json"),
            "look": answer.model_dump(mode="json"),
            "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        if not await self._ports.templates.create(_key(principal.tenant, template.id), json.dumps(record).encode()):
            raise ProblemError.of(ProblemCode.UNAVAILABLE, "The template could not be kept.", retry_after_s=1)
        return _view(record)

    async def listed(self, principal: Principal) -> TemplateList:
        """Return the tenant's masters, newest first."""
        self._door.read(principal)
        found = await self._ports.templates.entries(f"{principal.tenant}.")
        return TemplateList(templates=[_view(json.loads(record)) for _, record in sorted(found, reverse=True)])

    async def find(self, tenant: str, template_id: str) -> TemplateRef | None:
        """Return a tenant's master by its id, None when the tenant has none of that id."""
        record = await self._record(tenant, template_id)
        return TemplateRef.model_validate(record["template"]) if record else None

    async def own(self, tenant: str) -> list[TemplateRef]:
        """Return all masters of a tenant."""
        found = await self._ports.templates.entries(f"{tenant}.")
        return [TemplateRef.model_validate(json.loads(record)["template"]) for _, record in sorted(found)]

    async def picture(self, principal: Principal, template_id: str, number: int) -> File:
        """Return a sample slide on a master as a picture, counted from 1; raises ProblemError `not_found`."""
        self._door.read(principal)
        record = await self._record(principal.tenant, template_id)
        previews = LookAnswer.model_validate(record["look"]).previews if record else ()
        if record is None or not 1 <= number <= len(previews):
            raise no_such_template()
        ref = previews[number - 1]
        return self._file(ref, f"{record['template']['title']} {number}")

    def _file(self, ref: ArtifactRef, title: str) -> File:
        return File(
            etag=ref.sha256,
            size=ref.bytes,
            media_type="image/png",
            title=title,
            extension="png",
            inline=True,
            read=lambda: self._ports.artifacts.get(ref),
        )

    async def forget(self, principal: Principal, template_id: str) -> Callable[[], Awaitable[None]]:
        """Remove a master; return what still has to be done about its bytes, which decks on it may still need.

        Raises ProblemError `not_found`.
        """
        await self._door.write(principal)
        record = await self._record(principal.tenant, template_id)
        if record is None:
            raise no_such_template()
        await self._ports.templates.delete(_key(principal.tenant, template_id))
        template = TemplateRef.model_validate(record["template"])
        refs = [template.artifact, *LookAnswer.model_validate(record["look"]).previews]

        async def finish() -> None:
            await self._ports.shelf.discard(principal.tenant, refs)

        return finish

    async def _record(self, tenant: str, template_id: str) -> dict[str, Any] | None:
        if not is_token(template_id):
            return None
        entry = await self._ports.templates.get(_key(tenant, template_id))
        return json.loads(entry[0]) if entry else None


def no_such_template() -> ProblemError:
    """Return the problem for a template that is not there, or is another tenant's: the two look the same."""
    return ProblemError.of(ProblemCode.NOT_FOUND, "There is no such template.")


def _key(tenant: str, template_id: str) -> str:
    return f"{tenant}.{template_id}"


def _view(record: dict[str, Any]) -> TemplateView:
    look = LookAnswer.model_validate(record["look"])
    template = TemplateRef.model_validate(record["template"])
    return TemplateView(
        id=template.id,
        title=template.title,
        bytes=template.artifact.bytes,
        created_at=record["created_at"],
        dark=look.dark,
        palette=list(look.palette),
        heading_font=look.heading_font,
        body_font=look.body_font,
        preview_urls=[f"{API}/templates/{template.id}/slides/{n}.png" for n in range(1, len(look.previews) + 1)],
        report=list(look.report),
    )
