"""Source material: typed documents, how they are merged, and how Markdown and plain text become one."""

from .language import STOP_WORDS, detect, language_code, stop_words
from .markdown import from_text
from .model import (
    Block,
    CodeBlock,
    Figure,
    ListBlock,
    ListItem,
    Material,
    Paragraph,
    QuoteBlock,
    Section,
    TableBlock,
    merge,
    numbered,
    section_id,
)
from .shaping import MAX_TABLE_ROWS, Builder, table

__all__ = [
    "MAX_TABLE_ROWS",
    "STOP_WORDS",
    "Block",
    "Builder",
    "CodeBlock",
    "Figure",
    "ListBlock",
    "ListItem",
    "Material",
    "Paragraph",
    "QuoteBlock",
    "Section",
    "TableBlock",
    "detect",
    "from_text",
    "language_code",
    "merge",
    "numbered",
    "section_id",
    "stop_words",
    "table",
]
