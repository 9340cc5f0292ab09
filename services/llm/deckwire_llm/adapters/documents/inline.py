"""Pictures that stand in a text itself, as `data:` addresses; any other address leads outside and is never followed."""

from __future__ import annotations

import base64
import binascii
import re

from deckwire_llm.core.material import Figure

from .gallery import Gallery

_DATA = re.compile(r"data:image/(?:png|jpe?g|webp|gif|bmp);base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_IN_MARKDOWN = re.compile(
    r"(!\[[^\[\]]*\]\()\s*<?(data:image/[A-Za-z0-9+.-]+;base64,[A-Za-z0-9+/=]*)>?(?=[\s)])", re.IGNORECASE
)


def picture_in(address: str, gallery: Gallery) -> Figure | None:
    """Return the picture that a `data:` address holds, None when it is another address or no picture."""
    found = _DATA.fullmatch(address.strip())
    if found is None:
        return None
    try:
        data = base64.b64decode("".join(found[1].split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return gallery.take(data)


def taken_out(text: str, gallery: Gallery) -> tuple[str, dict[str, Figure]]:
    """Return Markdown with its pictures exchanged for short addresses, and the pictures by these."""
    figures: dict[str, Figure] = {}

    def exchanged(found: re.Match[str]) -> str:
        figure = picture_in(found[2], gallery)
        if figure is None:
            return f"{found[1]}#"
        address = f"figure:{len(figures) + 1}"
        figures[address] = figure
        return f"{found[1]}{address}"

    return _IN_MARKDOWN.sub(exchanged, text), figures
