"""Numbers that a pledge is to reach or change by: shares, sums of money, counts."""

import re
from collections.abc import Iterator

from app.intake.findings import FoundTarget

_NUMBER = r"\d{1,3}(?:[.,\u00a0 ]\d{3}){1,4}(?!\d)|\d{1,12}(?:[.,]\d{1,4})?"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11,
    "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
    "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100,
}  # fmt: skip
_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mil": 10**3, "millones": 10**6,
    "millón": 10**6, "mil millones": 10**9, "billones": 10**12, "m": 10**6, "bn": 10**9,
}  # fmt: skip
_SCALE = "mil millones|thousand|million|billion|trillion|millones|millón|billones|mil|bn"
_CURRENCIES = {
    "us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "dollars": "USD", "dollar": "USD", "us dollars": "USD", "u.s. dollars": "USD", "euros": "EUR", "euro": "EUR",
    "lempiras": "HNL", "francs": "CHF",
    "pounds": "GBP", "yen": "JPY", "yuan": "CNY", "rupees": "INR", "quetzales": "GTQ", "pesos": "MXN", "dólares": "USD",
    "dólar": "USD", "libras": "GBP", "yenes": "JPY",
}  # fmt: skip
_CODES = ("USD", "EUR", "GBP", "CAD", "AUD", "JPY", "CHF", "MXN", "GTQ", "BRL", "NOK", "SEK", "DKK", "CNY", "INR")
_NATIONS = {
    "canadian": "CAD", "australian": "AUD", "canadienses": "CAD", "australianos": "AUD", "new zealand": "NZD",
    "american": "USD", "us": "USD", "u.s.": "USD", "estadounidenses": "USD", "singapore": "SGD", "jamaican": "JMD",
}  # fmt: skip
_SIGN = r"US\$|\$|€|£|¥"
_MONEY = re.compile(
    rf"(?P<sign>{_SIGN}|\b(?:{'|'.join(_CODES)})(?=\s))\s?(?P<n1>{_NUMBER})(?:\s?(?P<s1>{_SCALE})\b)?"
    rf"|\b(?P<n2>{_NUMBER}|{'|'.join(_WORDS)})\s(?:(?P<s2>{_SCALE})\s)?(?:de\s)?"
    rf"(?:(?P<nation>{'|'.join(_NATIONS)})\s)?"
    rf"(?P<name>u\.s\. dollars|us dollars|dollars|dólares|euros|pounds|libras|yen|yenes|yuan|rupees|quetzales|pesos|"
    rf"lempiras|francs|crowns)\b(?:\s(?P<behind>{'|'.join(_NATIONS)}))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"\b(?P<n>{_NUMBER})\s?(?:%|per cent\b|percent\b|por ciento\b)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<![\w$€£.,%-])(?P<n>{_NUMBER}|{'|'.join(_WORDS)})\s(?:(?P<s>{_SCALE})\s)?(?:(?:de|new|"
    rf"nuevos|nuevas|more|additional)\s)?"
    r"(?P<noun>[^\W\d_]{3,30}(?:[\s-][^\W\d_]{3,30}){0,2})",
    re.IGNORECASE,
)
_UP = re.compile(r"increas|rais|expand|boost|grow|escalat|up by|aument|increment|elev|ampli|crecim", re.IGNORECASE)
_DOWN = re.compile(r"reduc|cut|lower|decreas|halv|slash|curb|disminu|recort|baj", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|en un|en|un)\s{1,3}(?:at least\s|about\s|some\s|menos\s|un\s)?$", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|al|a|hasta)\s{1,3}(?:un\s|el\s)?$", re.IGNORECASE)
_MOST = re.compile(r"\b(?:up to|at most|no more than|hasta|como máximo|a lo sumo)\s{1,3}$", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"^(?:days?|weeks?|months?|years?|hours?|días?|semanas?|mes(?:es)?|años?|horas?|sides?|"
    r"countries|nations|parties|leaders|presidents|"
    r"ministers|governments|partes|países|naciones|gobiernos|ministros|of|de|and|y|per|por|"
    r"january|february|march|april|may|june|july|"
    r"august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|"
    r"diciembre|million|billion|to|percent|times|veces|main|key|delegations?|states|estados)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20|21)\d\d")
