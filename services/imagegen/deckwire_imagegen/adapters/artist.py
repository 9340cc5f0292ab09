"""The local artist as a provider: always there, free, never wrong about the theme."""

from __future__ import annotations

import asyncio

from ..core.artwork import draw
from ..ports import BadOrderError, Kind, Picture, PictureOrder


class Artist:
    """Draws artwork in a thread, two at a time."""

    name = "artwork"
    title = "Artwork"
    kind = Kind.DRAWN
    model = "artwork-1"
    price_usd = 0.0
    concurrency = 2

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(self.concurrency)

    async def generate(self, order: PictureOrder) -> Picture:
        """Return the drawing for an order; raises BadOrderError when it cannot be drawn."""
        async with self._room:
            try:
                drawing = await asyncio.to_thread(
                    draw,
                    order.prompt,
                    theme=order.theme,
                    palette=order.palette,
                    width=order.width,
                    height=order.height,
                    seed=order.seed,
                )
            except (ValueError, OSError, MemoryError) as error:
                raise BadOrderError(f"the drawing failed: {type(error).__name__}") from error
        return Picture(drawing.data, drawing.media_type, drawing.width, drawing.height)

    async def aclose(self) -> None:
        """Do nothing; there is nothing to close."""
