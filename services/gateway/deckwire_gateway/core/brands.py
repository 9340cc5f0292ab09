"""Themes: those of the catalogue, and those that tenants make from their brand's colours, fonts and logo."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from deckwire_contracts import ArtifactRef, Brand, Look, LookAnswer, LookQuestion, ProblemCode, ProblemError, SourceFile
from deckwire_contracts.look import Colour, FontName
from deckwire_contracts.text import Line
from deckwire_contracts.themes import THEMES
from deckwire_contracts.topology import is_token
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from ulid import ULID

from ..ports import Ports
from .access import Principal
from .admission import Door
from .asking import BRAND
from .body import invalid, validate
from .files import File
from .signing import API
from .sources import upload_key
from .views import ThemeList, ThemeView

MAX_BRANDS = 100
MAX_LOGO_BYTES = 2_000_000
_CATALOGUE = {theme.id: theme for theme in THEMES}
_LOGOS = ("image/png", "image/jpeg")


def _spelled(value: Any) -> Any:
    """Return `1b3a6b`, `#1B3` and the like as `#RRGGBB`; what is no colour is left for the type to refuse."""
    if not isinstance(value, str):
        return value
    digits = value.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits.upper()}"


Spelled = Annotated[Colour, BeforeValidator(_spelled)]


class ThemeRequest(BaseModel):
    """The body of `POST /themes`.

    The first colour leads. `ground` and `ink` are the colours of slides and of text; what is not given is derived.
    `logo` is the id of an uploaded PNG or JPEG.
    """

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, Field(min_length=1, max_length=100)]
    colours: list[Spelled] = Field(min_length=1, max_length=6)
    dark: bool = False
    ground: Spelled | None = None
    ink: Spelled | None = None
    heading_font: FontName | None = None
    body_font: FontName | None = None
    logo: Annotated[Line, Field(max_length=64)] | None = None


class Themes:
    """Lists themes, shows how they look, and makes and removes those of brands."""

    def __init__(self, ports: Ports, *, door: Door) -> None:
        self._ports = ports
        self._door = door
        self._looks: dict[str, LookAnswer] = {}

    async def make(self, principal: Principal, value: Any) -> ThemeView:
        """Make a theme from a brand's colours, fonts and logo; raises ProblemError.

        The answer tells which colours had to be changed so that text can be read.
        """
        await self._door.write(principal)
        request = validate(ThemeRequest, value)
        if len(await self._ports.brands.entries(f"{principal.tenant}.")) >= MAX_BRANDS:
            raise ProblemError.of(
                ProblemCode.INVALID_REQUEST,
                f"There are {MAX_BRANDS} themes already.",
                hint="Remove one with `DELETE /api/v1/themes/{id}`.",
            )
        brand = Brand(
            id=f"{BRAND}{str(ULID()).lower()}",
            logo=await self._logo(principal, request.logo) if request.logo else None,
            **request.model_dump(exclude={"logo"}),
        )
        answer = await self._ports.looks.ask(LookQuestion(look=Look(brand=brand)))
        record = {
            "brand": brand.model_copy(update={"palette": answer.palette}).model_dump(mode="json"),
            "look": answer.model_dump(mode="json"),
            "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        if not await self._ports.brands.create(_key(principal.tenant, brand.id), json.dumps(record).encode()):
            raise ProblemError.of(ProblemCode.UNAVAILABLE, "The theme could not be kept.", retry_after_s=1)
        return _view(record)

    async def _logo(self, principal: Principal, upload_id: str) -> ArtifactRef:
        """Return the bytes of an upload that can be a logo; what they show is judged by the service that renders."""
        entry = await self._ports.uploads.get(upload_key(upload_id)) if is_token(upload_id) else None
        record = json.loads(entry[0]) if entry else None
        if record is None or record["tenant"] != principal.tenant:
            raise invalid(("logo", "is not the id of an upload"))
        artifact = SourceFile.model_validate(record["source"]).artifact
        if artifact.media_type not in _LOGOS:
            raise invalid(("logo", f"must be a PNG or JPEG; the upload is {artifact.media_type}"))
        if artifact.bytes > MAX_LOGO_BYTES:
            raise invalid(("logo", f"has {artifact.bytes:,} bytes; at most {MAX_LOGO_BYTES:,} are taken"))
        return artifact

    async def listed(self, principal: Principal) -> ThemeList:
        """Return the catalogue, the default theme first, then the tenant's own themes, newest first."""
        self._door.read(principal)
        found = await self._ports.brands.entries(f"{principal.tenant}.")
        own = [_view(json.loads(record)) for _, record in sorted(found, reverse=True)]
        return ThemeList(themes=[*catalogue(), *own])

    async def find(self, tenant: str, theme_id: str) -> Brand | None:
        """Return a tenant's brand by the id of its theme, None when the tenant has none of that id."""
        record = await self._record(tenant, theme_id)
        return Brand.model_validate(record["brand"]) if record else None

    async def own(self, tenant: str) -> list[Brand]:
        """Return all brands of a tenant."""
        found = await self._ports.brands.entries(f"{tenant}.")
        return [Brand.model_validate(json.loads(record)["brand"]) for _, record in sorted(found)]

    async def picture(self, principal: Principal | None, theme_id: str, number: int) -> File:
        """Return a sample slide as a picture, counted from 1; raises ProblemError `not_found` or `unavailable`.

        Anybody may look at the catalogue; a brand's theme needs a principal of its tenant.
        """
        title, look = await self._look(principal, theme_id)
        if look is None or not 1 <= number <= len(look.previews):
            raise no_such_theme()
        ref = look.previews[number - 1]
        try:
            data = await self._ports.artifacts.get(ref)
        except ProblemError:
            # The bytes may be gone with the data folder; the next look is painted anew.
            self._looks.pop(theme_id, None)
            raise
        extension = "jpg" if ref.media_type == "image/jpeg" else "png"

        async def read() -> bytes:
            return data

        return File(
            etag=ref.sha256,
            size=ref.bytes,
            media_type=ref.media_type,
            title=f"{title} {number}",
            extension=extension,
            inline=True,
            read=read,
        )

    def public(self, theme_id: str) -> bool:
        """Return whether anybody may look at the theme."""
        return theme_id in _CATALOGUE

    async def _look(self, principal: Principal | None, theme_id: str) -> tuple[str, LookAnswer | None]:
        if theme_id in _CATALOGUE:
            if theme_id not in self._looks:
                self._looks[theme_id] = await self._ports.looks.ask(LookQuestion(theme=theme_id))
            return _CATALOGUE[theme_id].title, self._looks[theme_id]
        if principal is None:
            return "", None
        self._door.read(principal)
        record = await self._record(principal.tenant, theme_id)
        return (record["brand"]["title"], LookAnswer.model_validate(record["look"])) if record else ("", None)

    async def forget(self, principal: Principal, theme_id: str) -> Callable[[], Awaitable[None]]:
        """Remove a brand's theme; return what still has to be done about its bytes, which decks may still need.

        Raises ProblemError: `not_found`, or `forbidden` for a theme of the catalogue.
        """
        await self._door.write(principal)
        if theme_id in _CATALOGUE:
            raise ProblemError.of(ProblemCode.FORBIDDEN, "Themes of the catalogue cannot be removed.")
        record = await self._record(principal.tenant, theme_id)
        if record is None:
            raise no_such_theme()
        await self._ports.brands.delete(_key(principal.tenant, theme_id))
        brand = Brand.model_validate(record["brand"])
        refs = [*LookAnswer.model_validate(record["look"]).previews, *([brand.logo] if brand.logo else [])]

        async def finish() -> None:
            await self._ports.shelf.discard(principal.tenant, refs)

        return finish

    async def _record(self, tenant: str, theme_id: str) -> dict[str, Any] | None:
        if not theme_id.startswith(BRAND) or not is_token(theme_id):
            return None
        entry = await self._ports.brands.get(_key(tenant, theme_id))
        return json.loads(entry[0]) if entry else None


