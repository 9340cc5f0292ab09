"""Slides that were composed before, in a preview or in an earlier deck, so that nothing is set twice alike."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from deckwire_contracts.slides import Slide

from ..layout import Context, SlideLayout
from ..master import Master

KEPT = 256


def key_of(slide: Slide, ctx: Context, unreadable: tuple[tuple[str, str], ...], master: Master | None) -> Hashable:
    """Return everything that a composition depends on; equal keys are composed alike."""
    place = ctx.place
    if place.ordinal == place.number:
        place = replace(place, ordinal=0)  # both say the same
    # A master's theme is the master's own, and that is known by its bytes.
    look = master.identity if master is not None else ctx.theme
    rest = (ctx.language, ctx.rtl, ctx.deck_title, ctx.picture, ctx.awaiting, ctx.care, ctx.boxed)
    return (slide.model_dump_json(), look, place, rest, unreadable)


class Compositions:
    """The slides composed last, by what they were composed from; safe to be called from several threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._known: OrderedDict[Hashable, tuple[SlideLayout, ...]] = OrderedDict()
        self._kept = kept
        self._lock = threading.Lock()

    def of(self, key: Hashable, compose: Callable[[], Sequence[SlideLayout]]) -> tuple[SlideLayout, ...]:
        """Return the composition with this key, which `compose` makes unless it is known; raises what that raises."""
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
                return found
        made = tuple(compose())
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return made
