"""What entries did, in words of both languages. Spanish says it of the noun with its article, whatever its gender."""

from collections.abc import Mapping

from app.bilingual import Bilingual, LanguageCode
from app.labels import label_of
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.spanish.nouns import LISTS, NOUNS
from app.values.times.words import date_words
from app.vocabulary import Operation, Status

FEED = Bilingual("Pacta: changes", "Pacta: cambios")
ABOUT = Bilingual(
    "What was written, entry by entry, the last first.", "Lo que se escribió, asiento por asiento, primero el último."
)
REDACTED = Bilingual("Entry {entry} redacted", "Se suprimió el contenido del asiento {entry}")
NEW = Bilingual("new {noun}", "se registró {noun}")
OF_RECORDS: Mapping[str, Bilingual] = {
    Operation.PUT: Bilingual("{noun} changed", "se modificó {noun}"),
    Operation.DELETE: Bilingual("{noun} deleted", "se eliminó {noun}"),
    Operation.MERGE: Bilingual("{noun} merged into {into}", "{noun} se fusionó con {into}"),
    Operation.MOVE: Bilingual("{noun} follows a merge", "{noun} se actualizó tras una fusión"),
    Operation.UNMERGE: Bilingual(
        "{noun} there again: a merge was undone", "se restableció {noun}: se deshizo una fusión"
    ),
}
OF_PARTS: Mapping[str, Bilingual] = {
    Operation.PUT: Bilingual("{noun} written", "se escribió {noun}"),
    Operation.DELETE: Bilingual("{noun} deleted", "se eliminó {noun}"),
    Operation.CORRECT: Bilingual("{noun} corrected", "se corrigió {noun}"),
    Operation.WITHDRAW: Bilingual("{noun} withdrawn", "se retiró {noun}"),
    Operation.TAKE_EFFECT: Bilingual("{noun} took effect", "entró en vigor {noun}"),
}
OF_DAYS: Mapping[str, Bilingual] = {
    Operation.BECAME_DUE: Bilingual("became due", "llegó su plazo"),
    Operation.BECAME_OVERDUE: Bilingual("became overdue", "quedó vencido"),
    Operation.REVIEW_DUE: Bilingual("review due", "toca revisarlo"),
}
ITEM = Bilingual("item of its {list}", "un elemento de sus {list}")
SCHEDULED = Bilingual(" (scheduled for {day})", " (previsto para {day})")
WITHDRAWN = Bilingual(" (withdrawn)", " (retirado)")
SUMMARY = Bilingual(
    "Entry {number}: {what} {place}, version {version}", "Asiento {number}: {what}, {place}, versión {version}"
)


def status_words(document: Values, language: LanguageCode) -> str:
    """Return from which status to which a status change led, and whether it is to come or was withdrawn."""
    previous, found = document["previous"], _status(document["status"], language)
    if previous is not None:
        found = f"{_status(previous['status'], language)} → {found}"
    if document["scheduled"]:
        found += SCHEDULED.told(language).format(day=date_words(language, document["effective_on"]))
    return found + (WITHDRAWN.told(language) if document["withdrawn"] is not None else "")


def _status(word: str, language: LanguageCode) -> str:
    label: str = getattr(label_of(Status(word)), language)
    return label[0].lower() + label[1:]


def part_noun(record_type: RecordType, path: str, language: LanguageCode) -> str:
    """Return what a part, or an item of a list, is called, by its path below its record."""
    name, _part, *nested = path.split("/")
    if nested:
        name = nested[0]
    elif name in record_type.part_types:
        return noun_words(record_type.part_types[name].noun, language)
    called = LISTS.get(name) if language == "es" else None
    return ITEM.told(language).format(list=called or name.replace("_", " "))


def noun_words(noun: str, language: LanguageCode) -> str:
    """Return a noun of records or parts, in Spanish with its article; in English where its Spanish is not known yet."""
    return str(NOUNS.get(noun, noun)) if language == "es" else noun


def summary_words(entry: Values, language: LanguageCode) -> str:
    """Return which entry did what, where."""
    part = "" if entry["part"] is None else f"/{entry['part']}"
    what = entry["operation"] if language == "en" else label_of(Operation(entry["operation"])).es.lower()
    return SUMMARY.told(language).format(
        number=entry["number"],
        what=what,
        place=f"{entry['collection']}/{entry['record']}{part}",
        version=entry["version"],
    )
