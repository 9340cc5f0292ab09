"""The plain slide that stands in for one that could not be written."""

from __future__ import annotations

from deckwire_contracts import Slide, SlideBrief, SlideContext
from deckwire_contracts.slides import AgendaSlide, BulletItem, BulletsSlide, ClosingSlide, SectionSlide, TitleSlide


def plain_slide(brief: SlideBrief, context: SlideContext) -> Slide:
    """Return a slide that says what the brief says, and no more, without a picture."""
    notes = " ".join(part for part in (brief.message, *brief.points) if part)
    if not context.options.include_speaker_notes:
        notes = ""
    points = [point for point in brief.points if point] or [brief.message or brief.title]
    match brief.type:
        case "title":
            return TitleSlide(title=brief.title, subtitle=brief.message, notes=notes)
        case "section":
            return SectionSlide(title=brief.title, subtitle=brief.message, notes=notes)
        case "agenda":
            others = [title for title in context.titles if title not in (brief.title, context.deck_title)]
            return AgendaSlide(title=brief.title, items=(others or points)[:12], notes=notes)
        case "closing":
            return ClosingSlide(
                title=brief.title, takeaways=brief.points[:5], call_to_action=brief.message, notes=notes
            )
        case _:
            items = [BulletItem(text=point) for point in points[:8]]
            lead = brief.message if brief.points else ""
            return BulletsSlide(title=brief.title, lead=lead, items=items, notes=notes)
