"""Languages as decks name them, and what a program needs to know of them."""

from __future__ import annotations

import re

_REGIONS = {
    "ar": "ar-SA", "bg": "bg-BG", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US",
    "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN",
    "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "lt": "lt-LT",
    "lv": "lv-LV", "nb": "nb-NO", "nl": "nl-NL", "no": "nb-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
    "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Latn-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR",
    "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
_NAMES = {
    "arabic": "ar", "bulgarian": "bg", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "farsi": "fa", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
    "norwegian": "nb", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur",
    "vietnamese": "vi", "deutsch": "de", "français": "fr", "español": "es", "italiano": "it", "português": "pt",
    "nederlands": "nl", "polski": "pl", "русский": "ru", "українська": "uk", "中文": "zh",
    "日本語": "ja", "한국어": "ko",
    "العربية": "ar", "עברית": "he", "हिन्दी": "hi",
}  # fmt: skip
_RTL = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "ckb", "dv", "sd", "ug"})
_TAG = re.compile(r"^[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?$")


def tag(language: str) -> str:
    """Return the BCP 47 tag of a language given as a tag or by name; `en-US` when it is unknown.

    A bare language gets its usual region, because programs look for proofing tools by language and region.
    """
    text = language.strip()
    if not _TAG.match(text):
        words = re.split(r"[\s(,/]+", text.lower())
        text = next((_NAMES[w] for w in words if w in _NAMES), "en")
    elif text.lower() in _NAMES:
        text = _NAMES[text.lower()]
    parts = re.split(r"[-_]", text)
    base = parts[0].lower()
    if len(parts) == 1:
        return _REGIONS.get(base, "en-US")
    rest = [p.title() if len(p) == 4 else p.upper() for p in parts[1:]]
    return "-".join([base, *rest])


def right_to_left(language: str) -> bool:
    """Return whether the language is written from right to left."""
    return tag(language).split("-")[0] in _RTL
