"""Projections: tables made of the entries, for questions that present records do not answer.

They cost a write nothing. The writer brings them up to the ledger while nobody waits for it, and whoever reads one
makes sure first that it has come far enough. Being made of entries alone, they can be thrown away at any time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Row, bindparam, cast, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from app.db.database import Database
from app.db.statements import Query
from app.ledger.entries.chain import ENTRIES
from app.tables.ledger import Entry
from app.tables.projections import ProjectionState

PIECE = 100
"""Entries that are projected in one command of the writer."""

COLUMNS = (Entry.number, Entry.at, Entry.collection, Entry.record, Entry.version, Entry.part, Entry.operation)
Entered = Row[*tuple[Any, ...]]
"""The columns of an entry, its body left out."""


@dataclass(frozen=True)
class Projection:
    """Tables of one purpose. `project` takes them past the next entries, `clear` takes them back to none.

    A release that makes them otherwise raises `form`: they are then made anew. A redaction comes as an entry of the
    record whose entry it was of: what was made of that must go. One that is made of what another holds `rests_on` that:
    the other comes first.
    """

    name: str
    form: int
    clear: Callable[[Connection], None]
    project: Callable[[Connection, Sequence[Entered]], None]
    rests_on: "Projection | None" = None


_projections: dict[str, Projection] = {}


def register_projection(projection: Projection) -> Projection:
    """Make a projection known."""
    _projections[projection.name] = projection
    return projection


def all_projections() -> Iterable[Projection]:
    """Return every projection, in the order of their names."""
    return [_projections[name] for name in sorted(_projections)]


def advance(connection: Connection, projection: Projection) -> bool:
    """Take a projection, and first what it rests on, past the next piece of entries; tell whether more follow."""
    if projection.rests_on is not None and advance(connection, projection.rests_on):
        return True
    through = _through(connection, projection)
    statement = select(*COLUMNS).where(Entry.number > through).order_by(Entry.number).limit(PIECE)
    entries: Sequence[Entered] = connection.execute(statement).all()
    if not entries:
        return False
    projection.project(connection, _with_redacted_records(connection, entries))
    state = update(ProjectionState).where(ProjectionState.name == projection.name)
    connection.execute(state.values(number=entries[-1].number))
    return len(entries) == PIECE


def _with_redacted_records(connection: Connection, entries: Sequence[Entered]) -> Sequence[Entered]:
    """Return the entries as projections are told of them: a redaction as one of the record whose entry it was of."""
    if all(entry.collection != ENTRIES for entry in entries):
        return entries
    redacted = aliased(Entry)
    statement = (
        select(Entry.number, Entry.at, redacted.collection, redacted.record, redacted.version, redacted.part)
        .add_columns(Entry.operation)
        .join(redacted, redacted.number == cast(Entry.record, BigInteger))
        .where(Entry.collection == ENTRIES, Entry.number.between(entries[0].number, entries[-1].number))
    )
    again = {entry.number: entry for entry in connection.execute(statement)}
    return [again.get(entry.number, entry) for entry in entries]


def _through(connection: Connection, projection: Projection) -> int:
    """Return how far the projection has come: nowhere where another release has made it, or none."""
    state = ProjectionState
    known = connection.execute(select(state.number, state.form).where(state.name == projection.name)).first()
    if known is not None and known.form == projection.form:
        number: int = known.number
        return number
    forget(connection, projection)
    connection.execute(insert(state).values(name=projection.name, form=projection.form, number=0))
    return 0


def forget(connection: Connection, projection: Projection) -> None:
    """Throw away what a projection holds, and what others made of that."""
    for other in all_projections():
        if other.rests_on is projection:
            forget(connection, other)
    projection.clear(connection)
    connection.execute(delete(ProjectionState).where(ProjectionState.name == projection.name))


def advance_any(connection: Connection) -> bool:
    """Take the first projection that is behind a piece further; tell whether there may be more to do."""
    return any(advance(connection, projection) for projection in all_projections())


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


async def up_to_date(database: Database, projection: Projection) -> int:
    """See to it that a projection has come as far as the ledger has by now; return how far it has come.

    Also where an earlier moment is asked for: what was redacted since must have gone.
    """
    wanted: int | None = None
    while True:
        last, through = (await database.hot(STATE, {"name": projection.name, "form": projection.form}))[0]
        wanted = (last or 0) if wanted is None else wanted
        if (through or 0) >= wanted:
            return through or 0
        await database.write(advance, projection)
