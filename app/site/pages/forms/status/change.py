"""Changing the status of a pledge, or of one party of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.site.pages.editing.commands import Command, check
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Form
from app.site.pages.editing.form_page import FormPage, FormRefused, Saved, version_of
from app.site.pages.editing.named_records import with_records
from app.site.pages.forms.evidence import MOST, Evidence
from app.site.pages.forms.status.fields import MORE, OVERRIDE, ROWS, WHOLE, groups
from app.site.pages.forms.suggestions import suggested
from app.site.pages.visit import Visit
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.texts import title_of

MOST_ACTIONS = 50
SINGLE = (
    "status", "effective_on", "reason", "announced_on", "sources_reviewed_up_to", "unknown_because", "successor",
)  # fmt: skip


async def view(visit: Visit, entries: Entries) -> Form:
    """Return the form: who is judged how, from when, on what evidence."""
    pledge = await visit.ask_now(f"/v1/pledges/{visit.id}")
    actions = await visit.ask_now("/v1/actions", about=visit.id, sort="-happened", limit=MOST_ACTIONS)
    known = await suggested(visit, "sources", "participants", "pledges")
    await visit.name_references()
    rows = min(entries.number(ROWS, MOST) + (entries.text("do") == MORE), MOST)

    def form(refused: Sequence[str]) -> Form:
        return _form(visit, pledge, actions["items"], known, rows, refused)

    refused: Sequence[str] = entries.all("refused_by")
    if not refused and entries.all(OVERRIDE):
        refused = await _still_refused(visit, form(entries.all(OVERRIDE)), entries)
    return form(refused)


async def _still_refused(visit: Visit, form: Form, entries: Entries) -> Sequence[str]:
    """Return the rules that would refuse the change if none were set aside: others have been met meanwhile.

    Where something else is wrong, that is not known: then all that were chosen stay.
    """
    chosen = entries.all(OVERRIDE)
    without = replace(entries, values={name: given for name, given in entries.values.items() if name != OVERRIDE})
    named, unclear = await with_records(visit, form, without)
    if unclear:
        return chosen
    try:
        sent = await check(visit, command(visit, form, named))
    except FormRefused:
        return chosen
    if not sent.answer.is_refusal:
        return ()
    found: Sequence[str] = sent.answer.body.get("guards") or chosen
    return found


def _form(visit: Visit, pledge: Any, actions: Sequence[Any], known: Any, rows: int, refused: Sequence[str]) -> Form:
    _ = visit.language.gettext
    return Form(
        _("Change the status"),
        groups(visit.language, pledge, actions, rows, refused),
        _("Save the status"),
        lead=title_of(visit.language, pledge).text,
        back=f"/pledges/{visit.id}",
        version=pledge["version"],
        suggestions=known,
        steps={MORE: _("Add another source")} if rows < MOST else {},
        content={"pledge": pledge, "rows": rows},
    )


def command(visit: Visit, form: Form, entries: Entries) -> Command:
    """Return the status change that was typed, and the sources to be recorded before it."""
    given = Evidence(visit.language, entries, "/citations", entries.number(ROWS, MOST))
    body: dict[str, Any] = {name: value for name in SINGLE if (value := entries.given(name)) is not None}
    party = entries.given("party")
    body |= {
        "party": None if party == WHOLE else party,
        "citations": given.citations,
        "actions": entries.all("actions"),
    }
    if overridden := [name for name in entries.all(OVERRIDE) if name in _offered(form)]:
        body["override"] = {"guards": overridden, "reason": entries.text("override_reason")}
    places = {**given.places, "/override/reason": "override_reason", "/override": "override"}
    path = f"/v1/pledges/{visit.id}/status-changes"
    return Command("POST", path, body, places, version=version_of(entries, form), before=given.before)


def _offered(form: Form) -> set[str]:
    """Return the rules that the form lets set aside."""
    return {option.value for field in form.fields if field.name == OVERRIDE for option in field.options}


def effect(visit: Visit, _form: Form, answer: Any) -> list[str]:
    """Return what the change would say of whom."""
    language = visit.language
    _ = language.gettext
    who = title_of(language, answer["party"]).text if answer["party"] else _("The whole")
    status = label(language, "status", answer["status"])
    if answer["previous"]:
        status = f"{label(language, 'status', answer['previous']['status'])} → {status}"
    told = [f"{who}: {status}", _("From: %(day)s") % {"day": date_words(language, answer["effective_on"])}]
    if answer["is_reversal"]:
        told.append(_("It reverses a verdict that was meant to be the last."))
    told.extend(f"{title_of(language, one['source']).text}" for one in answer["citations"])
    return told


def done(_visit: Visit, form: Form, _answer: Any) -> Saved:
    """Return to where the pledge stands now."""
    return Saved(form.back, "status", "verdicts")


FORM = FormPage("/pledges/{id}/change-status", view, command, done, effect, "editing/status.html")
