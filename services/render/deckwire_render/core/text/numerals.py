"""Numbers as a language writes them, from the Unicode locale data that Babel carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, format_decimal

_OWN_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_DIGITS = re.compile("[0-9]")
_SIGNS = re.compile(r"(?<=\d)\s*[A-Za-zÀ-ÿ²³µ/°]{1,6}\.?$|[%‰€$£¥₹٪\s\u00a0\u202f\u200e\u200f\u061c+~≈]")
_CURRENCY = re.compile(r"^(?:[€$£¥₹]|EUR|USD|GBP|JPY|CHF|SEK|NOK|DKK|PLN|CZK|INR|CNY|AED|SAR)$")
_CJK = frozenset({"ja", "zh", "ko"})
_TOP = 1e15
# Less than this would read as nothing with three decimals.
_LEAST = 0.0005
_ZEROS = {"arab": 0x0660, "arabext": 0x06F0, "deva": 0x0966, "beng": 0x09E6, "mymr": 0x1040}
# From here numbers are written in thousands, millions …
_LONG = 1e4


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "US")


@dataclass(frozen=True, slots=True)
class Scale:
    """A power of ten that numbers are divided by, and the word for it as it stands after a number and in full."""

    by: float
    word: str
    full: str


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a language writes numbers; `native` takes the digits of the language's own script where it has some."""

    tag: str = "en-US"
    native: bool = False

    @property
    def language(self) -> str:
        """The language without its region."""
        return self.tag.split("-")[0].lower()

    @property
    def closed(self) -> bool:
        """Whether units follow numbers without a blank."""
        return self.language in _CJK

    @property
    def decimal(self) -> str:
        """The sign before decimals."""
        return str(_locale(self.tag).number_symbols["latn"].get("decimal", "."))

    @property
    def group(self) -> str:
        """The sign between thousands."""
        return str(_locale(self.tag).number_symbols["latn"].get("group", ","))

    def _system(self) -> str:
        return "default" if self.native else "latn"

    def _own(self, text: str) -> str:
        """Return the text in the digits of the language's own script, of which Babel writes the signs alone."""
        zero = _ZEROS.get(str(_locale(self.tag).default_numbering_system)) if self.native else None
        return text.translate({ord("0") + n: chr(zero + n) for n in range(10)}) if zero else text

    def plain(self, value: float, decimals: int = 0, *, grouped: bool = True) -> str:
        """Return the number with so many decimals: `1.234,5` in German."""
        if not abs(value) < _TOP:
            return f"{value:.2E}"
        pattern = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")
        # Spreadsheets round halves away from zero, and so must what stands beside a chart.
        exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        text = format_decimal(exact, pattern, locale=_locale(self.tag), numbering_system=self._system())
        return self._own(str(text).replace("-", "−"))

    def power(self, value: float) -> str:
        """Return the number as one digit before and one after the point, and a power of ten: `1.2E+15`."""
        return f"{value:.1E}".replace("-", "−")

    def percent(self, value: float, decimals: int = 0) -> str:
        """Return a number of percent with the sign where the language puts it: `12 %`, `12%`, `%12`."""
        number = self.plain(value, decimals)
        before, after = self.percent_signs
        return f"{before}{number}{after}"

    @property
    def percent_signs(self) -> tuple[str, str]:
        """What stands before and after a number of percent."""
        pattern = str(_locale(self.tag).percent_formats[None].pattern).replace("\u200e", "").replace("\u061c", "")
        before, after = re.split(r"[#,.0]+", pattern, maxsplit=1)
        return before.replace(" ", "\u00a0"), after.replace(" ", "\u00a0")

    def short(self, value: float) -> str:
        """Return the number as it reads at a glance: `1.2M`, `1,2 Mio.`, `123万`, `12.5`."""
        if abs(value) >= _TOP or 0 < abs(value) < _LEAST:
            return self.power(value)
        if abs(value) >= _LONG:
            scale = self.scale(abs(value))
            shown = value / scale.by
            if scale.by > 1:
                return f"{self.plain(shown, _decimals(shown))}{scale.word}"
        return self.plain(value, _decimals(value))

    def scale(self, top: float) -> Scale:
        """Return by what numbers up to `top` are divided to read short; by 1 when they do already."""
        if not _LONG <= top < _TOP:
            return Scale(1.0, "", "")
        power = len(str(int(top))) - 1
        # What 10 to this power is called tells the word: `10 Mio.` is written for ten millions.
        for style in ("short", "long"):
            text = format_compact_decimal(10**power, format_type=style, locale=_locale(self.tag))
            found = re.match(r"[\u200e\u200f]*(\d+)(.*)$", str(text), re.DOTALL)
            digits = _DIGITS.findall(str(text))
            if found and 0 < len(digits) <= power:
                by = 10.0 ** (power + 1 - len(digits))
                return Scale(
                    by, found[2].strip("\u200e\u200f"), self._full(by) or found[2].strip("\u200e\u200f\u00a0 ")
                )
        return Scale(1.0, "", "")

    def _full(self, by: float) -> str:
        """Return the word in full in English, where the letter alone is too short for a caption."""
        words = {1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}
        return words.get(by, "") if self.language == "en" else ""

    def unit(self, scale: Scale, unit: str) -> str:
        """Return a unit with the power of ten that numbers were divided by: `€ million`, `Mio. €`, `万円`."""
        unit = unit.strip()
        if scale.by == 1:
            return unit
        word = scale.full or scale.word.strip()
        if not unit:
            return word
        if self.language == "en" and _CURRENCY.match(unit):
            return f"{unit} {word}"
        if self.closed or (len(word) == 1 and len(unit) == 1):
            return f"{word}{unit}"
        return f"{word} {unit}"

    def read(self, text: str) -> float | None:
        """Return the number that a cell or a category holds, None if it is not one number."""
        body = _own_to_ascii(text.strip())
        negative = body.startswith(("-", "−", "–", "(")) and body[1:2] not in {"", " "}
        body = _SIGNS.sub("", body).strip("-−–()").replace("'", "").replace("’", "")
        if not re.fullmatch(r"\d[\d.,]*", body):
            return None
        point = self._point(body)
        whole, _, rest = body.rpartition(point) if point else (body, "", "")
        number = f"{re.sub(r'[.,]', '', whole or '0')}.{rest or '0'}" if point else re.sub(r"[.,]", "", body)
        try:
            value = float(number)
        except ValueError:
            return None
        return -value if negative else value

    def _point(self, body: str) -> str:
        """Return which of the signs in `body` stands before its decimals, or nothing."""
        last = max(body.rfind("."), body.rfind(","))
        if last < 0:
            return ""
        sign = body[last]
        other = "," if sign == "." else "."
        if other in body:
            return sign
        if body.count(sign) > 1:
            return ""
        return "" if len(body) - last - 1 == 3 and sign == self.group and not body.startswith("0") else sign


def numerals(tag: str, *texts: str) -> Numerals:
    """Return how numbers are written in the language `tag`, in the digits that the texts use.

    Texts without digits leave it to the language's custom.
    """
    joined = " ".join(texts)
    if _OWN_DIGITS.search(joined):
        return Numerals(tag, native=True)
    return Numerals(tag, native=not _DIGITS.search(joined) and _locale(tag).default_numbering_system != "latn")


def _decimals(value: float) -> int:
    """Return how many decimals a lone number is written with."""
    size = abs(value)
    if size == int(size) or size >= 100:
        return 0
    return 1 if size >= 1 else 2 if size >= 0.095 else 3


def _own_to_ascii(text: str) -> str:
    return "".join(str(int(c)) if _OWN_DIGITS.match(c) else {"٫": ".", "٬": ","}.get(c, c) for c in text)
