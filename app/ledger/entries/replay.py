"""Entries folded into the state that they add up to."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.ledger.entries.unknown_content import UnknownContent, fold_unknown
from app.ledger.model.item_keys import listed
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import LastWritten, PartState, State, Withdrawal
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.vocabulary import Operation

ENDS = frozenset({Operation.DELETE, Operation.MERGE})
"""What an entry of a whole record does that leaves no record."""


def fold(record_type: RecordType, state: State | None, entry: Mapping[str, Any], body: Any) -> State | None:
    """Return the state after an entry. `state` is taken over and may be changed; None means that there is no record.

    `body` is what the entry holds (`body_of`): where that was redacted, the state is not known (`is_known`).
    """
    last_written = {} if state is None else state.last_written
    folded = _folded(record_type, state, entry, body)
    if record_type.traced and folded is not None and entry["part"] is None:
        folded.last_written = _last_written(record_type, last_written, folded.written, entry, body)
    return folded


def _folded(record_type: RecordType, state: State | None, entry: Mapping[str, Any], body: Any) -> State | None:
    ends = entry["part"] is None and entry["operation"] in ENDS
    if not ends and (isinstance(body, UnknownContent) or (state is not None and not state.whole)):
        return fold_unknown(record_type, state, entry)
    if entry["part"] is None:
        return _fold_record(state, entry, body)
    if state is None:
        message = f"entry {entry['number']} writes a part of a record that is not there"
        raise ValueError(message)
    state.version = entry["version"]
    state.updated_at = entry["at"]
    name, part, *rest = entry["part"].split("/")
    if name in record_type.part_types:
        _fold_part(record_type.part_types[name], state.parts.setdefault(name, {}), part, rest, entry, body)
    else:
        items = listed(record_type.keys, name, state.written[name], part, entry["operation"], body)
        state.written = state.written | {name: items}
    return state


def _fold_record(state: State | None, entry: Mapping[str, Any], body: Any) -> State | None:
    if entry["operation"] in ENDS:
        return None
    if entry["operation"] == Operation.UNMERGE:
        return restored(entry, body)
    if state is not None and entry["operation"] == Operation.MOVE:
        state.version, state.updated_at = entry["version"], entry["at"]
        apply_rewrite(state, body)
        return state
    if state is None:
        return State(entry["record"], entry["version"], entry["at"], entry["at"], body)
    state.version, state.updated_at, state.written = entry["version"], entry["at"], body
    return state


UNKNOWN = ""
"""The name under which the entry is kept that began a stretch of which is not known what was written."""


def _last_written(
    record_type: RecordType, before: Mapping[str, LastWritten], written: Values, entry: Mapping[str, Any], body: Any
) -> Mapping[str, LastWritten]:
    """Return which entry wrote each traced member last.

    What was redacted is taken to have changed nothing but for what is known of before and after: what was not known
    before was written where that began.
    """
    number = entry["number"]
    if isinstance(written, UnknownContent):
        return {UNKNOWN: LastWritten(number, None), **before}
    found = {}
    restored = body["last_written"] if entry["operation"] == Operation.UNMERGE else {}
    for name, value in record_type.traced_members(written).items():
        known = before.get(name, before.get(UNKNOWN))
        is_same = known is not None and known.value in {None, value}
        since = known.entry if known is not None and is_same else number
        found[name] = LastWritten(restored.get(name, since), value)
    return found


def apply_rewrite(state: State, body: Values) -> None:
    """Put what a merge moved in its place. Of parts, what was judged, when and by whom stays as it is."""
    if body["written"] is not None:
        state.written = body["written"]
    for name, parts in body["parts"].items():
        for part, written in parts.items():
            state.parts[name][part].written = written


def snapshot(state: State) -> Values:
    """Return a record with all its parts, as the entry that undoes a merge holds it."""
    parts = {name: [asdict(part) for part in known.values()] for name, known in state.parts.items()}
    return {
        "created_at": state.created_at,
        "written": state.written,
        "parts": parts,
        "last_written": state.entries_of_members,
    }


def restored(entry: Mapping[str, Any], body: Values) -> State:
    """Return the record that a snapshot holds."""
    parts = {name: {part["id"]: _part(part) for part in known} for name, known in body["parts"].items()}
    return State(entry["record"], entry["version"], body["created_at"], entry["at"], body["written"], parts)


def _part(kept: Values) -> PartState:
    withdrawn = kept["withdrawn"]
    return PartState(**kept | {"withdrawn": withdrawn and Withdrawal(**withdrawn)})


def _fold_part(
    part_type: PartType,
    parts: dict[str, PartState],
    part: str,
    rest: list[str],
    entry: Mapping[str, Any],
    body: Any,
) -> None:
    if rest:
        name, nested = rest
        known = parts[part]
        items = listed({}, name, known.written[name], nested, entry["operation"], body)
        known.written = known.written | {name: items}
    elif entry["operation"] == Operation.WITHDRAW:
        parts[part].withdrawn = Withdrawal(entry["at"], entry["actor"], body["reason"])
    elif entry["operation"] == Operation.CORRECT:
        parts[part].written = body
    elif entry["operation"] == Operation.DELETE:
        del parts[part]
    else:
        # One that is written again is the last, as it is in the table.
        before = parts.pop(part) if part in parts else None
        made = PartState(part, body, entry["number"], entry["at"], entry["actor"], entry["version"])
        if entry["operation"] != Operation.TAKE_EFFECT:
            made.scheduled_for = part_type.schedule(body, entry["at"])
        elif before is not None:
            # Whoever recorded it is who says so: the calendar only knows the day.
            made.actor = before.actor
        parts[part] = made
