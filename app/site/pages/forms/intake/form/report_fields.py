"""The fields of a report itself: its text, where that stands, the meeting, and who takes part."""

from app.site.pages.editing.fields import COUNTRY, Field, Group, Option
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.form.candidate_fields import NAMES, Fold, choice
from app.site.pages.forms.intake.numbering import Numbering
from app.site.pages.forms.options import options, with_none
from app.site.pages.languages import LANGUAGES, Language

MOST_TEXT = 2 * 1024 * 1024
"""Bytes of a text; characters are at most as many."""

ACCEPTED = ".txt,.html,.htm,.pdf,.docx,text/plain,text/html,application/pdf"


def start_groups(language: Language) -> list[Group]:
    """Return what is asked first: the text, and where it stands."""
    _ = language.gettext
    hint = _("A web page (HTML), PDF, Word (.docx) or plain text, of at most 2 MB.")
    return [
        Group(
            _("The text"),
            [
                Field("text", _("Paste the text"), "text", longest=MOST_TEXT),
                Field("file", _("Or choose a file"), "file", hint, accept=ACCEPTED),
            ],
        ),
        Group(
            _("Where it stands"),
            source_fields(language, is_found=False),
            _("As far as you know it. What the text says itself is found by itself."),
        ),
    ]


def source_fields(language: Language, *, is_found: bool) -> list[Field]:
    """Return the fields of the source: what is asked before the text is read, and all of it afterwards."""
    _ = language.gettext
    languages = [Option(code, one.name) for code, one in LANGUAGES.items()]
    found_by_itself = _("found by itself")
    kinds = options(language, "source_kind")
    asked = [
        Field("source-title", _("Title"), required=is_found),
        Field("source-publisher", _("Published by"), hint=_("Such as a ministry, or a newspaper.")),
        Field("source-url", _("Web address"), "address"),
        Field("source-published", _("Published on"), "day", _("Such as 31 May 2026, May 2026 or 2026.")),
        Field(
            "source-language",
            _("Language"),
            "one",
            options=with_none(language, languages, "" if is_found else found_by_itself),
        ),
        Field(
            "source-kind",
            _("Kind of source"),
            "one",
            options=kinds if is_found else with_none(language, kinds, found_by_itself),
        ),
    ]
    if not is_found:
        return asked
    hint = _("The title of that source, or its id. Then nothing new is made of it.")
    return [
        *asked,
        Field("source-author", _("Author")),
        Field("source-known", _("It is recorded already as"), "line", hint, suggested="sources"),
    ]


def meeting_fields(language: Language, numbering: Numbering) -> tuple[list[Field], list[Field]]:
    """Return the fields of the meeting: which known one it is, or what is recorded of a new one; and who attended."""
    _ = language.gettext
    hint = _("The title of that meeting, or its id. Leave it empty for one that is new, and say below which.")
    said = [
        Field("meeting-known", _("It is recorded already as"), "line", hint, suggested="meetings"),
        Field("meeting-title", _("Title"), hint=_("Without a title, no meeting is recorded.")),
        Field("meeting-form", _("Kind of meeting"), "one", options=options(language, "meeting_form")),
        Field(
            "meeting-status", _("Whether it was held"), "one", options=options(language, "meeting_status"), value="held"
        ),
        Field("meeting-starts", _("First day"), "day", _("Such as 31 May 2026, May 2026 or 2026.")),
        Field("meeting-ends", _("Last day"), "day"),
        Field("meeting-place", _("Place")),
        Field("meeting-country", _("Country"), hint=_("Its name, or its code, such as gt."), longest=COUNTRY),
        Field("meeting-rank", _("Rank"), "one", options=choice(language, "meeting_rank")),
        Field("meeting-quote", _("Words that are quoted for it")),
    ]
    attended = []
    rows = numbering.rows("meeting-", "attendance", fields.WHO_ATTENDED)
    for row in [*rows, max(rows, default=0) + 1]:
        at, number = f"meeting-attendance-{row}-", {"number": row}
        attended += [
            Field(at + "participant", _("Who attended (%(number)s)") % number, suggested=NAMES),
            Field(at + "title", _("Title held that day (%(number)s)") % number),
            Field(at + "on_behalf_of", _("For whom (%(number)s)") % number, suggested=NAMES),
            Field(
                at + "role",
                _("Role (%(number)s)") % number,
                "one",
                options=options(language, "attendance_role"),
                value="participant",
            ),
        ]
    return said, attended


def participant_fields(language: Language, prefix: str) -> tuple[list[Field], list[Fold]]:
    """Return the fields of somebody who is named: which known participant it is, or what is recorded of a new one."""
    _ = language.gettext
    hint = _("Its name, or its code, such as gt.")
    more = [
        Field(prefix + "country", _("Country"), "line", hint, longest=COUNTRY),
        Field(prefix + "part_of", _("Part of"), "lines", suggested=NAMES),
        Field(prefix + "office", _("Office held")),
        Field(prefix + "office_of", _("Office of which country or body"), suggested=NAMES),
    ]
    return [
        Field(prefix + "known", _("Is recorded as"), suggested="participants"),
        Field(prefix + "name", _("If new: name")),
        Field(prefix + "kind", _("If new: what it is"), "one", options=choice(language, "participant_kind")),
    ], [Fold(_("More about who it is"), more)]
