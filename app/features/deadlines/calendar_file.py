"""Deadlines as an iCalendar file (RFC 5545): the same bytes for the same documents.

Pledges are events of a day and not tasks: Google's calendar leaves out the tasks of what it subscribes to, and so does
Outlook.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from icalendar import Calendar, Event

from app.labels import label_of
from app.ledger.model.shapes import Values
from app.values.times.dates import parse_instant
from app.vocabulary import Status

MEDIA_TYPE = "text/calendar"
ONE_DAY = timedelta(days=1)
CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127))
"""Characters that no calendar file may hold, line ends and tabs excepted."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "calendar": "Pacta: deadlines", "due": "Due", "review": "Review", "meeting": "Planned meeting",
        "status": "Status", "promisors": "Promised by", "conditional": "Waits for a condition that is not met yet.",
        "span": "The day is not known: some day of {edtf}; this is the last.",
        "span_of_meeting": "The days are not known: {edtf}.",
        "approximate": "The date is approximate.", "uncertain": "The date is uncertain.",
        "not exact": "not exact",
    },
    "es": {
        "calendar": "Pacta: plazos", "due": "Vence", "review": "Revisión", "meeting": "Reunión prevista",
        "status": "Estado", "promisors": "Prometido por",
        "conditional": "Depende de una condición que aún no se cumple.",
        "span": "No se conoce el día: alguno de {edtf}; este es el último.",
        "span_of_meeting": "No se conocen los días: {edtf}.",
        "approximate": "La fecha es aproximada.", "uncertain": "La fecha es incierta.",
        "not exact": "fecha no exacta",
    },
}  # fmt: skip


@dataclass(frozen=True)
class _Span:
    """The days that an event covers, and what is not known of them."""

    first: date
    last: date
    doubts: Sequence[str]


def calendar_file(found: Mapping[str, Sequence[Values]], language: str, base: str) -> bytes:
    """Return the calendar of documents by the sort of event; `base` is where their addresses begin."""
    words = WORDS[language]
    calendar = Calendar()
    for name, value in (("prodid", "-//Pacta//Deadlines//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", words["calendar"])
    events = [event for sort, documents in found.items() for event in _events(sort, documents, language, base)]
    for _day, _uid, event in sorted(events, key=lambda one: one[:2]):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(sort: str, documents: Sequence[Values], language: str, base: str) -> Iterator[tuple[date, str, Event]]:
    words = WORDS[language]
    collection = "meetings" if sort == "meeting" else "pledges"
    for document in documents:
        span = _span_of_meeting(document, words) if sort == "meeting" else _span_of_pledge(sort, document, words)
        if span is None:
            continue
        event, uid = Event(), f"{document['id']}.{sort}@{collection}.pacta"
        event.add("uid", uid)
        event.add("dtstamp", parse_instant(document["updated_at"]))
        event.add("sequence", document["version"])
        event.add("dtstart", span.first)
        event.add("dtend", span.last + ONE_DAY)
        doubt = f" ({words['not exact']})" if span.doubts else ""
        event.add("summary", _plain(f"{words[sort]}: {_title(document, language)}{doubt}"))
        event.add("description", _plain("\n".join([*span.doubts, *_lines(sort, document, language)])))
        event.add("url", f"{base}/v1/{collection}/{document['id']}")
        event.add("transp", "TRANSPARENT")
        event.add("status", "TENTATIVE" if span.doubts else "CONFIRMED")
        if document["place"]:
            event.add("location", _plain(document["place"]))
        yield span.first, uid, event


def _span_of_pledge(sort: str, document: Values, words: Mapping[str, str]) -> _Span | None:
    """Return the day of a deadline: the last that the due can mean, the first that the review can."""
    written = document["due" if sort == "due" else "review_on"]
    day = _day(written and written["to" if sort == "due" else "from"])
    if day is None:
        return None
    doubts = _doubts(written, words)
    if written["from"] != written["to"]:
        doubts.insert(0, words["span" if sort == "due" else "span_of_meeting"].format(edtf=written["edtf"]))
    return _Span(day, day, doubts)


def _span_of_meeting(document: Values, words: Mapping[str, str]) -> _Span | None:
    starts, ends = document["starts"], document["ends"]
    first = _day(starts and starts["from"])
    if first is None:
        return None
    last = _day((ends or starts)["to"]) or first
    doubts = [doubt for one in (starts, ends) if one for doubt in _doubts(one, words)]
    unknown = [one["edtf"] for one in (starts, ends) if one and one["from"] != one["to"]]
    if unknown:
        doubts.insert(0, words["span_of_meeting"].format(edtf=", ".join(unknown)))
    return _Span(first, max(first, last), list(dict.fromkeys(doubts)))


def _day(text: str | None) -> date | None:
    """Return the day, None where there is none that a calendar can show with the one after it."""
    day = None if text is None else date.fromisoformat(text)
    return None if day == date.max else day


def _doubts(written: Values, words: Mapping[str, str]) -> list[str]:
    return [words[name] for name in ("approximate", "uncertain") if written[name]]


def _title(document: Values, language: str) -> str:
    """Return what a record is called in a language, or as it is called at all."""
    for key, translation in sorted(document["translations"].items()):
        if key.partition("-")[0] == language:
            return str(translation["title"])
    return str(document["title"])


def _lines(sort: str, document: Values, language: str) -> Iterator[str]:
    words = WORDS[language]
    if sort == "meeting":
        if document["summary"]:
            yield document["summary"]
        return
    promisors = [one["participant"]["name"] for one in document["parties"] if one["role"] == "promisor"]
    if promisors:
        yield f"{words['promisors']}: {', '.join(promisors)}"
    status = label_of(Status(document["status"]["status"]))
    yield f"{words['status']}: {status.es if language == 'es' else status.en}"
    if document["conditional"]:
        yield words["conditional"]
    if document["due_text"]:
        yield document["due_text"]


def _plain(text: str) -> str:
    return text.translate(CONTROLS)
