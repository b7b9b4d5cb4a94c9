"""What cannot be known any longer: what stood in entries whose bodies were redacted."""

from collections.abc import Iterator, Mapping
from typing import Any

from typing_extensions import override

from app.ledger.model.item_keys import Keys, listed
from app.ledger.model.record_state import PartState, State, Withdrawal
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.ledger.model.stored_shapes import completed_body
from app.strict_json import decode
from app.vocabulary import Operation

NO_NAME = "[redacted]"
"""What a record is called where its name of then was redacted."""


class UnknownContent(dict[str, Any]):
    """Stands where content was that is not known. Nothing that is put into it makes it known, but for all of it."""

    def __missing__(self, _name: str) -> list[Any]:
        """Return a list without items: whatever is done to it, nothing comes of it."""
        return []

    @override
    def __or__(self, _others: object) -> "UnknownContent":  # type: ignore[override] # whatever they are
        return self


def body_of(record_type: RecordType, entry: Mapping[str, Any]) -> Any:
    """Return what an entry holds, for folding, as this program would have written it.

    Every entry held something: no body at all is one that was redacted.
    """
    if entry["body"] is None:
        return UnknownContent()
    return completed_body(record_type, entry["part"], entry["operation"], decode(entry["body"]))


def is_known(state: State) -> bool:
    """Return whether nothing of a state was redacted."""
    return _is_known(state.written) and parts_are_known(state)


def parts_are_known(state: State) -> bool:
    """Return whether nothing was redacted of the parts that have histories of their own."""
    return state.whole and all(_is_known(part.written) and _reason_is_known(part) for part in _parts(state))


def _parts(state: State) -> Iterator[PartState]:
    for known in state.parts.values():
        yield from known.values()


def _reason_is_known(part: PartState) -> bool:
    """Return whether the reason of a withdrawal is known, which every withdrawal has."""
    return part.withdrawn is None or part.withdrawn.reason != ""


def _is_known(written: Any) -> bool:
    if isinstance(written, UnknownContent):
        return False
    # What no program of ours has written may be anything.
    lists = [value for value in written.values() if isinstance(value, list)] if isinstance(written, dict) else []
    return not any(isinstance(item, UnknownContent) for items in lists for item in items)


def fold_unknown(record_type: RecordType, state: State | None, entry: Mapping[str, Any]) -> State:
    """Return the state after an entry of which is not known what it held: unknown as far as that reached."""
    if state is None:
        state = State(entry["record"], entry["version"], entry["at"], entry["at"], UnknownContent())
    state.version, state.updated_at = entry["version"], entry["at"]
    if not state.whole:
        return state
    if entry["part"] is None:
        state.written = UnknownContent()
        state.whole = entry["operation"] != Operation.UNMERGE
        if entry["operation"] == Operation.MOVE:
            # It may have reached any part.
            for part in _parts(state):
                part.written = UnknownContent()
        return state
    name, part, *nested = entry["part"].split("/")
    if name in record_type.part_types:
        _fold_part(state.parts.setdefault(name, {}), part, nested, entry)
    else:
        state.written = state.written | {name: _with_unknown(record_type.keys, name, state.written[name], part)}
    return state


def _fold_part(parts: dict[str, PartState], part: str, nested: list[str], entry: Mapping[str, Any]) -> None:
    if nested:
        name, item = nested
        known = parts[part]
        known.written = known.written | {name: _with_unknown({}, name, known.written[name], item)}
    elif entry["operation"] == Operation.WITHDRAW:
        parts[part].written = UnknownContent()
        parts[part].withdrawn = Withdrawal(entry["at"], entry["actor"], "")
    elif entry["operation"] == Operation.CORRECT:
        parts[part].written = UnknownContent()
    else:
        parts.pop(part, None)
        parts[part] = PartState(part, UnknownContent(), entry["number"], entry["at"], entry["actor"], entry["version"])


def _with_unknown(keys: Keys, field: str, items: list[Values], part: str) -> list[Values]:
    """Return the list with an item of which the id alone is known, in its place or at the end."""
    return listed(keys, field, items, part, Operation.PUT, UnknownContent(id=part))
