"""The few words that the offline writer says itself, in the languages it knows them in."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

from dataclasses import fields, replace

from .eastern import ARABIC, CHINESE, HEBREW, HINDI, JAPANESE, KOREAN, THAI
from .english import ENGLISH
from .european import DUTCH, FRENCH, GERMAN, GREEK, ITALIAN, PORTUGUESE, RUSSIAN, SPANISH
from .model import Phrases

_LABELS = ("agenda", "takeaways", "overview", "key_figures", "source", "page", "table", "illustration", "next_steps")
_MORE: dict[str, tuple[str, ...]] = {
    "sv": ("Agenda", "Det viktigaste", "Översikt", "Nyckeltal", "Källa", "sida", "Siffrorna", "Abstrakt illustration", "Nästa steg"),
    "pl": ("Agenda", "Najważniejsze wnioski", "Przegląd", "Kluczowe liczby", "Źródło", "strona", "Dane", "Ilustracja abstrakcyjna", "Następne kroki"),
    "uk": ("План", "Головне", "Огляд", "Ключові цифри", "Джерело", "сторінка", "Дані", "Абстрактна ілюстрація", "Наступні кроки"),
    "tr": ("Gündem", "Önemli noktalar", "Genel bakış", "Temel rakamlar", "Kaynak", "sayfa", "Veriler", "Soyut illüstrasyon", "Sonraki adımlar"),
}  # fmt: skip

_ALL: dict[str, Phrases] = {
    "en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "pt": PORTUGUESE, "nl": DUTCH, "ru": RUSSIAN,
    "el": GREEK, "ja": JAPANESE, "zh": CHINESE, "ko": KOREAN, "ar": ARABIC, "he": HEBREW, "hi": HINDI, "th": THAI,
} | {code: Phrases(**dict(zip(_LABELS, labels, strict=True))) for code, labels in _MORE.items()}  # type: ignore[arg-type]  # fmt: skip

DECIMAL_COMMA = frozenset(
    {"de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "pl", "cs", "tr", "ro", "ru", "uk", "el"}
)
"""Languages that write 1,5 where English writes 1.5."""


def phrases(language: str) -> Phrases:
    """Return the words for a BCP-47 code; neutral templates with English labels when the language has none."""
    return _ALL.get(language.partition("-")[0], Phrases())


def skeleton_phrases(language: str) -> Phrases:
    """Return phrases that can carry a skeleton: those of the language, filled up with English."""
    own = phrases(language)
    return replace(
        own,
        **{
            f.name: getattr(ENGLISH, f.name)
            for f in fields(Phrases)
            if f.name.startswith("skeleton") and not getattr(own, f.name)
        },
    )


__all__ = ["DECIMAL_COMMA", "Phrases", "phrases", "skeleton_phrases"]
