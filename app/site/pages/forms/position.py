"""Answering a pledge, a judgement of it or a statement: the position of somebody whom it concerns."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, Form, Group, Option
from app.site.pages.editing.form_page import FormPage, Saved
from app.site.pages.forms.evidence import Evidence, evidence
from app.site.pages.forms.options import options
from app.site.pages.forms.suggestions import suggested
from app.site.pages.languages import Language
from app.site.pages.visit import Visit
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.texts import title_of
from app.vocabulary import PartyRole

MOST = 50
"""Judgements that can be answered by the form; the API takes answers to all."""

Values = Mapping[str, Any]


def _view(collection: str) -> Callable[[Visit, Entries], Awaitable[Form]]:
    async def view(visit: Visit, _entries: Entries) -> Form:
        _ = visit.language.gettext
        record = await visit.ask_now(f"/v1/{collection}/{visit.id}")
        judged = await _judgements(visit) if collection == "pledges" else []
        who = Field(
            "participant", _("Who answers"), suggested="participants", required=True, value=_addressee(record),
            hint=_("The id or the name of a recorded participant: most often whom it is addressed to."),
        )  # fmt: skip
        fields = [
            *([Field("about", _("What is answered"), "one", options=judged)] if judged else []),
            who,
            Field("position", _("Answer"), "choice", options=options(visit.language, "position"), required=True),
            Field("on", _("Day of the answer"), "day", hint=_("Such as 31 March 2025, March 2025 or 2025.")),
        ]
        return Form(
            _("Record an answer"),
            [Group(_("The answer"), fields), *evidence(visit.language, alone=True)],
            _("Save the answer"),
            lead=title_of(visit.language, record).text,
            back=f"/{collection}/{visit.id}",
            suggestions=await suggested(visit, "sources", "participants"),
            content={"collection": collection},
        )

    return view


def _addressee(record: Values) -> str:
    """Return whom a record is addressed to, "" where that is nobody or several."""
    if "parties" not in record:
        return record["addressed_to"]["id"] if record["addressed_to"] else ""
    owed = [one["participant"]["id"] for one in record["parties"] if one["role"] == PartyRole.PROMISEE]
    return str(owed[0]) if len(owed) == 1 else ""


async def _judgements(visit: Visit) -> list[Option]:
    """Return the pledge itself, and the judgements of it, the latest first."""
    language = visit.language
    path = f"/v1/pledges/{visit.id}"
    changes = await visit.ask_now(f"{path}/status-changes", sort="-effective_on", limit=MOST)
    scores = await visit.ask_now(f"{path}/assessments", sort="-period", limit=MOST)
    await visit.name_references()
    found = [Option("", language.gettext("The pledge itself"))]
    found += [
        Option(f"status_changes/{one['id']}", _change_words(language, one))
        for one in changes["items"] if not one["withdrawn"]
    ]  # fmt: skip
    return [
        *found,
        *(
            Option(f"assessments/{one['id']}", _assessment_words(language, one))
            for one in scores["items"] if not one["withdrawn"]
        ),
    ]  # fmt: skip


def _change_words(language: Language, change: Values) -> str:
    who = [title_of(language, change["party"]).text] if change["party"] else []
    status, day = label(language, "status", change["status"]), date_words(language, change["effective_on"])
    return ", ".join([language.gettext("The verdict: %(status)s") % {"status": status}, *who, day])


def _assessment_words(language: Language, assessment: Values) -> str:
    assessor = language.gettext("The assessment of %(assessor)s") % {
        "assessor": title_of(language, assessment["assessor"]).text
    }
    return ", ".join(filter(None, [assessor, date_words(language, assessment["period"])]))


def _command(visit: Visit, form: Form, entries: Entries) -> Command:
    given = Evidence(visit.language, entries, "/citations", 1)
    body = {name: entries.given(name) for name in ("participant", "position", "on")} | {"citations": given.citations}
    if (about := entries.given("about")) is not None:
        body["about"] = about
    path = f"/v1/{form.content['collection']}/{visit.id}/positions"
    return Command("POST", path, body, given.places, before=given.before)


def _effect(visit: Visit, _form: Form, answer: Any) -> list[str]:
    position = label(visit.language, "position", answer["position"])
    return [f"{title_of(visit.language, answer['participant']).text}: {position}", *_cited(visit, answer)]


def _cited(visit: Visit, answer: Values) -> list[str]:
    return [title_of(visit.language, one["source"]).text for one in answer["citations"]]


def _done(_visit: Visit, form: Form, _answer: Any) -> Saved:
    return Saved(form.back, "position", "positions")


FORMS = tuple(
    FormPage(f"/{collection}/{{id}}/answer", _view(collection), _command, _done, _effect)
    for collection in ("pledges", "statements")
)
