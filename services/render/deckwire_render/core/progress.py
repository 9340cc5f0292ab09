"""What a revision still waits for, as far as this process has seen: a memory that only ever spares work.

Folding a deck at each of its events costs as many facts as there are slides, every time. Whoever knows a fact that is
still missing need not fold: that fact will come with an event of its own.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Literal

from deckwire_contracts import DeckState, Event, SlideDrafted, SlideIllustrated

Awaited = Literal["drafted", "illustrated"]
Key = tuple[str, str, int]

_REMEMBERED = 512


class Progress:
    """Remembers the latest revisions; forgetting one costs a fold, nothing else."""

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._waiting: OrderedDict[Key, dict[str, Awaited]] = OrderedDict()
        self._joined: OrderedDict[Key, None] = OrderedDict()
        self._remembered = remembered

    def learn(self, state: DeckState) -> None:
        """Note what `state` shows to be missing; nothing is noted while the outline may still change."""
        if state.outline is None or state.needs_approval:
            return
        key = (state.tenant_id, state.deck_id, state.revision)
        self._waiting[key] = {
            slide.brief.id: "illustrated" if slide.drafted else "drafted"
            for slide in state.slides
            if not slide.complete and slide.brief.from_revision in (None, state.revision)
        }
        self._waiting.move_to_end(key)
        while len(self._waiting) > self._remembered:
            self._waiting.popitem(last=False)

    def note(self, event: Event) -> None:
        """Note that a slide was drafted or illustrated."""
        waiting = self._waiting.get((event.tenant_id, event.deck_id, event.revision))
        if waiting is None:
            return
        if isinstance(event, SlideDrafted):
            if event.slide.image is None:
                waiting.pop(event.slide_id, None)
            elif waiting.get(event.slide_id) == "drafted":
                waiting[event.slide_id] = "illustrated"
        elif isinstance(event, SlideIllustrated):
            waiting.pop(event.slide_id, None)

    def joined(self, event: Event) -> None:
        """Note that the revision of `event` stands as ready, so that nobody need look again."""
        key = (event.tenant_id, event.deck_id, event.revision)
        self._joined[key] = None
        self._waiting.pop(key, None)
        while len(self._joined) > self._remembered:
            self._joined.popitem(last=False)

    def is_joined(self, event: Event) -> bool:
        """Return whether the revision of `event` is known to stand as ready."""
        return (event.tenant_id, event.deck_id, event.revision) in self._joined

    def missing(self, event: Event) -> str | None:
        """Return the subject of a fact that is probably missing still, or None when none is known."""
        waiting = self._waiting.get((event.tenant_id, event.deck_id, event.revision))
        if not waiting:
            return None
        slide_id, what = next(reversed(waiting.items()))
        return f"deck.{event.tenant_id}.{event.deck_id}.{event.revision}.slide.{slide_id}.{what}"
