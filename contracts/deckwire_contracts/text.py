"""The one sanitizer that every string of a deck, a page or a log passes."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

# XML 1.0 clause 2.2 allows tab, LF, CR, U+20-D7FF, U+E000-FFFD and the astral planes; nothing else may
# reach a .pptx. C1 controls are legal XML but have no meaning on a slide, bidirectional overrides and zero-width
# characters let a document hide text from the person who reads it, and soft hyphens show in some programs only.
_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
_NEWLINES = re.compile("\r\n?|\u2028|\u2029|\u0085|\x0b|\x0c")


def sanitize(text: str) -> str:
    """Return `text` with line ends as LF and every character removed that XML 1.0 or a reader cannot bear.

    Lone surrogates, C0 and C1 controls, noncharacters, bidirectional overrides, soft hyphens and zero-width spaces
    are dropped; zero-width joiners (U+200C, U+200D) stay, because Indic scripts and emoji need them.
    """
    return _FORBIDDEN.sub("", _NEWLINES.sub("\n", text))


def one_line(text: str) -> str:
    """Return sanitized `text` with every run of white space as one space and none at the ends."""
    return " ".join(sanitize(text).split())


def _clean(value: Any) -> Any:
    return sanitize(value).strip() if isinstance(value, str) else value


def _clean_line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


Prose = Annotated[str, BeforeValidator(_clean)]
"""Text that may hold line breaks; sanitized when it is validated."""

Line = Annotated[str, BeforeValidator(_clean_line)]
"""Text on one line; sanitized and folded when it is validated."""

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A token that is safe in a NATS subject, a file name and a URL."""
