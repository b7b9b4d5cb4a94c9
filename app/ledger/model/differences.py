"""What records say of those that look like them and are others."""

from collections.abc import Sequence
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import DIFFERENT_FROM
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values


def other_named(item: Values) -> Sequence[Any]:
    """Return which record an item names."""
    return [value for name, value in item.items() if name != "reason"]


def different_ids(written: Values) -> list[str]:
    """Return the records that a record says it is different from."""
    return [other for item in written.get(DIFFERENT_FROM, ()) for other in other_named(item)]


def refuse_itself(after: State) -> None:
    """Raise `Invalid` for a record that would be different from itself."""
    others = different_ids(after.written)
    if after.id in others:
        (name,) = (name for name in after.written[DIFFERENT_FROM][0] if name != "reason")
        detail = "The record would be different from itself."
        place = f"/{DIFFERENT_FROM}/{others.index(after.id)}/{name}"
        raise Invalid(detail, faults=[Fault(f"name another {name} than this one", pointer=place)])
