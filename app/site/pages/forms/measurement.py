"""Recording what was measured of a pledge's target: the value, when it was so, and who reports it."""

from collections.abc import Mapping
from typing import Any

from app.site.pages.editing.commands import Command
from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, Form, Group, Option
from app.site.pages.editing.form_page import FormPage, Saved
from app.site.pages.forms.evidence import Evidence, evidence
from app.site.pages.forms.suggestions import suggested
from app.site.pages.languages import Language
from app.site.pages.visit import Visit
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.texts import title_of
from app.vocabulary import Measure, PartyRole

OF_MEASUREMENTS = ("target", "party", "period", "value", "note")
MEASURED = (PartyRole.PROMISOR, PartyRole.IMPLEMENTER)

Values = Mapping[str, Any]


async def view(visit: Visit, _entries: Entries) -> Form:
    """Return the form: what was measured, of whom, when and how much. Without a target there is nothing to measure."""
    _ = visit.language.gettext
    pledge = await visit.ask_now(f"/v1/pledges/{visit.id}")
    await visit.name_references()
    fields = [
        Field("target", _("What was measured"), "one", options=_targets(visit.language, pledge), required=True),
        Field("party", _("Of whom"), "one", options=_parties(visit.language, pledge)),
        Field(
            "period", _("When it was so"), "day", required=True,
            hint=_("The day or the time that the value holds for: such as 31 March 2025, March 2025 or 2025."),
        ),
        Field("value", _("Value"), required=True, hint=_("In plain digits: 1500000 or 2.5. Of yes or no: 1 or 0.")),
        Field("note", _("How it was measured"), "text"),
    ]  # fmt: skip
    if not pledge["targets"]:
        lead = _("This pledge has no target. Edit the record and say first which number is to be reached.")
        return Form(_("Record a measurement"), [], "", lead=lead, back=f"/pledges/{visit.id}", has_check=False)
    return Form(
        _("Record a measurement"),
        [Group(_("The measurement"), fields), *evidence(visit.language, alone=True)],
        _("Save the measurement"),
        lead=title_of(visit.language, pledge).text,
        back=f"/pledges/{visit.id}",
        suggestions=await suggested(visit, "sources", "participants"),
    )


def _targets(language: Language, pledge: Values) -> list[Option]:
    return [Option(one["id"], _target_words(language, one)) for one in pledge["targets"]]


def _target_words(language: Language, target: Values) -> str:
    """Return what a target counts, and in which unit."""
    if target["measure"] == Measure.BOOLEAN:
        return f"{target['indicator']} ({label(language, 'measure', Measure.BOOLEAN)})"
    return f"{target['indicator']} ({target['unit']})" if target["unit"] else str(target["indicator"])


def _parties(language: Language, pledge: Values) -> list[Option]:
    measured = {
        one["participant"]["id"]: title_of(language, one["participant"]).text
        for one in pledge["parties"]
        if one["role"] in MEASURED
    }
    return [Option("", language.gettext("The whole")), *(Option(one, name) for one, name in measured.items())]


def command(visit: Visit, _form: Form, entries: Entries) -> Command:
    """Return the measurement that was typed, and the source to be recorded before it."""
    given = Evidence(visit.language, entries, "/citations", 1)
    body: dict[str, Any] = {name: value for name in OF_MEASUREMENTS if (value := entries.given(name)) is not None}
    body["citations"] = given.citations
    return Command("POST", f"/v1/pledges/{visit.id}/measurements", body, given.places, before=given.before)


def effect(visit: Visit, _form: Form, answer: Any) -> list[str]:
    """Return what would be saved."""
    sources = [title_of(visit.language, one["source"]).text for one in answer["citations"]]
    return [f"{date_words(visit.language, answer['period'])}: {answer['value']}", *sources]


def done(_visit: Visit, form: Form, _answer: Any) -> Saved:
    """Return where the measurement is shown."""
    return Saved(form.back, "measurement", "progress")


FORM = FormPage("/pledges/{id}/record-measurement", view, command, done, effect)
