"""Pictures as a .pptx can hold them."""

from __future__ import annotations

import io
from dataclasses import dataclass

_KINDS = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg")}
_MAX_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Media:
    """A PNG or JPEG; width and height in pixels as it is shown."""

    data: bytes
    media_type: str
    extension: str
    width: int
    height: int


def media(data: bytes, media_type: str = "") -> Media | None:
    """Return the picture, converted to PNG unless it is PNG or JPEG; None when it cannot be read.

    `media_type` is a hint only: the bytes decide. Pictures over 40 megapixels are not decoded.
    """
    from PIL import Image, UnidentifiedImageError

    del media_type
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MAX_PIXELS:
                return None
            known = _KINDS.get(image.format or "")
            turned = image.getexif().get(0x0112, 1) != 1
            if known and not turned and image.mode in {"RGB", "RGBA", "L", "P", "LA"}:
                return Media(data, known[0], known[1], image.width, image.height)
            return _converted(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _converted(image: object) -> Media:
    """Return any picture as PNG, upright: programs disagree on whether they turn pictures by their EXIF data."""
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if "A" in upright.mode or "transparency" in upright.info else "RGB")
    stream = io.BytesIO()
    plain.save(stream, "PNG")
    return Media(stream.getvalue(), "image/png", "png", plain.width, plain.height)
