"""Pictures as a .pptx can hold them."""

from __future__ import annotations

import io
from dataclasses import dataclass

from ..themes.model import Logo

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


_LOGO_SIDE = 1600


def logo(data: bytes, alt: str) -> Logo | None:
    """Return a logo as decks hold it, at most 1600 pixels long and without its empty margins; None if unreadable."""
    from PIL import Image, ImageStat

    found = media(data)
    if found is None:
        return None
    with Image.open(io.BytesIO(found.data)) as image:
        plain = image.convert("RGBA")
    alpha = plain.getchannel("A")
    box = alpha.getbbox()
    if box is None:
        return None  # Nothing but transparency.
    opaque = alpha.getextrema()[0] == 255
    plain = plain.crop(box)
    plain.thumbnail((_LOGO_SIDE, _LOGO_SIDE))
    stream = io.BytesIO()
    (plain.convert("RGB") if opaque else plain).save(stream, "PNG", optimize=True)
    # Colours are weighted by how much of them is seen.
    means = ImageStat.Stat(plain.convert("RGB"), mask=plain.getchannel("A").point(lambda a: 255 if a > 127 else 0)).mean
    shown = "".join(f"{round(channel):02X}" for channel in means)
    return Logo(stream.getvalue(), "image/png", "png", plain.width, plain.height, alt, shown, opaque)


def _converted(image: object) -> Media:
    """Return any picture as PNG, upright: programs disagree on whether they turn pictures by their EXIF data."""
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if "A" in upright.mode or "transparency" in upright.info else "RGB")
    stream = io.BytesIO()
    plain.save(stream, "PNG")
    return Media(stream.getvalue(), "image/png", "png", plain.width, plain.height)
