"""The looks that come with Deckwire."""

from __future__ import annotations

from .model import Paint, Theme

DEFAULT = "indigo"

_THEMES = (
    Theme("indigo", "Indigo", False, "16171D", "FFFFFF", "1E1B4B", "F4F4FB",
          ("4F46E5", "0E7490", "B45309", "BE185D", "4D7C0F", "6D28D9"), "rings", Paint("tx2")),
    Theme("forest", "Forest", False, "14241C", "FFFFFF", "123D2C", "F1F6F2",
          ("15734A", "A16207", "0F6E84", "A33B20", "5B6B0F", "3F5F8A"), "quarters", Paint("tx2"), 4.0,
          heading_font="Georgia", body_font="Calibri"),
    Theme("ember", "Ember", False, "261A17", "FFFFFF", "4A1420", "FBF3EE",
          ("B92E0A", "7A4A12", "0F5F73", "9D174D", "55700F", "5B3A8C"), "diagonal", Paint("tx2"), 2.0,
          heading_font="Georgia", body_font="Arial"),
    Theme("ocean", "Ocean", False, "17202A", "FFFFFF", "0B3554", "EFF5FA",
          ("0369A1", "0F766E", "B4540A", "5546C8", "A21D6B", "4D6B1A"), "bubbles", Paint("tx2"), 12.0,
          heading_font="Calibri", body_font="Calibri"),
    Theme("paper", "Paper", False, "1F1D1A", "FBFAF7", "2B2924", "F1EEE6",
          ("A6381B", "33557A", "6A6112", "7A3360", "2F6B4F", "6B4A2B"), "frame", Paint("tx2"), 0.0,
          heading_font="Georgia", body_font="Calibri"),
    Theme("mono", "Mono", False, "111111", "FFFFFF", "161616", "F4F4F4",
          ("1F1F1F", "B3261E", "595959", "0B5A8F", "6B6B6B", "7A5B00"), "bars", Paint("tx2"), 0.0),
    Theme("midnight", "Midnight", True, "0E1424", "F3F5FA", "1A2238", "DCE3F2",
          ("8AA8FF", "5FD4C4", "F7B955", "F48FB1", "B7DB6A", "C4A5FF"), "rings", Paint("bg2", 110)),
    Theme("graphite", "Graphite", True, "17181B", "F5F5F4", "24262B", "E4E4E2",
          ("F5A524", "7CC4FA", "7FD6A0", "F29090", "C9B4FA", "DCD36A"), "diagonal", Paint("bg2"), 2.0),
    Theme("aurora", "Aurora", True, "0C1F1E", "EEF7F4", "163230", "D5EAE4",
          ("4ADEB0", "9CC3FF", "F9C86A", "F7A1C4", "C8E36B", "CDB4FF"), "horizon", Paint("bg2"), 12.0,
          heading_font="Calibri", body_font="Calibri"),
)  # fmt: skip

_BY_ID = {theme.id: theme for theme in _THEMES}


class UnknownThemeError(KeyError):
    """No theme has this id."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no theme {name!r}; there are {', '.join(_BY_ID)}")
        self.name = name


def catalogue() -> tuple[Theme, ...]:
    """Return all themes, the default one first."""
    return _THEMES


def get(name: str) -> Theme:
    """Return the theme with this id; case and surrounding blanks do not matter.

    Raises `UnknownThemeError`.
    """
    try:
        return _BY_ID[name.strip().lower()]
    except KeyError:
        raise UnknownThemeError(name) from None
