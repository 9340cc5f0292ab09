"""Languages as decks name them, and what a program needs to know of them."""

from __future__ import annotations

import re
from functools import lru_cache

import langcodes
from langcodes.tag_parser import LanguageTagError

DEFAULT = "en-US"

# Where the usual region is not the one with the most speakers, or not the one that programs have tools for.
_REGIONS = {"ar": "SA", "en": "US", "es": "ES", "fa": "IR", "he": "IL", "pt": "PT", "ur": "PK", "zh": "CN"}
_NAMES = {
    "afrikaans": "af", "albanian": "sq", "amharic": "am", "arabic": "ar", "armenian": "hy", "azerbaijani": "az",
    "basque": "eu", "belarusian": "be", "bengali": "bn", "bangla": "bn", "bosnian": "bs", "bulgarian": "bg",
    "burmese": "my", "cantonese": "zh-HK", "catalan": "ca", "chinese": "zh", "mandarin": "zh", "croatian": "hr",
    "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "farsi": "fa", "filipino": "fil",
    "finnish": "fi", "flemish": "nl-BE", "french": "fr", "galician": "gl", "georgian": "ka", "german": "de",
    "greek": "el", "gujarati": "gu", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "icelandic": "is",
    "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja", "kannada": "kn", "kazakh": "kk",
    "khmer": "km", "korean": "ko", "kurdish": "ku", "lao": "lo", "latvian": "lv", "lithuanian": "lt",
    "macedonian": "mk", "malay": "ms", "malayalam": "ml", "maltese": "mt", "marathi": "mr", "mongolian": "mn",
    "nepali": "ne", "norwegian": "nb", "bokmål": "nb", "nynorsk": "nn", "pashto": "ps", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "punjabi": "pa", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "sinhala": "si", "slovak": "sk", "slovenian": "sl", "somali": "so", "spanish": "es", "castilian": "es",
    "swahili": "sw", "swedish": "sv", "tagalog": "fil", "tamil": "ta", "telugu": "te", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "uyghur": "ug", "uzbek": "uz", "vietnamese": "vi", "welsh": "cy", "yiddish": "yi",
    "deutsch": "de", "englisch": "en", "français": "fr", "español": "es", "castellano": "es", "italiano": "it",
    "português": "pt", "nederlands": "nl", "polski": "pl", "čeština": "cs", "slovenčina": "sk", "slovenščina": "sl",
    "magyar": "hu", "română": "ro", "hrvatski": "hr", "srpski": "sr-Latn", "dansk": "da", "svenska": "sv",
    "norsk": "nb", "suomi": "fi", "íslenska": "is", "eesti": "et", "latviešu": "lv", "lietuvių": "lt", "català": "ca",
    "türkçe": "tr", "tiếng việt": "vi", "bahasa indonesia": "id", "bahasa melayu": "ms", "ελληνικά": "el",
    "русский": "ru", "українська": "uk", "български": "bg", "српски": "sr", "македонски": "mk", "беларуская": "be",
    "中文": "zh", "汉语": "zh", "普通话": "zh", "简体中文": "zh-CN", "繁體中文": "zh-TW", "繁体中文": "zh-TW",
    "正體中文": "zh-TW", "粵語": "zh-HK", "日本語": "ja", "한국어": "ko", "العربية": "ar", "فارسی": "fa", "اردو": "ur",
    "עברית": "he", "हिन्दी": "hi", "हिंदी": "hi", "বাংলা": "bn", "தமிழ்": "ta", "తెలుగు": "te", "ไทย": "th",
    "ภาษาไทย": "th", "ქართული": "ka", "հայերեն": "hy",
}  # fmt: skip
_VARIANTS = {
    "brazil": "pt-BR", "brazilian": "pt-BR", "brasil": "pt-BR", "brasileiro": "pt-BR", "british": "en-GB",
    "australian": "en-AU", "canadian": "CA", "canada": "CA", "mexican": "es-MX", "mexico": "es-MX", "méxico": "es-MX",
    "latin american": "es-419", "swiss": "CH", "switzerland": "CH", "schweiz": "CH", "austrian": "de-AT",
    "austria": "de-AT", "österreich": "de-AT", "belgian": "BE", "belgium": "BE", "simplified": "zh-CN",
    "traditional": "zh-TW", "taiwan": "zh-TW", "hong kong": "zh-HK", "uk": "en-GB", "united kingdom": "en-GB",
    "india": "IN", "indian": "IN", "latin": "Latn", "cyrillic": "Cyrl", "egypt": "ar-EG", "egyptian": "ar-EG",
}  # fmt: skip
# Languages that programs know by another code.
_CODES = {"cmn": "zh", "no": "nb", "tl": "fil", "yue": "zh"}
_RTL = frozenset(("Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"))
_TAG = re.compile(r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")


@lru_cache(maxsize=256)
def tag(language: str) -> str:
    """Return the BCP 47 tag of a language given as a tag or by its name, as `de-DE`; `en-US` when it is unknown.

    A bare language gets its usual region, because programs look for proofing tools by language and region; a script
    is named only where it is not the usual one there.
    """
    text = " ".join(language.split()).casefold()
    named = _named(text)
    if named is None and not _TAG.match(text):
        return DEFAULT
    try:
        parsed = langcodes.Language.get(named or text)
    except LanguageTagError:
        return DEFAULT
    if not parsed.language or (named is None and not parsed.is_valid()):
        return DEFAULT
    return _placed(parsed)


def _named(text: str) -> str | None:
    """Return the language of a name such as `german`, `Portuguese (Brazil)` or `繁體中文`, if it is one."""
    if text in _NAMES:
        return _NAMES[text]
    words = [word for word in re.split(r"[\s(),/;]+", text) if word]
    if len(words) < 2:
        return None
    base = next((_NAMES[word] for word in words if word in _NAMES), None)
    if base is None:
        return None
    variants = [found for name, found in _VARIANTS.items() if f" {name} " in f" {' '.join(words)} "]
    for variant in variants:
        if "-" not in variant:
            return f"{base.split('-')[0]}-{variant}"
        if variant.split("-")[0] == base.split("-")[0]:
            return variant
    return base


def _placed(parsed: langcodes.Language) -> str:
    base = _CODES.get(str(parsed.language), str(parsed.language))
    territory = parsed.territory
    if territory is None:
        hant = base == "zh" and parsed.script == "Hant"
        usual = "TW" if hant else _REGIONS.get(base) or parsed.maximize().territory
        territory = usual if usual != "001" else None
    if territory is None:
        return base
    likely = langcodes.Language.make(language=base, territory=territory).maximize().script
    script = f"-{parsed.script}" if parsed.script and parsed.script != likely else ""
    return f"{base}{script}-{territory}"


def script(language: str) -> str:
    """Return the ISO 15924 code of the script that the language is written in, as `Latn`."""
    return langcodes.Language.get(tag(language)).maximize().script or "Latn"


def right_to_left(language: str) -> bool:
    """Return whether the language is written from right to left."""
    return script(language) in _RTL
