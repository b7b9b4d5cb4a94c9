"""How two revisions of a record differ: in words, with the place of each difference in the written shape.

Items of lists are matched by id, or by content, then by what they refer to: one that only moved does not differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from typing_extensions import override

from app.deadline import in_time
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Names, Plan, Values, plan_of
from app.values.wording.quotations import quoted
from app.vocabulary import Operation

CALLED = ("title", "name", "indicator", "text", "status", "period", "source")
QUALIFIED = ("role", "type", "status", "score", "direction", "value")
Change = Literal["added", "removed", "changed", "withdrawn", "took_effect"]


@dataclass(frozen=True)
class Revised:
    """A record at a revision, and what the records it refers to were called then."""

    state: State
    names: Names


class WantedNames(dict[tuple[str, str], str]):
    """Names that nobody knows yet; keeps which were asked for."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.wanted: set[tuple[str, str]] = set()

    @override
    def get(self, key: tuple[str, str], default: Any = None, /) -> Any:
        self.wanted.add(key)
        return default


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `pointer` is a JSON Pointer into the later written shape; into the earlier if removed."""

    pointer: str
    change: Change
    before: Any
    after: Any
    label: str


MERGING = {Operation.MERGE: "merged into another", Operation.UNMERGE: "restored"}
"""What happened to a record that appeared or disappeared other than by being created or deleted."""


def differences(
    record_type: RecordType, before: Revised | None, after: Revised | None, operation: Operation = Operation.PUT
) -> list[Difference]:
    """Return all that differs between two revisions; None is where there was no record.

    `operation` is what made the later one.
    """
    if before is None and after is None:
        return []
    if before is None or after is None:
        was, is_ = (side and side.state.written for side in (before, after))
        change = "added" if before is None else "removed"
        became = MERGING.get(operation, "created" if before is None else "deleted")
        return [Difference("", change, was, is_, f"The {record_type.noun} was {became}")]  # type: ignore[arg-type] # a word above
    found = _Comparison(before.names, after.names).of_records(record_type, before.state, after.state)
    return list(in_time(found))


class _Comparison:
    """Compares two states, with the names that each shows."""

    def __init__(self, before: Names, after: Names) -> None:
        self._before = before
        self._after = after

    def of_records(self, record_type: RecordType, before: State, after: State) -> Iterator[Difference]:
        yield from self._objects("", "", plan_of(record_type.written), before.written, after.written)
        for name, part_type in record_type.part_types.items():
            plan = plan_of(part_type.written)
            yield from self._parts(name, plan, before.parts.get(name, {}), after.parts.get(name, {}))

    def _parts(
        self, name: str, plan: Plan, before: Mapping[str, PartState], after: Mapping[str, PartState]
    ) -> Iterator[Difference]:
        for key in in_time(dict.fromkeys([*before, *after])):
            old, new = before.get(key), after.get(key)
            pointer = f"/{name}/{_escaped(key)}"
            if new is None:
                assert old is not None  # noqa: S101 - the key is of one of them
                title = self._title(name, old.written, plan, self._before)
                yield Difference(pointer, "removed", old.written, None, f"{title} was deleted")
                continue
            title = self._title(name, new.written, plan, self._after)
            if old is None:
                yield Difference(pointer, "added", None, new.written, f"{title} was recorded")
            else:
                yield from self._objects(pointer, f"{title}: ", plan, old.written, new.written)
            if old is not None and old.scheduled_for is not None and new.scheduled_for is None:
                message = f"{title} took effect"
                yield Difference(f"{pointer}/scheduled", "took_effect", before=True, after=False, label=message)
            if new.withdrawn is not None and (old is None or old.withdrawn is None):
                message = f"{title} was withdrawn: {quoted(new.withdrawn.reason)}"
                yield Difference(f"{pointer}/withdrawn", "withdrawn", None, asdict(new.withdrawn), message)

    def _objects(self, pointer: str, title: str, plan: Plan, before: Values, after: Values) -> Iterator[Difference]:
        plans = dict(plan.members)
        for name in dict.fromkeys([*before, *after]):
            place = f"{pointer}/{_escaped(name)}"
            yield from self._values(place, title, name, plans.get(name, Plan()), before.get(name), after.get(name))

    def _values(self, pointer: str, title: str, name: str, plan: Plan, before: Any, after: Any) -> Iterator[Difference]:
        if before == after:
            return
        field = name.replace("_", " ")
        if isinstance(before, list) and isinstance(after, list):
            yield from self._lists(pointer, title, name, plan.each or Plan(), before, after)
        elif isinstance(before, dict) and isinstance(after, dict):
            yield from self._objects(pointer, f"{title}{field}: ", plan, before, after)
        elif before is None:
            message = f"{field} was set" + _to(self._shown(after, plan, self._after))
            yield Difference(pointer, "added", None, after, _sentence(title + message))
        elif after is None:
            message = f"{field} was cleared" + _it_was(self._shown(before, plan, self._before))
            yield Difference(pointer, "removed", before, None, _sentence(title + message))
        else:
            old, new = self._shown(before, plan, self._before), self._shown(after, plan, self._after)
            yield Difference(
                pointer, "changed", before, after, _sentence(f"{title}{field} changed from {old} to {new}")
            )

    def _lists(
        self, pointer: str, title: str, name: str, plan: Plan, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[Difference]:
        pairs, gone, new = _matched(plan, before, after)
        for old_index, new_index in pairs:
            item = after[new_index]
            within = f"{title}{self._title(name, item, plan, self._after)}: "
            yield from self._objects(f"{pointer}/{new_index}", within, plan, before[old_index], item)
        for index in gone:
            message = title + self._title(name, before[index], plan, self._before)
            yield Difference(f"{pointer}/{index}", "removed", before[index], None, _sentence(f"{message} was removed"))
        for index in new:
            message = title + self._title(name, after[index], plan, self._after)
            yield Difference(f"{pointer}/{index}", "added", None, after[index], _sentence(f"{message} was added"))

    def _title(self, name: str, item: Any, plan: Plan, names: Names) -> str:
        """Return what an item is called: "Party “Guatemala” (promisor)"."""
        return _sentence(f"{_singular(name)} {self._called(item, plan, names)}")

    def _called(self, item: Any, plan: Plan, names: Names) -> str:
        if not isinstance(item, dict):
            return self._shown(item, plan, names)
        plans = dict(plan.members)
        referring = [name for name, member in plan.members if member.reference and item.get(name) is not None]
        naming = next((name for name in (*referring, *CALLED) if item.get(name) is not None), "id")
        called = self._shown(item.get(naming), plans.get(naming, Plan()), names)
        qualifier = next((name for name in QUALIFIED if name != naming and item.get(name) is not None), None)
        return called if qualifier is None else f"{called} ({str(item[qualifier]).replace('_', ' ')})"

    def _shown(self, value: Any, plan: Plan, names: Names) -> str:
        if isinstance(value, (dict, list)):
            return ""
        if plan.reference is not None:
            return quoted(names.get((plan.reference.collection, value)) or value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return quoted(value) if isinstance(value, str) and not plan.date else str(value)


def _matched(
    plan: Plan, before: Sequence[Any], after: Sequence[Any]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return the items that are the same but differ, those that are gone, and those that are new, by their places."""
    gone, new = list(range(len(before))), list(range(len(after)))
    pairs: list[tuple[int, int]] = []
    for key in (_itself, _identified, lambda item: _referred(plan, item)):
        for index in in_time(list(new)):
            wanted = key(after[index])
            found = next((old for old in gone if wanted is not None and key(before[old]) == wanted), None)
            if found is not None:
                gone.remove(found)
                new.remove(index)
                if before[found] != after[index]:
                    pairs.append((found, index))
    return pairs, gone, new


def _itself(item: Any) -> Any:
    return item


def _identified(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def _referred(plan: Plan, item: Any) -> Any:
    """Return what an item without an id refers to: it is the same item as long as that is."""
    if not isinstance(item, dict) or "id" in item:
        return None
    return [item[name] for name, member in plan.members if member.reference] or None


def _singular(name: str) -> str:
    words = name.replace("_", " ")
    if words.endswith("ies"):
        return words.removesuffix("ies") + "y"
    return words.removesuffix("s")


def _to(message: str) -> str:
    return message and f" to {message}"


def _it_was(message: str) -> str:
    return message and f"; it was {message}"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
