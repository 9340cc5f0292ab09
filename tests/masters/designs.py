# ruff: noqa: E501 - a line of markup or of a slide is easier to read whole
"""Three masters as companies have them, made by code: other names, languages, placeholder sets and slide sizes.

`halden` is English, 16:9, with a logo, a footer bar and a dark picture on its cover. `auental` is German, 4:3, states no
layout types, has no subtitle and no layout with a title alone. `aoba` is Japanese, on the small 16:9 that web programs
write, dark by its colour map.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from PIL import Image, ImageDraw

_EXAMPLE = Path(__file__).parents[2] / "examples" / "brand" / "master.py"


@lru_cache(maxsize=1)
def example() -> ModuleType:
    """Return the module that writes the example's master; it is a script, not a package."""
    spec = importlib.util.spec_from_file_location("example_master", _EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def halden() -> bytes:
    """Return the English master of the examples."""
    m = example()
    data: bytes = m.write(m.halden())
    return data


@lru_cache(maxsize=1)
def auental() -> bytes:
    """Return the German master: 4:3, by names and placeholders alone."""
    m = example()
    head = (0.95, 0.55, 6.9, 1.0)
    feet = [
        m.placeholder(
            "ftr",
            10,
            "Fußzeilenplatzhalter",
            (0.95, 7.02, 5.0, 0.3),
            m.style(10, "accent5", bullet=False),
            anchor="ctr",
        ),
        m.placeholder(
            "sldNum",
            11,
            "Foliennummer",
            (8.4, 7.02, 1.0, 0.3),
            m.style(10, "accent5", bold=True, align="r", bullet=False),
            anchor="ctr",
        ),
    ]
    title = m.placeholder("title", None, "Titel", head, anchor="ctr")
    design = m.Design(
        title="Stadtwerke Auental",
        width=10.0,
        height=7.5,
        colours={
            "dk1": "1F2A24", "lt1": "FFFFFF", "dk2": "14532D", "lt2": "F0F4EC", "accent1": "2F7D32", "accent2": "F2A900",
            "accent3": "00708C", "accent4": "8A5A2B", "accent5": "5A6B60", "accent6": "A23B3B", "hlink": "00708C",
            "folHlink": "8A5A2B",
        },
        heading="Calibri",
        body="Calibri",
        background=m.ground("bg1"),
        shapes=[
            m.rectangle((0, 0, 0.45, 7.5), "accent1", "Leiste"),
            m.rectangle((0, 5.9, 0.45, 1.6), "accent2", "Leiste unten"),
            m.picture("wappen", (8.15, 0.5, 1.25, 1.1), "Wappen"),
            m.rectangle((0.95, 1.62, 8.45, 0.03), "accent1", "Linie"),
            m.placeholder("title", None, "Titel", head, anchor="ctr", text="Titel bearbeiten"),
            m.placeholder("body", 1, "Text", (0.95, 1.9, 8.45, 4.8), text="Text bearbeiten"),
        ],
        title_style=(
            f'<a:lvl1pPr algn="l"><a:defRPr sz="2600" b="1"><a:solidFill>{m.colour("tx2")}</a:solidFill>'
            '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
        ),
        body_sizes=(20, 18, 16, 14, 14),
        bullet="■",
        layouts=[
            m.Layout(
                "Titelfolie",
                "",
                [
                    m.rectangle((0, 0, 10.0, 4.2), "tx2", "Fläche"),
                    m.rectangle((0, 4.2, 10.0, 0.12), "accent2", "Streifen"),
                    m.picture("wappen", (7.9, 5.2, 1.5, 1.32), "Wappen"),
                    m.placeholder(
                        "ctrTitle", None, "Titel", (0.8, 1.2, 8.4, 2.0), m.style(36, "FFFFFF", bold=True), anchor="b"
                    ),
                    m.placeholder("body", 12, "Untertitel", (0.8, 4.7, 6.6, 1.6), m.style(20, "tx1", bullet=False)),
                ],
                shows_master=False,
            ),
            m.Layout(
                "Zwischentitel",
                "",
                [
                    m.placeholder("title", None, "Titel", (1.2, 2.6, 7.9, 1.5), m.style(34, "accent1", bold=True), anchor="b"),
                    m.placeholder("body", 13, "Beschreibung", (1.2, 4.2, 7.9, 0.9), m.style(18, "accent5", bullet=False)),
                    *feet,
                ],
            ),
            m.Layout("Inhalt einspaltig", "", [title, m.placeholder("", 14, "Inhalt", (0.95, 1.9, 8.45, 4.8)), *feet]),
            m.Layout(
                "Inhalt zweispaltig",
                "",
                [
                    title,
                    m.placeholder("", 15, "Inhalt links", (0.95, 1.9, 4.1, 4.8)),
                    m.placeholder("", 16, "Inhalt rechts", (5.3, 1.9, 4.1, 4.8)),
                    *feet,
                ],
            ),
            m.Layout(
                "Text mit Bild",
                "",
                [
                    title,
                    m.placeholder("pic", 17, "Bild", (5.5, 1.9, 3.9, 4.8)),
                    m.placeholder("body", 18, "Text", (0.95, 1.9, 4.3, 4.8), m.style(18)),
                    *feet,
                ],
            ),
        ],
        media={"wappen": _crest()},
    )  # fmt: skip
    data: bytes = m.write(design)
    return data


@lru_cache(maxsize=1)
def aoba() -> bytes:
    """Return the Japanese master: 10 × 5.625 inches, white on deep blue."""
    m = example()
    head = (0.45, 0.3, 7.6, 0.75)
    feet = [
        m.placeholder(
            "sldNum",
            12,
            "スライド番号",
            (8.9, 5.2, 0.7, 0.25),
            m.style(8, "tx2", align="r", bullet=False),
            anchor="ctr",
        )
    ]
    title = m.placeholder("title", None, "タイトル", head, anchor="ctr")
    leaf = m.picture("leaf", (9.05, 0.28, 0.55, 0.55), "青葉")
    design = m.Design(
        title="青葉技研",
        width=10.0,
        height=5.625,
        colours={
            "dk1": "0C1B2E", "lt1": "FFFFFF", "dk2": "17304D", "lt2": "C9D6E4", "accent1": "4FC3A1", "accent2": "FFC857",
            "accent3": "5AB1FF", "accent4": "FF8A73", "accent5": "B79CFF", "accent6": "9DB2C6", "hlink": "5AB1FF",
            "folHlink": "B79CFF",
        },
        mapped=("dk1", "lt1", "dk2", "lt2"),
        heading="Arial",
        body="Arial",
        east_asian="Yu Gothic",
        background=m.ground("bg1"),
        shapes=[
            leaf,
            m.rectangle((0.45, 5.08, 9.1, 0.015), "accent1", "線"),
            m.placeholder("title", None, "タイトル", head, anchor="ctr", text="マスター タイトルの書式設定"),
            m.placeholder("body", 1, "本文", (0.45, 1.2, 9.1, 3.75), text="マスター テキストの書式設定"),
        ],
        title_style=(
            f'<a:lvl1pPr algn="l"><a:defRPr sz="2200" b="1"><a:solidFill>{m.colour("tx1")}</a:solidFill>'
            '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/></a:defRPr></a:lvl1pPr>'
        ),
        body_sizes=(16, 14, 12, 12, 12),
        layouts=[
            m.Layout(
                "表紙",
                "title",
                [
                    m.rectangle((6.6, 0, 3.4, 5.625), "accent1", "面"),
                    m.rectangle((7.5, 0, 2.5, 5.625), "bg2", "面2"),
                    m.picture("leaf", (7.95, 1.75, 1.6, 1.6), "青葉"),
                    m.placeholder(
                        "ctrTitle", None, "タイトル", (0.6, 1.35, 5.6, 1.6), m.style(32, "tx1", bold=True), anchor="b"
                    ),
                    m.placeholder("subTitle", 1, "サブタイトル", (0.6, 3.1, 5.6, 0.9), m.style(16, "tx2", bullet=False)),
                ],
                shows_master=False,
            ),
            m.Layout(
                "中扉",
                "secHead",
                [
                    m.rectangle((0, 1.7, 0.22, 1.9), "accent2", "面"),
                    m.placeholder("title", None, "タイトル", (0.6, 1.65, 8.4, 1.1), m.style(30, "tx1", bold=True), anchor="b"),
                    m.placeholder("body", 1, "説明", (0.6, 2.85, 8.4, 0.7), m.style(14, "tx2", bullet=False)),
                ],
                m.ground("bg2"),
            ),
            m.Layout("タイトルと本文", "", [title, m.placeholder("body", 1, "本文", (0.45, 1.2, 9.1, 3.75)), *feet]),
            m.Layout("タイトルのみ", "", [title, *feet]),
            m.Layout(
                "写真と本文",
                "",
                [
                    title,
                    m.placeholder("pic", 20, "写真", (0.45, 1.2, 4.3, 3.75)),
                    m.placeholder("body", 21, "本文", (4.95, 1.2, 4.6, 3.75), m.style(14)),
                    *feet,
                ],
            ),
            m.Layout(
                "縦書きタイトルと本文",
                "vertTitleAndTx",
                [
                    m.placeholder("title", None, "縦書きタイトル", (8.2, 0.4, 1.2, 4.5)).replace(
                        "<a:bodyPr/>", '<a:bodyPr vert="eaVert"/>'
                    ),
                    m.placeholder("body", 1, "縦書き本文", (0.5, 0.4, 7.4, 4.5)).replace(
                        "<a:bodyPr/>", '<a:bodyPr vert="eaVert"/>'
                    ),
                ],
            ),
        ],
        media={"leaf": _leaf()},
    )  # fmt: skip
    data: bytes = m.write(design)
    return data


def _crest() -> bytes:
    image = Image.new("RGBA", (340, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon([(40, 10), (300, 10), (300, 170), (170, 290), (40, 170)], fill=(47, 125, 50, 255))
    for n in range(3):
        draw.arc([70, 70 + 40 * n, 170, 130 + 40 * n], 200, 340, fill=(255, 255, 255, 255), width=12)
        draw.arc([170, 70 + 40 * n, 270, 130 + 40 * n], 200, 340, fill=(242, 169, 0, 255), width=12)
    return _png(image)


def _leaf() -> bytes:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.pieslice([-150, 10, 290, 450], 270, 360, fill=(79, 195, 161, 255))
    draw.pieslice([10, -150, 450, 290], 90, 180, fill=(47, 143, 117, 255))
    draw.line([(30, 270), (250, 50)], fill=(255, 255, 255, 255), width=10)
    return _png(image)


def _png(image: Any) -> bytes:
    data: bytes = example().png(image)
    return data


MASTERS = {"halden": halden, "auental": auental, "aoba": aoba}