_SMALL = frozenset(
    [
        "con",
        "de",
        "del",
        "para",
        "en",
        "por",
        "a",
        "al",
        "y",
        "e",
        "to",
        "in",
        "for",
        "of",
        "and",
        "with",
        "by",
        "from",
        "at",
        "on",
        "that",
        "que",
        "the",
    ]
)
MOST = 5
INDICATOR = 120


def targets_of(words: str) -> Iterator[FoundTarget]:
    """Yield the numbers that the words of a pledge give, at most a few."""
    found = 0
    taken: list[tuple[int, int]] = []
    for target, span in (*_money(words), *_shares(words), *_counts(words)):
        if found < MOST and not any(first < span[1] and span[0] < last for first, last in taken):
            taken.append(span)
            found += 1
            yield target


def _direction(words: str, start: int) -> str:
    before = words[:start]
    near = before[-40:]
    if _MOST.search(near):
        return "at_most"
    changes = "increase" if _UP.search(words) else "decrease" if _DOWN.search(words) else None
    if changes is not None and not _TO.search(near) and (_BY.search(near) or _UP.search(words[start : start + 30])):
        return changes
    return "at_most" if changes == "decrease" else "at_least"


def _money(words: str) -> Iterator[tuple[FoundTarget, tuple[int, int]]]:
    for found in _MONEY.finditer(words):
        value = _value(found["n1"] or found["n2"], found["s1"] or found["s2"])
        named = (found["sign"] or found["name"] or "").casefold()
        nation = _NATIONS.get((found["nation"] or found["behind"] or "").casefold())
        unit = nation or (named.upper() if named.upper() in _CODES else _CURRENCIES.get(named))
        if value and unit:
            yield (
                FoundTarget(_indicator(words), "currency", _direction(words, found.start()), value, unit),
                found.span(),
            )


def _shares(words: str) -> Iterator[tuple[FoundTarget, tuple[int, int]]]:
    for found in _PERCENT.finditer(words):
        value = _value(found["n"], None)
        if not value:
            continue
        direction = _direction(words, found.start())
        measure = "count" if direction in {"increase", "decrease"} else "percentage"
        yield FoundTarget(_indicator(words), measure, direction, value, "percent"), found.span()


def _counts(words: str) -> Iterator[tuple[FoundTarget, tuple[int, int]]]:
    for found in _COUNTED.finditer(words):
        if _NOT_COUNTED.match(found["noun"]) or _YEARS.fullmatch(found["n"]):
            continue
        value = _value(found["n"], found["s"])
        if value:
            yield (
                FoundTarget(
                    _indicator(words), "count", _direction(words, found.start()), value, _counted(found["noun"])
                ),
                found.span(),
            )


def _counted(noun: str) -> str:
    """Return what is counted, without what only follows it: "hospitales con"."""
    kept: list[str] = []
    for word in noun.split():
        if word.casefold() in _SMALL:
            break
        kept.append(word)
    return " ".join(kept)[:80] or noun[:80]


def _value(number: str, scale: str | None) -> str | None:
    low = number.casefold()
    if low in _WORDS:
        plain = str(_WORDS[low])
    else:
        grouped = re.fullmatch(r"\d{1,3}(?:[.,\u00a0 ]\d{3})+", number)
        plain = re.sub(r"\D", "", number) if grouped else number.replace(",", ".")
    if plain.count(".") > 1:
        return None
    if scale is None:
        return plain
    whole, _point, rest = plain.partition(".")
    digits = len(str(_SCALES[scale.casefold()])) - 1
    return str(int(whole + rest.ljust(digits, "0"))) if len(rest) <= digits else None


def _indicator(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= INDICATOR else line[:INDICATOR].rsplit(" ", 1)[0]
