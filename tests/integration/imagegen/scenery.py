"""What the tests of the illustrator share: slides, orders, providers that follow a script."""

from __future__ import annotations

import io
from typing import Any

from deckwire_contracts import DeckOptions, SlideContext, SlideDrafted
from deckwire_contracts.request import ImageType
from deckwire_contracts.slides import ImageBrief, ImageTextSlide
from deckwire_imagegen.ports import Kind, Picture, PictureOrder
from PIL import Image


def drafted(
    deck_id: str = "d1",
    slide_id: str = "s1",
    *,
    prompt: str = "a harbour at dawn",
    image_type: ImageType = ImageType.AI_GENERATED,
    image_style: str | None = None,
    theme: str = "indigo",
    image_budget_usd: float | None = None,
    aspect: Any = "wide",
    with_image: bool = True,
    tenant_id: str = "t1",
) -> SlideDrafted:
    brief = ImageBrief(prompt=prompt, query="harbour", alt="Ein Hafen am Morgen", aspect=aspect)
    return SlideDrafted(
        tenant_id=tenant_id,
        deck_id=deck_id,
        revision=1,
        slide_id=slide_id,
        slide=ImageTextSlide(title="Harbours", lead="Small harbours", image=brief if with_image else None),
        context=SlideContext(
            deck_title="Harbours",
            theme=theme,
            image_budget_usd=image_budget_usd,
            options=DeckOptions(image_type=image_type, image_style=image_style),
        ),
    )


def order(prompt: str = "a harbour at dawn", **changes: Any) -> PictureOrder:
    values: dict[str, Any] = {
        "prompt": prompt,
        "query": "harbour",
        "alt": "A harbour",
        "width": 1344,
        "height": 768,
        "seed": 1,
        "tenant": "t1",
        "task": "deck.t1.d1.1.slide.s1.drafted",
    }
    return PictureOrder(**(values | changes))


def jpeg(width: int = 320, height: int = 200, **options: Any) -> bytes:
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.save(out, "JPEG", **options)
    return out.getvalue()


class Scripted:
    """A provider that gives what its script says, in turn; the last entry is given for ever."""

    model = "scripted"
    concurrency = 2

    def __init__(self, name: str, kind: Kind, *script: Picture | BaseException, price_usd: float = 0.0) -> None:
        self.name = name
        self.title = name.title()
        self.kind = kind
        self.price_usd = price_usd
        self.script = list(script) or [Picture(jpeg(), "image/jpeg", 320, 200, cost_usd=price_usd)]
        self.orders: list[PictureOrder] = []
        self.closed = False

    async def generate(self, order: PictureOrder) -> Picture:
        self.orders.append(order)
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def aclose(self) -> None:
        self.closed = True
