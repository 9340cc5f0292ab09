"""Pictures of a document: decoded under limits and encoded anew; what only decorates is left out."""

from __future__ import annotations

import hashlib
import io
import time
import warnings
from collections import Counter
from typing import Literal

from deckwire_contracts import PictureFit, ProblemCode, ProblemError
from PIL import Image, ImageChops, ImageOps

from deckwire_llm.core.material import Figure, Material, numbered

from .limits import ReadingLimits

Crop = tuple[float, float, float, float]
NO_CROP: Crop = (0.0, 0.0, 0.0, 0.0)
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
_LEAST_SIDE = 72
_LEAST_PIXELS = 20_000
_MOST_STRETCHED = 6.0
_REPEATED = 3
_JPEG_QUALITY = 90
_FLAT = 0.45
_STUDIED = 1024


class Gallery:
    """Takes the pictures of one document; `pictures` are their bytes by SHA-256."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._until = time.process_time() + limits.pictures_s
        self._known: dict[tuple[str, Crop], Figure | None] = {}
        self._seen: Counter[str] = Counter()
        self._left_out = 0
        self._unreadable = 0
        self.pictures: dict[str, bytes] = {}

    def take(self, data: bytes, crop: Crop = NO_CROP) -> Figure | None:
        """Return the picture in `data`, None when it decorates, cannot be decoded, or there is no room for it.

        What its document cuts off is not kept.
        """
        key = (hashlib.sha256(data).hexdigest(), crop)
        if key not in self._known:
            self._known[key] = self._decoded(data, crop)
        return self._counted(self._known[key])

    def take_image(self, image: Image.Image) -> Figure | None:
        """Return a picture that somebody else decoded, None when it decorates or there is no room for it."""
        if not self._room() or _decorates(image):
            return None
        return self._counted(self._kept(image))

    def take_upload(self, name: str, data: bytes) -> Figure:
        """Return a picture that was uploaded as such; raises ProblemError when it cannot be shown."""
        try:
            with _opened(data) as image:
                width, height = image.size
                if width * height > self._limits.picture_pixels:
                    most = self._limits.picture_pixels // 1_000_000
                    raise ProblemError.of(
                        ProblemCode.SOURCE_TOO_LARGE,
                        f"{name} has {width} × {height} pixels; at most {most} million are read.",
                        hint="Scale the picture down.",
                    )
                image.load()
                figure = self._kept(image, jpeg=image.format == "JPEG")
        # Pillow's decoders raise many types on broken bytes, SyntaxError and struct.error among them.
        except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError) as error:
            raise ProblemError.of(
                ProblemCode.SOURCE_UNREADABLE,
                f"{name} cannot be read as a picture: the file is damaged.",
                hint="Open it in a drawing program, save it again as PNG or JPEG and upload that copy.",
            ) from error
        if figure is None:
            raise ProblemError.of(
                ProblemCode.SOURCE_TOO_LARGE, f"{name} is too large a picture.", hint="Save it as a smaller JPEG."
            )
        return figure

    def hung(self, material: Material) -> Material:
        """Return the material with the pictures that its figures show, those that come again and again taken away.

        Of a picture that comes twice the first place counts.
        """
        shown: set[str] = set()
        sections = []
        for section in material.sections:
            figures = []
            for figure in section.figures:
                if self._seen[figure.sha256] < _REPEATED and figure.sha256 not in shown:
                    shown.add(figure.sha256)
                    figures.append(figure)
            sections.append(section.model_copy(update={"figures": figures}) if section.figures else section)
        notices = list(material.notices)
        if self._left_out:
            notices.append(f"Pictures that were left out, because they are too many or too large: {self._left_out}.")
        if self._unreadable:
            notices.append(f"Pictures in a form that cannot be shown (EMF, WMF, SVG or damaged): {self._unreadable}.")
        return material.model_copy(
            update={
                "sections": numbered(sections),
                "notices": notices,
                "pictures": {sha: data for sha, data in self.pictures.items() if sha in shown},
            }
        )

    def _counted(self, figure: Figure | None) -> Figure | None:
        if figure is not None:
            self._seen[figure.sha256] += 1
        return figure

    def _room(self) -> bool:
        """Return whether one more picture may be looked at, and count it as left out if not."""
        room = len(self.pictures) < self._limits.figures and time.process_time() < self._until
        self._left_out += not room
        return room

    def _decoded(self, data: bytes, crop: Crop) -> Figure | None:
        try:
            with _opened(data) as image:
                width, height = image.size
                # What declares more is not decoded at all.
                if _is_small(width, height):
                    return None
                if width * height > self._limits.picture_pixels:
                    self._left_out += 1
                    return None
                if not self._room():
                    return None
                image.load()
                shown = _cut(image, crop)
                return None if _decorates(shown) else self._kept(shown, jpeg=image.format == "JPEG")
        except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError, MemoryError):
            self._unreadable += 1  # The words around it are read all the same.
            return None

    def _kept(self, opened: Image.Image, *, jpeg: bool = False) -> Figure | None:
        image = ImageOps.exif_transpose(opened)
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
        if clear and image.getchannel("A").getextrema() == (255, 255):
            image, clear = image.convert("RGB"), False
        fit = _fit(image) if not clear else "whole"
        side = self._limits.picture_side
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
        image.info.clear()
        data, media_type = _encoded(image, lossy=not clear and (jpeg or fit == "fill"))
        if sum(map(len, self.pictures.values())) + len(data) > self._limits.pictures_bytes:
            self._left_out += 1
            return None
        sha = hashlib.sha256(data).hexdigest()
        self.pictures[sha] = data
        return Figure(sha256=sha, media_type=media_type, width=image.width, height=image.height, fit=fit)


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        # Its own guard raises from twice a size that ours may exceed; the size is checked before anything is decoded.
        Image.MAX_IMAGE_PIXELS = None
        return Image.open(io.BytesIO(data), formats=_FORMATS)


def _cut(image: Image.Image, crop: Crop) -> Image.Image:
    """The part of a picture that its document shows, a crop being what is cut off left, top, right and bottom."""
    if crop == NO_CROP:
        return image
    left, top, right, bottom = (min(max(share, 0.0), 0.99) for share in crop)
    box = (
        round(left * image.width),
        round(top * image.height),
        round((1 - right) * image.width),
        round((1 - bottom) * image.height),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return image
    cut = image.crop(box)
    cut.info = dict(image.info)
    return cut


def _encoded(image: Image.Image, *, lossy: bool) -> tuple[bytes, Literal["image/png", "image/jpeg"]]:
    out = io.BytesIO()
    if lossy:
        image.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling="4:4:4")
        return out.getvalue(), "image/jpeg"
    image.save(out, "PNG", compress_level=6)
    return out.getvalue(), "image/png"


def _decorates(image: Image.Image) -> bool:
    return _is_small(*image.size) or _is_blank(image)


def _is_small(width: int, height: int) -> bool:
    """Return whether a picture is an icon, a rule or a bar rather than something to look at."""
    long, short = max(width, height), max(1, min(width, height))
    return short < _LEAST_SIDE or width * height < _LEAST_PIXELS or long / short > _MOST_STRETCHED


def _is_blank(image: Image.Image) -> bool:
    low, high = image.convert("RGBA").convert("L").getextrema()
    alpha = image.convert("RGBA").getchannel("A").getextrema()
    return low == high and alpha[0] == alpha[1]


def _fit(image: Image.Image) -> PictureFit:
    """Return `fill` for what is certainly a photograph of a usual shape, else `whole`.

    What is drawn has areas of one colour, where neighbouring pixels are the same; what a camera saw hardly has any.
    """
    if not 0.45 < image.width / image.height < 2.3:
        return "whole"
    left, top = max(0, (image.width - _STUDIED) // 2), max(0, (image.height - _STUDIED) // 2)
    part = image.convert("L").crop((left, top, min(image.width, left + _STUDIED), min(image.height, top + _STUDIED)))
    change = ImageChops.difference(part, ImageChops.offset(part, 1, 0))
    same = change.histogram()[0] / (part.width * part.height)
    return "fill" if same < _FLAT else "whole"
