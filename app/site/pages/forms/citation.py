"""Adding evidence: a citation of a record, or of a status change."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Response

from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import FieldFault, Form
from app.site.pages.editing.form_page import FormPage, FormRefused, Saved
from app.site.pages.forms.evidence import Evidence, evidence
from app.site.pages.forms.suggestions import suggested
from app.site.pages.visit import Visit
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.texts import title_of

COLLECTIONS = ("actions", "instruments", "meetings", "participants", "pledges", "sources", "statements", "topics")


def _view(collection: str) -> Callable[[Visit, Entries], Awaitable[Form | Response]]:
    async def view(visit: Visit, _entries: Entries) -> Form | Response:
        _ = visit.language.gettext
        record = await visit.ask_now(f"/v1/{collection}/{visit.id}")
        lead, change = title_of(visit.language, record).text, visit.request.path_params.get("change")
        if change is not None:
            judged = await visit.ask_now(f"/v1/{collection}/{visit.id}/status-changes/{change}")
            lead = f"{lead}: {label(visit.language, 'status', judged['status'])}"
        return Form(
            _("Add evidence"),
            evidence(visit.language, alone=True),
            _("Save the evidence"),
            lead=lead,
            back=f"/{collection}/{visit.id}",
            content={"collection": collection},
            suggestions=await suggested(visit, "sources", "participants"),
        )

    return view


def _command(visit: Visit, form: Form, entries: Entries) -> Command:
    given = Evidence(visit.language, entries, "", 1)
    if not given.citations:
        raise FormRefused(FieldFault("source-1", visit.language.gettext("Name the source, or describe it below.")))
    change = visit.request.path_params.get("change")
    of = "" if change is None else f"/status-changes/{change}"
    path = f"/v1/{form.content['collection']}/{visit.id}{of}/citations"
    return Command("POST", path, given.citations[0], given.places, before=given.before)


def _effect(visit: Visit, _form: Form, answer: Any) -> list[str]:
    _ = visit.language.gettext
    named = title_of(visit.language, answer["source"]).text
    relation = label(visit.language, "relation", answer["relation"])
    told = [f"{relation}: {named}"]
    return [*told, f"“{answer['quote']['exact']}”"] if answer["quote"] else told


def _done(visit: Visit, form: Form, _answer: Any) -> Saved:
    anchor = "verdicts" if "change" in visit.request.path_params else "sources"
    return Saved(form.back, "citation", anchor)


FORMS = (
    *(
        FormPage(f"/{collection}/{{id}}/add-evidence", _view(collection), _command, _done, _effect)
        for collection in COLLECTIONS
    ),
    FormPage("/pledges/{id}/status-changes/{change}/add-evidence", _view("pledges"), _command, _done, _effect),
)
