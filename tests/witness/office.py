"""Decks as PDF by LibreOffice, with the fonts that previews are painted in and no others."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from deckwire_render.core.text import families
from deckwire_render.core.text import fonts as faces
from deckwire_render.core.text.fonts import Face
from fontTools.ttLib import TTFont

from tests.stack import clean_environment

TIMEOUT_S = 60.0
EACH_S = 20.0
_TYPEFACE = re.compile(rb'<a:latin typeface="([^"+]+)"')
# Fonts for other scripts stand as high as Arial, which is what PowerPoint sets them in: some are half as high again.
_PITCH = (0.905, 0.212)
_MANY = 10_000
_WEIGHTS = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "Bold Italic"}


class OfficeMissingError(RuntimeError):
    """LibreOffice is not installed."""


def converted(decks: Sequence[Path], folder: Path) -> list[Path]:
    """Return each deck as a PDF in `folder`, all by one process; raises OfficeMissingError or RuntimeError.

    A new profile and a font configuration of its own keep the machine's settings and fonts out of it. Names of decks
    must differ.
    """
    office = shutil.which("soffice")
    if office is None:
        raise OfficeMissingError("LibreOffice (soffice) is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    if not decks:
        return []
    with tempfile.TemporaryDirectory(prefix="deckwire-office-") as scratch:
        config = install(*named(decks), Path(scratch))
        command = [
            office,
            f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder.resolve())),
            *(str(deck.resolve()) for deck in decks),
        ]
        said = _run(command, {"FONTCONFIG_FILE": str(config), "HOME": scratch}, TIMEOUT_S + EACH_S * len(decks))
    pages = [folder / f"{deck.stem}.pdf" for deck in decks]
    lost = [page.name for page in pages if not page.exists()]
    if lost:
        raise RuntimeError(f"LibreOffice made no {', '.join(lost)}: {said}")
    return pages


def _run(command: Sequence[str], env: dict[str, str], timeout_s: float) -> str:
    """Run LibreOffice, which is a process that starts another, and return what it says; ends both when time is up."""
    process = subprocess.Popen(
        command,
        env=clean_environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=timeout_s)[0].strip()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return f"not done after {timeout_s:g} s: {process.communicate()[0].strip()}"


def named(decks: Iterable[Path]) -> tuple[set[str], set[str]]:
    """Return the font families that the themes of `decks` name, and the characters of their slides."""
    names: set[str] = set()
    characters: set[str] = set()
    for deck in decks:
        with zipfile.ZipFile(deck) as package:
            for name in package.namelist():
                if name.startswith("ppt/theme/"):
                    names.update(match.decode() for match in _TYPEFACE.findall(package.read(name)))
                elif name.startswith("ppt/slides/slide"):
                    characters.update(package.read(name).decode())
    return names, characters


def install(names: set[str], characters: set[str], folder: Path) -> Path:
    """Write the fonts that stand for the families `names`, under those names, and return a font configuration.

    Of the fonts for other scripts only those are written that one of `characters` needs: LibreOffice sets spaces in
    whichever it finds first.
    """
    fonts = folder / "fonts"
    fonts.mkdir()
    for name in sorted({"Arial", *names}):
        for (bold, italic), style in _WEIGHTS.items():
            source = families.family(name).source(bold=bold, italic=italic)
            (fonts / f"{name}-{style}.ttf").write_bytes(
                _renamed(faces.face(source).data, name, bold=bold, italic=italic)
            )
    codepoints = frozenset(map(ord, characters)) | frozenset(range(32, 127))
    needed = _completing({"Arial", *names}, characters)
    for name, weights in needed.items():
        # One file for both weights says so twice, or LibreOffice would thicken it where our previews do not.
        for bold, face in weights.items():
            # LibreOffice 7.4 draws nothing of a TrueType font as large as all ideographs.
            data = face.subset(codepoints) if len(face.coverage) > _MANY else face.data
            data = _renamed(data, name, bold=bold, italic=False, pitch=_PITCH)
            (fonts / f"{name}-{bold}.ttf").write_bytes(data)
    order = "".join(f"<string>{name}</string>" for name in needed)
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir>"
        f'<match target="pattern"><edit name="family" mode="append_last">{order}<string>Arial</string></edit></match>'
        "</fontconfig>"
    )
    return config


def _completing(names: Iterable[str], characters: Iterable[str]) -> dict[str, dict[bool, Face]]:
    """Return the fonts that previews take for characters that a family lacks: name to weights."""
    found: dict[str, dict[bool, Face]] = {}
    for name in names:
        family = faces.family_face(name)
        for char in sorted(characters):
            if ord(char) < 128 or family.has(ord(char)):
                continue
            for bold in (False, True):
                fallback = faces.fallback(char, bold=bold, serif=families.family(name).serif)
                if fallback is not None and fallback.name != "Arimo":
                    found.setdefault(fallback.name, {})[bold] = fallback.face
    ranks = {one.name: rank for rank, one in enumerate(families.COMPLETIONS)}
    return dict(sorted(found.items(), key=lambda item: ranks[item[0]]))


def _renamed(data: bytes, family: str, *, bold: bool, italic: bool, pitch: tuple[float, float] | None = None) -> bytes:
    """Return the font under another family name, so that a metric twin answers to the name of its model.

    `pitch` are the ascent and the descent, in em, that it is to have instead of its own.
    """
    font = TTFont(BytesIO(data), recalcBBoxes=False)
    style = _WEIGHTS[bold, italic]
    for record in list(font["name"].names):
        if record.nameID in (3, 16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    words = {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
    }
    for number, text in words.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = (0x20 if bold else 0) | (0x01 if italic else 0) or 0x40
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
    if pitch is not None:
        up, down = (round(share * font["head"].unitsPerEm) for share in pitch)
        font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = up, -down, 0
        font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = up, down
        font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = up, -down, 0
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()
