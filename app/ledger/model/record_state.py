"""The states of records and of their parts."""

from dataclasses import dataclass, field

from app.ledger.model.shapes import Values


@dataclass(frozen=True)
class Withdrawal:
    """When, by whom and why a part was marked as recorded by mistake."""

    at: str
    by: str
    reason: str


@dataclass
class PartState:
    """A part with a history of its own: what was written, by which entry, and whether it stands."""

    id: str
    written: Values
    entry: int
    recorded_at: str
    actor: str
    version: int
    withdrawn: Withdrawal | None = None


@dataclass
class State:
    """A record at a version: its written shape and its parts. Not `whole`: which parts it had cannot be known."""

    id: str
    version: int
    created_at: str
    updated_at: str
    written: Values
    parts: dict[str, dict[str, PartState]] = field(default_factory=dict)
    whole: bool = True
