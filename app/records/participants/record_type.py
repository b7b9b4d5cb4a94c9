"""Participants as the ledger keeps them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations, codes, different_records, objects, texts, translations
from app.ledger.model.record_state import State
from app.ledger.model.record_type import Merging, RecordType, register_record_type
from app.ledger.model.rows.first_read import Piece
from app.ledger.model.rows.look_alikes import alike, values_of
from app.ledger.model.shapes import Values
from app.records.base.cycles import path_back, path_text
from app.records.base.record_names import names_and_codes
from app.records.participants.schemas import Participant, office_id
from app.records.sources.citations import INLINE
from app.tables import participants as tables
from app.tables.ledger.names import CODE
from app.values.codes.territories import territory_key
from app.values.identifiers import slug
from app.values.links import code_in
from app.values.sort_keys import earliest_day, latest_day, sort_key
from app.vocabulary import ParticipantKind

SUCCEEDS = "succeeds"
"""The words for a path along successions."""


def _check(connection: Connection, before: State | None, after: State) -> None:
    """Refuse a participant that would come to be part of itself, or to take its own place."""
    _refuse_succession_of_itself(connection, [] if before is None else before.written["succeeds"], after)
    joined = [membership["participant"] for membership in after.written["part_of"]]
    membership = tables.Membership
    for index, group in enumerate(joined):
        above = select(membership.part_of.label("id")).where(membership.participant_id == group).cte(recursive=True)
        above = above.union(select(membership.part_of).where(membership.participant_id == above.c.id))
        if group == after.id or connection.scalar(select(above.c.id).where(above.c.id == after.id)) is not None:
            detail = "The participant would be part of itself."
            fault = Fault("name a participant that is not part of this one", pointer=f"/part_of/{index}/participant")
            raise Invalid(detail, faults=[fault])


def _refuse_succession_of_itself(connection: Connection, known: Sequence[str], after: State) -> None:
    succession = tables.Succession
    for index, former in enumerate(after.written["succeeds"]):
        if former in known:
            continue
        if path := path_back(connection, succession.participant_id, succession.succeeds, former, after.id):
            detail = "The participant would take its own place."
            cycle = path_text([after.id, *path], SUCCEEDS)
            raise Invalid(detail, faults=[Fault(f"closes a cycle: {cycle}", pointer=f"/succeeds/{index}")])


def _columns(written: Values) -> Values:
    return {
        "sort_name": sort_key(written["name"]),
        "began": written["from"],
        "began_first_day": earliest_day(written["from"]),
        "ended": written["to"],
        "ended_last_day": latest_day(written["to"]),
    }


def _refuse_merge(merged: Values, survivor: Values) -> str | None:
    """Return why the two cannot be merged: persons and states merge only with their own kind. None if they can."""
    kinds = {merged["kind"], survivor["kind"]}
    if len(kinds) > 1 and kinds & {ParticipantKind.PERSON, ParticipantKind.STATE}:
        return f"name a participant of the kind {merged['kind']}, not {survivor['kind']}"
    return None


def _kept_name(merged: Values) -> tuple[str, Values]:
    return "other_names", {"name": merged["name"], "language": None}


_OF_ONE_NAME = alike(tables.Participant, "sort_name", "kind")
_OF_ONE_ID = alike(tables.Participant, "wikidata_id")


def _look_alikes(written: Values) -> Iterator[Piece]:
    """Yield the selects for a participant of the same name and kind, or with the same id elsewhere."""
    yield _OF_ONE_NAME, values_of(sort_name=sort_key(written["name"]), kind=written["kind"])
    if written["wikidata_id"] is not None:
        yield _OF_ONE_ID, values_of(wikidata_id=written["wikidata_id"])


def _names(written: Values) -> Iterator[tuple[str, str]]:
    """Yield the names and codes of a participant. A state is also what its territory is called anywhere."""
    yield from names_and_codes(written)
    if written["wikidata_id"] is not None:
        yield CODE, written["wikidata_id"]
        yield CODE, code_in("wikidata", written["wikidata_id"])
    if written["kind"] == ParticipantKind.STATE and written["country"] is not None:
        yield CODE, territory_key(written["country"])


PARTICIPANTS = register_record_type(
    RecordType(
        collection="participants",
        noun="participant",
        number=1,
        table=tables.Participant,
        written=Participant,
        nested_tables=(
            objects("other_names", tables.ParticipantName, {"name": "name", "language": "language"}),
            texts("succeeds", tables.Succession, "succeeds"),
            objects("part_of", tables.Membership, {"participant": "part_of", "from": "began", "to": "ended"}),
            objects(
                "offices",
                tables.Office,
                {"id": "id", "title": "title", "body": "body", "from": "began", "to": "ended"},
            ),
            texts("tags", tables.ParticipantTag, "tag"),
            codes("classifications", tables.ParticipantClassification),
            codes("external_ids", tables.ParticipantExternalId),
            different_records(tables.DifferentParticipant, "participant"),
            translations(tables.ParticipantTranslation, Participant),
            citations(tables.ParticipantCitation),
        ),
        columns=_columns,
        read=lambda row: {"from": row["began"], "to": row["ended"]},
        derive=lambda written: slug(written["name"]),
        check=_check,
        look_alikes=_look_alikes,
        keys={"part_of": ("participant", "from")},
        inline={"offices": office_id, **INLINE},
        names=_names,
        merging=Merging(loose=frozenset({"succeeds"}), refuse=_refuse_merge, kept_name=_kept_name),
    )
)
