"""The meeting that a text tells of: who attended, when, where."""

import re
from collections.abc import Sequence

from app.intake.findings import Actor, FoundMeeting
from app.intake.names.discourse import Discourse
from app.intake.names.mention import BODY, PERSON, TERRITORY, Mention
from app.intake.names.mentions import Mentions
from app.intake.text.dates import full_dates
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
    r"meeting (?:between|of|with|was made up)|talks (?:between|with)|received|hosted|welcomed|signed|summit|"
    r"paid an? (?:[\w-]+ ){0,2}visit|(?:realizó|efectuó|realizaron) una visita|"
    r"se reunió|se reunieron|reunión (?:entre|de|con)|sostuvo una reunión|sostuvieron|mantuvo|"
    r"mantuvieron|recibió|se encontraron|encuentro (?:entre|con)|"
    r"celebraron|conversaciones (?:entre|con)|cumbre|high-level diplomatic meeting|bilateral "
    r"meeting|in a [\w-]+ (?:[\w-]+ )?meeting|reunion)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\bwill (?:meet|be held|host)|\bis to (?:meet|be held)|to be held|se reunirán|se reunirá|"
    r"se celebrará|tendrá lugar",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\bdominated a meeting|\bduring (?:a|the|their) (?:[\w-]+ ){0,2}(?:meeting|talks)|"
    r"durante (?:la|una|su) (?:[\w-]+ ){0,2}reunión",
    re.IGNORECASE,
)


def meeting_of(sentences: Sequence[Sentence], lexicon: Lexicon, discourse: Discourse) -> FoundMeeting | None:
    """Return the meeting that a text tells of first and best, None where it tells of none."""
    best: FoundMeeting | None = None
    for sentence in sentences[:LOOKED_AT]:
        words = sentence.words
        told = _MET.search(words) or _DISCUSSED.search(words)
        if told is None or sentence.is_heading:
            continue
        found = _of_sentence(sentence, lexicon, discourse, words)
        if found is not None and (best is None or found.confidence > best.confidence):
            best = found
    if best is not None and best.starts is None:
        best.starts = _day_of_text(sentences)
    return best


def _of_sentence(sentence: Sentence, lexicon: Lexicon, discourse: Discourse, words: str) -> FoundMeeting | None:
    mentions = Mentions(sentence.tokens, lexicon).found()
    attendees: list[int] = []
    persons = 0
    for mention in mentions:
        actors = _attending(mention, discourse, sentence)
        for actor in actors:
            attends = actor.kind == PERSON or (actor.kind == TERRITORY and mention.kind == TERRITORY)
            if attends and actor.number not in attendees:
                attendees.append(actor.number)
                persons += actor.kind == PERSON
    if persons >= 2:  # noqa: PLR2004 - two people meet
        attendees = [number for number in attendees if discourse.actors[number].kind == PERSON]
    if len(attendees) < 2:  # noqa: PLR2004
        return None
    codes = [discourse.actors[number].territory for number in attendees]
    if None not in codes and len(set(codes)) == 1:
        # Those of one country meet nobody.
        return None
    day = next(full_dates(sentence.text, sentence.start, sentence.end), None)
    place, country = _place(sentence, mentions)
    form = next((name for name, pattern in _FORMS if pattern.search(words)), "meeting")
    confidence = 0.5 + 0.2 * (persons >= 2) + 0.15 * (day is not None) + 0.05 * (place is not None)  # noqa: PLR2004
    return FoundMeeting(
        (sentence.start, sentence.end),
        f"{lexicon.language}-met",
        round(confidence, 2),
        form,
        attendees[:20],
        starts=None if day is None else day.edtf.partition("/")[0],
        ends=(day.edtf.partition("/")[2] or None) if day is not None else None,
        place=place,
        country=country,
        is_planned=_PLANNED.search(words) is not None,
    )


def _attending(mention: Mention, discourse: Discourse, sentence: Sentence) -> Sequence[Actor]:
    token = sentence.tokens[mention.first]
    named = discourse.starting.get(token.start)
    return ([] if named is None else [named]) or (
        [discourse.person]
        if mention.kind == PERSON and not mention.name and mention.role is None and discourse.person
        else []
    )


def _place(sentence: Sentence, mentions: Sequence[Mention]) -> tuple[str | None, str | None]:
    """Return the place and the country that a sentence names behind "in", "at", "en"."""
    place, country = None, None
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
        elif mention.kind in {"name", BODY} and place is None:
            place = mention.name
    return place, country


def _day_of_text(sentences: Sequence[Sentence]) -> str | None:
    """Return the day that a text begins with, as communiqués do, where it is that of its first lines; uncertain."""
    for sentence in sentences[:8]:
        found = next(full_dates(sentence.text, sentence.start, sentence.end), None)
        if found is not None:
            return f"{found.edtf}?" if "/" not in found.edtf else found.edtf
    return None
