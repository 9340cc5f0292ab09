"""Asking once more, with what was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckwire_llm.ports import Ask, Turn

_SHOWN_CHARS = 2000


def ask_again(ask: Ask, said: str, complaints: Sequence[str]) -> Ask:
    """Return `ask` with the answer `said`, at most five complaints about it, and a cooler temperature."""
    listed = "\n".join(f"- {complaint}" for complaint in complaints[:5])
    correction = f"That cannot be used:\n{listed}\nSend the whole corrected JSON object, and nothing else."
    shown = said[:_SHOWN_CHARS] or "(nothing)"
    return replace(ask, turns=(*ask.turns, Turn("assistant", shown), Turn("user", correction)), temperature=0.2)


def ask_for_more_room(ask: Ask, *, silent: bool) -> Ask:
    """Return `ask` with twice the tokens; after a `silent` answer, which was all thinking, with less effort."""
    return replace(ask, max_tokens=2 * ask.max_tokens, effort="minimal" if silent and ask.effort else ask.effort)
