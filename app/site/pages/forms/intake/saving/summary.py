"""What would be saved, as people check it: each record in a line, with what is doubtful about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.names import Names
from app.site.pages.forms.intake.saving.bundle import KNOWN, MadeBundle
from app.site.pages.forms.intake.saving.nearly_alike import Alike
from app.site.pages.languages import Language
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.values.dates import date_words
from app.vocabulary import PartyRole

KINDS: Mapping[str, str] = {
    "pledges": "pledge_kind",
    "statements": "statement_kind",
    "participants": "participant_kind",
    "sources": "source_kind",
}
"""The closed lists of what records are."""

ORDER = ("pledges", "statements", "meetings", "participants", "sources")
"""In which collections are shown: what people came for comes first."""


SHOWN_ROLES = (PartyRole.PROMISOR, PartyRole.PROMISEE)
"""The roles that the first line of a promise shows."""


@dataclass(frozen=True)
class Doubt:
    """What is doubtful about a record: the code of the warning, and the other record that it may be.

    Where there is no warning, the other record is much `alike`.
    """

    code: str
    other: str | None = None
    alike: Alike | None = None

    @property
    def other_id(self) -> str:
        """The id of the other record."""
        return (self.other or "").rpartition("/")[2]


@dataclass(frozen=True)
class Line:
    """A record that would be saved: what it is called, by its fields in the form, and what is doubtful.

    `known`: nothing new is made of it, the record that is known is cited or named.
    """

    prefix: str
    collection: str
    id: str
    title: str
    known: bool = False
    who: Sequence[str] = ()
    whom: Sequence[str] = ()
    quote: str = ""
    facts: Sequence[str] = ()
    doubts: Sequence[Doubt] = ()

    @property
    def number(self) -> str:
        """The number of its fields, where it is a promise or a statement; else empty."""
        candidate = f"{fields.CANDIDATE}-"
        return self.prefix.removeprefix(candidate).rstrip("-") if self.prefix.startswith(candidate) else ""


def summary(
    language: Language,
    entries: Entries,
    made: MadeBundle,
    names: Names,
    warnings: Sequence[Mapping[str, Any]],
    alike: Mapping[str, Alike],
) -> Mapping[str, Sequence[Line]]:
    """Return the lines of each collection, in the order in which they are shown."""
    found: dict[str, list[Line]] = {collection: [] for collection in ORDER}
    for collection in ORDER:
        for place, record in enumerate(made.bundle.get(collection, ())):
            of_record = [one for one in warnings if _is_within(one["pointer"], f"/{collection}/{place}")]
            doubts = list(_doubts(of_record))
            if collection == "pledges" and (one := alike.get(record["id"])) is not None:
                doubts.append(Doubt("", f"/v1/pledges/{one.id}", one))
            found[collection].append(_line(language, made, names, collection, record, doubts))
    for collection, what in (("meetings", fields.MEETING), ("sources", fields.SOURCE)):
        if known := entries.text(f"{what}-{KNOWN}"):
            title = entries.text(f"{what}-title") or known
            found[collection].append(Line(f"{what}-", collection, known, title, known=True))
    return {collection: lines for collection, lines in found.items() if lines}


def _is_within(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(f"{place}/")


def _doubts(warnings: Sequence[Mapping[str, Any]]) -> Iterator[Doubt]:
    for warning in warnings:
        yield Doubt(warning["code"], warning.get("other"))


def _line(
    language: Language,
    made: MadeBundle,
    names: Names,
    collection: str,
    record: Mapping[str, Any],
    doubts: Sequence[Doubt],
) -> Line:
    prefix = made.fields.get((collection, record["id"]))
    parties = record.get("parties", ())
    quote = (record.get("citations") or [{}])[-1].get("quote") or {}
    title = record.get("title") or record.get("name") or record.get("summary") or record["id"]
    speaker = record.get("speaker")
    return Line(
        prefix or made.cited.get((collection, record["id"]), ""),
        collection,
        record["id"],
        title,
        known=prefix is None,
        who=[names.name_of(one["participant"]) for one in parties if one["role"] == PartyRole.PROMISOR]
        or ([names.name_of(speaker)] if speaker else [told] if (told := record.get("attributed_to")) else []),
        whom=[names.name_of(one["participant"]) for one in parties if one["role"] == PartyRole.PROMISEE],
        quote=quote.get("exact", ""),
        facts=[*_facts(language, collection, record), *_more_facts(language, names, record)],
        doubts=doubts,
    )


def _facts(language: Language, collection: str, record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is told of a record beside what it is called: what it is, and its day."""
    if kind := record.get("kind"):
        yield label(language, KINDS[collection], kind)
    if due := record.get("due"):
        yield language.gettext("due %(day)s") % {"day": _day(language, due)}
    for name in ("starts", "published"):
        if day := record.get(name):
            yield _day(language, day)


def _more_facts(language: Language, names: Names, record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands in folded fields and would be saved unseen: who else has to do with it, and on what terms."""
    for one in record.get("parties", ()):
        if one["role"] not in SHOWN_ROLES:
            yield f"{label(language, 'party_role', one['role'])}: {names.name_of(one['participant'])}"
    for one in record.get("conditions", ()):
        yield language.gettext("on condition that: %(condition)s") % {"condition": one["text"]}


def _day(language: Language, edtf: str) -> str:
    approximate, uncertain = ("%" in edtf or mark in edtf for mark in "~?")
    return date_words(language, {"edtf": edtf, "approximate": approximate, "uncertain": uncertain})
