"""What a data set says otherwise of a pledge than before, told as what the parties amended instead of as a correction.

Written fields then stay as they were first loaded. An amendment that was recorded so is known by its reason, and by the
data set of its entry: it is no part of the bundle, and is not taken back when that is loaded again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exchange.formats.bundle import BundleRecord, Item
from app.exchange.loading.data_sets import Said, shape_of
from app.exchange.loading.reconciliation import ABSENT
from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.records.base.amended import AMENDMENTS, in_force, in_order
from app.records.pledges.amendments.schemas import AMENDABLE, Amendment

NOT_AGAIN = "was told as an amendment before; left as it is here: load with --as-amendments DAY to tell another"


@dataclass
class Retold:
    """What is to be written of the pledge itself, the amendment to record if any, and the fields that are left."""

    bundle: Values
    item: Item | None = None
    left: Sequence[str] = field(default_factory=list)


def is_retold(amendment: Values, data_set: str) -> bool:
    """Return whether an amendment is what a data set came to say, recorded when it was loaded again."""
    reason: str = amendment["reason"]
    return reason == _reason(data_set, amendment["effective_on"])


def _reason(data_set: str, day: str) -> str:
    return f"The data set {data_set} says so since {day}"


def retell(
    record: BundleRecord, bundle: Values, before: State, said: Said, data_set: str, day: str | None, *, is_cited: bool
) -> Retold:
    """Return what becomes of the amendable fields of a pledge that a data set says otherwise than it did before.

    From `day` on, where one is given. The data set itself is cited, where it is a source.
    """
    if AMENDMENTS not in record.record_type.part_types:
        return Retold(bundle)
    told = _told(before, said, data_set)
    if day is None and not told:
        return Retold(bundle)
    found, changes, left = dict(bundle), dict[str, Any](), list[str]()
    first = shape_of(record.record_type).written(said.record)
    for name in AMENDABLE:
        value, last = bundle[name], told.get(name, _first(first, bundle, name))
        if last is ABSENT or (value == last and name not in told):
            continue
        found[name] = before.written[name]
        if value == last:
            continue
        if day is None:
            left.append(name)
        elif value != in_force(before, name, day):
            changes[name] = value
    return Retold(found, _item(record, changes, data_set, day, is_cited=is_cited) if changes and day else None, left)


def _told(before: State, said: Said, data_set: str) -> Mapping[str, Any]:
    """Return what the data set said last of fields that were told as amendments."""
    found: dict[str, Any] = {}
    for amendment in in_order(before):
        if _is_own(amendment, said, data_set):
            found |= amendment.written["changes"]
    return found


def _is_own(amendment: PartState, said: Said, data_set: str) -> bool:
    return (AMENDMENTS, amendment.id) in said.parts and is_retold(amendment.written, data_set)


def _first(first: Values, bundle: Values, name: str) -> Any:
    """Return what the data set said of the field itself; of an empty list, nothing is kept."""
    if not first:
        return ABSENT
    return first.get(name, [] if isinstance(bundle[name], list) else ABSENT)


def _item(record: BundleRecord, changes: Values, data_set: str, day: str, *, is_cited: bool) -> Item:
    cited = [{"source": data_set}] if is_cited else []
    body = {"effective_on": day, "changes": changes, "reason": _reason(data_set, day), "citations": cited}
    return Item(record.record_type.part_types[AMENDMENTS], "", Amendment.model_validate(body).values())
