"""Names of times in many languages: months, quarters, years, dates."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

_MONTHS = (
    # English, German, French, Spanish share most of their short forms.
    r"jan(?:uary|uar|vier|\.)?|feb(?:ruary|ruar|\.)?|févr(?:ier|\.)?|mar(?:ch|s|zo|\.)?|mär(?:z|\.)?|apr(?:il|ile|\.)?|avr(?:il|\.)?"
    r"|may|mai|mayo|maggio|jun(?:e|i|io|ho|\.)?|juin|jul(?:y|i|io|ho|\.)?|juil(?:let|\.)?|aug(?:ust|\.)?|août|agosto|sep(?:t|tember|tembre|tiembre|\.)?"
    r"|o[ck]t(?:ober|obre|\.)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro|\.)?|de[cz](?:ember|embre|embro|\.)?|dic(?:iembre|embre)?|déc(?:embre|\.)?"
    r"|enero|febrero|abril|septiembre|setembro|setiembre|octubre|gennaio|febbraio|marzo|giugno|luglio|settembre|ottobre|janeiro|fevereiro|março|maio|junho|julho"
    r"|январ[ья]|феврал[ья]|март[а]?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|август[а]?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
    r"|січ(?:ень|ня)|лют(?:ий|ого)|берез(?:ень|ня)|квіт(?:ень|ня)|трав(?:ень|ня)|черв(?:ень|ня)|лип(?:ень|ня)|серп(?:ень|ня)|верес(?:ень|ня)|жовт(?:ень|ня)|листопад[а]?|груд(?:ень|ня)"
    r"|ιαν(?:ουάριος|ουαρίου)|φεβρ(?:ουάριος|ουαρίου)|μάρτιος|μαρτίου|απρίλιος|απριλίου|μάιος|μαΐου|ιούνιος|ιουνίου|ιούλιος|ιουλίου|αύγουστος|αυγούστου|σεπτέμβριος|σεπτεμβρίου|οκτώβριος|οκτωβρίου|νοέμβριος|νοεμβρίου|δεκέμβριος|δεκεμβρίου"
    r"|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
    r"|ינואר|פברואר|מרץ|מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר"
    r"|जनवरी|फ़?रवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर"
    r"|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_PERIOD = re.compile(
    rf"^(?:fy\s*)?(?:(?:19|20|21)\d\d(?:\s*[/–-]\s*\d{{2,4}})?|(?:[qht]|kw|w|wk|week|woche|month|monat|year|jahr|day|tag|sprint)"
    rf"\s*\.?\s*\d{{1,3}}(?:[\s/'’-]+(?:fy)?\d{{2,4}})?|(?:19|20)\d\d[\s/-]*[qhw]\d{{1,2}}|(?:19|20)\d\d-\d{{1,2}}(?:-\d{{1,2}})?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d\d\.\d\d\.\d\d"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?)?(?:{_MONTHS})[\s'’/-]*(?:de\s+)?(?:\d{{1,2}},?\s*)?(?:\d{{2,4}})?"
    rf"|(?:early|mid|late|spring|summer|autumn|fall|winter|anfang|mitte|ende|frühjahr|sommer|herbst|début|fin|printemps|été|automne|hiver)[\s-]+(?:(?:{_MONTHS})\s*)?(?:(?:19|20)\d\d)?"
    rf"|fy\s*'?\d{{2,4}}|(?:19|20)\d\ds"
    rf"|\d{{4}}\s*年(?:\s*\d{{1,2}}\s*月)?(?:\s*\d{{1,2}}\s*日)?(?:度)?|\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?"
    rf"|\d{{4}}\s*년(?:\s*\d{{1,2}}\s*월)?(?:\s*\d{{1,2}}\s*일)?|\d{{1,2}}\s*월(?:\s*\d{{1,2}}\s*일)?"
    rf"|第?\d\s*四?半?期|\d\.?\s*quartal(?:\s+\d{{4}})?)\s*(?:(?<=\d)[a-z])?\*?$",
    re.IGNORECASE,
)


def is_period(text: str) -> bool:
    """Return whether `text` names a time: 2025, Q3 2025, 20 March 2026, 2026-03-01, FY24, week 7, 3月, مارس."""
    return bool(_PERIOD.match(text.strip()))
