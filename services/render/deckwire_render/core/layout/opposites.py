"""Words that tell how the parts of a slide belong together where its author has not said so."""

from __future__ import annotations

import re

from ..icons.concepts import plain

_FOR = (
    "pro|pros|for|in favour|in favor|advantages?|benefits?|strengths?|upsides?|"
    "vorteile?|dafur|chancen|starken|fur|"
    "ventajas?|a favor|fortalezas?|beneficios|"
    "avantages?|pour|atouts?|forces|points forts|"
    "vantaggi|vantagens|pregi|voordelen|"
    "メリット|利点|長所|賛成|优点|优势|优點|장점|مزايا|плюсы|преимущества"
)
_AGAINST = (
    "contra|contras|con|cons|against|disadvantages?|drawbacks?|weaknesses?|downsides?|limits|"
    "nachteile?|dagegen|risiken|schwachen|gegen|wider|"
    "desventajas?|en contra|debilidades|inconvenientes|"
    "inconvenients?|contre|faiblesses|points faibles|limites|"
    "svantaggi|desvantagens|difetti|nadelen|"
    "デメリット|欠点|短所|反対|缺点|劣势|缺點|단점|عيوب|минусы|недостатки"
)
_ROUND = (
    r"\b(cycles?|cyclical|loops?|flywheels?|circular|kreislauf\w*|zyklus|zyklen|regelkreis\w*|ciclos?|circulos?|"
    r"bucles?|boucles?|cercles?|repeats? itself|never ends)\b|循環|サイクル|循环|دورة|цикл"
)
_NARROWING = (
    r"\b(funnels?|conversions?|pipeline|trichter\w*|embudos?|entonnoirs?|leads? to customers?)\b|ファネル|漏斗|воронка"
)
_LEVELS = r"\b(pyramids?|hierarch\w+|pyramiden?|piramides?|pyramides?)\b|ピラミッド|階層|金字塔|пирамида"


def _whole(words: str, text: str) -> bool:
    return re.fullmatch(words, _bare(text)) is not None


def _begins(words: str, text: str) -> bool:
    return re.match(rf"(?:{words})(?!\w)", _bare(text)) is not None


def _bare(text: str) -> str:
    return plain(text).strip(" :.!?+-–()")


def opposed(left: str, right: str) -> bool:
    """Return whether two headings say for and against, one of them with nothing more: `For boats`, `Against`."""
    one = _whole(_FOR, left) or _whole(_AGAINST, right)
    return one and _begins(_FOR, left) and _begins(_AGAINST, right)


def form_of(title: str) -> str:
    """Return how a title says that steps belong together: `cycle`, `funnel`, `pyramid`, else `line`."""
    said = plain(title)
    for form, words in (("cycle", _ROUND), ("funnel", _NARROWING), ("pyramid", _LEVELS)):
        if re.search(words, said):
            return form
    return "line"
