"""What loading did, or would do, in numbers."""

from dataclasses import dataclass, field


@dataclass
class Counts:
    """What became of the records of a collection, or of the items under them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Report:
    """What loading did, or would do, by collection."""

    collections: dict[str, Counts] = field(default_factory=dict)

    @property
    def created(self) -> int:
        """How many records and items are new."""
        return sum(counts.created for counts in self.collections.values())

    @property
    def changed(self) -> int:
        """How many records say something else than before."""
        return sum(counts.changed for counts in self.collections.values())

    @property
    def unchanged(self) -> int:
        """How many records and items were there already."""
        return sum(counts.unchanged for counts in self.collections.values())
