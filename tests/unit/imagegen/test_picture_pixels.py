"""Bytes from outside: what is decoded, what is refused, what is left of it."""

from __future__ import annotations

import io

import pytest
from deckwire_imagegen.core.pixels import PixelLimits, encode_anew, kind_of
from deckwire_imagegen.ports import BadAnswerError
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.integration.imagegen.scenery import jpeg
from tests.providers.picture import decompression_bomb

LIMITS = PixelLimits(max_bytes=2_000_000, max_pixels=4_000_000, max_side=512)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def gradient(mode: str = "RGB", size: tuple[int, int] = (320, 200)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_becomes_a_fresh_jpeg(kind: str) -> None:
    done = encode_anew(saved(gradient(), kind), LIMITS)
    image = reopened(done.data)
    assert (done.media_type, image.format, image.size) == ("image/jpeg", "JPEG", (320, 200))
    assert (done.width, done.height) == (320, 200)


def test_large_picture_is_scaled_down_to_the_limit() -> None:
    done = encode_anew(jpeg(1800, 900), LIMITS)
    assert (done.width, done.height) == (512, 256)


def test_metadata_is_gone_and_the_orientation_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    done = encode_anew(jpeg(320, 200, exif=exif.tobytes(), comment=b"secret comment"), LIMITS)
    assert (done.width, done.height) == (200, 320)
    assert b"secret" not in done.data
    assert not reopened(done.data).getexif()
    texts = PngInfo()
    texts.add_text("Comment", "secret words")
    image = gradient("RGBA")
    image.putalpha(gradient("L"))
    assert b"secret" not in encode_anew(saved(image, "PNG", pnginfo=texts), LIMITS).data


def test_transparency_stays_in_a_png_and_goes_where_there_is_none() -> None:
    clear = gradient("RGBA")
    clear.putalpha(gradient("L"))
    done = encode_anew(saved(clear, "PNG"), LIMITS)
    assert done.media_type == "image/png"
    assert reopened(done.data).mode == "RGBA"
    assert encode_anew(saved(gradient("RGBA"), "PNG"), LIMITS).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert reopened(encode_anew(saved(gradient(mode), kind), LIMITS).data).mode == "RGB"


def test_colour_profile_is_applied_and_dropped_and_a_broken_one_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    done = encode_anew(jpeg(icc_profile=profile), LIMITS)
    assert "icc_profile" not in reopened(done.data).info
    assert encode_anew(jpeg(icc_profile=b"not a profile"), LIMITS).width == 320


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a JPEG"),
        (b"<html>Bad Gateway</html>", "not a JPEG"),
        (b"GIF89a" + b"\0" * 50, "not a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "cannot be decoded"),
        (b"\xff\xd8\xff" + b"\0" * 40, "cannot be decoded"),
        (jpeg()[: len(jpeg()) // 2], "cannot be decoded"),
        (jpeg(40, 40), "only 40x40"),
        (saved(Image.new("RGB", (200, 200), "black"), "PNG"), "blank"),
        (jpeg(2100, 2000), "too many to decode"),
        (decompression_bomb(), "too"),
        (jpeg() + b"\0" * 2_000_000, "the limit is"),
    ],
    ids=["empty", "html", "gif", "svg", "png", "jpeg", "half", "tiny", "blank", "large", "bomb", "bytes"],
)
def test_bytes_that_are_no_usable_picture_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(BadAnswerError, match=says):
        encode_anew(data, LIMITS)


def test_kind_is_told_by_the_first_bytes() -> None:
    assert kind_of(saved(gradient(), "WEBP")) == "WEBP"
    assert kind_of(b"RIFF____AVI ") is None
