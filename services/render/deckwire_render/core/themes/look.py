"""Which theme a deck has: its brand's, or one of the catalogue."""

from __future__ import annotations

from deckwire_contracts.look import Look

from .brand import branded
from .catalogue import DEFAULT, UnknownThemeError, get
from .model import Theme


def theme_of(name: str, look: Look | None = None) -> tuple[Theme, bool]:
    """Return the theme of that name, and whether there is one; the default theme if not.

    The brand in `look` is what its id stands for; an outline that was edited may name another theme.
    """
    if look is not None and look.brand is not None and look.brand.id == name:
        return branded(look.brand).theme, True
    try:
        return get(name), True
    except UnknownThemeError:
        return get(DEFAULT), False
