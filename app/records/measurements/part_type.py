"""Measurements as the ledger keeps them, and what it refuses of them."""

from collections.abc import Mapping
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.base.amended import AMENDMENTS
from app.records.base.promisors import refuse_other_doer
from app.records.base.targets import fill_in_target, target_named
from app.records.measurements.progress import PART_TYPE
from app.records.measurements.schemas import Measurement, measurement_id
from app.records.sources.citations import INLINE
from app.tables.parts.measurements import Measurement as Table
from app.tables.parts.measurements import MeasurementCitation
from app.values.numbers import plain
from app.values.sort_keys import day_of_part, earliest_day
from app.vocabulary import Measure

KEPT = ("target", "party", "period", "value", "note")
"""The written fields that are columns as they are."""


def _columns(written: Values, document: Values) -> Values:
    return {name: written[name] for name in KEPT} | {
        "period_first_day": earliest_day(written["period"]),
        "period_last_day": day_of_part(written["period"], document["recorded_at"]),
    }


def _read(row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in ("id", *KEPT)} | {"value": plain(row["value"])}


def _check(state: State, part: str) -> None:
    """Refuse values of no target, of who is to do nothing, and a number for what is yes or no."""
    measurement = state.parts[PART_TYPE][part]
    if measurement.withdrawn is not None:
        return
    target = target_named(state, measurement.written["target"])
    refuse_other_doer(state, measurement.written["party"])
    if target["measure"] == Measure.BOOLEAN and measurement.written["value"] not in {0, 1}:
        detail = "The target is yes or no: the value must be 1 or 0."
        raise Invalid(detail, faults=[Fault("write 1 for done, 0 for not done", pointer="/value")])


MEASUREMENTS = PartType(
    name=PART_TYPE,
    noun="measurement",
    table=Table,
    written=Measurement,
    nested_tables=(citations(MeasurementCitation),),
    part_column="measurement_id",
    columns=_columns,
    read=_read,
    correctable=frozenset({"note", "citations"}),
    derive=measurement_id,
    inline=INLINE,
    day=lambda written, recorded_at: day_of_part(written["period"], recorded_at),
    day_column="period_last_day",
    read_with=frozenset({"milestones", AMENDMENTS}),
    fill_in=fill_in_target,
    check=_check,
)
