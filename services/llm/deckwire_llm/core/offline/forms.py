"""What a slide's material says about its form: steps that come round again, people, where to reach somebody."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from typing import Literal

from ..material import Paragraph
from .notes import Picked
from .shorten import clip

_CYCLE = re.compile(
    r"\bcycles?\b|kreislauf|zyklus|\bcycle\b|\bciclos?\b|\bcicl[oi]\b|цикл|κύκλος|循環|循环|サイクル|순환|دورة|מחזור|चक्र|วัฏจักร",
    re.IGNORECASE,
)
_FUNNEL = re.compile(
    r"\bfunnel\b|trichter|entonnoir|\bembudo\b|\bimbuto\b|\bfunil\b|воронк|ファネル|漏斗|퍼널|قمع|משפך", re.IGNORECASE
)
_TEAM = re.compile(
    r"^(?:the |our |das |unser |l.|notre |el |nuestro )?(?:team|people|founders|leadership|who we are|équipe|equipo|squadra|equipe|команда|"
    r"ομάδα|チーム|团队|팀|الفريق|הצוות|टीम)\W*$",
    re.IGNORECASE,
)
_REACHED_AT = re.compile(r"(?:[\w.+-]+@[\w-]+\.[\w.-]+\w|https?://\S+\w|\+\d[\d ()/-]{6,}\d)")


def process_form(named: str) -> Literal["cycle", "funnel"] | None:
    """Return how the steps of what is `named` so follow one another; None when the words do not tell."""
    if _CYCLE.search(named):
        return "cycle"
    return "funnel" if _FUNNEL.search(named) else None


def is_team(picked: Picked) -> bool:
    """Return whether all of the material stands under a heading that names people."""
    return bool(picked) and all(_TEAM.match(section.heading) for section, _ in picked)


def contact_in(picked: Picked) -> str:
    """Return the addresses and numbers at which the material says that somebody can be reached, at most three."""
    found = [
        match.group()
        for _, block in picked
        if isinstance(block, Paragraph)
        for match in _REACHED_AT.finditer(block.text)
    ]
    return clip(" · ".join(dict.fromkeys(found[:3])), 300)
