"""The package under a .pptx (ECMA-376 part 2): parts, their content types and relationships, in a zip archive."""

from .archive import Member, deflated, packed, stored
from .package import OFFICE, Package, Part, Relations, part, rels_name

__all__ = [
    "OFFICE",
    "Member",
    "Package",
    "Part",
    "Relations",
    "deflated",
    "packed",
    "part",
    "rels_name",
    "stored",
]
