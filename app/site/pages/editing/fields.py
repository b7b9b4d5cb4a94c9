"""What a form consists of: fields in groups, each with what it is called, what it takes and what it was given."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.site.pages.editing.entries import Entries

LONG, ADDRESS, SHORT, COUNTRY = 20_000, 2_000, 300, 100
"""Characters that texts, web addresses and lines of records take, and what a country is called."""

PICKED, WAS = "picked-", "was-"
"""Before the name of a field: which of what was offered for it is meant, and what identifies the value that it was
opened with."""

Takes = Literal["line", "lines", "text", "address", "day", "file", "one", "several", "choice", "flag", "kept"]
"""A line, lines that each say one of several things, a text of several lines, a web address, a day (EDTF), a file; one
of several words in a list or side by side (`choice`), several of them, yes or no; or what the form keeps and nobody
sees."""


@dataclass(frozen=True)
class Option:
    """A word that a field takes, what it is called, and what it means."""

    value: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """A field. `name` is what the form sends it by: where it can be, the name of the API's field.

    `suggested` names the list of suggestions (see `Form.suggestions`) for an id that is typed, `value` is what it holds
    when the form is opened. Browsers ask for what is `required`; the API does in any case. One that `is_wide` has
    a line to itself.
    """

    name: str
    label: str
    takes: Takes = "line"
    hint: str = ""
    options: Sequence[Option] = ()
    required: bool = False
    suggested: str = ""
    value: str | Sequence[str] = ""
    accept: str = ""
    longest: int = 0
    is_wide: bool = False

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"field-{self.name}"

    @property
    def most(self) -> int:
        """How many characters it takes."""
        return self.longest or {"text": LONG, "address": ADDRESS}.get(self.takes, SHORT)


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading; `is_folded` as long as nothing in it was given or is wrong."""

    legend: str
    fields: Sequence[Field]
    hint: str = ""
    is_folded: bool = False

    @property
    def marks_optional(self) -> bool:
        """Return whether its fields say that they are optional: where some are and others are not."""
        return any(one.required for one in self.fields)

    def is_open(self, entries: Entries, faulty: Container[str]) -> bool:
        """Return whether more was given in it than it is opened with, or something is wrong in it."""
        return any(one.name in faulty or entries.text(one.name) not in {"", one.value} for one in self.fields)


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with what was given: in whose field (None: with the whole), in words, and in the API's words.

    `help` says what would satisfy it beyond that, where there is more than one way; `offers` are the records that may
    be meant where what was typed names none. `again_after`: nothing is wrong with what was given, it can be sent again
    after so many seconds.
    """

    field: str | None
    words: str
    told: str = ""
    help: str = ""
    names_nothing: bool = False
    offers: Sequence[Option] = ()
    again_after: str = ""


@dataclass(frozen=True)
class Form:
    """A form as it is shown: what it does, its groups of fields, and the record that it is about.

    `version` is that of the record as it is shown: what is sent holds of no other. `content` is what its template and
    its command need beside it. `steps` are further buttons, by value: they send what was typed to the view, which shows
    the form anew, and save nothing. `holds` stands in the fields instead of what was sent, where that is not the same.
    `faults` are what the view finds wrong with it.
    """

    title: str
    groups: Sequence[Group]
    send: str
    lead: str = ""
    back: str = ""
    version: int | None = None
    suggestions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    has_check: bool = True
    holds: Entries | None = None
    faults: Sequence[FieldFault] = ()

    @property
    def fields(self) -> Iterator[Field]:
        """All its fields, in their order."""
        return (one for group in self.groups for one in group.fields)

    @property
    def has_files(self) -> bool:
        """Return whether it takes files."""
        return any(one.takes == "file" for one in self.fields)

    def opened(self, entries: Entries) -> Entries:
        """Return what its fields hold when it is shown: what was sent, or what they are opened with.

        An address that leads to the form may name some of it.
        """
        if entries.sent:
            return self.holds or entries
        values: dict[str, Sequence[str]] = {
            one.name: [one.value] if isinstance(one.value, str) else list(one.value) for one in self.fields
        }
        return replace(
            entries, values=values | {name: entries.values[name] for name in values if name in entries.values}
        )
