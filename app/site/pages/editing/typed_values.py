"""Days and countries as people type them into forms: read as what the API takes, or what is not clear about them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from app.ledger.model.shapes import Plan, plan_of
from app.records.registry import RECORD_TYPES
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import PICKED, WAS, FieldFault, Option
from app.site.pages.languages import Language
from app.site.pages.wording.values.dates import date_words
from app.values.codes.territories import territories_like, territory_of
from app.values.times.dates import read_date
from app.values.times.typed_dates import typed_dates

COUNTRY = "country"
OF_THE_RECORD = {"sources_reviewed_up_to"}
"""A day that is no date of the world."""


def with_typed_values(entries: Entries) -> Entries:
    """Return what was typed with days in EDTF and countries as codes, wherever these are clear."""
    read = {name: [_read(name, one) for one in entries.values[name]] for name in entries.values if _is_read(name)}
    picked = {
        name.removeprefix(PICKED): given
        for name, given in entries.values.items()
        if name.startswith(PICKED) and _about(name) == COUNTRY
    }
    return replace(entries, values={**entries.values, **read, **picked})


def unclear_values(language: Language, entries: Entries) -> list[FieldFault]:
    """Return what is not clear about days and countries: which number is the month, which country is meant."""
    return [
        fault for name in entries.values if _is_read(name) and (fault := _fault(language, name, entries.text(name)))
    ]


def _fault(language: Language, name: str, typed: str) -> FieldFault | None:
    if not typed:
        return None
    if _about(name) != COUNTRY:
        meant = [date_words(language, read_date(one)) for one in typed_dates(typed)]
        if len(meant) < 2:  # noqa: PLR2004 - which of two
            return None
        words = language.gettext(
            "This may be %(one)s or %(other)s. Write the month as a word, or the year first: %(edtf)s."
        )
        return FieldFault(name, words % {"one": meant[0], "other": meant[1], "edtf": typed_dates(typed)[0]})
    if territory_of(typed):
        return None
    words = language.gettext("No country is called so. Write its name, or its code, such as gt.")
    near = [Option(code, called, code) for code, called in territories_like(typed, language.code)]
    return FieldFault(name, words, offers=near)


def _read(name: str, typed: str) -> str:
    if _about(name) == COUNTRY:
        return territory_of(typed.strip()) or typed
    meant = typed_dates(typed)
    return meant[0] if len(meant) == 1 else typed


def is_day(name: str) -> bool:
    """Return whether a form's field holds a date."""
    return _about(name) in _days()


def _is_read(name: str) -> bool:
    return (_about(name) == COUNTRY or is_day(name)) and not name.startswith((PICKED, WAS))


def _about(name: str) -> str:
    """Return the field of a record that a form's field holds. Before it stands what it belongs to, and a number."""
    return next((part for part in reversed(name.split("-")) if not part.isdigit()), "")


@cache
def _days() -> frozenset[str]:
    """Return the fields of records and of their parts that hold dates."""
    written = [
        one
        for record_type in RECORD_TYPES.values()
        for one in (record_type.written, *(part.written for part in record_type.part_types.values()))
    ]
    return frozenset(name for one in written for name in _dates(plan_of(one))) | OF_THE_RECORD


def _dates(plan: Plan) -> Iterator[str]:
    for name, member in plan.members:
        if member.date:
            yield name
        yield from _dates(member.each or member)
