"""Pictures in a PDF: JPEG as it is, anything else decoded, transparency as a soft mask."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Name
from PIL import Image

# A picture of more colours than this is a photograph or a painting, which JPEG keeps well and small.
_FLAT_COLOURS = 128
_JPEG_QUALITY = 88


def embed(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    """Return the image object of `data`, a picture in any format that Pillow reads.

    Raises OSError (`PIL.UnidentifiedImageError` among them) when the bytes are no picture.
    """
    with Image.open(BytesIO(data)) as image:
        if image.format == "JPEG" and image.mode in ("RGB", "L"):
            return _stream(pdf, data, image.size, gray=image.mode == "L", coding=Name.DCTDecode)
        image.load()
        mask = None
        if "A" in image.getbands() or "transparency" in image.info:
            alpha = image.convert("RGBA").getchannel("A")
            if alpha.getextrema() != (255, 255):
                mask = _stream(pdf, zlib.compress(alpha.tobytes()), image.size, gray=True, coding=Name.FlateDecode)
        rgb = image.convert("RGBA").convert("RGB") if "transparency" in image.info else image.convert("RGB")
    if mask is None and rgb.getcolors(_FLAT_COLOURS) is None:
        buffer = BytesIO()
        rgb.save(buffer, "JPEG", quality=_JPEG_QUALITY)
        return _stream(pdf, buffer.getvalue(), rgb.size, gray=False, coding=Name.DCTDecode)
    made = _stream(pdf, zlib.compress(rgb.tobytes()), rgb.size, gray=False, coding=Name.FlateDecode)
    if mask is not None:
        made.SMask = mask
    return made


def _stream(
    pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], *, gray: bool, coding: pikepdf.Name
) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, data)
    stream.Type = Name.XObject
    stream.Subtype = Name.Image
    stream.Width, stream.Height = size
    stream.ColorSpace = Name.DeviceGray if gray else Name.DeviceRGB
    stream.BitsPerComponent = 8
    stream.Filter = coding
    return pdf.make_indirect(stream)
