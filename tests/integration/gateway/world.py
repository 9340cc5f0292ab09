"""A gateway in this process on a real broker, and the other services played by hand."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
import jwt
from deckwire_contracts import (
    ArtifactRef,
    DeckOutlined,
    DeckReady,
    DeckRendered,
    DeckRequested,
    Event,
    Outline,
    SlideBrief,
    SlideBriefed,
    SlideContext,
    SlideDrafted,
    SlideIllustrated,
    SlidePreviewed,
)
from deckwire_contracts.slides import BulletItem, BulletsSlide, ImageBrief
from deckwire_gateway.app import Gateway, build
from deckwire_gateway.settings import GatewaySettings
from deckwire_kit.bus import Bus
from deckwire_kit.facts import Written

SECRET = "a-secret-of-tests-that-is-long-enough-0123456789"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Json = dict[str, Any]


def settings(nats_url: str, **changes: Any) -> GatewaySettings:
    """Settings of a test gateway: a free port, short waits."""
    values: Json = {
        "nats_url": nats_url,
        "port": 0,
        "jwt_secret_key": SECRET,
        "keep_alive_s": 0.5,
        "erase_again_s": 0.1,
        "drain_s": 2.0,
        "rate_limit": "100000/minute",
        **changes,
    }
    return GatewaySettings(_env_file=None, **values)


def token(tenant: str = "acme", **claims: Any) -> str:
    """A valid access token, but for what `claims` change; a claim of None is left out."""
    body: Json = {"tenant": tenant, "sub": "someone", "exp": int(time.time()) + 600, **claims}
    return jwt.encode({k: v for k, v in body.items() if v is not None}, SECRET, algorithm="HS256")


@asynccontextmanager
async def gateway(nats_url: str, **changes: Any) -> AsyncIterator[Gateway]:
    """Run a gateway."""
    service = build(settings(nats_url, **changes))
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


@dataclass
class Sse:
    """One event as an EventSource gets it."""

    id: int
    event: str
    data: Json


class Api:
    """A plain HTTP client of one gateway."""

    def __init__(self, url: str, *, tenant: str | None = None, headers: dict[str, str] | None = None) -> None:
        given = {"Authorization": f"Bearer {token(tenant)}"} if tenant else {}
        self.root = url
        self._headers = {**given, **(headers or {})}

    async def __aenter__(self) -> Self:
        self.http = aiohttp.ClientSession(self.root, headers=self._headers)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()

    async def call(self, method: str, path: str, **options: Any) -> tuple[int, Any, Any]:
        """Return status, JSON (or bytes) and headers."""
        bare = options.pop("bare", False)
        path = path if bare or path.startswith("/api/") else f"/api/v1{path}"
        async with self.http.request(method, path, **options) as answer:
            body: Any = await answer.read()
            if answer.content_type.endswith("json") and body:
                body = json.loads(body)
            return answer.status, body, answer.headers

    async def create(self, **body: Any) -> Json:
        """Ask for a deck and return its state."""
        status, state, _ = await self.call("POST", "/decks", json={"content": "Tidal power in small harbours", **body})
        assert status == 202, state
        found: Json = state
        return found

    async def state(self, deck_id: str) -> Json:
        """Return a deck's state."""
        status, state, _ = await self.call("GET", f"/decks/{deck_id}")
        assert status == 200, state
        found: Json = state
        return found

    async def events(self, deck_id: str, query: str = "", headers: dict[str, str] | None = None) -> AsyncIterator[Sse]:
        """Yield Server-Sent Events until the stream ends."""
        async with self.http.get(f"/api/v1/decks/{deck_id}/events{query}", headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            fields: dict[str, str] = {}
            async for raw in answer.content:
                line = raw.decode().rstrip("\n")
                if not line and "data" in fields:
                    yield Sse(int(fields["id"]), fields["event"], json.loads(fields["data"]))
                    fields = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    fields[name] = value


class Author:
    """Writes the facts of one deck as the other services would."""

    def __init__(self, bus: Bus, tenant: str, deck_id: str, *, slides: int = 2) -> None:
        self.bus = bus
        self.tenant = tenant
        self.deck_id = deck_id
        self.ids = [f"s{n}" for n in range(1, slides + 1)]

    async def write(self, kind: type[Event], **fields: Any) -> Written[Event]:
        """Write one fact."""
        event = kind(tenant_id=self.tenant, deck_id=self.deck_id, revision=fields.pop("revision", 1), **fields)
        return await self.bus.facts.write(event)

    async def request(self, **fields: Any) -> Written[Event]:
        """Write the request, as a gateway would."""
        return await self.write(DeckRequested, **{"content": "Tides", **fields})

    async def outline(self, **fields: Any) -> Outline:
        """Write the outline."""
        plan = Outline(
            title="Tidal power: Häfen & 潮",
            slides=[
                SlideBrief(id=slide_id, number=n, type="bullets", title=f"Finding {n}")
                for n, slide_id in enumerate(self.ids, start=1)
            ],
        )
        await self.write(DeckOutlined, outline=plan, **fields)
        return plan

    async def brief(self, slide_id: str) -> None:
        """Write a slide's brief."""
        number = self.ids.index(slide_id) + 1
        brief = SlideBrief(id=slide_id, number=number, type="bullets", title=f"Finding {number}")
        await self.write(SlideBriefed, slide_id=slide_id, brief=brief, context=SlideContext(deck_title="Tidal power"))

    async def draft(self, slide_id: str, *, image: bool = False) -> None:
        """Write a drafted slide."""
        slide = BulletsSlide(
            title=f"Finding of {slide_id}",
            notes=f"Say this about {slide_id}.",
            items=[BulletItem(text="One")],
            image=ImageBrief(prompt="a harbour", alt="A harbour") if image else None,
        )
        await self.write(SlideDrafted, slide_id=slide_id, slide=slide, context=SlideContext(deck_title="Tidal power"))

    async def illustrate(self, slide_id: str, data: bytes = b"picture") -> ArtifactRef:
        """Write a picture."""
        ref = await self.bus.artifacts.put(data, "image/png")
        await self.write(SlideIllustrated, slide_id=slide_id, image=ref)
        return ref

    async def preview(self, slide_id: str, data: bytes, stage: str = "text") -> ArtifactRef:
        """Write a preview."""
        ref = await self.bus.artifacts.put(data, "image/png")
        await self.write(SlidePreviewed, slide_id=slide_id, stage=stage, image=ref, width=320, height=180)
        return ref

    async def render(self, pptx: bytes = b"PK pptx bytes", pdf: bytes | None = None) -> ArtifactRef:
        """Write the two last facts."""
        await self.write(DeckReady, slide_ids=self.ids)
        ref = await self.bus.artifacts.put(pptx, PPTX)
        pdf_ref = await self.bus.artifacts.put(pdf, "application/pdf") if pdf else None
        await self.write(
            DeckRendered,
            title="Tidal power: Häfen & 潮",
            pptx=ref,
            pdf=pdf_ref,
            slide_count=len(self.ids),
        )
        return ref

    async def finish(self) -> ArtifactRef:
        """Write everything from the outline to the end."""
        await self.outline()
        for slide_id in self.ids:
            await self.brief(slide_id)
            await self.draft(slide_id)
            await self.preview(slide_id, f"png of {slide_id} in {self.deck_id}".encode())
        return await self.render(f"PK {self.deck_id}".encode())
