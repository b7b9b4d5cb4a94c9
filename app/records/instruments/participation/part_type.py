"""Participation as the ledger keeps it, and the parties that follow from it."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.ledger.model.nested_tables import citations
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Names, Values
from app.records.instruments.participation.schemas import Participation, participation_id
from app.records.instruments.participation.standing import PART_TYPE, acts_of, deeds_of, standing_of
from app.records.sources.citations import INLINE
from app.tables import instruments as tables
from app.values.sort_keys import day_of_part
from app.values.times.dates import read_date

COLUMNS = {"participant": "participant", "act": "act", "on": "on_date", "in_force": "in_force", "to": "to_participant"}
"""The written fields that are columns as they are: `on` and `to` are words of SQL."""


def _columns(written: Values, document: Values) -> Values:
    return {column: written[name] for name, column in COLUMNS.items()} | {
        "text": written["text"],
        "on_last_day": day_of_part(written["on"], document["recorded_at"]),
    }


def _read(row: Mapping[str, Any]) -> Values:
    return {"id": row["id"], "text": row["text"]} | {name: row[column] for name, column in COLUMNS.items()}


PARTICIPATION = PartType(
    name=PART_TYPE,
    noun="participation",
    table=tables.Participation,
    written=Participation,
    nested_tables=(citations(tables.ParticipationCitation),),
    part_column="participation_id",
    columns=_columns,
    read=_read,
    is_shown=True,
    correctable=frozenset({"in_force", "text", "citations"}),
    derive=participation_id,
    inline=INLINE,
    day=lambda written, recorded_at: day_of_part(written["on"], recorded_at),
    day_column="on_last_day",
)


def parties(state: State, names: Names) -> list[Values]:
    """Return where each participant stands: computed again, or as it was where no act was read."""
    if not state.holds(PART_TYPE) and state.kept is not None:
        kept: list[Values] = state.kept.document["parties"]
        return kept
    parts = state.parts.get(PART_TYPE, {})
    found = []
    for participant, deeds in sorted(deeds_of(parts.values()).items()):
        standing = standing_of(deeds)
        made_by = {} if standing.made_by is None else parts[standing.made_by].written
        since, in_force = made_by.get("on"), made_by.get("in_force")
        found.append(
            {
                "participant": {"id": participant, "name": names.get(("participants", participant))},
                "standing": standing.standing.value,
                "since": None if since is None else read_date(since),
                "in_force": None if in_force is None else read_date(in_force),
                "reservations": standing.reservations,
                "acts": acts_of(deeds),
            }
        )
    return found


def party_rows(document: Values) -> Iterable[tuple[Any, ...]]:
    """Yield the rows by which instruments are found by where a participant stands."""
    for party in document["parties"]:
        yield party["participant"]["id"], party["standing"], party["reservations"] > 0


def counts(state: State) -> Values:
    """Return how many acts stand, and how many were withdrawn."""
    if not state.holds(PART_TYPE) and state.kept is not None:
        kept: Values = state.kept.document["counts"]
        return kept
    parts = state.parts.get(PART_TYPE, {}).values()
    withdrawn = sum(part.withdrawn is not None for part in parts)
    return {PART_TYPE: len(parts) - withdrawn, "withdrawn": withdrawn}
