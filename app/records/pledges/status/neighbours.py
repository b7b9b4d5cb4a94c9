"""Which status changes a new or withdrawn one can alter: those of its day, the one before, and those that follow it.

Those that follow it are altered as far as their status holds on: whether one is late goes by the day since when the
pledge has been fulfilled. So they are read up to the first that says something else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app.db.columns import Day
from app.db.statements import OneOf, core_table
from app.ledger.model.record_state import State
from app.ledger.model.rows.reach import part_columns
from app.ledger.model.shapes import Values
from app.records.base.promisors import WHOLE, address_within, judged_together
from app.records.pledges.status.histories import PART_TYPE
from app.tables.history import ALWAYS, NEVER
from app.tables.parts.status_changes import StatusChange
from app.tables.pledges import Party
from app.values.sort_keys import latest_day
from app.values.times.dates import today_utc
from app.vocabulary import PartyRole, Status

SHARED, OF_WHOLE, OF_PARTY = "shared", "of_whole", "of_party"
"""Whose changes are one history: of the whole and of promisors that stand where it does, of the whole alone, or of one
party."""

EITHER, EITHER_SHARED = "either", "either_shared"
"""The same of whichever history the change is part of that is there."""

Window = tuple[str, str | None, str, str]
"""A pledge, a party, and the first and the last day on which a change of theirs takes effect."""

TABLE = core_table(StatusChange)


def neighbours(wanted: Sequence[tuple[State, Sequence[str | Values]]]) -> Iterator[tuple[Select[Any], Values]]:
    """Yield the statements for changes of pledges, given by id or by content, and for what these can alter."""
    windows: dict[str, list[Window]] = {}
    there: dict[str, list[tuple[str, str]]] = {}
    for state, changes in wanted:
        shared = judged_together(state.written)
        days: dict[str | None, list[str]] = {}
        for change in changes:
            if isinstance(change, str):
                there.setdefault(EITHER_SHARED if shared else EITHER, []).append((state.id, change))
            else:
                days.setdefault(address_within(change["party"], shared), []).extend(_days(change))
        for party, found in days.items():
            kind = OF_PARTY if party is not WHOLE else SHARED if shared else OF_WHOLE
            windows.setdefault(kind, []).append((state.id, party, min(found), max(found)))
    for kind, of_kind in windows.items():
        for start in range(0, len(of_kind), MOST):
            yield _of_windows(kind, start, of_kind[start : start + MOST])
    for kind, ids in there.items():
        yield (
            _of_ids(kind),
            {f"{kind}_owners": [owner for owner, _id in ids], f"{kind}_ids": [id for _owner, id in ids]},
        )


MOST = 256
"""Windows in one select: SQLite joins 500 at most."""


def _of_windows(kind: str, start: int, windows: Sequence[Window]) -> tuple[Select[Any], Values]:
    size = 1
    while size < len(windows):
        size *= 2
    # A window twice changes nothing, and there are few statements to compile.
    filled = [*windows, *([windows[0]] * (size - len(windows)))]
    values = {
        _name(kind, start + index, column): value
        for index, window in enumerate(filled)
        for column, value in zip(_COLUMNS, window, strict=True)
    }
    return _within(kind, start, size), values


_COLUMNS: Mapping[str, Any] = {
    "pledge_id": TABLE.c.pledge_id.type,
    "party": TABLE.c.party.type,
    "first_day": Day(),
    "last_day": Day(),
}


def _days(change: Values) -> Sequence[str]:
    """Return the days by which a change can come to be ordered, that is recorded now: midnight may pass before."""
    last, today = latest_day(change["effective_on"]) or ALWAYS, today_utc()
    days = {min(last, today.isoformat()), min(last, (today + timedelta(days=1)).isoformat())}
    # What is announced may be scheduled for its day, where an equal one may stand.
    return sorted(days if change["announced_on"] is None else {*days, last})


def _name(kind: str, index: int, column: str) -> str:
    return f"{kind}_{column}_{index}"


@cache
def _within(kind: str, start: int, size: int) -> Select[Any]:
    rows = [
        select(*(bindparam(_name(kind, index, name), type_=type_).label(name) for name, type_ in _COLUMNS.items()))
        for index in range(start, start + size)
    ]
    return _around(kind, (union_all(*rows) if size > 1 else rows[0]).subquery("windows"))


@cache
def _of_ids(kind: str) -> Select[Any]:
    day = TABLE.c.effective_last_day
    # Of several pledges, what has the id of another's is read as well: there is no harm in it.
    ids = (OneOf(TABLE.c.pledge_id, f"{kind}_owners"), OneOf(TABLE.c.id, f"{kind}_ids"))
    there = select(TABLE.c.pledge_id, TABLE.c.party, day.label("first_day"), day.label("last_day")).where(*ids)
    return _around(kind, there.subquery("windows"))


def _around(kind: str, windows: FromClause) -> Select[Any]:
    """Return the statement for all changes from the one before a window until the first that says something else."""
    within = TABLE.alias("within")
    before = _next(kind, windows, lambda day: day < windows.c.first_day, descending=True)
    turn = _next(kind, windows, lambda day: day > windows.c.last_day, descending=False)
    first, last = func.coalesce(before, windows.c.first_day), func.coalesce(turn, literal(NEVER, Day()))
    here = and_(_of_history(kind, within, windows), within.c.effective_last_day.between(first, last))
    return select(*part_columns(PART_TYPE, within)).select_from(windows).join(within, here)


def _next(kind: str, windows: FromClause, is_there: Any, *, descending: bool) -> ScalarSelect[Any]:
    other = TABLE.alias("before" if descending else "turn")
    day = other.c.effective_last_day
    is_standing = and_(other.c.withdrawn_at.is_(None), other.c.scheduled_for.is_(None))
    stands = and_(_of_history(kind, other, windows), is_standing, is_there(day))
    found = select(day).where(stands).order_by(day.desc() if descending else day).limit(1)
    if not descending:
        found = found.where(other.c.status != Status.FULFILLED.value)
    return found.correlate(windows).scalar_subquery()


def _of_history(kind: str, changes: FromClause, windows: FromClause) -> ColumnElement[bool]:
    same = changes.c.party == windows.c.party
    whose: dict[str, Callable[[], ColumnElement[bool]]] = {
        SHARED: lambda: _of_shared(changes, windows),
        OF_WHOLE: lambda: changes.c.party.is_(None),
        OF_PARTY: lambda: same,
        EITHER: lambda: or_(same, and_(changes.c.party.is_(None), windows.c.party.is_(None))),
        EITHER_SHARED: lambda: or_(same, and_(_of_shared(changes, windows), _of_shared(windows, windows))),
    }
    return and_(changes.c.pledge_id == windows.c.pledge_id, whose[kind]())


def _of_shared(changes: FromClause, windows: FromClause) -> ColumnElement[bool]:
    """Return the clause that a change is of the whole, or of a promisor, where these share a history."""
    owing = core_table(Party).alias()
    is_promisor = exists(
        select(owing.c.role).where(
            owing.c.pledge_id == windows.c.pledge_id,
            owing.c.participant == changes.c.party,
            owing.c.role == PartyRole.PROMISOR.value,
        )
    )
    return or_(changes.c.party.is_(None), is_promisor)
