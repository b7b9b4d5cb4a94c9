"""Recording how an assessor judges a pledge: the score, for which period, by which method, and what it rests on."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, FieldFault, Form, Group, Option
from app.site.pages.editing.form_page import FormPage, FormRefused, Saved
from app.site.pages.forms.evidence import Evidence, evidence
from app.site.pages.forms.options import options
from app.site.pages.forms.suggestions import suggested
from app.site.pages.languages import Language
from app.site.pages.visit import Visit
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.texts import title_of
from app.vocabulary import Axis, PartyRole

OF_ASSESSMENTS = (
    "party", "axis", "period", "assessor", "assessor_kind", "methodology", "methodology_version", "rationale",
    "supersedes",
)  # fmt: skip
PUBLISHED = ("scale", "value")
JUDGED = (PartyRole.PROMISOR, PartyRole.IMPLEMENTER)
CRITERIA = {"1": "fulfilled", "0": "partially_fulfilled", "-1": "not_fulfilled"}
"""What the pledge itself says would show what a score says."""

MOST = 50
"""Earlier assessments that the form can correct; the API corrects any."""

Values = Mapping[str, Any]


async def view(visit: Visit, _entries: Entries) -> Form:
    """Return the form: who judges whom, for which period, how, and why."""
    _, language = visit.language.gettext, visit.language
    pledge = await visit.ask_now(f"/v1/pledges/{visit.id}")
    known = await visit.ask_now(
        f"/v1/pledges/{visit.id}/assessments", sort="-period", superseded="false", withdrawn="false", limit=MOST
    )
    await visit.name_references()
    who = [
        Field(
            "assessor", _("Who judges"), suggested="participants", required=True,
            hint=_("The id or the name of a recorded participant."),
        ),
        Field(
            "assessor_kind", _("What the assessor is to the pledge"), "choice",
            options=options(language, "assessor_kind"), required=True,
        ),
    ]  # fmt: skip
    judged = [
        Field("party", _("Who is judged"), "one", options=_parties(language, pledge), required=True),
        Field(
            "period", _("For which time"), "day", required=True,
            hint=_("The year or the time that is judged: such as 2025, 2025-03 or 2025-01/2025-06."),
        ),
        Field("axis", _("What is judged"), "choice", options=options(language, "axis"), value=Axis.COMPLETION.value),
        Field("score", _("Score"), "choice", options=_scores(language, pledge), required=True),
        Field("rationale", _("Reasons"), "text", hint=_("Required where no source is named below.")),
    ]  # fmt: skip
    how = [
        Field("methodology", _("Method"), "text", hint=_("Its name, or what is done by it.")),
        Field("methodology_version", _("Version of the method")),
        Field("scale", _("Scale on which it was published"), hint=_("As it is called there.")),
        Field("value", _("Published value"), hint=_("Word for word, such as “Substantial”.")),
        *_corrected(language, known["items"]),
    ]
    return Form(
        _("Record an assessment"),
        [
            Group(_("The assessor"), who),
            Group(_("The judgement"), judged),
            *evidence(language, alone=True),
            Group(_("Method, and the words of who published it"), how, is_folded=True),
        ],
        _("Save the assessment"),
        lead=title_of(language, pledge).text,
        back=f"/pledges/{visit.id}",
        suggestions=await suggested(visit, "sources", "participants"),
    )


def _parties(language: Language, pledge: Values) -> list[Option]:
    """Return who can be judged: of several, none before one is chosen."""
    found = {
        one["participant"]["id"]: title_of(language, one["participant"]).text
        for one in pledge["parties"]
        if one["role"] in JUDGED
    }
    several = [Option("", language.gettext("None chosen yet"))] if len(found) > 1 else []
    return [*several, *(Option(id, name) for id, name in found.items())]


def _scores(language: Language, pledge: Values) -> list[Option]:
    """Return the scores, each with what the pledge says would show it."""
    _ = language.gettext
    words = {"1": _("1: complied"), "0": _("0: in part, or under way"), "-1": _("-1: did not comply")}
    criteria = pledge["criteria"] or {}
    return [Option(score, words[score], criteria.get(CRITERIA[score]) or "") for score in words]


def _corrected(language: Language, known: Iterable[Values]) -> list[Field]:
    """Return the field for the assessment that this one corrects, where there are any."""
    _ = language.gettext
    found = [Option(one["id"], _words(language, one)) for one in known]
    if not found:
        return []
    hint = _("Of the same assessor: the earlier one stays in the history, and counts no more.")
    return [Field("supersedes", _("Corrects"), "one", hint, options=[Option("", _("None")), *found])]


def _words(language: Language, one: Values) -> str:
    who = (title_of(language, one[name]).text for name in ("assessor", "party"))
    return ", ".join([*who, date_words(language, one["period"]), str(one["score"])])


def command(visit: Visit, _form: Form, entries: Entries) -> Command:
    """Return the assessment that was typed, and the source to be recorded before it."""
    given = Evidence(visit.language, entries, "/citations", 1)
    body: dict[str, Any] = {name: value for name in OF_ASSESSMENTS if (value := entries.given(name)) is not None}
    if entries.text("score") not in CRITERIA:
        raise FormRefused(FieldFault("score", visit.language.gettext("Choose one of the scores.")))
    body |= {"score": int(entries.text("score")), "citations": given.citations}
    published = {name: entries.given(name) for name in PUBLISHED}
    if any(published.values()):
        body["as_published"] = {name: value for name, value in published.items() if value is not None}
    # Neither a source nor reasons: that is told where reasons are typed.
    places = {f"/as_published/{name}": name for name in PUBLISHED} | given.places
    if not given.citations:
        places["/citations"] = "rationale"
    return Command("POST", f"/v1/pledges/{visit.id}/assessments", body, places, before=given.before)


def effect(visit: Visit, _form: Form, answer: Any) -> list[str]:
    """Return what would be saved, and whether others judge otherwise."""
    _, language = visit.language.gettext, visit.language
    sources = [title_of(language, one["source"]).text for one in answer["citations"]]
    differ = [_("Another assessor judges it differently. Both will stand side by side.")] if answer["disputed"] else []
    return [f"{label(language, 'axis', answer['axis'])}: {_words(language, answer)}", *sources, *differ]


def done(_visit: Visit, form: Form, _answer: Any) -> Saved:
    """Return where the assessment is shown."""
    return Saved(form.back, "assessment", "assessors")


FORM = FormPage("/pledges/{id}/record-assessment", view, command, done, effect)
