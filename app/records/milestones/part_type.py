"""Milestones as the ledger keeps them. They are edited as the work goes on; their entries keep what they were."""

from collections.abc import Mapping
from typing import Any

from app.ledger.model.nested_tables import citations
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.milestones.schemas import Milestone, milestone_id
from app.records.sources.citations import INLINE
from app.tables.milestones import Milestone as Table
from app.tables.milestones import MilestoneCitation
from app.values.sort_keys import day_of_part, latest_day

PART_TYPE = "milestones"
KEPT = ("title", "due", "done_on")
"""The written fields that are columns as they are."""


def _columns(written: Values, document: Values) -> Values:
    return {name: written[name] for name in KEPT} | {
        "due_last_day": latest_day(written["due"]),
        "done_last_day": day_of_part(written["done_on"], document["recorded_at"]),
    }


def _read(row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in ("id", *KEPT)}


MILESTONES = PartType(
    name=PART_TYPE,
    noun="milestone",
    table=Table,
    written=Milestone,
    nested_tables=(citations(MilestoneCitation),),
    part_column="milestone_id",
    columns=_columns,
    read=_read,
    derive=milestone_id,
    inline=INLINE,
    # One that is not done has no day: it is there on all.
    day=lambda written, recorded_at: day_of_part(written["done_on"], recorded_at),
)


def counts(state: State) -> Values:
    """Return how many milestones a pledge has, and how many are done."""
    parts = state.parts.get(PART_TYPE, {}).values()
    return {"total": len(parts), "done": sum(part.written["done_on"] is not None for part in parts)}
