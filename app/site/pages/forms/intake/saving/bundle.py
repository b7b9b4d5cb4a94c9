"""The bundle that a form makes: what is taken of it, and in which field stands what the bundle says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.faults import Fault, FaultCode
from app.site.pages.forms.intake.names import Names
from app.site.pages.forms.intake.numbering import Numbering, text_of
from app.site.pages.forms.intake.own_ids import CALLED_BY, ID, own_id
from app.site.pages.forms.intake.quotations import in_one_line, is_too_long
from app.site.pages.forms.intake.saving.places import places_of
from app.values.identifiers import slug

ID_LENGTH = 76
"""Of ids that are made of titles: room for a number behind those that are taken."""

KNOWN = "known"
Record = dict[str, Any]


@dataclass
class MadeBundle:
    """A bundle, the form's fields by the pointers of what they say, and what is wrong before it is asked.

    `fields` has the prefix of the fields of each record that is new, by its collection and id, `cited` that of each
    known record that is cited in place of a new one.
    """

    bundle: dict[str, list[Record]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fields: dict[tuple[str, str], str] = field(default_factory=dict)
    cited: dict[tuple[str, str], str] = field(default_factory=dict)


def make_bundle(entries: Entries, known: Mapping[str, str], written: Mapping[tuple[str, str], Record]) -> MadeBundle:
    """Return the bundle of a form.

    `known` has ids of known participants by the names that were typed, `written` the known pledges and statements that
    are cited in place of new ones, as they are written now.
    """
    return _Maker(entries, Names(entries, known), written).make()


class _Maker:
    def __init__(self, entries: Entries, names: Names, written: Mapping[tuple[str, str], Record]) -> None:
        self._entries, self._names, self._written = entries, names, written
        self._text = in_one_line(text_of(entries))
        self._made = MadeBundle()
        self._numbering = numbering = Numbering(entries)
        self._named: set[str] = set()
        prefixes = [f"{fields.CANDIDATE}-{number}-" for number in numbering.numbers(fields.CANDIDATE)]
        self._not_taken = {entries.text(prefix + ID) for prefix in prefixes if not entries.text(prefix + "take")}
        self._ids = self._candidate_ids([prefix for prefix in prefixes if entries.text(prefix + "take")])
        self._source = self._id(fields.SOURCE)
        self._meeting = self._id(fields.MEETING)

    def make(self) -> MadeBundle:
        """Put together all that is taken. Participants come last, since only those who are named are recorded."""
        prefix = f"{fields.SOURCE}-"
        if not self._entries.text(prefix + KNOWN):
            self._add("sources", prefix, {"id": self._source, **self._some(prefix, fields.OF_SOURCE)})
        prefix = f"{fields.MEETING}-"
        if self._meeting and not self._entries.text(prefix + KNOWN):
            self._add("meetings", prefix, self._meeting_record(prefix))
        for number in self._numbering.numbers(fields.CANDIDATE):
            prefix = f"{fields.CANDIDATE}-{number}-"
            if self._entries.text(prefix + "take"):
                self._candidate(prefix)
        self._participants()
        return self._made

    def _participants(self) -> None:
        """Add the new participants who are named; what they are part of is named by them."""
        left = list(self._names.new())
        while found := [one for one in left if one.id in self._named]:
            left = [one for one in left if one.id not in self._named]
            for one in found:
                self._participant(f"{fields.PARTICIPANT}-{one.number}-", one.id)

    def _participant(self, prefix: str, id: str) -> None:
        record = {"id": id, **self._some(prefix, fields.OF_PARTICIPANT)}
        if whole := self._names_in(prefix + "part_of"):
            record["part_of"] = [{"participant": one} for one in whole]
        if title := self._entries.given(prefix + "office"):
            body = self._name(prefix + "office_of")
            record["offices"] = [{"title": title} | ({"body": body} if body else {})]
        self._add("participants", prefix, record)

    def _add(self, collection: str, prefix: str, record: Record) -> None:
        several = self._made.bundle.setdefault(collection, [])
        place = f"/{collection}/{len(several)}"
        several.append(record)
        self._made.fields[collection, record["id"]] = prefix
        self._made.places |= places_of(collection, place, prefix, record, self._numbering)

    def _id(self, kind: str) -> str:
        """Return the id of what is known, or the one that what is new gets; "" where nothing is said of it."""
        prefix = f"{kind}-"
        if known := self._entries.text(prefix + KNOWN):
            return known
        title = self._entries.text(prefix + CALLED_BY[kind])
        if kind == fields.MEETING and not title:
            return ""
        return own_id(self._entries, prefix, kind) or _made_of(title)

    def _kind(self, prefix: str) -> str:
        return fields.STATEMENT if self._entries.text(prefix + "type") == fields.STATEMENT else fields.PLEDGE

    def _candidate_ids(self, prefixes: Sequence[str]) -> Mapping[str, str]:
        """Return the ids of new pledges and statements by the prefixes of their fields: those proposed, or new ones."""
        found: dict[str, str] = {}
        taken: dict[str, set[str]] = {fields.PLEDGE: set(), fields.STATEMENT: set()}
        proposed = {prefix: own_id(self._entries, prefix, self._kind(prefix)) for prefix in prefixes}
        for prefix, id in proposed.items():
            taken[self._kind(prefix)].add(id)
        for prefix, id in proposed.items():
            kind = self._kind(prefix)
            made = _made_of(self._entries.text(prefix + CALLED_BY[kind]))
            free = (f"{made}-{number}" if number > 1 else made for number in count(1))
            found[prefix] = id or next(one for one in free if one not in taken[kind])
            taken[kind].add(found[prefix])
        return found

    def _some(self, prefix: str, names: Iterable[str]) -> Record:
        return {name: given for name in names if (given := self._entries.given(prefix + name)) is not None}

    def _name(self, name_field: str) -> str | None:
        found = self._names_in(name_field)
        return found[0] if found else None

    def _names_in(self, name_field: str) -> Sequence[str]:
        """Return the ids of who is named in a field. Who is not known is a fault, and left out."""
        found = []
        for name in self._entries.all(name_field):
            id = self._names.id_of(name)
            if id is None:
                self._made.faults.append(Fault(name_field, FaultCode.UNKNOWN_NAME, name))
            else:
                self._named.add(id)
                found.append(id)
        return list(dict.fromkeys(found))

    def _meeting_record(self, prefix: str) -> Record:
        attendance = []
        for row in self._numbering.rows(prefix, "attendance", fields.WHO_ATTENDED):
            at = f"{prefix}attendance-{row}-"
            who = {name: id for name in ("participant", "on_behalf_of") if (id := self._name(at + name)) is not None}
            attendance.append(who | self._some(at, fields.OF_ATTENDANCE))
        return {
            "id": self._meeting,
            **self._some(prefix, fields.OF_MEETING),
            "attendance": attendance,
            "citations": [self._citation(prefix)],
        }

    def _citation(self, prefix: str) -> Record:
        quote = in_one_line(self._entries.text(prefix + "quote"))
        citation: Record = {"source": self._source, **self._some(prefix, fields.OF_CITATION)}
        if quote:
            around = {"prefix": self._entries.given(prefix + "before"), "suffix": self._entries.given(prefix + "after")}
            citation["quote"] = {"exact": quote} | {name: given for name, given in around.items() if given}
            if is_too_long(quote):
                self._made.faults.append(Fault(prefix + "quote", FaultCode.LONG_QUOTATION))
            elif quote not in self._text:
                self._made.faults.append(Fault(prefix + "quote", FaultCode.NO_QUOTATION))
        if speaker := self._name(prefix + "speaker"):
            citation["speaker"] = speaker
        elif described := self._entries.given(prefix + "attributed_to"):
            citation["attributed_to"] = described
        if "speaker" in citation or "attributed_to" in citation:
            citation.pop("voice", None)
        return citation

    def _candidate(self, prefix: str) -> None:
        kind = self._kind(prefix)
        collection = fields.COLLECTIONS[kind]
        if known := self._entries.text(prefix + KNOWN):
            self._cite_known(prefix, collection, known)
            return
        said = self._pledge(prefix) if kind == fields.PLEDGE else self._statement(prefix)
        topics = {"topics": topics} if (topics := self._entries.all(prefix + "topic")) else {}
        self._add(
            collection, prefix, {"id": self._ids[prefix], **said, **topics, "citations": [self._citation(prefix)]}
        )

    def _pledge(self, prefix: str) -> Record:
        record = self._some(prefix, fields.OF_PLEDGE)
        parties = [{"participant": id, "role": role} for role in fields.ROLES for id in self._names_in(prefix + role)]
        record["parties"] = parties
        if not self._entries.all(prefix + "promisor"):
            self._made.faults.append(Fault(prefix + "promisor", FaultCode.REQUIRED))
        if (role := self._entries.text(prefix + "meeting_role")) and self._meeting:
            record["meetings"] = [{"meeting": self._meeting, "role": role}]
        if conditions := self._entries.all(prefix + "condition"):
            record["conditions"] = [{"text": text} for text in conditions]
        rows = self._numbering.rows(prefix, "target", fields.OF_TARGET)
        if targets := [self._some(f"{prefix}target-{row}-", fields.OF_TARGET) for row in rows]:
            record["targets"] = targets
        if links := self._links(prefix):
            record["links"] = links
        return record

    def _links(self, prefix: str) -> list[Record]:
        """Return the links to other pledges, without those to pledges of the form that are not taken."""
        rows = self._numbering.rows(prefix, "link", ("pledge",))
        links = [self._some(f"{prefix}link-{row}-", fields.OF_LINK) for row in rows]
        now = {self._entries.text(prefix + ID): id for prefix, id in self._ids.items()}
        return [
            {**link, "pledge": now.get(link["pledge"], link["pledge"])}
            for link in links
            if link["pledge"] not in self._not_taken
        ]

    def _statement(self, prefix: str) -> Record:
        record = self._some(prefix, fields.OF_STATEMENT)
        record |= {name: id for name in fields.NAMED if (id := self._name(prefix + name)) is not None}
        if "speaker" in record:
            record.pop("attributed_to", None)
        if self._entries.text(prefix + "at_meeting") and self._meeting:
            record["meeting"] = self._meeting
        return record

    def _cite_known(self, prefix: str, collection: str, known: str) -> None:
        """Add to a known record that this source says it, too; and to a pledge that it came up at the meeting."""
        written = self._written.get((collection, known))
        if written is None:
            self._made.faults.append(Fault(prefix + KNOWN, FaultCode.NO_RECORD, known))
            return
        record = {**written, "id": known, "citations": [*written["citations"], self._citation(prefix)]}
        if collection == "pledges" and self._meeting:
            meetings = written["meetings"]
            if all(one["meeting"] != self._meeting for one in meetings):
                role = self._entries.text(prefix + "meeting_role")
                came_up = "reaffirmed_at" if role in {"", "made_at"} else role
                record["meetings"] = [*meetings, {"meeting": self._meeting, "role": came_up}]
        several = self._made.bundle.setdefault(collection, [])
        again = next((one for one in several if one["id"] == known), None)
        if again is not None:
            again["citations"] = [*again["citations"], record["citations"][-1]]
            return
        self._made.places[f"/{collection}/{len(several)}"] = prefix + KNOWN
        self._made.cited[collection, known] = prefix
        several.append(record)


def _made_of(title: str) -> str:
    return slug(title or "untitled", ID_LENGTH)
