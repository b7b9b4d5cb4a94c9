"""A form that was checked: what it makes, what the API says to that, and what is wrong with it."""

import secrets
from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.lists import format_list

from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import FieldFault, Form
from app.site.pages.editing.form_page import BUSY, busy_fault
from app.site.pages.editing.refusals import field_faults
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.asking import BUNDLES, MOST_NAMES, known_participants, was_recorded_by, written_records
from app.site.pages.forms.intake.faults import Fault, fault_words
from app.site.pages.forms.intake.known_records import with_known_records
from app.site.pages.forms.intake.names import Names, unlisted_names
from app.site.pages.forms.intake.own_ids import ID, MADE_OF
from app.site.pages.forms.intake.saving.bundle import MadeBundle, make_bundle
from app.site.pages.forms.intake.steps import add_participants
from app.site.pages.sending import Answer
from app.site.pages.views.lists.matches import alike
from app.site.pages.visit import Visit

READING = "reading"
"""The field by which a form is known as that of a text that was read: all that it saves is one data set."""

DATA_SET_TITLE = 200
LONGEST_READING = 40
MOST_SOUGHT = 10
"""New names of which those are looked for that are called much like them."""

RENAMED = 5
"""How often ids that others have taken meanwhile are changed before that is told."""

LONGEST_STEM = 70


@dataclass(frozen=True)
class Checked:
    """A form that was checked. `report` is what recording it would do; empty where something is wrong."""

    entries: Entries
    made: MadeBundle
    names: Names
    faults: Sequence[FieldFault] = ()
    report: Mapping[str, Any] | None = None

    @property
    def warnings(self) -> Sequence[Mapping[str, Any]]:
        """What the API finds doubtful."""
        found: Sequence[Mapping[str, Any]] = (self.report or {}).get("warnings", ())
        return found


async def check_form(visit: Visit, entries: Entries) -> Checked:
    """Return the form with what it makes and what recording it would do. Nothing is written.

    Who is named and not known is added to it, and asked about. Ids that others have taken meanwhile are changed.
    """
    entries, unknown = await with_known_records(visit, entries)
    wanted = unlisted_names(entries)
    known = await known_participants(visit, wanted)
    values = dict(entries.values)
    new = sorted(wanted - known.keys())[:MOST_NAMES]
    add_participants(values, new)
    checked = await _asked(visit, replace(entries, values=values), known, unknown)
    if checked.faults and new:
        # Whoever is new is asked about in any case: that is when to say whom it may be.
        return replace(checked, faults=[*await _likely(visit, checked.names, new), *checked.faults])
    for _attempt in range(RENAMED):
        taken = await _taken(visit, checked)
        if not taken:
            return checked if checked.faults else replace(checked, entries=_settled(checked))
        checked = await _asked(visit, _renamed(checked, taken), known)
    words = visit.language.gettext("Others are recording the same just now. Try again.")
    return replace(checked, faults=[FieldFault(None, words)])


async def _likely(visit: Visit, names: Names, new: Sequence[str]) -> list[FieldFault]:
    """Return whom names may mean that nobody has, each at its field."""
    listed = {one.called: one.number for one in names.listed}
    meant = [(name, await alike(visit, "participants", name)) for name in new[:MOST_SOUGHT] if name in listed]
    words = visit.language.gettext("Nobody is called “%(name)s” here. Did you mean %(others)s?")
    return [
        FieldFault(
            f"{fields.PARTICIPANT}-{listed[name]}-known",
            words
            % {
                "name": name,
                "others": format_list([f"“{one.words}”" for one in found[:3]], "or", visit.language.locale),
            },
        )
        for name, found in meant
        if found
    ]


async def _asked(visit: Visit, entries: Entries, known: Mapping[str, str], unknown: Sequence[Fault] = ()) -> Checked:
    # In a thread: in a text of megabytes, quotations are looked for beside the requests of others.
    made = await to_thread(make_bundle, entries, known, await written_records(visit, entries))
    checked = Checked(entries, made, Names(entries, known))
    if faults := {one.field: one for one in (*made.faults, *unknown)}:
        told = [FieldFault(one.field, fault_words(visit.language, one)) for one in faults.values()]
        return replace(checked, faults=told)
    answer = await send_bundle(visit, checked, dry=True)
    if answer.is_refusal:
        return replace(checked, faults=refusal_faults(visit, answer, made))
    return replace(checked, report=answer.body)


async def send_bundle(visit: Visit, checked: Checked, *, dry: bool = False) -> Answer:
    """Return what the API answers to the bundle of a form: it saves it, unless it is only asked what that would do."""
    parameters = {"data_set": data_set_of(checked.entries), **({"dry_run": "true"} if dry else {})}
    return await visit.send("POST", BUNDLES, checked.made.bundle, parameters=parameters)


def refusal_faults(visit: Visit, answer: Answer, made: MadeBundle) -> Sequence[FieldFault]:
    """Return what the API refuses, each at its field."""
    if answer.status >= BUSY:
        return [busy_fault(visit.language, answer)]
    return field_faults(visit.language, answer.body, Form("", [], ""), Command("POST", BUNDLES, {}, made.places))


def data_set_of(entries: Entries) -> str:
    """Return the data set that a form is: that of one reading of a text, so that it corrects nothing but itself."""
    title = " ".join(entries.text("source-title").split())[:DATA_SET_TITLE]
    return f"{title} ({entries.text(READING)[:LONGEST_READING]})"


async def _taken(visit: Visit, checked: Checked) -> Sequence[tuple[str, str]]:
    """Return the new records whose ids are those of others: this form has not recorded them."""
    if checked.report is None:
        return []
    standing = [
        key
        for one in checked.report["records"]
        if one["outcome"] != "created" and (key := (one["collection"], one["id"])) in checked.made.fields
    ]
    data_set = data_set_of(checked.entries)
    return [key for key in standing if not await was_recorded_by(visit, *key, data_set)]


def _renamed(checked: Checked, taken: Sequence[tuple[str, str]]) -> Entries:
    """Return the form with new ids for those of its records whose ids others have taken."""
    new = {(of, id): f"{id[:LONGEST_STEM].rstrip('-')}-{secrets.token_hex(2)}" for of, id in taken}
    return _with_ids(checked, new)


def _settled(checked: Checked) -> Entries:
    """Return the form with the ids that its records get: what is corrected after it was saved is the same record."""
    return _with_ids(checked, {key: key[1] for key in checked.made.fields})


def _with_ids(checked: Checked, ids: Mapping[tuple[str, str], str]) -> Entries:
    values, changed = dict(checked.entries.values), dict[str, str]()
    for (collection, id), new in ids.items():
        prefix = checked.made.fields[collection, id]
        if collection == fields.COLLECTIONS[fields.PLEDGE]:
            changed |= {one: new for one in (id, checked.entries.text(prefix + ID)) if one}
        values[prefix + ID], values[prefix + MADE_OF] = [new], []
    for name, given in values.items():
        if name.endswith("-pledge"):
            values[name] = [changed.get(one, one) for one in given]
    return replace(checked.entries, values=values)
