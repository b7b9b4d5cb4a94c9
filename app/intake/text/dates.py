"""Days that a text names, in English and in Spanish, as EDTF."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_MONTH_NUMBERS = {name: number for names in _MONTHS.values() for number, name in enumerate(names.split(), start=1)}
_MONTH_NUMBERS |= {
    "setiembre": 9,
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "a": 1, "an": 1, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12,
}  # fmt: skip
_COUNT = "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d{1,3}"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[89]\d\d|20\d\d|21\d\d)"

_FULL = re.compile(
    rf"\b(?P<m1>{_MONTH})\.?\s{{1,3}}(?P<d1>{_DAY})(?:st|nd|rd|"
    rf"th)?(?:\s?[-–]\s?(?P<e1>{_DAY}))?,?\s{{1,3}}(?P<y1>{_YEAR})\b"
    rf"|\b(?P<d2>{_DAY})(?:st|nd|rd|th|º|°)?(?:\s?[-–]\s?(?P<e2>{_DAY})|\s(?:y|and|to|"
    rf"al)\s(?P<f2>{_DAY}))?\s{{1,3}}(?:of\s|de\s)?(?P<m2>{_MONTH})\.?,?\s{{1,3}}"
    rf"(?:of\s|de\s|del\s)?(?P<y2>{_YEAR})\b"
    rf"|\b(?P<y3>{_YEAR})-(?P<n3>0[1-9]|1[0-2])-(?P<d3>0[1-9]|[12]\d|3[01])\b"
    rf"|\b(?P<m4>{_MONTH})\.?,?\s{{1,3}}(?:of\s|de\s|del\s)?(?P<y4>{_YEAR})\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:(?P<before>by|before|until|no later than|not later than|antes de|antes del|hasta|de aquí a|"
    r"para|a más tardar en|a más tardar el|a más tardar)\s{1,3})?"
    r"(?:(?:the|el|la)\s{1,3})?(?:(?P<part>end|middle|start|beginning|first half|second half|"
    r"first quarter|second quarter|third quarter|"
    r"fourth quarter|last quarter|fin|final|finales|mediados|principios|inicios|primer "
    r"semestre|segundo semestre|primer trimestre|segundo "
    r"trimestre|tercer trimestre|cuarto trimestre)\s{1,3}(?:of|de|del)\s{1,3}(?:(?:the|el|la)\s{1,3})?)?"
    rf"(?:(?:year|año)\s{{1,3}})?(?P<when>{_YEAR}(?![\d%.,]\d)|(?:this|next|este|el próximo|"
    rf"próximo)\s(?:year|month|week|año|mes|{_MONTH})|"
    r"(?:el\s)?(?:año|mes|semana)\s(?:que viene|próximo|próxima|en curso)|la próxima semana|"
    r"(?(part)(?:year|month|año|mes)|(?!)))\b",
    re.IGNORECASE,
)
_BY_MONTH = re.compile(
    r"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Ii]n|[Ee]n|[Hh]asta|[Pp]ara|[Aa]ntes de|a más tardar en)\s{1,3}"
    r"(?P<part>mid-|late\s|early\s|the end of\s|finales de\s|mediados de\s|el mes de\s)?"
    rf"(?P<month>{'|'.join(name.title() for name in _MONTHS['en'].split())}|{_MONTHS['es'].replace(' ', '|')})\b"
    r"(?!,?\s(?:de\s|del\s)?\d)"
)
_FROM = re.compile(
    r"\b(?:from|since|starting|effective|as of|as from|not before|no earlier than|a partir de|a partir del|desde|"
    r"no antes de|no antes del)\s{1,3}(?:(?:on|in|the|el)\s{1,3})?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:before|antes de|antes del)\s", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|before|until|no later than|not later than|within|antes de|antes del|hasta|para|a más tardar|"
    r"a más tardar en)\s{1,3}(?:(?:the|el|end of|fin de|fines de|finales de|mes de)\s{1,3}){0,2}$",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(r"\b(?:on or|en o|el o)\s{1,3}$", re.IGNORECASE)
_SPANS = re.compile(
    rf"\b(?:in|within|over|during|en|dentro de|durante|antes de)\s{{1,3}}(?:the\s|los\s|las\s|"
    rf"un plazo de\s|el plazo de\s)?"
    rf"(?:(?:next|coming|following|próximos|próximas|"
    rf"siguientes)\s{{1,3}})?(?:(?P<count>{_COUNT})\s{{1,3}})?(?:(?:next|coming|following|"
    rf"more)\s{{1,3}})?"
    r"(?P<unit>days|weeks|months|years|day|week|month|year|días|semanas|meses|años|día|semana|mes|año)"
    r"(?:\s(?P<after>that follow|ahead|to come|venideros|próximos|siguientes))?\b",
    re.IGNORECASE,
)
_UNITS = {"day": 0, "día": 0, "wee": 1, "sem": 1, "mon": 2, "mes": 2, "yea": 3, "año": 3}
DECEMBER, DAYS_OF_A_WEEK = 12, 7


@dataclass(frozen=True)
class FoundDate:
    """A date, where it stands, and when it begins."""

    start: int
    end: int
    edtf: str
    first: date


def full_dates(text: str, start: int, end: int) -> Iterator[FoundDate]:
    """Yield the days and months with their years that a part of a text names."""
    for found in _FULL.finditer(text, start, end):
        parsed = _parsed(found)
        if parsed is not None:
            yield parsed


def _parsed(found: re.Match[str]) -> FoundDate | None:
    year = int(found["y1"] or found["y2"] or found["y3"] or found["y4"])
    month_name = found["m1"] or found["m2"] or found["m4"]
    month = _MONTH_NUMBERS[month_name.casefold()] if month_name else int(found["n3"])
    if found["y4"]:
        return FoundDate(found.start(), found.end(), f"{year}-{month:02}", date(year, month, 1))
    first_day = int(found["d1"] or found["d2"] or found["d3"])
    last_day = int(found["e1"] or found["e2"] or found["f2"] or first_day)
    most = monthrange(year, month)[1]
    if not first_day <= last_day <= most:
        return None
    edtf = f"{year}-{month:02}-{first_day:02}"
    if last_day > first_day:
        edtf = f"{edtf}/{year}-{month:02}-{last_day:02}"
    return FoundDate(found.start(), found.end(), edtf, date(year, month, first_day))


def days_told(text: str, start: int, end: int) -> Iterator[FoundDate]:
    """Yield the dates of a part of a text that may say when it happened: not those by or from which something is."""
    for found in full_dates(text, start, end):
        begins = "/" not in found.edtf and _begins(text, start, found.start)
        if not begins and not _BY.search(text[max(start, found.start - 40) : found.start]):
            yield found


def due_date(text: str, start: int, end: int, said: date | None) -> tuple[str | None, str] | None:
    """Return by when something is due that a part of a text says, in EDTF and in its words; None where it does not.

    What is told by "next year" or "in the coming weeks" counts from the day on which it was `said`, and is uncertain:
    days end with the next month, weeks with the second after, months with the year. Without that day it stays words.
    What is to be done before a day, a month or a year is due on the last day before.
    """
    full = next((one for one in full_dates(text, start, end) if not _begins(text, start, one.start)), None)
    if full is not None and said is not None and full.first <= said:
        full = None
    if full is not None:
        begin = _with_preposition(text, start, full.start)
        words = text[begin : full.end]
        last = full.edtf.rpartition("/")[2]
        return _last_before(last, full.first) if _excludes(text, begin) else last, words
    for found in _DUE.finditer(text, start, end):
        edtf = _due(found, said)
        if edtf is not None or not found["when"][0].isdigit():
            if edtf is not None and edtf[:4].isdigit() and said is not None and int(edtf[:4]) < said.year:
                continue
            return edtf, found[0]
    by_month = _BY_MONTH.search(text, start, end)
    if by_month is not None and said is not None:
        month = _MONTH_NUMBERS[by_month["month"].casefold()]
        is_past = month < said.month and by_month[0].casefold().startswith(("in ", "en "))
        if is_past and not re.match(r"\s(?:próximo|next|que viene)", text[by_month.end() : by_month.end() + 12]):
            # "in January" is as likely the last one.
            return None
        edtf = f"{said.year + (month < said.month)}-{month:02}?"
        is_excluded = by_month["part"] is None and _excludes(text, by_month.start())
        return _last_before(edtf, date(int(edtf[:4]), month, 1)) if is_excluded else edtf, by_month[0]
    for found in _SPANS.finditer(text, start, end):
        if found["count"] or re.search(
            "next|coming|following|ahead|próxim|siguient|venider|dentro|within", found[0], re.IGNORECASE
        ):
            return _after(found, said), found[0]
    return None


def _begins(text: str, start: int, first: int) -> bool:
    """Return whether something begins on a date: what is done "from 1 January 2027" is not due by then."""
    return _FROM.search(text[max(start, first - 30) : first]) is not None


def _excludes(text: str, begin: int) -> bool:
    """Return whether words that begin at a place say that something is due before what they name."""
    return _BEFORE.match(text, begin) is not None and _INCLUSIVE.search(text[max(0, begin - 10) : begin]) is None


def _last_before(edtf: str, first: date) -> str:
    """Return the last day before one, as uncertain as the date that begins with it."""
    return (first - timedelta(days=1)).isoformat() + "?" * edtf.endswith("?")


def _with_preposition(text: str, start: int, first: int) -> int:
    found = re.search(
        r"(?:by|before|until|on|in|antes del?|hasta|para|el|en)\s(?:the\s|el\s)?$",
        text[max(start, first - 20) : first],
        re.IGNORECASE,
    )
    return first - len(found[0]) if found else first


_PARTS = {
    "first quarter": 33, "primer trimestre": 33, "second quarter": 34, "segundo trimestre": 34, "third quarter": 35,
    "tercer trimestre": 35, "fourth quarter": 36, "last quarter": 36, "cuarto trimestre": 36, "first half": 40,
    "primer semestre": 40, "second half": 41, "segundo semestre": 41,
}  # fmt: skip


def _due(found: re.Match[str], said: date | None) -> str | None:
    when, part = found["when"].casefold(), (found["part"] or "").casefold()
    if when.isdigit():
        year = int(when)
        if part in _PARTS:
            return f"{year}-{_PARTS[part]}"
        if not found["before"] and not part:
            # "2030" alone is as often in a name: the 2030 Agenda.
            return (
                f"{year}"
                if re.search(r"(?:in|en|for)\s{1,3}$", found.string[max(0, found.start() - 5) : found.start()])
                else None
            )
        if not part and _excludes(found.string, found.start()):
            return _last_before(f"{year}", date(year, 1, 1))
        return f"{year}" if part in {"", "end", "fin", "final", "finales"} else f"{year}~"
    if said is None:
        return None
    is_next = any(word in when for word in ("next", "próxim", "que viene"))
    month = next((number for name, number in _MONTH_NUMBERS.items() if len(name) > 3 and name in when), None)  # noqa: PLR2004
    if month is not None:
        year = said.year + (month < said.month or (month == said.month and is_next))
        edtf = f"{year}-{month:02}?"
        return _last_before(edtf, date(year, month, 1)) if _excludes(found.string, found.start()) else edtf
    if "year" in when or "año" in when:
        return f"{said.year + is_next}?"
    if "month" in when or "mes" in when:
        return _end_of_month(said, 1 if is_next else 0)
    return _end_of_month(said + timedelta(days=DAYS_OF_A_WEEK), 0)


def _after(found: re.Match[str], said: date | None) -> str | None:
    if said is None:
        return None
    unit = _UNITS[found["unit"].casefold()[:3]]
    if not found["count"]:
        return (_end_of_month(said, 1), _end_of_month(said, 2), f"{said.year}?", f"{said.year + 3}?")[unit]
    written = found["count"].casefold()
    count = int(written) if written.isdigit() else _NUMBERS[written]
    if unit < 2:  # noqa: PLR2004 - days and weeks
        day = said + timedelta(days=count * (DAYS_OF_A_WEEK if unit else 1))
        return f"{day.isoformat()}?"
    if unit == 2:  # noqa: PLR2004 - months
        return _end_of_month(said, count)
    return f"{said.year + count}?" if said.year + count <= MAXYEAR else None


def _end_of_month(said: date, later: int) -> str:
    months = said.year * DECEMBER + said.month - 1 + later
    return f"{months // DECEMBER}-{months % DECEMBER + 1:02}?"
