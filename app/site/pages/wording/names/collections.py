"""What collections are called on pages, and how many of their records there are."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.records.registry import COLLECTIONS, RECORD_TYPES
from app.site.pages.languages import Language
from app.spanish.nouns import NOUNS


@cache
def collection_words(language: Language, collection: str) -> str:
    """Return what the records of a collection are called together, as a heading."""
    return {
        "actions": language.gettext("Actions"),
        "instruments": language.gettext("Instruments"),
        "meetings": language.gettext("Meetings"),
        "participants": language.gettext("Participants"),
        "pledges": language.gettext("Pledges"),
        "sources": language.gettext("Sources"),
        "statements": language.gettext("Statements"),
        "topics": language.gettext("Topics"),
    }[collection]


@cache
def collection_meaning(language: Language, collection: str) -> str:
    """Return what the records of a collection are, in a sentence."""
    return {
        "actions": language.gettext("What was done, whether or not it had been promised."),
        "instruments": language.gettext("Adopted texts: treaties, agreements, declarations, laws."),
        "meetings": language.gettext("Where promises are made: meetings, conferences, visits, calls, and their parts."),
        "participants": language.gettext("Who promises and to whom: states, organizations, governments, persons."),
        "pledges": language.gettext("What was promised, by whom to whom, and where it stands."),
        "sources": language.gettext("What all that is recorded here rests on."),
        "statements": language.gettext("What was said that is no promise: denials, demands, forecasts, criticism."),
        "topics": language.gettext("What promises are about."),
    }[collection]


@cache
def one_words(language: Language, collection: str) -> str:
    """Return what one record of a collection is called, as feeds call it, too."""
    noun = RECORD_TYPES[collection].noun
    return (NOUNS[noun].noun if language.code == "es" else noun).capitalize()


def count_words(language: Language, collection: str, number: int) -> str:
    """Return so many records of a collection, in words."""
    return {
        "actions": language.ngettext("%(number)s action", "%(number)s actions", number),
        "instruments": language.ngettext("%(number)s instrument", "%(number)s instruments", number),
        "meetings": language.ngettext("%(number)s meeting", "%(number)s meetings", number),
        "participants": language.ngettext("%(number)s participant", "%(number)s participants", number),
        "pledges": language.ngettext("%(number)s pledge", "%(number)s pledges", number),
        "sources": language.ngettext("%(number)s source", "%(number)s sources", number),
        "statements": language.ngettext("%(number)s statement", "%(number)s statements", number),
        "topics": language.ngettext("%(number)s topic", "%(number)s topics", number),
    }[collection] % {"number": number}


DAYS: Mapping[str, str] = {
    "actions": "happened",
    "instruments": "adopted",
    "meetings": "starts",
    "pledges": "announced",
    "sources": "published",
    "statements": "said",
}
"""The field with the day of a record, by which those that are called alike are told apart."""


def day_of(_language: Language, collection: str, record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the day of a record as the API gives it: when it was held, published, said; None where it has none."""
    day: Mapping[str, Any] | None = record.get(DAYS.get(collection, ""))
    return day


COMPARED = tuple(name for name, collection in COLLECTIONS.items() if collection.compared is not None)
"""The collections in which duplicates are looked for."""


def is_compared(_language: Language, collection: str) -> bool:
    """Return whether duplicates are looked for among records of a collection."""
    return collection in COMPARED


FUNCTIONS = {
    "is_compared": is_compared,
    "collection_meaning": collection_meaning,
    "collection_words": collection_words,
    "count_words": count_words,
    "day_of": day_of,
    "one_words": one_words,
}
