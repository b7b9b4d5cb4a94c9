"""Positions as the ledger keeps them: on pledges and on statements."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.positions.position_standing import PART_TYPE, follows
from app.records.positions.schemas import JUDGEMENTS, PledgePosition, StatementPosition, position_id
from app.records.sources.citations import INLINE, nothing_cited
from app.tables.parts import positions as tables
from app.values.sort_keys import day_of_part, earliest_day, latest_day
from app.write_result import WriteWarning


def _day(written: Values, recorded_at: str) -> str | None:
    return day_of_part(written["on"], recorded_at)


def _columns(written: Values, document: Values) -> Values:
    return {
        "participant": written["participant"],
        "position": written["position"],
        "taken_on": written["on"],
        "taken_last_day": _day(written, document["recorded_at"]),
        "stands": document["stands"],
    }


def _read(row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in ("id", "participant", "position")} | {"on": row["taken_on"]}


def _warn(state: State, position: str) -> Iterable[WriteWarning]:
    return nothing_cited(state.parts[PART_TYPE][position].written)


def _is_older(state: State, position: str, made: str | None) -> bool:
    """Return whether a position was taken wholly before what it is taken on was made: nobody answers that."""
    part = state.parts[PART_TYPE][position]
    first, last = earliest_day(made), latest_day(part.written["on"])
    return part.withdrawn is None and first is not None and last is not None and last < first


def _check_on_statement(state: State, position: str) -> None:
    """Refuse a position older than the statement."""
    made = state.written["said"]
    if _is_older(state, position, made):
        detail = "The position would be older than the statement."
        raise Invalid(detail, faults=[Fault(f"must not end before the statement was made ({made})", pointer="/on")])


def _check_on_pledge(state: State, position: str) -> None:
    """Refuse a position older than the pledge, and one on what the pledge does not have, or what was withdrawn."""
    made = state.written["announced"]
    if _is_older(state, position, made):
        detail = "The position would be older than the pledge."
        raise Invalid(detail, faults=[Fault(f"must not end before the pledge was announced ({made})", pointer="/on")])
    part = state.parts[PART_TYPE][position]
    about = part.written["about"]
    if about is None or part.withdrawn is not None:
        return
    name, judgement = about.split("/")
    known = state.parts.get(name, {}).get(judgement)
    if known is None or known.withdrawn is not None:
        detail = "A position is taken on the pledge, or on a status change or an assessment of it that stands."
        message = f"give one of the pledge's {name.replace('_', ' ')} that was not withdrawn, or null"
        raise Invalid(detail, faults=[Fault(message, pointer="/about")])


ON_STATEMENTS = PartType(
    name=PART_TYPE,
    noun="position",
    table=tables.StatementPosition,
    written=StatementPosition,
    nested_tables=(citations(tables.StatementPositionCitation),),
    part_column="position_id",
    columns=_columns,
    read=_read,
    correctable=frozenset({"citations"}),
    derive=position_id,
    inline=INLINE,
    day=_day,
    day_column="taken_last_day",
    follows=follows,
    check=_check_on_statement,
    is_shown=True,
    warn=_warn,
)

ON_PLEDGES = PartType(
    name=PART_TYPE,
    noun="position",
    table=tables.PledgePosition,
    written=PledgePosition,
    nested_tables=(citations(tables.PledgePositionCitation),),
    part_column="position_id",
    columns=lambda written, document: {**_columns(written, document), "about": written["about"]},
    read=lambda row: {**_read(row), "about": row["about"]},
    correctable=frozenset({"citations"}),
    derive=position_id,
    inline=INLINE,
    day=_day,
    day_column="taken_last_day",
    follows=follows,
    read_with=frozenset(JUDGEMENTS),
    check=_check_on_pledge,
    is_shown=True,
    warn=_warn,
)
