"""Gold of the reports that the seeds cite: which file is which source, and what the seeds have of it.

The quotations of the seeds are fragments, so a candidate on the whole sentence stands for them. What the seeds take
from another report of the same is not asked of this one: a due day whose words it does not have, a strength that is an
account of it, an origin that is the stronger of two.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.exchange.formats.bundle import SEEDS, read_bundle
from app.ledger.model.shapes import Values
from app.values.search.words import name_key
from app.vocabulary import Act, Measure, MeetingStatus, ParticipantKind, PartyRole, Relation
from benchmarks.intake.gold import CodedText, Gold, GoldItem, GoldMeeting, GoldPledge, GoldStatement, GoldTarget

Records = Mapping[str, Values]
"""The records of a collection, by their ids."""


def coded_reports(folder: Path, seeds: Path = SEEDS) -> list[CodedText]:
    """Return the reports of a folder, named by their sources. Raise `ValueError` where a file is no source."""
    collections = _collections(seeds)
    found = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        source = source_of(text, collections)
        if source is None:
            message = f"{path.name} holds the quotations of no source"
            raise ValueError(message)
        found.append(CodedText(source, text, _gold(source, text, collections)))
    return found


def _collections(seeds: Path) -> Mapping[str, Records]:
    found: dict[str, dict[str, Values]] = {}
    for record in read_bundle(seeds).records:
        found.setdefault(record.record_type.collection, {})[record.id] = record.values
    return found


def source_of(text: str, collections: Mapping[str, Records]) -> str | None:
    """Return the source most of whose quotations stand in a text."""
    there: Counter[str] = Counter()
    for citation in _quoted(record for records in collections.values() for record in records.values()):
        there[citation["source"]] += 1 if citation["quote"]["exact"] in text else -1
    best = max(there, key=lambda source: there[source], default=None)
    return best if best is not None and there[best] > 0 else None


def _quoted(records: Iterable[Values]) -> Iterator[Values]:
    for record in records:
        yield from (citation for citation in record["citations"] if citation["quote"])


@dataclass
class _Report:
    """A report, and the participants whom its gold names."""

    source: str
    text: str
    named: set[str] = field(default_factory=set)

    def supporting(self, record: Values) -> list[Values]:
        """Return the citations of the report that bear the record out."""
        quoted = [one for one in _quoted([record]) if one["relation"] == Relation.SUPPORTS]
        return [one for one in quoted if one["source"] == self.source]


def _gold(source: str, text: str, collections: Mapping[str, Records]) -> Gold:
    report = _Report(source, text)
    pledges = tuple(_pledges(report, collections["pledges"]))
    statements = tuple(_statements(report, collections["statements"]))
    meetings = tuple(_meetings(report, collections["meetings"]))
    names = {record: tuple(_names(values)) for record, values in collections["participants"].items()}
    return Gold(
        language=collections["sources"][source]["language"],
        meetings=meetings,
        participants={record: told for record, told in names.items() if record in report.named},
        also_named={record: told for record, told in names.items() if record not in report.named},
        pledges=pledges,
        statements=statements,
    )


def _pledges(report: _Report, pledges: Records) -> Iterator[GoldPledge]:
    for record, pledge in pledges.items():
        citations = report.supporting(pledge)
        # Others tell of one field alone: where it was said, which border is meant.
        announcing = [one for one in citations if one["act"] == Act.ANNOUNCEMENT] or citations
        if not announcing:
            continue
        sources = {one["source"] for one in pledge["citations"] if one["relation"] == Relation.SUPPORTS}
        told_elsewhere = len(sources) > 1
        accounts = {one["account"]["field"] for one in citations if one["account"]}
        due_is_told = not pledge["due_text"] or name_key(pledge["due_text"]) in name_key_of(report.text)
        parties = {role: _in_role(pledge, role) for role in (PartyRole.PROMISOR, PartyRole.PROMISEE)}
        report.named.update(*parties.values())
        measured = [one for one in pledge["targets"] if one["measure"] != Measure.BOOLEAN]
        yield GoldPledge(
            id=record,
            quotations=_fragments(announcing),
            times=_places(report.text, announcing),
            kind=(pledge["kind"],),
            origin=() if told_elsewhere else (pledge["origin"],),
            strength=() if told_elsewhere and "strength" in accounts else (pledge["strength"],),
            precision=(pledge["precision"],),
            conditional=(bool(pledge["conditions"]),),
            promisors=(parties[PartyRole.PROMISOR],),
            promisees=(parties[PartyRole.PROMISEE],),
            due=(pledge["due"] if due_is_told else None,),
            targets=(tuple(_target(one) for one in measured),),
            thing_made=(len(measured) < len(pledge["targets"]),),
        )


def name_key_of(text: str) -> str:
    """Return a text with its words folded: `name_key` ends where a name would be too long."""
    return " ".join(name_key(word) for word in text.split())


def _in_role(pledge: Values, role: PartyRole) -> frozenset[str]:
    return frozenset(party["participant"] for party in pledge["parties"] if party["role"] == role)


def _target(target: Values) -> GoldTarget:
    # The unit is in the coder's words unless it is a share or a currency.
    unit = target["unit"] if target["unit"] == "percent" or target["measure"] == Measure.CURRENCY else None
    told = {name: target[name] for name in ("measure", "value", "lower", "upper", "direction")}
    return GoldTarget(**told, unit=unit)


def _statements(report: _Report, statements: Records) -> Iterator[GoldStatement]:
    """Yield statements; one that several made together, of which each has a record, is one item."""
    together: dict[tuple[Any, ...], list[tuple[str, Values]]] = {}
    for record, statement in statements.items():
        citations = report.supporting(statement)
        if citations:
            together.setdefault((statement["kind"], _fragments(citations)), []).append((record, statement))
    for (kind, quotations), records in together.items():
        speakers = tuple(statement["speaker"] for _record, statement in records)
        report.named.update(speaker for speaker in speakers if speaker)
        citations = report.supporting(records[0][1])
        yield GoldStatement(
            id="+".join(record for record, _statement in records),
            quotations=quotations,
            times=max(len(records), _places(report.text, citations)),
            kind=(kind,),
            speakers=speakers,
            attributed_to=records[0][1]["attributed_to"],
        )


def _fragments(citations: Iterable[Values]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one["quote"]["exact"] for one in citations))


def _places(text: str, citations: Iterable[Values]) -> int:
    """Return in how many paragraphs something is told: a program that does not see that proposes it so often."""
    return len({text.count("\n", 0, max(text.find(exact), 0)) for exact in _fragments(citations)})


def _meetings(report: _Report, meetings: Records) -> Iterator[GoldMeeting]:
    for meeting in meetings.values():
        if not report.supporting(meeting):
            continue
        attended = {one["participant"] for one in meeting["attendance"]}
        attended |= {one["on_behalf_of"] for one in meeting["attendance"]}
        report.named.update(one for one in attended if one)
        if meeting["status"] == MeetingStatus.HELD:
            # What was inferred from other reports need not be told.
            starts, ends = ((day, None) if day is None or "?" in day else (day,) for day in _days(meeting))
            yield GoldMeeting(
                title=meeting["title"],
                form=(meeting["form"],),
                starts=starts,
                ends=(*ends, None),
                place=(meeting["place"], None),
            )


def _days(meeting: Values) -> tuple[str | None, str | None]:
    return meeting["starts"], meeting["ends"]


def _names(participant: Values) -> Iterator[str]:
    """Yield what a participant is called; a person by the last name, too."""
    yield participant["name"]
    yield from (one["name"] for one in participant["other_names"])
    yield from (told["name"] for told in participant["translations"].values() if told.get("name"))
    if participant["kind"] == ParticipantKind.PERSON:
        yield participant["name"].split()[-1]


def items_of(texts: Iterable[CodedText]) -> dict[str, tuple[int, int]]:
    """Return how many pledges and statements each text must give."""

    def wanted(items: Iterable[GoldItem]) -> int:
        return sum(not item.optional for item in items)

    return {one.name: (wanted(one.gold.pledges), wanted(one.gold.statements)) for one in texts}
