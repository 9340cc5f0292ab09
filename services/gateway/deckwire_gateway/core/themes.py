"""The themes that a request may name."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from .views import ThemeList, ThemeView


def theme_list() -> ThemeList:
    """Return the themes of the contracts."""
    if find_spec("deckwire_contracts.themes") is None:
        return ThemeList(themes=[ThemeView(id="indigo", title="Indigo", dark=False, palette={})])
    themes = import_module("deckwire_contracts.themes").THEMES
    found = themes.values() if isinstance(themes, dict) else themes
    return ThemeList(themes=[ThemeView(id=t.id, title=t.title, dark=t.dark, palette=t.palette) for t in found])
