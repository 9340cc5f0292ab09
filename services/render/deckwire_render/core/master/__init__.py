"""A user's own .pptx master: read defensively, mapped to our designs, composed on."""

from .master import Master, read
from .refusal import RefusedError

__all__ = ["Master", "RefusedError", "read"]
