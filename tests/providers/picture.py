"""Real pictures, drawn from a prompt and a seed: the same words give the same bytes."""

from __future__ import annotations

import functools
import io
import struct
import zlib

from PIL import Image, ImageDraw


def picture(prompt: str, width: int, height: int, image_format: str = "JPEG", seed: int = 0) -> bytes:
    """Return an encoded picture of that size; formats are Pillow's names."""
    return _drawn(zlib.crc32(prompt.encode("utf-8", "replace")) % 24, seed % 4, width, height, image_format)


@functools.lru_cache(maxsize=256)
def _drawn(hue: int, variant: int, width: int, height: int, image_format: str) -> bytes:
    # Drawn small and enlarged: a fake must not take the CPU that the benchmark measures.
    small = Image.new("RGB", (96, 54))
    draw = ImageDraw.Draw(small)
    base = ((hue * 37) % 200 + 30, (hue * 71) % 200 + 30, (hue * 113) % 200 + 30)
    for y in range(54):
        draw.line([(0, y), (96, y)], fill=tuple(min(255, int(c * (0.5 + y / 108))) for c in base))
    for i in range(5):
        x, y = (hue * 17 + i * 23 + variant * 7) % 96, (hue * 29 + i * 13) % 54
        draw.ellipse([x - 8, y - 8, x + 8, y + 8], fill=tuple(255 - c for c in base))
    out = io.BytesIO()
    options = {"quality": 88} if image_format in ("JPEG", "WEBP") else {"compress_level": 1}
    small.resize((width, height), Image.Resampling.BICUBIC).save(out, image_format, **options)
    return out.getvalue()


@functools.lru_cache(maxsize=2)
def decompression_bomb(side: int = 20_000) -> bytes:
    """Return a small PNG that decodes to `side` times `side` pixels."""
    row = b"\0" * (side // 8 + 1 + (1 if side % 8 else 0))
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", packed) + _png_chunk(b"IEND", b"")


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def oversized(megabytes: int) -> bytes:
    """Return a JPEG that is padded to that many megabytes; decoders read it all the same."""
    return picture("oversized", 640, 360) + b"\0" * (megabytes * 1_000_000)
