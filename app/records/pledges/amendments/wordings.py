"""The texts of a pledge, one after the other: as it was first made, and as amendments reworded it."""

from collections.abc import Iterator

from sqlalchemy import Connection

from app.http.paging import Position
from app.ledger.entries.history import Moment
from app.ledger.model.record_state import State
from app.ledger.model.rows.first_read import first_read
from app.ledger.model.rows.state_rows import load_part_rows, part_of, state_of
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import absence_error
from app.records.base.amended import AMENDMENTS, in_order, order
from app.records.base.history.moments import state_at
from app.records.pledges.record_type import PLEDGES
from app.values.times.dates import read_date

FIRST = ("", 0)
"""Where the first text stands in the order: before those of all days and entries."""


def wordings(
    connection: Connection, pledge: str, moment: Moment | None, limit: int, position: Position | None
) -> tuple[list[Values], Position | None]:
    """Return a page of a pledge's texts, now or as they were known at a moment, and where it ends if more follow.

    Raises `NotFound`.
    """
    state = _present(connection, pledge) if moment is None else state_at(connection, PLEDGES, pledge, moment)
    after = ("", -1) if position is None else (position.value or "", position.key)
    following = [(place, item) for place, item in _texts(state) if place > after]
    page = following[:limit]
    last = Position(*page[-1][0]) if len(following) > limit else None
    return [item for _place, item in page], last


def _present(connection: Connection, pledge: str) -> State:
    """Return a pledge as it is, with its amendments alone."""
    row = first_read(connection, {PLEDGES.collection: [pledge]}).rows.get((PLEDGES.collection, pledge))
    if row is None:
        raise absence_error(connection, PLEDGES, pledge)
    part_type = PLEDGES.part_types[AMENDMENTS]
    rows = load_part_rows(connection, part_type, [pledge]).get(pledge, {})
    state = state_of(PLEDGES, row, {})
    state.parts[AMENDMENTS] = {part: part_of(part_type, part_row) for part, part_row in rows.items()}
    return state


def _texts(state: State) -> Iterator[tuple[tuple[str, int], Values]]:
    """Yield the texts in order, each with its place."""
    written = state.written
    if written["wording"] is not None:
        announced = written["announced"]
        yield FIRST, _text(written["wording"], announced, None)
    for amendment in in_order(state):
        changes = amendment.written["changes"]
        if "wording" in changes:
            yield order(amendment), _text(changes["wording"], amendment.written["effective_on"], amendment.id)


def _text(wording: Values | None, day: str | None, amendment: str | None) -> Values:
    told = wording or {"text": None, "language": None}
    return {**told, "effective_on": None if day is None else read_date(day), "amendment": amendment}
