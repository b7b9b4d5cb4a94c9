"""What the API refuses, in the form: each fault at its field, each guard with what would satisfy it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.site.pages.editing.commands import Command
from app.site.pages.editing.fields import FieldFault, Form
from app.site.pages.languages import ENGLISH, Language
from app.site.pages.wording.sentences.faults import code_words, fault_words
from app.site.pages.wording.sentences.guards import guard_help, guard_words

guard_in = re.compile(r"guard ([a-z_]+): ").match
REQUIRED = "is required"
NO_RECORD = "does not exist"
NO_DATE = "Write a date in EDTF"
TOO_LONG = re.compile(r"must have at most ([0-9,]+) characters")


def field_faults(
    language: Language, problem: Mapping[str, Any], form: Form, command: Command | None = None
) -> Sequence[FieldFault]:
    """Return what a problem says is wrong: at least one fault, that with the whole where no field is named."""
    names = {one.name for one in form.fields}
    if "other" in problem:
        words = language.gettext(
            "A record that is here looks the same: %(id)s. Name that one, or say that it is another."
        )
        places = [field_of(one.get("pointer"), names, command) for one in problem.get("errors", ())]
        return [FieldFault(next(iter(places), None), words % {"id": problem["other"].rpartition("/")[2]})]
    if not problem.get("errors"):
        detail: str = problem["detail"]
        return [_of_all(language, problem["type"], detail, _named(detail, names))]
    return [_fault(language, one, names, command) for one in problem["errors"]]


def _of_all(language: Language, problem_type: str, detail: str, field: str | None) -> FieldFault:
    """Return what a problem says of all that was sent: what its code means, where its own words are English alone."""
    if language == ENGLISH:
        return FieldFault(field, detail)
    if words := fault_words(language, detail):
        return FieldFault(field, words)
    return FieldFault(field, code_words(language, problem_type) or language.gettext("This was refused."), told=detail)


def _fault(language: Language, error: Mapping[str, Any], names: set[str], command: Command | None) -> FieldFault:
    message = error["message"]
    field = field_of(error.get("pointer"), names, command) or _named(message, names)
    if guard := guard_in(message):
        name = guard.group(1)
        return FieldFault(field, guard_words(language, name), help=guard_help(language, name))
    nothing = message.startswith(NO_RECORD)
    if words := _words(language, message):
        return FieldFault(field, words, names_nothing=nothing)
    if language == ENGLISH:
        return FieldFault(field, message)
    if words := fault_words(language, message):
        return FieldFault(field, words)
    return FieldFault(field, language.gettext("What stands here is not accepted."), told=message)


def field_of(pointer: str | None, names: set[str], command: Command | None) -> str | None:
    """Return the field of the form in which stands what a pointer names, None where it has none."""
    if not pointer:
        return None
    places = {} if command is None else command.places
    found = pointer
    while found:
        if found in places:
            return places[found]
        found = found.rpartition("/")[0]
    # The whole of what has fields for its parts: the first of them.
    below = next((name for place, name in places.items() if place.startswith(f"{pointer}/")), None)
    first = pointer.split("/")[1] if "/" in pointer else ""
    return below or (first if first in names else None)


def _named(message: str, names: set[str]) -> str | None:
    """Return the field with which a message begins: so do those about several fields together."""
    first = message.partition(" ")[0]
    return first if first in names else None


def _words(language: Language, message: str) -> str | None:
    """Return what a message of the API says, for people who fill a form in; None for one that has no such words."""
    _ = language.gettext
    if message.startswith(REQUIRED):
        return _("This is required.")
    if message.startswith(NO_RECORD):
        return _("No record with this id is here.")
    if message.startswith(NO_DATE):
        return _("Write a date such as 31 March 2025, March 2025, 2025 or 2025-03-31, with “?” behind it if uncertain.")
    if found := TOO_LONG.search(message):
        return _("This may have at most {most} characters.").format(most=found.group(1))
    return None
