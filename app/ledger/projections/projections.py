"""Projections: tables made of the entries, for questions that present records do not answer.

They cost a write nothing. The writer brings them up to the ledger in pieces beside its commands
(app/db/writing/writer.py), and whoever reads one makes sure first that it has come far enough. Being made of entries
alone, they can be thrown away at any time.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, count
from time import monotonic
from typing import NamedTuple

from sqlalchemy import BigInteger, Connection, Engine, bindparam, cast, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from app.db.database import Database
from app.db.statements import Query
from app.errors import NotReady
from app.ledger.entries.chain import ENTRIES
from app.tables.ledger.entries import CALENDAR, Entry
from app.tables.ledger.projections import ProjectionState

SECONDS = 0.1
"""How long a piece of a projection may take: what the writer does meanwhile waits."""

PIECE = 100
"""Entries that are projected at once, at most."""

GROWTH = 4
"""How many times as many entries are projected at once as before where those took little time."""

PATIENCE = 1.0
"""Seconds that a reader of a projection waits for it."""


class Entered(NamedTuple):
    """The columns of an entry, its body left out."""

    number: int
    at: str
    collection: str
    record: str
    version: int
    part: str | None
    operation: str


_NEXT = Query(
    select(*(getattr(Entry, name) for name in Entered._fields))
    .where(Entry.number > bindparam("through"))
    .order_by(Entry.number)
    .limit(bindparam("most"))
)
_KNOWN = Query(
    select(ProjectionState.number, ProjectionState.form).where(ProjectionState.name == bindparam("key_name"))
)
_REACHED = Query(
    update(ProjectionState).where(ProjectionState.name == bindparam("key_name")).values(number=bindparam("number"))
)


@dataclass(frozen=True)
class Projection:
    """Tables of one purpose. `project` takes them past the next entries, `clear` takes them back to none.

    A release that changes how they are made raises `form`: they are then rebuilt. A redaction comes as an entry of the
    record whose entry it was of: what was made of that must go. One that is made of what another holds `rests_on` that:
    the other comes first.
    """

    name: str
    form: int
    clear: Callable[[Connection], None]
    project: Callable[[Connection, Sequence[Entered]], None]
    rests_on: "Projection | None" = None
    piece: int | None = None


_projections: dict[str, Projection] = {}
_paces: dict[str, int] = {}
"""How much of each projection took about half of a piece's time: entries, each by its weight.

What was cheap tells little of what is not: where records with few entries come before one with many, as much time is
reckoned for each of these as for all that its record has."""

_turns = count()


def register_projection(projection: Projection) -> Projection:
    """Make a projection known."""
    _projections[projection.name] = projection
    return projection


def all_projections() -> Iterable[Projection]:
    """Return every projection, in the order of their names."""
    return [_projections[name] for name in sorted(_projections)]


def advance(connection: Connection, projection: Projection, end: float | None = None) -> bool:
    """Take a projection, and first what it rests on, a piece further; return whether more entries follow.

    The piece ends by the time `end` of the monotonic clock, by default in `SECONDS`. It takes in one entry at least,
    so that a projection gets on however slow it is.
    """
    end = monotonic() + SECONDS if end is None else end
    if projection.rests_on is not None and advance(connection, projection.rests_on, end):
        return True
    through = _through(connection, projection)
    while True:
        pace = _paces.get(projection.name, 1)
        begun = monotonic()
        entries, last = _next_entries(connection, through, pace)
        if not entries:
            return False
        _take_in(connection, projection, entries)
        now, weight = monotonic(), sum(map(_weight, entries))
        each = (now - begun) / weight
        # Of a few entries that took little time nothing follows for many.
        if not last or now - begun > SECONDS / 2:
            wanted = int(SECONDS / 2 / each) if each > 0 else GROWTH * pace
            _paces[projection.name] = max(1, min(wanted, GROWTH * pace))
        if last:
            return False
        through = entries[-1].number
        if now + min(_paces[projection.name], PIECE * weight / len(entries)) * each >= end:
            return True


def _weight(entry: Entered) -> int:
    """Return how much an entry may cost at worst, beside the first of a record: as much as all of its record's."""
    return max(1, int(entry.version))


