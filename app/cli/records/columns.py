"""What the command line shows of each collection, and which filters have options of their own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A collection on the command line."""

    noun: str
    collection: str
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    """Those of the list's filters that have options; all others go by --filter."""
    example: str
    """What the first filter may be."""
    id: str
    setting: str


COLLECTIONS = (
    Shown(
        "pledge", "pledges", ("id", "status.status", "due", "title"),
        ("promisor", "meeting", "topic", "status", "kind", "due_before", "overdue", "review_due"),
        "guatemala", "guatemala-border-task-force", "due=2026",
    ),
    Shown(
        "meeting", "meetings", ("id", "starts", "form", "title"), ("participant", "topic", "meeting_form", "status"),
        "guatemala", "rubio-arevalo-2025-02-05", "place=Guatemala City",
    ),
    Shown(
        "participant", "participants", ("id", "kind", "name"), ("kind", "country"),
        "person", "guatemala", "name=Guatemala",
    ),
    Shown(
        "source", "sources", ("id", "published", "kind", "title"), ("kind", "publisher"),
        "readout", "us-guatemala-strategic-cooperation", "publisher=Ministry",
    ),
    Shown(
        "statement", "statements", ("id", "said", "kind", "speaker", "summary"), ("speaker", "meeting", "topic"),
        "marco-rubio", "a-statement", "channel=radio",
    ),
    Shown(
        "action", "actions", ("id", "happened", "kind", "title"), ("about", "actor", "kind"),
        "guatemala-border-task-force", "puerto-quetzal-works", "happened=2025-06",
    ),
    Shown(
        "instrument", "instruments", ("id", "adopted", "kind", "title"), ("participant", "topic", "kind"),
        "guatemala", "an-instrument", "adopted=2022-06-10",
    ),
    Shown("topic", "topics", ("id", "parent", "name"), ("parent",), "migration", "migration", "name=Migration"),
)  # fmt: skip
EVERYWHERE = ("q", "tag", "source", "sort", "known_at", "as_of")
"""Parameters that every list takes."""

FLAGS = frozenset({"overdue", "review_due"})
"""Filters that are true or false."""
