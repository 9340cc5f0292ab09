"""From an outline that counts to one brief for each slide to write."""

from __future__ import annotations

from deckwire_contracts import DeckState, ImageType, SlideBriefed, SlideContext, Usage

from .budget import outline_budget, shares
from .prompting import wants_picture


def briefs_of(state: DeckState, *, image_price_usd: float) -> list[SlideBriefed]:
    """Return a brief for each slide that this revision has to write, whether it is written already or not.

    Under a cost cap every slide and every generated picture gets a share; all shares and the outline's cost
    together never exceed the cap, however many are in flight at once. Empty while the outline is missing.
    """
    outlined, outline = state.outlined, state.outline
    if outlined is None or outline is None:
        return []
    options = outlined.options
    bare = SlideContext(
        deck_title=outline.title,
        language=outline.language,
        theme=outline.theme,
        titles=[slide.title[:160] for slide in outline.slides],
        types=[slide.type for slide in outline.slides],
        section_slides=[slide.number for slide in outline.slides if slide.type == "section"],
        options=options,
        material=outlined.material,
    )
    fresh = [slide for slide in outline.slides if slide.from_revision in (None, state.revision)]
    paid = options.image_type is ImageType.AI_GENERATED
    pictured = {slide.id for slide in fresh if paid and slide.pictured is None and wants_picture(slide, bare)}
    share = shares(
        options.max_cost_usd,
        outline_usd=_spent(outlined.usage, options.max_cost_usd),
        slides=sum(slide.given is None for slide in fresh),
        images=len(pictured),
        image_price_usd=image_price_usd,
    )
    nothing = None if options.max_cost_usd is None else 0.0
    return [
        SlideBriefed(
            tenant_id=state.tenant_id,
            deck_id=state.deck_id,
            revision=state.revision,
            slide_id=slide.id,
            brief=slide,
            context=bare.model_copy(
                update={
                    "budget_usd": share.slide_usd,
                    "image_budget_usd": share.image_usd if slide.id in pictured else nothing,
                }
            ),
        )
        for slide in fresh
    ]


def _spent(usage: Usage, cap_usd: float | None) -> float:
    """Return what the outline cost; where that is not known, all that it may have cost."""
    unknown = usage.estimated and usage.calls > 0 and usage.cost_usd == 0
    return (outline_budget(cap_usd) or 0.0) if unknown else usage.cost_usd
