"""Milestones as the ledger keeps them. They are edited as the work goes on; their entries keep what they were."""

from collections.abc import Mapping
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.base.amended import AMENDMENTS
from app.records.base.targets import fill_in_target, target_named
from app.records.milestones.schemas import Milestone, milestone_id
from app.records.sources.citations import INLINE
from app.tables.parts.milestones import Milestone as Table
from app.tables.parts.milestones import MilestoneCitation
from app.values.numbers import plain
from app.values.sort_keys import day_of_part, latest_day
from app.vocabulary import CHANGES, Direction, Measure

PART_TYPE = "milestones"
KEPT = ("title", "due", "done_on", "target", "value")
"""The written fields that are columns as they are."""


def _columns(written: Values, document: Values) -> Values:
    return {name: written[name] for name in KEPT} | {
        "due_last_day": latest_day(written["due"]),
        "done_last_day": day_of_part(written["done_on"], document["recorded_at"]),
    }


def _read(row: Mapping[str, Any]) -> Values:
    value = None if row["value"] is None else plain(row["value"])
    return {name: row[name] for name in ("id", *KEPT)} | {"value": value}


def _fill_in(state: State, values: Values) -> Values:
    """Fill in the target of a value where the pledge has one alone."""
    return values if values["value"] is None else fill_in_target(state, values)


def _check(state: State, part: str) -> None:
    """Refuse a value that no target of the pledge can have on the way."""
    milestone = state.parts[PART_TYPE][part].written
    if milestone["value"] is None:
        return
    target = target_named(state, milestone["target"])
    if target["direction"] == Direction.BETWEEN:
        detail = "A target between two bounds has no values on the way."
        raise Invalid(detail, faults=[Fault("leave value and target out", pointer="/value")])
    if target["measure"] == Measure.BOOLEAN:
        detail = "The target is yes or no: it has no values on the way."
        raise Invalid(detail, faults=[Fault("leave value and target out", pointer="/value")])
    if target["direction"] in CHANGES and milestone["value"] < 0:
        detail = "The target says by how much it is to change."
        raise Invalid(detail, faults=[Fault("give the value without a sign", pointer="/value")])


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
    read_with=frozenset({"measurements", AMENDMENTS}),
    fill_in=_fill_in,
    check=_check,
    # One that is not done has no day: it is there on all.
    day=lambda written, recorded_at: day_of_part(written["done_on"], recorded_at),
    day_column="done_last_day",
)


def counts(state: State) -> Values:
    """Return how many milestones a pledge has, and how many are done."""
    parts = state.parts.get(PART_TYPE, {}).values()
    return {"total": len(parts), "done": sum(part.written["done_on"] is not None for part in parts)}
