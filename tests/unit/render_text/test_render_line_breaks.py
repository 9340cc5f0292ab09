"""Line counts of the measurer against those of an independent layout engine on the same boxes."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import betteroffice_pptx
import pytest
from deckwire_render.core.text import fonts, wrap
from pptx import Presentation
from pptx.util import Emu, Pt

# No slashes: the other engine ends lines after them, office programs and the measurer do not.
TEXT = (
    "revenue grew by twelve percent in the second quarter while well-known costs of cross-border shipping fell "
    "AVATAR To Typography customers ask for self-service, because (as one said) “nobody waits”; margin: 41.5 "
    "e-mail internationalisation Wettbewerbsfähigkeit naïve façade Überblick état-major growth–decline "
    "a I is of 2024-25 $1.2M +14 ROI-driven end-to-end"
)


@dataclass
class Box:
    text: str
    family: str
    bold: bool
    size: int
    width: int


def boxes(count: int) -> list[Box]:
    rng = random.Random(7)
    words = TEXT.split()
    made = []
    for _ in range(count):
        text = " ".join(rng.choice(words) for _ in range(rng.randint(4, 45)))
        family = rng.choice(["Arial", "Georgia", "Calibri"])
        made.append(Box(text, family, rng.random() < 0.4, rng.randint(14, 32), rng.randint(180, 700)))
    return made


def laid_out(given: list[Box]) -> list[int]:
    """Return how many lines the layout engine makes of each box."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    for box in given:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        shape = slide.shapes.add_textbox(Pt(20), Pt(20), Pt(box.width), Pt(400))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        frame.text = box.text
        font = frame.paragraphs[0].runs[0].font
        font.name, font.size, font.bold = box.family, Pt(box.size), box.bold
    buffer = io.BytesIO()
    deck.save(buffer)
    opened = betteroffice_pptx.Presentation.open(buffer.getvalue())
    for family in ("Arial", "Georgia", "Calibri"):
        for bold in (False, True):
            opened.register_font(family, fonts.family_face(family, bold=bold).data, bold=bold)
    counts = []
    for n in range(len(given)):
        shown = opened.render_slide(n).to_dict()
        counts.append(sum(len(p.get("lines", [])) for p in shown["primitives"] if p["kind"] == "textBox"))
    return counts


@pytest.mark.parametrize("reserve", [0.0, 0.02])
def test_line_counts_agree_with_an_independent_layout_engine(reserve: float) -> None:
    given = boxes(60)
    theirs = laid_out(given)
    ours = [
        len(wrap(b.text, family=b.family, bold=b.bold, size_pt=b.size, width_pt=b.width, reserve=reserve).lines)
        for b in given
    ]
    differing = [(a, b, box) for a, b, box in zip(ours, theirs, given, strict=True) if a != b]
    # Without reserve the two agree but for a rare edge; with it ours may have a line more, never one less.
    if reserve:
        assert not [d for d in differing if d[0] < d[1]], differing
    assert len(differing) <= (10 if reserve else 2), differing
