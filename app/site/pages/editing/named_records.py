"""Names that were typed where a form takes a record: the record that is meant, or those that may be."""

from collections.abc import Sequence
from dataclasses import replace

from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import PICKED, Field, FieldFault, Form, Option
from app.site.pages.views.lists.matches import Match, matches, meant
from app.site.pages.visit import Visit
from app.values.identifiers import is_record_id


async def with_records(visit: Visit, form: Form, entries: Entries) -> tuple[Entries, Sequence[FieldFault]]:
    """Return what was typed with ids in the place of names, and a fault for each name that does not say which."""
    values, faults = dict(entries.values), list[FieldFault]()
    for field in form.fields:
        typed, picked = entries.text(field.name), entries.text(f"{PICKED}{field.name}")
        if not field.suggested or not typed:
            continue
        if is_record_id(picked):
            values[field.name] = [picked]
        elif not is_record_id(typed):
            found = await matches(visit, field.suggested, typed)
            if one := meant(typed, found):
                values[field.name] = [one]
            else:
                words = visit.language.gettext("No record is called exactly so.")
                faults.append(FieldFault(field.name, words, offers=_options(found)))
    return replace(entries, values=values), faults


async def with_offers(visit: Visit, form: Form, entries: Entries, faults: Sequence[FieldFault]) -> list[FieldFault]:
    """Return faults with the records that may be meant where what was typed is the id of none."""
    fields = {one.name: one for one in form.fields if one.suggested}
    return [await _offering(visit, fields, entries, fault) for fault in faults]


async def _offering(visit: Visit, fields: dict[str, Field], entries: Entries, fault: FieldFault) -> FieldFault:
    field = fields.get(fault.field or "")
    if field is None or not fault.names_nothing:
        return fault
    return replace(fault, offers=_options(await matches(visit, field.suggested, entries.text(field.name))))


def _options(found: Sequence[Match]) -> list[Option]:
    return [Option(one.id, one.words, one.id) for one in found]
