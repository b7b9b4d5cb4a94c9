"""Recording a communiqué: its text is read, what was found is looked at, and what is taken of it is saved."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import FieldFault, Form, Group
from app.site.pages.editing.form_page import BUSY, DO, TOKEN, FormPage, busy_fault
from app.site.pages.editing.typed_values import unclear_values
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.asking import read_file, read_text, rules
from app.site.pages.forms.intake.form.found_form import carried, found_form
from app.site.pages.forms.intake.form.report_fields import MOST_TEXT, start_groups
from app.site.pages.forms.intake.names import Names
from app.site.pages.forms.intake.numbering import text_of
from app.site.pages.forms.intake.packing import packed, unpacked
from app.site.pages.forms.intake.proposal import values_of
from app.site.pages.forms.intake.quotations import MOST_WORDS
from app.site.pages.forms.intake.saving.checked import READING, Checked, check_form, refusal_faults, send_bundle
from app.site.pages.forms.intake.saving.nearly_alike import compared, nearly_alike, proposed
from app.site.pages.forms.intake.saving.summary import summary
from app.site.pages.forms.intake.steps import after_step
from app.site.pages.forms.suggestions import suggested
from app.site.pages.sending import Answer
from app.site.pages.visit import Visit

PATH = "/intake"
READ, REVIEW, SAVE, CITE = "read", "review", "record", "cite-"
"""The buttons that ask the API; the others change the form alone."""

MOST_BYTES = 3 * MOST_TEXT + 2 * 1024 * 1024
"""A text, as a form of the older sort writes it, and all that was found in it."""

MOST_FIELDS = 20_000
SUGGESTED = ("participants", "meetings", "sources", "pledges", "topics")


async def view(visit: Visit, entries: Entries) -> Form | Response:
    """Return the form as it is after what was pressed, or, where that saved it, where it leads to."""
    entries = unpacked(entries, MOST_FIELDS, MOST_BYTES)
    do = entries.text(DO)
    if not entries.text(READING):
        unclear = unclear_values(visit.language, entries) if do == READ else []
        return await _read(visit, entries) if do == READ and not unclear else _start(visit, entries, *unclear)
    # Every page of a text that was read shows it.
    entries = after_step(replace(entries, values={"text": [""], **entries.values}), do)
    if do in {REVIEW, SAVE} and (unclear := unclear_values(visit.language, entries)):
        return await _found(visit, entries, unclear)
    if do == REVIEW or do.startswith(CITE):
        checked = await check_form(visit, entries)
        if checked.faults:
            return await _found(visit, checked.entries, checked.faults)
        return await _review(visit, checked)
    return await (_save if do == SAVE else _found)(visit, entries)


def _start(visit: Visit, entries: Entries, *faults: FieldFault) -> Form:
    return _form(visit, entries, start_groups(visit.language), {"stage": "start"}, faults)


async def _read(visit: Visit, entries: Entries) -> Form:
    """Have the text read, and show what was found in it."""
    _, file, text = visit.language.gettext, entries.files.get("file"), text_of(entries)
    if file is None and not text.strip():
        return _start(visit, entries, FieldFault("text", _("Paste a text, or choose a file.")))
    if file is not None and text.strip():
        return _start(visit, entries, FieldFault("file", _("Either a text, or a file: not both.")))
    answer = await (read_text(visit, text, entries) if file is None else read_file(visit, file, entries))
    if answer.is_refusal:
        return _start(visit, entries, _reading_fault(visit, answer, "text" if file is None else "file"))
    typed = {name: given for name, given in entries.values.items() if name.startswith("source-") and any(given)}
    values = {
        "meeting-status": ["held"],
        **values_of(answer.body),
        **typed,
        "text": [answer.body["text"]],
        READING: [secrets.token_hex(4)],
    }
    entries = replace(entries, values=values, files={})
    return await _found(visit, await compared(visit, entries, proposed(entries, answer.body["bundle"])))


def _reading_fault(visit: Visit, answer: Answer, field: str) -> FieldFault:
    _ = visit.language.gettext
    if answer.status >= BUSY:
        return busy_fault(visit.language, answer)
    told = next((one for one in answer.body.get("errors", ())), {"message": answer.body["detail"]})
    asked = told.get("pointer", "").removeprefix("/source/").removeprefix("/")
    if asked in {"title", "publisher", "url", "published", "kind", "language"}:
        return FieldFault(f"source-{asked}", _("What stands here is not accepted."), told["message"])
    words = _(
        "It could not be read. Is it a text, a web page, a PDF with text in it, or a Word document, of at most 2 MB?"
    )
    return FieldFault(field, words, told["message"])


async def _found(visit: Visit, entries: Entries, faults: Sequence[FieldFault] = ()) -> Form:
    """Return the form of what was found."""
    found = found_form(visit.language, entries, [one.field for one in faults if one.field])
    used = {one.suggested for group in found.groups() for one in group.fields}
    known = await suggested(visit, *(name for name in SUGGESTED if name in used))
    names = [one.called for one in Names(entries, {}).listed]
    content = {"stage": "found", "found": found, "most_words": MOST_WORDS, "rules": await rules(visit)}
    form = _form(visit, entries, found.groups(), content, faults)
    named = dict.fromkeys([*names, *known.get("participants", {}).values()], "")
    return replace(form, suggestions={**known, "names": named})


async def _review(visit: Visit, checked: Checked, *faults: FieldFault) -> Form:
    """Return what would be saved."""
    entries, alike = await nearly_alike(visit, checked)
    lines = summary(visit.language, entries, checked.made, checked.names, checked.warnings, alike)
    return _form(visit, entries, [], {"stage": "review", "lines": lines}, faults)


async def _save(visit: Visit, entries: Entries) -> Form | Response:
    """Save what was checked, and return where that leads to; the form where something is wrong."""
    checked = await check_form(visit, entries)
    if checked.faults:
        return await _found(visit, checked.entries, checked.faults)
    if visit.session is None or not visit.session.made(entries.text(TOKEN)):
        _ = visit.language.gettext
        words = _("This form was opened before you signed in. Look at it again, and send it.")
        return await _review(visit, checked, FieldFault(None, words))
    answer = await send_bundle(visit, checked)
    if answer.is_refusal:
        return await _found(visit, checked.entries, refusal_faults(visit, answer, checked.made))
    return RedirectResponse(visit.address(_leads_to(checked), saved="report"), 303)


def _leads_to(checked: Checked) -> str:
    """Return the page of the meeting, of the source where there is none."""
    for collection, what in (("meetings", fields.MEETING), ("sources", fields.SOURCE)):
        known = checked.entries.text(f"{what}-known")
        new = next((record["id"] for record in checked.made.bundle.get(collection, ())), None)
        if known or new:
            return f"/{collection}/{known or new}"
    return "/"


def _form(
    visit: Visit,
    entries: Entries,
    groups: Sequence[Group],
    content: Mapping[str, Any],
    faults: Sequence[FieldFault] = (),
) -> Form:
    form = Form(visit.language.gettext("Record a communiqué"), groups, send="", holds=entries, faults=faults)
    sent_along = carried(entries, form.fields) if content["stage"] != "start" else {}
    return replace(form, content={**content, "packed": packed(sent_along) if sent_along else ""})


FORM = FormPage(
    PATH,
    view,
    template="intake/page.html",
    most_bytes=MOST_BYTES,
    most_fields=MOST_FIELDS,
    has_script=True,
)
