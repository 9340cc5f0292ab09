"""A user's own .pptx master: read defensively, mapped to our designs, composed on."""

from .compose import compose as compose_on
from .compose import shows_picture as shows_picture_on
from .master import Master, read
from .refusal import RefusedError

__all__ = ["Master", "RefusedError", "compose_on", "read", "shows_picture_on"]
