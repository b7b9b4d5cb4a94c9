"""The meeting that a text tells of: who attended, when, where."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain

from app.intake.findings import Actor, FoundMeeting, Span
from app.intake.names.discourse import Discourse
from app.intake.names.mention import BODY, PERSON, TERRITORY, Mention
from app.intake.names.mentions import Mentions
from app.intake.names.name_words import NameWords
from app.intake.text.dates import FoundDate, days_told
from app.intake.text.sentences import Sentence
from app.intake.words.lexicon import Lexicon

LOOKED_AT = 60
"""Sentences from the beginning of a text that may tell of its meeting."""

_FORMS = (
    ("press_conference", re.compile(r"press conference|rueda de prensa|conferencia de prensa", re.IGNORECASE)),
    (
        "call",
        re.compile(
            r"phone call|telephone|spoke by phone|video call|videoconferenc|llamada telefónica|por "
            r"teléfono|videollamada",
            re.IGNORECASE,
        ),
    ),
    ("signing", re.compile(r"signing ceremony|ceremonia de firma", re.IGNORECASE)),
    ("conference", re.compile(r"\bsummit\b|\bconference\b|\bcumbre\b|\bconferencia\b", re.IGNORECASE)),
    (
        "negotiation_round",
        re.compile(r"round of (?:talks|negotiations)|ronda de (?:negociaciones|conversaciones)", re.IGNORECASE),
    ),
    ("visit", re.compile(r"\b(?:state|official|working) visit|visita (?:de estado|oficial|de trabajo)", re.IGNORECASE)),
)
_MET = re.compile(
    r"\b(?:press conference with|rueda de prensa con|"
    r"met with|met in|met on|met at|met to|met today|met his|met her|met\b|held talks|"
    r"held a (?:bilateral |trilateral |working |virtual )?meeting|"
    r"meeting (?:between|of|with|was made up)|talks (?:between|with)|(?:days?|hours|round) of talks|"
    r"(?:ended|concluded|opened|wrapped up) (?:their |the )?talks|received|hosted|welcomed|signed|summit|"
    r"(?:after|upon) meeting|(?:tras|luego de|después de|al) (?:reunirse|encontrarse|entrevistarse) con|"
    r"paid an? (?:[\w-]+ ){0,2}visit|(?:realizó|efectuó|realizaron) una visita|"
    r"se reunió|se reunieron|reunión (?:entre|de|con)|sostuvo una reunión|sostuvieron|mantuvo|"
    r"mantuvieron|recibió|se encontraron|encuentro (?:entre|con)|"
    r"celebraron|conversaciones (?:entre|con)|cumbre|high-level diplomatic meeting|bilateral "
    r"meeting|in a [\w-]+ (?:[\w-]+ )?meeting|reunion)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\bwill (?:meet|be held|host|hold)|\bis to (?:meet|be held)|to be held|se reunirán|se reunirá|"
    r"se celebrará|celebrará|celebrarán|sostendrán|mantendrán|tendrá lugar",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\bdominated a meeting|\bduring (?:a|the|their) (?:[\w-]+ ){0,2}(?:meeting|talks)|"
    r"durante (?:la|una|su) (?:[\w-]+ ){0,2}reunión",
    re.IGNORECASE,
)


def meeting_of(
    sentences: Sequence[Sentence], lexicon: Lexicon, discourse: Discourse, promised: Sequence[Span]
) -> FoundMeeting | None:
    """Return the meeting that a text tells of first and best, None where it tells of none.

    `promised` are the passages that say what is promised: their days and places are those of what will be done.
    """
    best: FoundMeeting | None = None
    titled = _named_in_title(sentences, lexicon, discourse)
    for sentence in sentences[:LOOKED_AT]:
        if sentence.is_heading:
            continue
        around = _without(sentence, promised)
        words = around if _tells(around) else sentence.words
        found = _of_sentence(sentence, lexicon, discourse, words, titled) if _tells(words) else None
        if found is not None and (best is None or found.confidence > best.confidence):
            best = found
    if best is not None and best.starts is None:
        told = next(sentence.words for sentence in sentences if sentence.start == best.span[0])
        clause = next((one for one in told.split(";") if _tells(one)), told)
        best.starts = _on_weekday(_day_of_text(sentences, promised), clause)
    return best


def _tells(words: str) -> bool:
    return _MET.search(words) is not None or _DISCUSSED.search(words) is not None


def _without(sentence: Sentence, promised: Sequence[Span]) -> str:
    """Return the words of a sentence, with spaces in place of what is promised in it."""
    words, begin = sentence.words, sentence.start
    for start, end in promised:
        first, last = max(start - begin, 0), min(end - begin, len(words))
        if first < last:
            words = words[:first] + " " * (last - first) + words[last:]
    return words


def _named_in_title(sentences: Sequence[Sentence], lexicon: Lexicon, discourse: Discourse) -> list[int]:
    """Return the countries between which a headline says that something was: "Commission between Kenya and Japan"."""
    for sentence in sentences[:6]:
        codes = dict.fromkeys(NameWords(sentence.tokens, lexicon).territories()) if sentence.is_heading else {}
        if len(codes) > 1:
            return [discourse.country(code).number for code in codes]
    return []


def _of_sentence(
    sentence: Sentence, lexicon: Lexicon, discourse: Discourse, words: str, titled: list[int]
) -> FoundMeeting | None:
    """Return the meeting of a sentence; `words` are those of it that are looked at, where they stand in it.

    Where it names nobody, as "The Commission met in Nairobi on 4 August 2026", those meet who are `titled`.
    """
    mentions = Mentions(sentence.tokens, lexicon).found()
    attendees, persons = _attendees(sentence, mentions, discourse)
    if not attendees and _MET.search(words) and next(days_told(words, 0, len(words)), None) is not None:
        attendees = titled
    if len(attendees) < 2:  # noqa: PLR2004 - one alone meets nobody
        return None
    codes = [discourse.actors[number].territory for number in attendees]
    if None not in codes and len(set(codes)) == 1:
        # Those of one country meet nobody.
        return None
    days = list(days_told(words, 0, len(words)))
    places, country = _places(sentence, [one for one in mentions if _is_looked_at(sentence, one, words)])
    form = next((name for name, pattern in _FORMS if pattern.search(words)), "meeting")
    # Of several days or places, any may be that of something else.
    confidence = 0.5 + 0.2 * (persons >= 2) + 0.15 * (len(days) == 1) + 0.05 * (len(places) == 1)  # noqa: PLR2004
    starts, ends = _first_and_last(days)
    return FoundMeeting(
        (sentence.start, sentence.end),
        f"{lexicon.language}-met",
        round(confidence, 2),
        form,
        attendees[:20],
        starts=starts,
        ends=ends,
        place=next(iter(places), None),
        country=country,
        is_planned=_PLANNED.search(words) is not None,
    )


def _attendees(sentence: Sentence, mentions: Sequence[Mention], discourse: Discourse) -> tuple[list[int], int]:
    """Return who meets, and how many of these are persons: where two are, no others."""
    attendees: list[int] = []
    persons = 0
    for mention in mentions:
        for actor in _attending(mention, discourse, sentence):
            attends = actor.kind == PERSON or (actor.kind == TERRITORY and mention.kind == TERRITORY)
            if attends and actor.number not in attendees:
                attendees.append(actor.number)
                persons += actor.kind == PERSON
    if persons >= 2:  # noqa: PLR2004 - two people meet
        attendees = [number for number in attendees if discourse.actors[number].kind == PERSON]
    return attendees, persons


def _is_looked_at(sentence: Sentence, mention: Mention, words: str) -> bool:
    return not words[sentence.tokens[mention.first].start - sentence.start].isspace()


def _first_and_last(days: Sequence[FoundDate]) -> tuple[str | None, str | None]:
    if not days:
        return None, None
    first, _slash, last = days[0].edtf.partition("/")
    return first, last or None


def _attending(mention: Mention, discourse: Discourse, sentence: Sentence) -> Sequence[Actor]:
    token = sentence.tokens[mention.first]
    named = discourse.starting.get(token.start)
    return ([] if named is None else [named]) or (
        [discourse.person]
        if mention.kind == PERSON and not mention.name and mention.role is None and discourse.person
        else []
    )


def _places(sentence: Sentence, mentions: Sequence[Mention]) -> tuple[list[str], str | None]:
    """Return the places and the country that a sentence names behind "in", "at", "en"."""
    places: list[str] = []
    country = None
    for mention in mentions:
        before = sentence.tokens[mention.first - 1].low if mention.first else ""
        if before not in {"in", "at", "en"} and not (
            before in {"the", "el", "la"}
            and mention.first > 1
            and sentence.tokens[mention.first - 2].low in {"in", "at", "en"}
        ):
            continue
        if mention.kind == TERRITORY and mention.territory and mention.name:
            country = country or mention.territory
        elif mention.kind in {"name", BODY}:
            places.append(mention.name)
    return places, country


def _day_of_text(sentences: Sequence[Sentence], promised: Sequence[Span]) -> str | None:
    """Return the day that a text begins with, as communiqués do, where it is that of its first lines; uncertain."""
    for sentence in sentences[:8]:
        words = _without(sentence, promised)
        found = next(days_told(words, 0, len(words)), None)
        if found is not None:
            return f"{found.edtf}?" if "/" not in found.edtf else found.edtf
    return None


def _on_weekday(day: str | None, words: str) -> str | None:
    """Return the last day by then that words name by its weekday, as reports do: "met on Tuesday", "ayer"."""
    named = day and _DAY.fullmatch(day) and _WEEKDAY.search(words)
    if not day or not named:
        return day
    last, low = date.fromisoformat(day.removesuffix("?")), named[0].casefold()
    if low in {"yesterday", "ayer"}:
        return f"{last - timedelta(days=1)}?"
    weekday = next(number for number, names in enumerate(_WEEKDAYS) if low in names)
    return f"{last - timedelta(days=(last.weekday() - weekday) % len(_WEEKDAYS))}?"


_WEEKDAYS = (
    ("monday", "lunes"), ("tuesday", "martes"), ("wednesday", "miércoles"), ("thursday", "jueves"),
    ("friday", "viernes"), ("saturday", "sábado"), ("sunday", "domingo"),
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(chain(*_WEEKDAYS))}|yesterday|ayer)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\??")
