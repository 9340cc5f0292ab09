"""How slides of a kind take turns, so that neighbours do not look alike."""

from __future__ import annotations

from collections.abc import Sequence

# Kinds that may be composed alike count as one.
_KIN = {"two_columns": "columns", "comparison": "columns"}


def before(types: Sequence[str], number: int) -> int | None:
    """Return how many slides of its kind come before slide `number` (from 1); None when that is not known."""
    if not 1 <= number <= len(types):
        return None
    kinds = [_KIN.get(kind, kind) for kind in types[:number]]
    return kinds.count(kinds[-1]) - 1