def catalogue() -> list[ThemeView]:
    """Return the themes that come with Deckwire."""
    return [
        ThemeView(**theme.model_dump(), preview_url=_picture(theme.id), preview_urls=_pictures(theme.id, 3))
        for theme in THEMES
    ]


def no_such_theme() -> ProblemError:
    """Return the problem for a theme that is not there, or is another tenant's: the two look the same."""
    return ProblemError.of(ProblemCode.NOT_FOUND, "There is no such theme.")


def _key(tenant: str, theme_id: str) -> str:
    return f"{tenant}.{theme_id}"


def _picture(theme_id: str) -> str:
    return f"{API}/themes/{theme_id}.png"


def _pictures(theme_id: str, count: int) -> list[str]:
    return [f"{API}/themes/{theme_id}/slides/{n}.png" for n in range(1, count + 1)]


def _view(record: dict[str, Any]) -> ThemeView:
    brand, look = Brand.model_validate(record["brand"]), LookAnswer.model_validate(record["look"])
    return ThemeView(
        id=brand.id,
        title=brand.title,
        dark=look.dark,
        palette=look.palette,
        heading_font=look.heading_font,
        body_font=look.body_font,
        tags=("brand",),
        preview_url=_picture(brand.id),
        preview_urls=_pictures(brand.id, len(look.previews)),
        brand=True,
        report=list(look.report),
        created_at=record["created_at"],
    )
