"""Messages in, core, facts out."""

from .brief import BriefHandlers
from .draft import DraftHandlers
from .outline import OutlineHandlers

__all__ = ["BriefHandlers", "DraftHandlers", "OutlineHandlers"]
