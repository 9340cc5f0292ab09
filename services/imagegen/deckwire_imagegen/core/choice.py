"""Who is asked for a picture and in which order, and how it is said when the picture is not what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from deckwire_contracts import Degradation, Stage
from deckwire_contracts.request import ImageType

from ..ports import ImageProvider, Kind, PictureError

_WANTED: dict[ImageType, tuple[Kind, ...]] = {
    ImageType.AI_GENERATED: (Kind.GENERATED, Kind.STOCK),
    # A generated picture costs money that nobody asked to spend, so it does not stand in for a photo.
    ImageType.STOCK: (Kind.STOCK,),
    ImageType.ARTWORK: (),
    ImageType.NONE: (),
}
_ASKED = {
    ImageType.AI_GENERATED: "a generated picture",
    ImageType.STOCK: "a stock photo",
}
_INSTEAD = {
    Kind.GENERATED: "a generated picture stands in",
    Kind.STOCK: "a stock photo stands in",
    Kind.DRAWN: "drawn artwork stands in",
}


def line_up(asked: ImageType, providers: Sequence[ImageProvider]) -> list[ImageProvider]:
    """Return whom to ask, in order; drawn artwork is not among them, it is always the last resort."""
    return [p for kind in _WANTED[asked] for p in providers if p.kind is kind]


def fulfils(asked: ImageType, kind: Kind) -> bool:
    """Return whether a picture of that kind is what was asked for."""
    wanted = _WANTED[asked]
    return kind is (wanted[0] if wanted else Kind.DRAWN)


def shortfall(
    asked: ImageType,
    given: Kind,
    failures: Sequence[tuple[ImageProvider, PictureError]],
    *,
    slide_id: str,
    configured: bool,
) -> list[Degradation]:
    """Return the one degradation for a picture that is not what was asked for, or none if it is.

    `configured` says whether any provider of the asked kind is set up at all.
    """
    if fulfils(asked, given):
        return []
    instead = _INSTEAD[given]
    if not configured:
        reason = "no_image_provider"
        detail = f"{instead.capitalize()} for {_ASKED[asked]}: no provider for that is configured."
    else:
        reason = failures[0][1].reason if failures else "provider_unavailable"
        causes = "; ".join(dict.fromkeys(f"{provider.title} {error.words}" for provider, error in failures[:4]))
        detail = f"{instead.capitalize()} for {_ASKED[asked]}: {causes or 'no provider answered'}."
    return [Degradation(slide_id=slide_id, stage=Stage.ILLUSTRATE, reason=reason, detail=detail[:600])]


def given_up(slide_id: str, reason: str, *, drawn: bool) -> Degradation:
    """Return the degradation of a slide whose illustration failed outside of any provider."""
    detail = "Drawn artwork stands in" if drawn else "The slide stays without a picture"
    return Degradation(
        slide_id=slide_id,
        stage=Stage.ILLUSTRATE,
        reason=reason[:64],
        detail=f"{detail}: the picture could not be made after several tries.",
    )
