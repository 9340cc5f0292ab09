"""What an instruction does to the outline of a deck: only what it touches is written anew."""

from .changes import Add, Change, Move, NoSuchSlideError, Remove, Replace, Rewrite, carried, changed
from .spoken import Understood, understood

__all__ = [
    "Add",
    "Change",
    "Move",
    "NoSuchSlideError",
    "Remove",
    "Replace",
    "Rewrite",
    "Understood",
    "carried",
    "changed",
    "understood",
]
