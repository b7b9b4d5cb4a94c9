"""The fields of a status change."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.records.pledges.guards import EVIDENCE_NAMES
from app.site.pages.editing.fields import Field, Group, Option
from app.site.pages.forms.evidence import evidence
from app.site.pages.forms.options import options, with_none
from app.site.pages.languages import Language
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.sentences.guards import guard_words
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.texts import title_of
from app.values.times.dates import today_utc
from app.vocabulary import Joint, PartyRole

WHOLE = "whole"
ROWS, MORE, OVERRIDE = "rows", "more", "override"

Values = Mapping[str, Any]


def groups(
    language: Language, pledge: Values, actions: Sequence[Values], rows: int, refused: Sequence[str]
) -> list[Group]:
    """Return the fields. Guards that may be set aside are shown once they have refused."""
    _ = language.gettext
    judgement = [
        _party(language, pledge),
        Field(
            "status", _("Status"), "one", required=True,
            options=with_none(language, options(language, "status"), _("choose one")),
        ),
        Field(
            "effective_on", _("From"), "day", required=True, value=today_utc().isoformat(),
            hint=_("The day on which it was so: such as 31 March 2025, March 2025 or 2025."),
        ),
        Field("reason", _("Reason"), "text", required=True, hint=_("In a sentence or two. Everybody reads it.")),
    ]  # fmt: skip
    found = [Group(_("The judgement"), judgement), *_evidence(language, actions, rows), *_further(language)]
    overridable = [name for name in EVIDENCE_NAMES if name in refused]
    return [*found, _override(language, overridable)] if overridable else found


def _party(language: Language, pledge: Values) -> Field:
    _ = language.gettext
    promisors = [one for one in pledge["parties"] if one["role"] == PartyRole.PROMISOR]
    alone = pledge["joint"] != Joint.JOINT or len(promisors) == 1
    judged = [
        *(promisors if alone else ()),
        *(one for one in pledge["parties"] if one["role"] == PartyRole.IMPLEMENTER),
    ]
    parties = [
        Option(
            one["participant"]["id"], title_of(language, one["participant"]).text,
            label(language, "party_role", one["role"]),
        )
        for one in judged
    ]  # fmt: skip
    whole = Option(WHOLE, _("The whole"), "" if alone else _("They owe one performance together."))
    first = parties[0].value if alone and len(promisors) == 1 else WHOLE
    return Field("party", _("Who is judged"), "choice", options=[whole, *parties], required=True, value=first)


def _evidence(language: Language, actions: Sequence[Values], rows: int) -> list[Group]:
    _ = language.gettext
    found = [group for place in range(1, rows + 1) for group in evidence(language, place)]
    kept = Field(ROWS, "", "kept", value=str(rows))
    found[-1] = Group(found[-1].legend, [*found[-1].fields, kept], found[-1].hint, found[-1].is_folded)
    if not actions:
        return found
    deeds = [
        Option(
            one["id"], title_of(language, one).text,
            date_words(language, one["happened"]) if one["happened"] else "",
        )
        for one in actions
    ]  # fmt: skip
    hint = _("Recorded actions that have to do with this pledge.")
    return [*found, Group(_("Deeds"), [Field("actions", _("It rests on"), "several", hint, deeds)])]


def _further(language: Language) -> list[Group]:
    _ = language.gettext
    unknown = with_none(language, options(language, "unknown_because"))
    known = [
        Field(
            "sources_reviewed_up_to", _("Sources were searched up to"), "day",
            _("A day, such as 31 March 2025: “no verified progress” rests on it."),
        ),
        Field("unknown_because", _("Why no more is known"), "one", options=unknown),
    ]  # fmt: skip
    other = [
        Field(
            "announced_on", _("Announced on"), "day",
            _("Where the status takes effect on a later day: when that was announced. It counts from its day on."),
        ),
        Field(
            "successor", _("Pledge that takes its place"), suggested="pledges",
            hint=_("The id or the title of the pledge, where this one is superseded."),
        ),
    ]  # fmt: skip
    return [
        Group(_("Where nothing was found"), known, is_folded=True),
        Group(_("Scheduled or superseded"), other, is_folded=True),
    ]


def _override(language: Language, names: Sequence[str]) -> Group:
    _ = language.gettext
    rules = [Option(name, guard_words(language, name)) for name in names]
    return Group(
        _("Set a rule of evidence aside"),
        [
            Field(OVERRIDE, _("Rules to set aside"), "several", options=rules),
            Field("override_reason", _("Why they are set aside"), "text"),
        ],
        _(
            "The status is saved although the rules that are ticked here are not met. Do so only where the evidence "
            "cannot show it: everybody sees which rules were set aside, and why."
        ),
    )
