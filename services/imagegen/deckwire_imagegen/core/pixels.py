"""Every picture from outside is decoded under limits and encoded anew; nothing of the original bytes is kept."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from ..ports import BadAnswerError

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
)
_SMALLEST_SIDE = 64
_JPEG_QUALITY = 88


@dataclass(frozen=True)
class PixelLimits:
    """Bounds for one picture: bytes as received, pixels before decoding, pixels of a side afterwards."""

    max_bytes: int = 25_000_000
    max_pixels: int = 40_000_000
    max_side: int = 2048


@dataclass(frozen=True)
class Encoded:
    """A picture that was decoded and encoded here; width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def kind_of(data: bytes) -> str | None:
    """Return JPEG, PNG or WEBP by the first bytes, else None; what a server claims is not asked."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def encode_anew(data: bytes, limits: PixelLimits) -> Encoded:
    """Return the picture as a fresh JPEG, or PNG where it has transparency; raises BadAnswerError if it is none.

    Metadata is dropped, an orientation tag and a colour profile are applied, sides beyond the limit are scaled
    down. The declared size is checked before a single pixel is decoded. Takes up to some 100 ms: call it in a
    thread.
    """
    if len(data) > limits.max_bytes:
        raise BadAnswerError(f"the picture has {len(data)} bytes, the limit is {limits.max_bytes}")
    kind = kind_of(data)
    if kind is None:
        raise BadAnswerError("the bytes are not a JPEG, PNG or WebP picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as opened:
                return _encode(opened, limits)
    # Pillow's decoders raise many types on hostile bytes, SyntaxError and struct.error among them.
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError) as error:
        raise BadAnswerError(f"the picture cannot be decoded: {type(error).__name__}") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise BadAnswerError("the picture is too large to decode") from error


def _encode(opened: Image.Image, limits: PixelLimits) -> Encoded:
    width, height = opened.size
    if width * height > limits.max_pixels:
        raise BadAnswerError(f"the picture has {width}x{height} pixels, too many to decode")
    if min(width, height) < _SMALLEST_SIDE:
        raise BadAnswerError(f"the picture is only {width}x{height} pixels")
    profile = opened.info.get("icc_profile")
    opened.draft("RGB", (limits.max_side, limits.max_side))
    opened.load()
    image = ImageOps.exif_transpose(opened)
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image = _in_srgb(image, profile, "RGBA" if clear else "RGB")
    image.thumbnail((limits.max_side, limits.max_side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if clear and image.getchannel("A").getextrema() == (255, 255):
        image, clear = image.convert("RGB"), False
    low, high = image.convert("L").getextrema()
    if low == high and not clear:
        raise BadAnswerError("the picture is blank")
    image.info.clear()
    out = io.BytesIO()
    if clear:
        image.save(out, "PNG", optimize=False, compress_level=6)
        return Encoded(out.getvalue(), "image/png", *image.size)
    # A progressive file would be 7 % smaller and take seven times as long to write.
    image.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling="4:2:0")
    return Encoded(out.getvalue(), "image/jpeg", *image.size)


def _in_srgb(image: Image.Image, profile: object, mode: str) -> Image.Image:
    if isinstance(profile, bytes) and mode == "RGB" and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None  # A broken profile is worth no more than none.
        if converted is not None:
            return converted
    return image.convert(mode)
