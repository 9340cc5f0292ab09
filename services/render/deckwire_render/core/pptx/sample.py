"""The slides that show how a look turns out: a cover, a chart with its finding, cards."""

from __future__ import annotations

from deckwire_contracts.slides import (
    BulletItem,
    BulletsSlide,
    Chart,
    ChartKind,
    ChartSeries,
    ChartSlide,
    Slide,
    TitleSlide,
)

from .model import DeckSlide


def sample_slides(title: str) -> list[DeckSlide]:
    """Return a cover that bears `title`, a slide with a chart and one with cards."""
    slides: list[Slide] = [
        TitleSlide(
            title=title,
            subtitle="A cover, a chart and cards in this theme",
            byline="Deckwire",
        ),
        ChartSlide(
            title="Orders doubled in four quarters",
            chart=Chart(
                kind=ChartKind.COLUMN,
                categories=["Q1", "Q2", "Q3", "Q4"],
                series=[
                    ChartSeries(name="Online", values=[12, 16, 21, 27]),
                    ChartSeries(name="Shops", values=[10, 11, 13, 17]),
                    ChartSeries(name="Partners", values=[4, 6, 7, 9]),
                ],
                unit="thousand orders",
            ),
            takeaway="Growth came from every channel, most of it online.",
        ),
        BulletsSlide(
            title="Three things to take along",
            items=[
                BulletItem(text="One idea", detail="A card holds a short statement and a line that explains it."),
                BulletItem(text="One accent", detail="Colour marks what matters; everything else stands back."),
                BulletItem(text="One grid", detail="Edges line up, equal things are equal, nothing is squeezed."),
            ],
        ),
    ]
    return [DeckSlide(slide, f"s{n}") for n, slide in enumerate(slides, 1)]
