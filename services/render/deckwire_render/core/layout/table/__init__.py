"""Tables: what stands out in them, how they are set, and on how many slides."""

from .emphasis import numeric
from .pages import MAX_ROWS, beside, table

__all__ = ["MAX_ROWS", "beside", "numeric", "table"]
