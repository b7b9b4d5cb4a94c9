"""Targets as rows of their table."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.ledger.model.shapes import Values
from app.values.numbers import plain

TARGET = ("id", "indicator", "measure", "direction", "value", "lower", "upper", "unit", "aggregate")
"""The written fields of a target that are columns as they are."""

NUMBERS = ("value", "lower", "upper")


def target_rows(targets: Sequence[Values]) -> list[Values]:
    """Return the rows of targets."""
    return [
        {name: target[name] for name in TARGET}
        | {f"baseline_{name}": (target["baseline"] or {}).get(name) for name in ("kind", "value", "date", "source")}
        | {"position": position}
        for position, target in enumerate(targets)
    ]


def targets_read(rows: Sequence[Mapping[str, Any]]) -> list[Values]:
    """Return the targets that rows hold."""
    return [_target(row) for row in rows]


def _target(row: Mapping[str, Any]) -> Values:
    baseline = None
    if row["baseline_value"] is not None:
        baseline = {
            "kind": row["baseline_kind"],
            "value": plain(row["baseline_value"]),
            "date": row["baseline_date"],
            "source": row["baseline_source"],
        }
    numbers = {name: None if row[name] is None else plain(row[name]) for name in NUMBERS}
    return {name: row[name] for name in TARGET} | numbers | {"baseline": baseline}
