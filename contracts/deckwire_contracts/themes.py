"""The looks that a deck can have, as far as those who choose one need to know them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ThemeInfo(BaseModel):
    """A theme by its id and title.

    `palette` holds `#RRGGBB`: ground, card, ink, cover ground, then the accents in the order charts use them.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    dark: bool
    palette: tuple[str, ...]


THEMES: tuple[ThemeInfo, ...] = (
    ThemeInfo(
        id="indigo",
        title="Indigo",
        dark=False,
        palette=(
            "#FFFFFF",
            "#F4F4FB",
            "#16171D",
            "#1E1B4B",
            "#4F46E5",
            "#0E7490",
            "#B45309",
            "#BE185D",
            "#4D7C0F",
            "#6D28D9",
        ),
    ),
    ThemeInfo(
        id="forest",
        title="Forest",
        dark=False,
        palette=(
            "#FFFFFF",
            "#F1F6F2",
            "#14241C",
            "#123D2C",
            "#15734A",
            "#A16207",
            "#0F6E84",
            "#A33B20",
            "#5B6B0F",
            "#3F5F8A",
        ),
    ),
    ThemeInfo(
        id="ember",
        title="Ember",
        dark=False,
        palette=(
            "#FFFFFF",
            "#FBF3EE",
            "#261A17",
            "#4A1420",
            "#B92E0A",
            "#7A4A12",
            "#0F5F73",
            "#9D174D",
            "#55700F",
            "#5B3A8C",
        ),
    ),
    ThemeInfo(
        id="ocean",
        title="Ocean",
        dark=False,
        palette=(
            "#FFFFFF",
            "#EFF5FA",
            "#17202A",
            "#0B3554",
            "#0369A1",
            "#0F766E",
            "#B4540A",
            "#5546C8",
            "#A21D6B",
            "#4D6B1A",
        ),
    ),
    ThemeInfo(
        id="paper",
        title="Paper",
        dark=False,
        palette=(
            "#FBFAF7",
            "#F1EEE6",
            "#1F1D1A",
            "#2B2924",
            "#A6381B",
            "#33557A",
            "#6A6112",
            "#7A3360",
            "#2F6B4F",
            "#6B4A2B",
        ),
    ),
    ThemeInfo(
        id="mono",
        title="Mono",
        dark=False,
        palette=(
            "#FFFFFF",
            "#F4F4F4",
            "#111111",
            "#161616",
            "#1F1F1F",
            "#B3261E",
            "#595959",
            "#0B5A8F",
            "#6B6B6B",
            "#7A5B00",
        ),
    ),
    ThemeInfo(
        id="midnight",
        title="Midnight",
        dark=True,
        palette=(
            "#0E1424",
            "#1A2238",
            "#F3F5FA",
            "#1D253E",
            "#8AA8FF",
            "#5FD4C4",
            "#F7B955",
            "#F48FB1",
            "#B7DB6A",
            "#C4A5FF",
        ),
    ),
    ThemeInfo(
        id="graphite",
        title="Graphite",
        dark=True,
        palette=(
            "#17181B",
            "#24262B",
            "#F5F5F4",
            "#24262B",
            "#F5A524",
            "#7CC4FA",
            "#7FD6A0",
            "#F29090",
            "#C9B4FA",
            "#DCD36A",
        ),
    ),
    ThemeInfo(
        id="aurora",
        title="Aurora",
        dark=True,
        palette=(
            "#0C1F1E",
            "#163230",
            "#EEF7F4",
            "#163230",
            "#4ADEB0",
            "#9CC3FF",
            "#F9C86A",
            "#F7A1C4",
            "#C8E36B",
            "#CDB4FF",
        ),
    ),
)
"""Every theme, the default one first; what renders them holds the full definition."""

DEFAULT_THEME = THEMES[0].id
"""The id of the theme that a deck has unless another is asked for."""
