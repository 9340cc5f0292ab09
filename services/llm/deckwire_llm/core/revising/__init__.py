"""What an instruction does to the outline of a deck: only what it touches is written anew."""

from .changes import (
    Add,
    Arrange,
    Change,
    Move,
    NoSuchSlideError,
    Remove,
    Replace,
    Rewrite,
    SlideChange,
    carried,
    changed,
    copied,
    replacing,
)
from .spoken import Understood, understood

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
    "carried",
    "changed",
    "copied",
    "replacing",
    "understood",
]
