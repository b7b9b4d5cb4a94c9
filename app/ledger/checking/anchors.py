"""Heads of the ledger that others keep: whatever is changed before one of them no longer adds up to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.errors import MalformedJson
from app.ledger.model.rows.head import Head, head
from app.ledger.model.rows.state_rows import CHUNK
from app.strict_json import decode, encode_text
from app.tables.ledger.entries import Entry


@dataclass(frozen=True)
class Anchor:
    """The head that the ledger had once, and where that is noted."""

    number: int
    hash: str
    place: str


class NotAnAnchorError(ValueError):
    """A line that holds no head of a ledger."""


def anchor_line(last: Head) -> str:
    """Return the line by which a head is kept."""
    return encode_text({"number": last.number, "hash": last.hash, "at": last.at})


def read_anchors(lines: Iterable[str], name: str) -> list[Anchor]:
    """Return the heads that lines hold. Raises `NotAnAnchorError`, naming the first that holds none."""
    found = []
    for count, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_anchor(line, f"{name}:{count}"))
    return found


def _anchor(line: str, place: str) -> Anchor:
    try:
        kept = decode(line)
        number, made = kept["number"], kept["hash"]
    except (MalformedJson, LookupError, TypeError):
        number, made = None, None
    if not isinstance(number, int) or not isinstance(made, str) or number < 1:
        message = f"{place}: is not a head of a ledger as `pacta ledger anchor` writes it"
        raise NotAnAnchorError(message)
    return Anchor(number, made, place)


def anchor_faults(connection: Connection, anchors: Iterable[Anchor]) -> Iterator[str]:
    """Yield where the ledger is not the one whose heads were kept."""
    kept = list(anchors)
    last = head(connection).number
    numbers = sorted({anchor.number for anchor in kept})
    made: dict[int, str] = {}
    for start in range(0, len(numbers), CHUNK):
        statement = select(Entry.number, Entry.hash).where(Entry.number.in_(numbers[start : start + CHUNK]))
        made.update((row.number, row.hash) for row in connection.execute(statement))
    for anchor in kept:
        if anchor.number > last:
            yield f"{anchor.place}: had {anchor.number} entries, the ledger ends with entry {last}: the others are gone"
        elif made.get(anchor.number) != anchor.hash:
            yield f"{anchor.place}: entry {anchor.number} had another hash: it, or one before it, is not what it was"
