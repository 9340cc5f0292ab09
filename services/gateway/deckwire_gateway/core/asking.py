"""From what a client sends to what is written: validation beyond the types, ids, and the approved outline."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from deckwire_contracts import (
    MAX_CONTENT_CHARS,
    MAX_SLIDES,
    DeckRequest,
    DeckState,
    Outline,
    ProblemCode,
    ProblemError,
    Status,
)
from pydantic import BaseModel, ConfigDict, Field

from .body import invalid, validate

BRAND = "brand-"
"""How the ids of themes begin that brands made; whether there is one of that id is looked up later."""

NOT_YET = ("webhook",)
"""Fields of a request for a deck that are refused for now."""


class ApprovalRequest(BaseModel):
    """The body of `PUT /decks/{id}/outline`: nothing to approve the outline as it is, or the outline as edited."""

    model_config = ConfigDict(extra="forbid")

    outline: Outline | None = None
    revision: int | None = Field(default=None, ge=1)


def deck_request(value: Any, themes: Collection[str]) -> DeckRequest:
    """Return the validated request for a deck; raises ProblemError that names every field at fault."""
    request = validate(DeckRequest, value)
    errors: list[tuple[str, str]] = []
    if not (request.content or request.files or request.slides_markdown):
        errors.append(("content", "must not be empty unless files or slides_markdown are given"))
    total = len(request.content) + sum(len(slide) for slide in request.slides_markdown)
    if total > MAX_CONTENT_CHARS:
        errors.append(
            (
                "slides_markdown" if len(request.content) < total // 2 else "content",
                f"content and slides_markdown together have {total:,} characters; {MAX_CONTENT_CHARS:,} are allowed",
            )
        )
    if request.theme is not None and request.theme not in themes and not request.theme.startswith(BRAND):
        errors.append(("theme", f"is not known; the themes are {', '.join(sorted(themes))}"))
    errors += [(name, "is not available yet") for name in NOT_YET if getattr(request, name) is not None]
    if len(set(request.export_as)) != len(request.export_as):
        errors.append(("export_as", "names a format twice"))
    if len(set(request.files)) != len(request.files):
        errors.append(("files", "names a file twice"))
    if errors:
        raise invalid(*errors)
    return request


def fingerprint(request: DeckRequest) -> str:
    """Return a hash that two requests share when they ask for the same."""
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()


def idempotency_key(tenant_id: str, key: str) -> str:
    """Return where a tenant's `Idempotency-Key` is kept; raises ProblemError when the key cannot be one."""
    if not 1 <= len(key) <= 255 or not key.isascii() or not key.isprintable():
        raise invalid(("Idempotency-Key", "must be 1 to 255 printable ASCII characters"))
    return hashlib.sha256(f"{tenant_id}\n{key}".encode()).hexdigest()


def wait_seconds(prefer: str | None, most: float = 120.0) -> float | None:
    """Return the seconds of `Prefer: wait=N` (RFC 7240), at most `most`; None when there is no such preference."""
    for preference in (prefer or "").split(","):
        name, _, value = preference.strip().partition("=")
        if name.strip().lower() == "wait":
            digits = value.split(";")[0].strip().strip('"')
            if digits.isascii() and digits.isdigit():
                return min(float(digits[:6]), most)
    return None


def approved_outline(state: DeckState, request: ApprovalRequest, themes: Collection[str]) -> Outline:
    """Return the outline to approve: as it was written, or as edited.

    Slides are numbered by their place. What only the writer may say (from which revision a slide is taken, and which
    bytes are its picture) stays as it was. Raises ProblemError when there is nothing to approve, or the edit names an
    unknown theme or has too many slides.
    """
    if state.status is not Status.AWAITING_APPROVAL or state.outline is None:
        if state.requested is not None and not state.requested.options.review_outline:
            raise ProblemError.of(
                ProblemCode.CONFLICT, "The deck was asked for without `review_outline`; no outline waits for approval."
            )
        if state.outline is None and state.end is None:
            raise ProblemError.of(
                ProblemCode.NOT_READY, "The outline is not written yet.", hint="Wait for the event `outlined`."
            )
        raise ProblemError.of(ProblemCode.CONFLICT, f"The deck is {state.status.value}; no outline waits for approval.")
    if request.outline is None:
        return state.outline
    outline = request.outline
    if outline.theme not in themes and outline.theme != state.outline.theme:
        raise invalid(("outline.theme", f"is not known; the themes are {', '.join(sorted(themes))}"))
    if len(outline.slides) > MAX_SLIDES:
        raise invalid(("outline.slides", f"must have at most {MAX_SLIDES} entries; it has {len(outline.slides)}"))
    before = {slide.id: slide for slide in state.outline.slides}
    slides = []
    for number, slide in enumerate(outline.slides, start=1):
        old = before.get(slide.id)
        unchanged = old is not None and old.from_revision is not None and slide.title == old.title
        origin = old.from_revision if old is not None and unchanged else None
        kept = {name: getattr(old, name) if old else None for name in ("revises", "given", "pictured")}
        slides.append(slide.model_copy(update={**kept, "number": number, "from_revision": origin}))
    return outline.model_copy(update={"slides": slides})
