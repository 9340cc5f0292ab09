"""What an instruction does to the outline of a deck: only what it touches is written anew."""

from .agenda import agenda_changed
from .changes import (
    Add,
    Arrange,
    Change,
    Move,
    NoSuchSlideError,
    Remove,
    Rewrite,
    SlideChange,
    carried,
    changed,
    copied,
)
from .colours import recoloured
from .replacing import Replace, replacing
from .spoken import looked, understood
from .understood import Understood

__all__ = [
    "Add",
    "Arrange",
    "Change",
    "Move",
    "NoSuchSlideError",
    "Remove",
    "Replace",
    "Rewrite",
    "SlideChange",
    "Understood",
    "agenda_changed",
    "carried",
    "changed",
    "copied",
    "looked",
    "recoloured",
    "replacing",
    "understood",
]
