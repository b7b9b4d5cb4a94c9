"""What lasts, such as being overdue, comes by a write, too: a due moved into the past, a status reopened.

Its entry is of the day on which it is found, with the deadline that had passed. Found is what holds now, did not hold
when the ledger was last looked at, and was there by then: what is recorded only after its day is not told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from app.db.statements import Query
from app.errors import NotReady
from app.ledger.day_events import lasting_events, write_events
from app.ledger.projections.projections import STATE
from app.tables.ledger.entries import Entry
from app.tables.ledger.projections import ProjectionState
from app.values.times.dates import today_utc

NAME = "calendar_writes"
FORM = 1
WINDOW = 5_000
"""How many entries are looked at in one transaction, at most."""

_STATE = Query(select(ProjectionState.number).where(ProjectionState.name == NAME))
_HEAD = Query(select(func.max(Entry.number)))
_BEGIN = Query(insert(ProjectionState))
_REACHED = Query(update(ProjectionState).where(ProjectionState.name == NAME).values(number=bindparam("last")))


@dataclass(frozen=True)
class Window:
    """The entries that are looked at next: those after `seen`, up to `last`. The very first look has seen none."""

    seen: int | None
    last: int


def next_window(connection: Connection) -> Window | None:
    """Return the entries to look at next, None where all have been."""
    seen, head = _seen(connection), int(_HEAD.on(connection, {})[0][0] or 0)
    if seen is None:
        return Window(None, head)
    return Window(seen, min(head, seen + WINDOW)) if head > seen else None


def tell_writes(connection: Connection, last: int, most: int) -> bool:
    """Write entries for what the writes up to one have brought, at most so many; return whether there may be more.

    The writer's turn begins before anything is read, so that of several processes one writes each. Nothing is told of
    what was written before the first look. Raises `NotReady` where what held before cannot be told yet.
    """
    seen = _seen(connection)
    if seen is None:
        _BEGIN.write(connection, [{"name": NAME, "form": FORM, "number": last}])
        return False
    if seen >= last:
        return False
    today = today_utc()
    for event, by_write in lasting_events():
        state: Mapping[str, Any] = {"name": by_write.rests_on.name, "form": by_write.rests_on.form}
        if (STATE.on(connection, state)[0][1] or 0) < seen:
            raise NotReady("What held before is not known yet. Try again.")
        values = {
            "moment_number": seen,
            "moment_day": today.isoformat(),
            "last": last,
            "today": today.isoformat(),
            "passed": (today - timedelta(days=event.after)).isoformat(),
            "limit": most,
        }
        found: dict[str, str] = dict(tuple(row) for row in by_write.statement().on(connection, values))
        write_events(connection, event, today.isoformat(), found)
        if len(found) == most:
            return True
    _REACHED.write(connection, [{"last": last}])
    return False


def _seen(connection: Connection) -> int | None:
    for (number,) in _STATE.on(connection, {}):
        return int(number)
    return None
