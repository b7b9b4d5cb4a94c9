"""Status changes as the ledger keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.ledger.model.nested_tables import NestedTable, citations, texts
from app.ledger.model.part_type import PartType
from app.ledger.model.shapes import Values
from app.records.base.as_published import published_columns, published_in
from app.records.pledges.amendments.part_type import AMENDMENTS
from app.records.pledges.status.histories import PART_TYPE, follows
from app.records.pledges.status.neighbours import neighbours
from app.records.pledges.status.schemas import StatusChange, status_change_id
from app.records.pledges.warnings import warn_of_change
from app.records.sources.citations import INLINE
from app.tables.parts import status_changes as tables
from app.values.sort_keys import day_of_part, effective_day, scheduled_day


def _columns(written: Values, document: Values) -> Values:
    return published_columns(written["as_published"]) | {
        "party": written["party"],
        "status": written["status"],
        "effective_on": written["effective_on"],
        "effective_last_day": effective_day(written, document),
        "reason": written["reason"],
        "announced_on": written["announced_on"],
        "sources_reviewed_up_to": written["sources_reviewed_up_to"],
        "unknown_because": written["unknown_because"],
        "successor": written["successor"],
        "is_reversal": document["is_reversal"],
    }


def _read(row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in COLUMNS} | {"as_published": published_in(row)}


CORRECTABLE = frozenset({"reason", "citations", "actions", "as_published", "unknown_because"})
"""What of a status change may be put right where it stands. Whom it judges, to what and when is withdrawn instead."""

COLUMNS = (
    "id",
    "party",
    "status",
    "effective_on",
    "reason",
    "announced_on",
    "sources_reviewed_up_to",
    "unknown_because",
    "successor",
)
"""The members of a status change that are columns as they are written."""


def _override_rows(override: Values | None) -> list[Values]:
    override = override or {"guards": [], "reason": None}
    return [
        {"guard": guard, "position": position, "reason": override["reason"]}
        for position, guard in enumerate(override["guards"])
    ]


def _override(rows: Sequence[Mapping[str, Any]]) -> Values | None:
    return {"guards": [row["guard"] for row in rows], "reason": rows[0]["reason"]} if rows else None


STATUS_CHANGES = PartType(
    name=PART_TYPE,
    noun="status change",
    table=tables.StatusChange,
    written=StatusChange,
    nested_tables=(
        citations(tables.StatusChangeCitation),
        texts("actions", tables.StatusChangeAction, "action"),
        NestedTable("override", tables.StatusChangeOverride, _override_rows, _override),
    ),
    part_column="status_change_id",
    columns=_columns,
    read=_read,
    correctable=CORRECTABLE,
    follows=follows,
    neighbours=neighbours,
    # Which of them are older than the criteria.
    follows_fields=frozenset({"criteria"}),
    # By which day a pledge was due then.
    read_with=frozenset({AMENDMENTS.name}),
    derive=status_change_id,
    inline=INLINE,
    day=lambda written, recorded_at: day_of_part(written["effective_on"], recorded_at),
    day_column="effective_last_day",
    schedule=scheduled_day,
    warn=warn_of_change,
)
