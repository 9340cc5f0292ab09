"""From a model's object to the changes of a deck."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from deckwire_contracts import DeckState, SlideState
from deckwire_contracts.slides import PICTURE_TYPES, SlideType

from deckwire_llm.core.figures import FIGURE_TYPES
from deckwire_llm.core.prompting.change import ACTIONS, KEEP
from deckwire_llm.core.prompting.schema import Schema
from deckwire_llm.core.revising import Add, Change, Move, Remove, Rewrite, SlideChange

from .conform import conform
from .slide import UnusableAnswerError


@dataclass
class Proposed:
    """What a model wants to change and says about it; `elsewhere` counts what it proposed for slides not meant."""

    reply: str
    changes: list[Change] = field(default_factory=list)
    title: str = ""
    theme: str = ""
    language: str = ""
    elsewhere: int = 0


def read_change(
    data: dict[str, Any],
    schema: Schema,
    state: DeckState,
    content: str,
    slide_id: str | None = None,
    figures: frozenset[str] = frozenset(),
) -> Proposed:
    """Return the changes that `data` describes; raises UnusableAnswerError with what is wrong.

    `content` is what the user said; with `slide_id` only that slide is changed, and slides added. `figures` are the ids
    of the pictures that the source has.
    """
    fields = conform(schema, data, content)
    proposed = Proposed(
        fields["reply"],
        title=fields["title"],
        theme="" if fields["theme"] == KEEP else fields["theme"],
        language=fields["language"],
    )
    complaints: list[str] = []
    rows = _Rows(state, content, figures)
    for number, row in enumerate(fields["changes"], start=1):
        change = rows.change(row)
        if isinstance(change, str):
            complaints.append(f"changes.{number}: {change}")
        elif slide_id is not None and not isinstance(change, Add) and change.slide_id != slide_id:
            proposed.elsewhere += 1
        else:
            proposed.changes.append(change)
    if complaints:
        raise UnusableAnswerError(complaints)
    if not proposed.reply and not proposed.changes and not (proposed.title or proposed.theme or proposed.language):
        raise UnusableAnswerError(["it has neither changes nor a reply"])
    removed = {change.slide_id for change in proposed.changes if isinstance(change, Remove)}
    if len(removed) >= len(state.slides) and not any(isinstance(change, Add) for change in proposed.changes):
        raise UnusableAnswerError(["changes: a deck keeps at least one slide"])
    return proposed


class _Rows:
    """Reads changes in the order in which they are to be applied, while places shift under them."""

    def __init__(self, state: DeckState, content: str, figures: frozenset[str]) -> None:
        self._figures = figures
        self._slides = state.slides
        self._content = content
        self._order = [slide.brief.id for slide in state.slides]

    def change(self, row: dict[str, Any]) -> SlideChange | Add | str:
        """Return the change, or what is wrong with it."""
        number = _whole(row["slide"])
        if row["action"] == "add":
            return self._add(row, 0 if number is None else number)
        slide = self._named(number)
        if slide is None or slide.brief.id not in self._order:
            return f"slide: there is no slide {row['slide']}"
        act = {"remove": self._remove, "move": self._move, "rewrite": self._rewrite}.get(row["action"])
        return act(row, slide) if act else f"action: must be one of {', '.join(ACTIONS)}"

    def _named(self, number: int | None) -> SlideState | None:
        return self._slides[number - 1] if number is not None and 1 <= number <= len(self._slides) else None

    def _add(self, row: dict[str, Any], after: int) -> Add | str:
        title = row["title"] or row["instruction"][:120]
        if not title:
            return "title: a new slide needs one"
        before = self._named(after)
        # After the last slide when it is gone or was never there; at the front for 0.
        at = 1 if after <= 0 else len(self._order) + 1
        if before is not None and before.brief.id in self._order:
            at = self._order.index(before.brief.id) + 2
        kind: SlideType = "bullets" if row["type"] in ("", KEEP) else row["type"]
        self._order.insert(at - 1, f"added {len(self._order)}")
        return Add(
            at,
            kind,
            title,
            instruction=_instruction(self._content, row["instruction"]),
            message=row["instruction"][:400],
            points=tuple(row["points"]),
            material=tuple(before.brief.material) if before else (),
            wants_image=bool(row.get("wants_image")) and kind in PICTURE_TYPES,
            figure=self._figure(row, kind),
        )

    def _remove(self, _: dict[str, Any], slide: SlideState) -> SlideChange:
        self._order.remove(slide.brief.id)
        return Remove(slide.brief.id)

    def _move(self, row: dict[str, Any], slide: SlideState) -> SlideChange | str:
        to = _whole(row["to"])
        if to is None or not 1 <= to <= len(self._slides):
            return f"to: there is no place {row['to']}"
        self._order.remove(slide.brief.id)
        self._order.insert(to - 1, slide.brief.id)
        return Move(slide.brief.id, to)

    def _rewrite(self, row: dict[str, Any], slide: SlideState) -> SlideChange:
        kind = None if row["type"] in ("", KEEP) else row["type"]
        now = kind or slide.brief.type
        return Rewrite(
            slide.brief.id,
            _instruction(self._content, row["instruction"]),
            type=kind,
            title=row["title"],
            points=tuple(row["points"]),
            wants_image=bool(row["wants_image"]) and now in PICTURE_TYPES if "wants_image" in row else None,
            figure=self._figure(row, now),
        )

    def _figure(self, row: dict[str, Any], kind: SlideType) -> str | None:
        named = str(row.get("figure", "")).strip("[] ").lower()
        return named if named in self._figures and kind in FIGURE_TYPES else None


def _instruction(content: str, planned: str) -> str:
    """Return what a slide's writer is told: the plan's words, and the user's own behind them."""
    return "\n".join(part for part in (planned, f"The user said: {content}"[: 1900 - len(planned)]) if part)


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None
