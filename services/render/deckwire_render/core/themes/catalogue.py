"""The looks that come with Deckwire."""

from __future__ import annotations

from .model import Paint, Theme

DEFAULT = "indigo"

_DARK = Paint("tx2")
_CARD = Paint("bg2")
_A1, _A2, _A3, _A6 = (Paint(f"accent{n}") for n in (1, 2, 3, 6))

_THEMES = (
    Theme("indigo", "Indigo", False, "16171D", "FFFFFF", "1E1B4B", "F4F4FB",
          ("4F46E5", "005A76", "497806", "5B21B6", "A94C00", "9B144B"), "rings", _DARK,
          art=(_A1, _A2, Paint("accent1", 40, 60)), tags=("professional", "technology", "neutral"),
          description="Clear and modern: violet-blue on white, quarter rings on a deep cover."),
    Theme("forest", "Forest", False, "14241C", "FFFFFF", "123D2C", "F1F6F2",
          ("15734A", "6F3F00", "216A84", "892201", "577606", "3F4F8A"), "quarters", _DARK, 4.0,
          heading_font="Georgia", body_font="Calibri", art=(_A1, Paint("accent2", 140), Paint("accent1", 40, 60)),
          table="banded", tags=("calm", "sustainability", "education"),
          description="Grown-up green with serif titles and a Bauhaus grid of quarters."),
    Theme("ember", "Ember", False, "261A17", "FFFFFF", "4A1420", "FBF3EE",
          ("B92E0A", "7D1747", "637200", "5F3A12", "0F6F83", "4B3A8C"), "diagonal", _DARK, 2.0,
          heading_font="Georgia", body_font="Arial", trim="tab",
          tags=("warm", "storytelling", "sales"),
          description="Wine and orange with slanted bands; serif titles over a sober body."),
    Theme("ocean", "Ocean", False, "17202A", "FFFFFF", "0B3554", "EFF5FA",
          ("0369A1", "0B4F4A", "AA4D00", "4D3BBC", "B33079", "45620D"), "bubbles", _DARK, 14.0,
          heading_font="Calibri", body_font="Calibri", title_size=34.0, caps=False,
          art=(_A1, Paint("accent2", 150), Paint("accent1", 40, 60)),
          tags=("friendly", "health", "research"),
          description="Open blues, round corners and overlapping discs; easy to read from afar."),
    Theme("paper", "Paper", False, "1F1D1A", "FBFAF7", "2B2924", "F1EEE6",
          ("A6381B", "6A2350", "7A6A12", "2B4A70", "267358", "5B3A1B"), "frame", _DARK, 0.0,
          heading_font="Georgia", body_font="Calibri", light_heads=True, caps=False, trim="foot",
          tags=("editorial", "academic", "calm"),
          description="Ink on warm paper, light serif titles, square edges and hairlines."),
    Theme("mono", "Mono", False, "111111", "FFFFFF", "161616", "F4F4F4",
          ("1F1F1F", "BE2019", "3F3F3F", "0B6AAF", "525252", "81620E"), "bars", _DARK, 0.0,
          mark=Paint("bg1"), art=(Paint("bg1", 60), _A2, Paint("bg1", 92)), table="boxed", trim="top",
          tags=("minimal", "design", "professional"),
          description="Black, white and one red: Swiss posters, square and loud."),
    Theme("coral", "Coral", False, "2A1715", "FFFFFF", "7A1F14", "FFF3EF",
          ("BA2A11", "2F4B8F", "9F5000", "7A2F5C", "5A7619", "0E5A66"), "sun", _A1, 18.0,
          heading_font="Calibri", body_font="Calibri", title_size=34.0, mark=Paint("bg2", 96), caps=False,
          art=(Paint("accent1", 72), Paint("bg1"), Paint("bg2", 88)),
          tags=("playful", "lifestyle", "sales"),
          description="A coral cover with a setting sun; round, warm and direct."),
    Theme("sage", "Sage", False, "1D2A22", "FFFFFF", "24402F", "E9F0E6",
          ("3F6B4A", "4A4A7A", "6B6B26", "6C3E09", "36667B", "7B2D2A"), "petals", _CARD, 6.0,
          heading_font="Cambria", body_font="Calibri", light_heads=True, title_size=34.0, caps=False, trim="foot",
          mark=_A1, art=(_A1, Paint("accent1", 70, 30), Paint("accent3", 90, 10)),
          tags=("calm", "wellbeing", "nature"),
          description="A pale green cover with leaves; light serif titles and much air."),
    Theme("citrus", "Citrus", False, "17170F", "FFFFFF", "1B1B12", "FFF7CF",
          ("14603F", "8B4BA7", "3A2F7A", "8A6400", "1B4BA3", "B3401B"), "slices", _DARK, 24.0,
          mark=Paint("bg2", 60), art=(Paint("bg2", 60), Paint("bg2", 75), Paint("bg2")), trim="tab",
          tags=("playful", "startup", "bold"),
          description="Lemon slices on near-black, leaf green on white; pale yellow cards, very round corners."),
    Theme("slate", "Slate", False, "17202E", "FFFFFF", "1C2B45", "F1F4F8",
          ("2B5CA8", "6B3A1F", "914797", "3A4252", "A84B00", "0F5B5B"), "steps", _CARD, 3.0,
          mark=_A1, art=(_A1, Paint("tx2"), Paint("accent1", 60, 40)), title_size=30.0, trim="side", table="banded",
          tags=("corporate", "finance", "neutral"),
          description="The boardroom: a pale cover with rising steps, banded tables, a navy edge."),
    Theme("plum", "Plum", False, "241428", "FFFFFF", "3B0F40", "FAF3FB",
          ("9C2A8F", "6B1B3F", "AF3E14", "4B2A8F", "667202", "1A5B76"), "facets", _DARK, 0.0,
          heading_font="Arial", body_font="Calibri", table="boxed",
          tags=("creative", "bold", "culture"),
          description="Magenta facets on deep plum; crisp edges and boxed tables."),
    Theme("clay", "Clay", False, "2C1F17", "FFFDF9", "4F2A1A", "F6ECE0",
          ("A8492A", "34507A", "2F6F6A", "5B4A2A", "6F6D13", "7A2F3F"), "arches", Paint("bg2", 96), 10.0,
          heading_font="Cambria", body_font="Calibri", title_size=34.0, mark=_A1,
          art=(_A1, Paint("accent1", 60, 40), _DARK), table="banded",
          tags=("warm", "craft", "hospitality"),
          description="Terracotta arches on sand; sturdy serif titles."),
    Theme("midnight", "Midnight", True, "0E1424", "F3F5FA", "1A2238", "DCE3F2",
          ("8AA8FF", "68DBCA", "D2A53E", "FFA5C5", "9CBA4C", "CAB6FF"), "orbit", Paint("bg2", 110),
          tags=("technology", "keynote", "professional"),
          description="Night blue with orbits and one warm planet; made for a dark hall."),
    Theme("graphite", "Graphite", True, "17181B", "F5F5F4", "24262B", "E4E4E2",
          ("F5A524", "66A9D2", "77CE96", "AEA64A", "C3AAFB", "D68C84"), "dots", _CARD, 2.0, trim="tab",
          table="boxed", tags=("technology", "industry", "sober"),
          description="Graphite and amber; a halftone that grows out of the corner."),
    Theme("aurora", "Aurora", True, "0C1F1E", "EEF7F4", "163230", "D5EAE4",
          ("4ADEB0", "8BACF5", "D3EA80", "EC93BC", "F9D07A", "BD9EF9"), "horizon", _CARD, 14.0,
          heading_font="Calibri", body_font="Calibri", title_size=34.0, caps=False,
          art=(_A1, _A2, Paint("accent5")),
          tags=("nature", "calm", "keynote"),
          description="Hills under a low sun in northern greens; round and quiet."),
    Theme("signal", "Signal", True, "0F100D", "F6F7F0", "1F211B", "E3E6D6",
          ("C6F135", "B58CF5", "7FE0C8", "58AEE8", "FFCF5C", "F0806A"), "chevrons", _A1, 0.0,
          mark=Paint("bg1"), art=(Paint("bg1"), Paint("accent1", 78), Paint("bg2", 160)), trim="side",
          table="boxed", tags=("bold", "startup", "keynote"),
          description="A lime cover with black arrows, black slides with lime marks: impossible to miss."),
    Theme("velvet", "Velvet", True, "230A14", "FAF1EA", "3A1422", "F0DDD6",
          ("E8B75A", "D98BA0", "F2D9A0", "C599E6", "9FD3C0", "7FB0E0"), "fans", _CARD, 0.0,
          heading_font="Times New Roman", body_font="Calibri", light_heads=True, title_size=36.0, caps=False,
          trim="foot", art=(_A1, Paint("accent1", 72), Paint("bg2", 70)),
          tags=("elegant", "event", "luxury"),
          description="Gold fans on burgundy, titles in a light Roman: an evening programme."),
    Theme("cosmos", "Cosmos", True, "140D2B", "F4F2F6", "241A45", "E2DAFA",
          ("FF8FC8", "E8855A", "FFD98A", "5AA8F0", "8FE8D0", "B58CFF"), "ribbons", _CARD, 20.0,
          art=(_A1, _A2, _A3), trim="top", table="banded",
          tags=("creative", "playful", "keynote"),
          description="Violet night with ribbons from pink to gold; round cards, lively charts."),
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
