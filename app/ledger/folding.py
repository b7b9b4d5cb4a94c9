"""Entries folded into the state that they add up to."""

from collections.abc import Mapping
from typing import Any

from app.ledger.kinds import Kind, PartState, State, Withdrawal
from app.ledger.shapes import Values
from app.vocabulary import Operation

ENDS = frozenset({Operation.DELETE})
"""What an entry of a whole record does that leaves no record."""


def fold(kind: Kind, state: State | None, entry: Mapping[str, Any], body: Any) -> State | None:
    """Return the state after an entry. `state` is taken over and may be changed; None means that there is no record."""
    if entry["part"] is None:
        return _fold_record(state, entry, body)
    if state is None:
        message = f"entry {entry['number']} writes a part of a record that is not there"
        raise ValueError(message)
    state.version = entry["version"]
    state.updated_at = entry["at"]
    name, part, *rest = entry["part"].split("/")
    if name in kind.sides:
        _fold_side(state.parts.setdefault(name, {}), part, rest, entry, body)
    else:
        state.written = state.written | {name: _listed(state.written[name], part, entry["operation"], body)}
    return state


def _fold_record(state: State | None, entry: Mapping[str, Any], body: Any) -> State | None:
    if entry["operation"] in ENDS:
        return None
    if state is None:
        return State(entry["record"], entry["version"], entry["at"], entry["at"], body)
    state.version, state.updated_at, state.written = entry["version"], entry["at"], body
    return state


def _fold_side(parts: dict[str, PartState], part: str, rest: list[str], entry: Mapping[str, Any], body: Any) -> None:
    if rest:
        name, nested = rest
        known = parts[part]
        known.written = known.written | {name: _listed(known.written[name], nested, entry["operation"], body)}
    elif entry["operation"] == Operation.WITHDRAW:
        parts[part].withdrawn = Withdrawal(entry["at"], entry["actor"], body["reason"])
    else:
        parts[part] = PartState(part, body, entry["number"], entry["at"], entry["actor"], entry["version"])


def _listed(items: list[Values], item_id: str, operation: str, body: Any) -> list[Values]:
    """Return the list with one item put in its place, at the end, or taken out."""
    if operation == Operation.DELETE:
        return [item for item in items if item["id"] != item_id]
    if any(item["id"] == item_id for item in items):
        return [body if item["id"] == item_id else item for item in items]
    return [*items, body]
