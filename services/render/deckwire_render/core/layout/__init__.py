"""Pure composition: from a typed slide and a theme to boxes with their text, sizes and colours."""

from .compose import compose, shows_picture
from .context import Context, PictureInfo, Place
from .ir import (
    SLIDE_H,
    SLIDE_W,
    Box,
    Cell,
    ChartFrame,
    Element,
    Gradient,
    Inherits,
    Paragraph,
    Picture,
    Placeholder,
    Role,
    Row,
    Shape,
    SlideLayout,
    TableFrame,
    Text,
)

__all__ = [
    "SLIDE_H",
    "SLIDE_W",
    "Box",
    "Cell",
    "ChartFrame",
    "Context",
    "Element",
    "Gradient",
    "Inherits",
    "Paragraph",
    "Picture",
    "PictureInfo",
    "Place",
    "Placeholder",
    "Role",
    "Row",
    "Shape",
    "SlideLayout",
    "TableFrame",
    "Text",
    "compose",
    "shows_picture",
]
