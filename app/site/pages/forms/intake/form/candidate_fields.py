"""The fields of what is recorded: of a pledge, and of a statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.site.pages.editing.fields import Field, Option
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.numbering import Numbering
from app.site.pages.forms.intake.quotations import MOST_WORDS
from app.site.pages.forms.options import options, with_none
from app.site.pages.languages import Language

NAMES = "names"
"""The list of suggestions for whoever is named."""


def choice(language: Language, closed_list: str, words: Iterable[str] = ()) -> list[Option]:
    """Return the words of a closed list as options, with that of choosing none."""
    return with_none(language, options(language, closed_list, chosen=words), language.gettext("not judged"))


@dataclass(frozen=True)
class Fold:
    """Further fields. They are shown when somebody asks for them, or something in them is given that should be seen."""

    legend: str
    fields: Sequence[Field]
    is_shown: bool = False


def pledge_fields(language: Language, numbering: Numbering, prefix: str) -> tuple[list[Field], list[Fold]]:
    """Return the fields of a pledge: those that each has, and further ones."""
    _ = language.gettext
    main = [
        _quote(language, prefix),
        Field(
            prefix + "title", _("Short title"), required=True, is_wide=True,
            hint=_("What is to be done, in your own words, without who does it: “Open a second crossing”."),
        ),
        _who(prefix, "promisor", _("Who promises"), required=True),
        _who(prefix, "promisee", _("Promised to")),
        Field(prefix + "joint", _("If several promise it"), "one", options=options(language, "joint")),
        Field(prefix + "strength", _("How firmly"), "one", options=_strengths(language)),
        Field(prefix + "precision", _("How precisely"), "one", options=_precisions(language)),
        Field(
            prefix + "due", _("Due by"), "day", hint=_("Such as 31 May 2027 or 2027; with “?” where it is inferred.")
        ),
        Field(prefix + "due_text", _("Due, in the words of the text")),
        Field(prefix + "condition", _("On condition that"), "lines", longest=fields.LONGEST_CONDITION, is_wide=True),
    ]  # fmt: skip
    more = [
        Field(prefix + "kind", _("What sort of doing it is"), "one", options=choice(language, "pledge_kind")),
        Field(prefix + "origin", _("How it came about"), "one", options=choice(language, "origin")),
        Field(
            prefix + "legal_nature", _("Whether law obliges"), "one", options=choice(language, "legal_nature")
        ),
        Field(
            prefix + "meeting_role", _("What the meeting is to it"), "one",
            options=with_none(language, options(language, "meeting_role"), _("nothing")),
        ),
        Field(prefix + "announced", _("Promised on"), "day", hint=_("The day of the occasion.")),
        *(
            _who(prefix, role, words)
            for role, words in (
                ("beneficiary", _("Who gains from it")),
                ("implementer", _("Who is to carry it out")),
                ("guarantor", _("Who answers for it")),
                ("verifier", _("Who checks it")),
                ("directed_against", _("Against whom it is directed")),
            )
        ),
        *_links(language, numbering, prefix),
        Field(prefix + "place", _("Where it is to be done")),
        Field(prefix + "summary", _("Summary, in your own words"), "text"),
        *_said(language, prefix),
    ]  # fmt: skip
    rows = numbering.rows(prefix, "target", fields.OF_TARGET)
    return main, [
        Fold(_("A number that is to be reached"), _targets(language, prefix, rows or [1]), is_shown=bool(rows)),
        Fold(_("More about this promise"), [*more, *_filed(language, prefix, "pledges")]),
    ]


def statement_fields(language: Language, prefix: str) -> tuple[list[Field], list[Fold]]:
    """Return the fields of a statement: those that each has, and further ones."""
    _ = language.gettext
    main = [
        _quote(language, prefix),
        Field(prefix + "summary", _("What is said, in your own words"), "text", required=True),
        Field(prefix + "kind", _("Kind of statement"), "one", options=options(language, "statement_kind")),
        _speaker(language, prefix),
        Field(
            prefix + "attributed_to", _("Speaker who is not named"),
            hint=_("In the words of the text, such as “a U.S. official”."),
        ),
        Field(prefix + "said", _("Said on"), "day"),
    ]  # fmt: skip
    more = [
        Field(prefix + "on_behalf_of", _("For whom"), suggested=NAMES),
        Field(prefix + "addressed_to", _("To whom"), suggested=NAMES),
        Field(prefix + "at_meeting", _("It was said at the meeting"), "flag"),
        Field(prefix + "channel", _("By what means"), hint=_("Such as “press release”.")),
        Field(prefix + "place", _("Where it was said")),
        *_cited(language, prefix),
    ]
    return main, [Fold(_("More about this statement"), [*more, *_filed(language, prefix, "statements")])]


def _quote(language: Language, prefix: str) -> Field:
    hint = language.gettext("Exactly as they stand in the text, at most %(most)s words.") % {"most": MOST_WORDS}
    return Field(
        prefix + "quote",
        language.gettext("Words that are quoted"),
        "line",
        hint,
        longest=fields.LONGEST_QUOTE,
        is_wide=True,
    )


def _who(prefix: str, role: str, words: str, *, required: bool = False) -> Field:
    return Field(prefix + role, words, "lines", suggested=NAMES, required=required)


def _strengths(language: Language) -> list[Option]:
    _ = language.gettext
    return [
        Option("", _("not judged")),
        Option("firm", _("Firm: agreed, pledged, will")),
        Option("intention", _("Intention: plans, hopes, is ready")),
        Option("exploratory", _("Exploratory: explores, may")),
    ]


def _precisions(language: Language) -> list[Option]:
    _ = language.gettext
    return [
        Option("", _("not judged")),
        Option("specific", _("Specific: one can see it done")),
        Option("general", _("General: only a direction")),
    ]


def _targets(language: Language, prefix: str, rows: Iterable[int]) -> list[Field]:
    """Return the fields of each number that is to be reached."""
    _ = language.gettext
    found = []
    for row in rows:
        at = f"{prefix}target-{row}-"
        found += [
            Field(
                at + "indicator", _("What is counted"),
                hint=_("If a number is promised: “soldiers at the border”."),
            ),
            Field(at + "measure", _("What sort of number"), "one", options=choice(language, "measure")),
            Field(at + "direction", _("How it is to be reached"), "one", options=choice(language, "direction")),
            Field(at + "value", _("Number"), hint=_("In plain digits: 1500000 or 2.5.")),
            Field(at + "lower", _("From"), hint=_("If it is to lie between two numbers.")),
            Field(at + "upper", _("Up to")),
            Field(at + "unit", _("Unit"), hint=_("Such as percent, or of money USD.")),
            Field(at + "aggregate", _("Over time"), "one", options=choice(language, "aggregate")),
        ]  # fmt: skip
    return found


def _links(language: Language, numbering: Numbering, prefix: str) -> list[Field]:
    """Return the fields of how it is linked to other pledges, of this text or recorded before."""
    _ = language.gettext
    return [
        one
        for row in numbering.rows(prefix, "link", ("pledge",)) or [1]
        for one in (
            Field(
                f"{prefix}link-{row}-type", _("Its relation to another pledge"), "one",
                options=with_none(language, options(language, "link_type"), _("none")),
            ),
            Field(f"{prefix}link-{row}-pledge", _("That other pledge (its id)"), suggested="pledges"),
        )
    ]  # fmt: skip


def _speaker(language: Language, prefix: str) -> Field:
    return Field(prefix + "speaker", language.gettext("Speaker"), suggested=NAMES)


def _said(language: Language, prefix: str) -> list[Field]:
    """Return who says what is cited for a pledge."""
    _ = language.gettext
    return [
        _speaker(language, prefix),
        Field(prefix + "attributed_to", _("Speaker who is not named")),
        *_cited(language, prefix),
    ]


def _cited(language: Language, prefix: str) -> list[Field]:
    _ = language.gettext
    return [
        Field(prefix + "voice", _("In whose voice"), "one", options=choice(language, "voice")),
        Field(prefix + "page", _("Page")),
        Field(prefix + "section", _("Section or paragraph")),
        Field(prefix + "note", _("What it does not show"), "text"),
    ]


def _filed(language: Language, prefix: str, collection: str) -> list[Field]:
    _ = language.gettext
    return [
        Field(prefix + "topic", _("Topics"), "lines", suggested="topics"),
        Field(
            prefix + "known", _("It is recorded already as"),
            suggested=collection if collection == "pledges" else "",
            hint=_("The title of that record, or its id. Then this text is cited there, and nothing new is made."),
        ),
    ]  # fmt: skip
