"""What loading did, or would do, in numbers, and what it left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.exchange.formats.faults import BundleFault
from app.write_result import WriteWarning

KINDS = ("created", "changed", "removed", "unchanged", "left")
"""What can become of records and items, in the order in which it is shown."""

ALWAYS = ("created", "changed", "unchanged")
"""Those that are shown although there are none."""


@dataclass
class Counts:
    """What became of the records of a collection, or of the items under them.

    `removed` are those that the data set has no longer, withdrawn or deleted; `left` those of which something was
    changed both here and in the bundle.
    """

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    left: int = 0

    def add(self, other: "Counts") -> None:
        """Add what became of others."""
        for name, number in vars(other).items():
            setattr(self, name, getattr(self, name) + number)


Outcome = Literal["created", "changed", "unchanged", "left"]


@dataclass(frozen=True)
class RecordOutcome:
    """What became of a record and its parts. `left`: nothing is written, though something differs from what is here."""

    collection: str
    id: str
    outcome: Outcome


@dataclass(frozen=True)
class Difference:
    """A field of a record that is here otherwise than the bundle has it.

    `before` is what the data set said of it before, if that is known; `taken` is whether it comes to say what the
    bundle says, in part at least.
    """

    field: str
    before: Any
    bundle: Any
    here: Any
    taken: bool


@dataclass(frozen=True)
class RowOutcome:
    """What became of a record with its place, how it differed, and what was written of its parts."""

    collection: str
    id: str
    file: str
    line: int | None
    outcome: Outcome
    differences: Sequence[Difference] = ()
    parts: Sequence[tuple[str, str]] = ()


@dataclass
class Report:
    """What loading did, or would do, by collection and record; the places of what it left and of what is doubtful."""

    collections: dict[str, Counts] = field(default_factory=dict)
    left: Sequence[BundleFault] = ()
    records: Sequence[RecordOutcome] = ()
    warnings: Sequence[WriteWarning] = ()
    rows: Sequence[RowOutcome] = ()

    def total(self, what: str) -> int:
        """Return how many records and items are `created`, `changed` and so on."""
        return sum(getattr(counts, what) for counts in self.collections.values())

    @property
    def is_something(self) -> bool:
        """Return whether anything is to be written."""
        return bool(self.total("created") or self.total("changed") or self.total("removed"))

    @property
    def created(self) -> int:
        """How many records and items are new."""
        return self.total("created")

    @property
    def changed(self) -> int:
        """How many records and items say something else than before."""
        return self.total("changed")

    @property
    def unchanged(self) -> int:
        """How many records and items were there already."""
        return self.total("unchanged")
