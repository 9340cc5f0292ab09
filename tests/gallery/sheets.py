"""Paints the slides of a finished deck onto one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

GAP = 10
GROUND = (217, 221, 228)
LIMIT = 400_000


def painted(deck: bytes, pages: Sequence[int], width: int) -> list[Image.Image]:
    """Return pictures `width` pixels wide of some pages of `deck`, counted from 0; those it has not are left out."""
    from deckwire_render.adapters.engine import opened

    with opened(deck) as held:
        shown = [held.png(page, 2 * width)[0] for page in pages if page < held.slide_count]
    pictures = [Image.open(BytesIO(data)).convert("RGB") for data in shown]
    return [p.resize((width, round(width * p.height / p.width)), Image.Resampling.LANCZOS) for p in pictures]


def sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return the pictures, all of one size, in rows of `columns` with thin gaps; raises ValueError for none."""
    if not pictures:
        raise ValueError("no slide to show")
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for n, picture in enumerate(pictures):
        row, column = divmod(n, columns)
        whole.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return whole


def compressed(image: Image.Image, limit: int = LIMIT) -> bytes:
    """Return the image as PNG of at most `limit` bytes, with as many colours as that allows, or the least it can be."""
    data = b""
    for colours in (0, 256, 128, 64):
        kept = image.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=3) if colours else image
        stream = BytesIO()
        kept.save(stream, "PNG", optimize=True)
        data = stream.getvalue()
        if len(data) <= limit:
            break
    return data
