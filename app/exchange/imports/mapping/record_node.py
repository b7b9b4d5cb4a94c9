"""A record that rows gave, as the loader reads it: its values, and in which sheet, line and column each stands."""

from dataclasses import dataclass, field
from typing import Any

from typing_extensions import override

from app.exchange.formats.strict_yaml import Node, Values
from app.exchange.imports.mapping.templates import Maker


@dataclass(frozen=True, slots=True)
class Origin:
    """The row that a value comes from, and the template that it was made by."""

    sheet: str
    line: int
    maker: Maker | None


@dataclass(slots=True)
class RecordNode(Node):
    """A record made of one row or of several.

    `origins` gives, for each field, which rows gave it: of a list, from which index on.
    """

    origins: dict[str, list[tuple[int, Origin]]] = field(default_factory=dict)
    first: Origin | None = None

    @override
    def plain(self) -> Values:
        return self.value

    @override
    def to_keep(self) -> "RecordNode":
        return RecordNode(None, self.line, self.origins, self.first)

    @override
    def line_of(self, pointer: str) -> int:
        found = self._origin(pointer)
        return found[0].line if found is not None else self.line

    @override
    def sheet_of(self, pointer: str) -> str:
        found = self._origin(pointer)
        return found[0].sheet if found is not None else ""

    @override
    def column_of(self, pointer: str) -> str:
        found = self._origin(pointer)
        return found[0].maker.column_at(found[1]) if found is not None and found[0].maker is not None else ""

    def _origin(self, pointer: str) -> tuple[Origin, list[str]] | None:
        """Return the row that gave what a pointer names, and the steps to it in what that row gave."""
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        known = self.origins.get(steps[0], []) if steps else []
        if not known:
            return None if self.first is None else (self.first, steps)
        start, origin = known[0]
        if len(steps) > 1 and steps[1].isdecimal():
            index = int(steps[1])
            start, origin = next((one for one in reversed(known) if one[0] <= index), known[0])
            return origin, [steps[0], str(index - start), *steps[2:]]
        return origin, steps


def add_values(
    values: dict[str, Any], origins: dict[str, list[tuple[int, Origin]]], given: dict[str, Any], origin: Origin
) -> list[str]:
    """Add what another row gives of the same record, and return the fields in which it says something else."""
    differing = list[str]()
    for name, value in given.items():
        if value in (None, [], {}):
            continue
        there = values.get(name)
        if there in (None, [], {}):
            values[name] = list(value) if isinstance(value, list) else value
            origins[name] = [(0, origin)]
        elif isinstance(there, list) and isinstance(value, list):
            added = [item for item in value if item not in there and not _cited_again(there, item)]
            if added:
                origins.setdefault(name, []).append((len(there), origin))
                there.extend(added)
        elif isinstance(there, dict) and isinstance(value, dict):
            gained = {key: item for key, item in value.items() if there.get(key) is None}
            if any(there[key] != item for key, item in value.items() if key not in gained and item is not None):
                differing.append(name)
            values[name] = there | gained
        elif there != value:
            differing.append(name)
    return differing


def _cited_again(there: list[Any], item: Any) -> bool:
    """Return whether an item is there but for its citations, which are then added to it."""
    if not isinstance(item, dict) or "citations" not in item:
        return False
    said = {name: value for name, value in item.items() if name != "citations"}
    for known in there:
        if isinstance(known, dict) and {name: value for name, value in known.items() if name != "citations"} == said:
            cited = known.get("citations") or []
            known["citations"] = [*cited, *(citation for citation in item["citations"] if citation not in cited)]
            return True
    return False
