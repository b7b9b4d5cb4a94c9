"""Records that refer to each other, in groups: those of one cycle are one group."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from app.ledger.model.record_rows import Key


@dataclass(frozen=True)
class Group:
    """Records none of which can go without the others. Groups of one `step` do not refer to each other."""

    step: int
    keys: list[Key]


def reference_groups(referring: Mapping[Key, Collection[Key]]) -> list[Group]:
    """Return the records in groups, each behind all that refer to it, given those that refer to each.

    These are the strongly connected components, as Tarjan finds them: every record and reference is visited once.
    """
    walk = _Walk(referring)
    for first in sorted(referring):
        if first not in walk.index:
            walk.begin(first)
    return sorted(walk.groups, key=lambda group: (group.step, group.keys))


@dataclass
class _Walk:
    """The walk from records to those that refer to them; `low` is the earliest record that one leads back to."""

    referring: Mapping[Key, Collection[Key]]
    index: dict[Key, int] = field(default_factory=dict)
    low: dict[Key, int] = field(default_factory=dict)
    steps: dict[Key, int] = field(default_factory=dict)
    open: dict[Key, None] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def begin(self, first: Key) -> None:
        """Visit a record and all that lead to it, without recursion: chains may be as long as they like."""
        path = {first: self._enter(first)}
        while path:
            key = next(reversed(path))
            other = next(path[key], None)
            if other is None:
                del path[key]
                self._leave(key)
                if path:
                    below = next(reversed(path))
                    self.low[below] = min(self.low[below], self.low[key])
            elif other not in self.index:
                path[other] = self._enter(other)
            elif other in self.open:
                self.low[key] = min(self.low[key], self.index[other])

    def _enter(self, key: Key) -> Iterator[Key]:
        self.index[key] = self.low[key] = len(self.index)
        self.open[key] = None
        return iter(self.referring[key])

    def _leave(self, key: Key) -> None:
        if self.low[key] != self.index[key]:
            return
        keys = list[Key]()
        while not keys or keys[-1] != key:
            keys.append(self.open.popitem()[0])
        before = (self.steps[other] for one in keys for other in self.referring[one] if other in self.steps)
        step = 1 + max(before, default=-1)
        self.steps |= dict.fromkeys(keys, step)
        self.groups.append(Group(step, sorted(keys)))
