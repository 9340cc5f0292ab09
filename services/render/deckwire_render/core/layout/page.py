"""What a composition returns: the elements of one slide before its frame is put around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ..themes.model import Paint
from . import grid
from .ir import Box, Element

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One slide of a composition.

    `framed` pages get the title above; others bring their own. `foot` is where the foot line runs, None for none.
    `remarks` say what was done otherwise than asked.
    """

    layout: str
    elements: list[Element] = field(default_factory=list)
    framed: bool = True
    background: Paint | None = None
    foot: Box | None = grid.FOOT
    remarks: tuple[str, ...] = ()


def chunks(items: Sequence[T], n: int) -> list[list[T]]:
    """Return the items in `n` runs of nearly equal length, longer ones first; empty runs are left out."""
    size, extra = divmod(len(items), n)
    found: list[list[T]] = []
    at = 0
    for i in range(n):
        take = size + (1 if i < extra else 0)
        if take:
            found.append(list(items[at : at + take]))
        at += take
    return found


def paginate(items: Sequence[T], fits: Callable[[list[T]], bool]) -> list[list[T]]:
    """Return the fewest even runs of items that all fit; single items that do not are returned all the same."""
    for n in range(1, len(items) + 1):
        runs = chunks(items, n)
        if all(fits(run) for run in runs):
            return runs
    return [[item] for item in items]