def _next_entries(connection: Connection, through: int, pace: int) -> tuple[Sequence[Entered], bool]:
    """Return the next entries that weigh no more than the pace together, one at least; and whether none follow."""
    most = min(pace, PIECE)
    found = [Entered(*row) for row in _NEXT.on(connection, {"through": through, "most": most})]
    fitting = sum(weight <= pace for weight in accumulate(map(_weight, found)))
    entries = found[: max(1, fitting)]
    return entries, len(entries) == len(found) < most


def _take_in(connection: Connection, projection: Projection, entries: Sequence[Entered]) -> None:
    """Project entries, and note that they were."""
    if of_records := _with_redacted_records(connection, entries):
        projection.project(connection, of_records)
    _REACHED.write(connection, [{"key_name": projection.name, "number": entries[-1].number}])


def _with_redacted_records(connection: Connection, entries: Sequence[Entered]) -> Sequence[Entered]:
    """Return the entries as projections get them: a redaction as one of the record whose entry it was of."""
    # What the calendar says changes no record.
    entries = [entry for entry in entries if entry.collection != CALENDAR]
    if all(entry.collection != ENTRIES for entry in entries):
        return entries
    redacted = aliased(Entry)
    statement = (
        select(Entry.number, Entry.at, redacted.collection, redacted.record, redacted.version, redacted.part)
        .add_columns(Entry.operation)
        .join(redacted, redacted.number == cast(Entry.record, BigInteger))
        .where(Entry.collection == ENTRIES, Entry.number.between(entries[0].number, entries[-1].number))
    )
    again = {row.number: Entered(*row) for row in connection.execute(statement)}
    return [again.get(entry.number, entry) for entry in entries]


def _through(connection: Connection, projection: Projection) -> int:
    """Return how far the projection has come: nowhere where another release has made it, or none."""
    for number, form in _KNOWN.on(connection, {"key_name": projection.name}):
        if form == projection.form:
            return int(number)
    forget(connection, projection)
    connection.execute(insert(ProjectionState).values(name=projection.name, form=projection.form, number=0))
    return 0


def forget(connection: Connection, projection: Projection) -> None:
    """Throw away what a projection holds, and what others made of that."""
    for other in all_projections():
        if other.rests_on is projection:
            forget(connection, other)
    projection.clear(connection)
    connection.execute(delete(ProjectionState).where(ProjectionState.name == projection.name))


def advance_any(connection: Connection, end: float | None = None) -> bool:
    """Take the projections that are behind a piece further, all in the time of one; return whether there may be more.

    Each is the first in its turn, so that none waits for a slow one for ever.
    """
    projections, end = list(all_projections()), monotonic() + SECONDS if end is None else end
    first = next(_turns) % max(1, len(projections))
    return any(advance(connection, projection, end) for projection in projections[first:] + projections[:first])


def advance_all(engine: Engine) -> None:
    """Take every projection as far as the ledger, piece by piece."""
    for projection in all_projections():
        more = True
        while more:
            with engine.begin() as connection:
                more = advance(connection, projection)


STATE = Query(
    select(
        select(func.max(Entry.number)).scalar_subquery(),
        select(ProjectionState.number)
        .where(ProjectionState.name == bindparam("name"), ProjectionState.form == bindparam("form"))
        .scalar_subquery(),
    )
)


async def up_to_date(database: Database, projection: Projection, patience: float | None = None) -> int:
    """Bring a projection up to the present end of the ledger; return the entry that it has reached.

    Also where an earlier moment is asked for: what was redacted since must have gone. Raises `NotReady` where that
    takes longer than so many seconds, or `PATIENCE`: the writer goes on meanwhile, so asking again helps.
    """
    clock = asyncio.get_running_loop().time
    end = clock() + (PATIENCE if patience is None else patience)
    wanted: int | None = None
    while True:
        last, through = (await database.hot(STATE, {"name": projection.name, "form": projection.form}))[0]
        wanted = (last or 0) if wanted is None else wanted
        if (through or 0) >= wanted:
            return through or 0
        left = end - clock()
        if left <= 0:
            detail = (
                f"The index for this answer ({projection.name}) is catching up with the latest writes: it has reached "
                f"entry {through or 0} of {wanted}. Try again."
            )
            raise NotReady(detail)
        with suppress(TimeoutError):
            await asyncio.wait_for(database.write.piece(projection.name, partial(advance, projection=projection)), left)
