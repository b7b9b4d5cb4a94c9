"""The table of imports: begun, brought on with each piece that is written, ended; and the rows of their reports."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from app.db.statements import Query, core_table
from app.errors import NotFound
from app.exchange.loading.part_plan import Loading
from app.ledger.entries.chain import now
from app.ledger.model.shapes import Values
from app.strict_json import decode, encode_text
from app.tables.imports import Import, ImportRow
from app.values.times.instants import format_instant
from app.vocabulary import ImportState

UNDER_WAY = (ImportState.RUNNING, ImportState.UNDOING)

LEASE = timedelta(seconds=5)
"""How long an import counts as under way after its process was heard of last."""


@dataclass(frozen=True)
class ImportOptions:
    """How a file is taken: as `Loading` has it, and whether nothing is to be written."""

    data_set: str | None = None
    overwrite: bool = False
    as_amendments: str | None = None
    as_copy: bool = False
    dry_run: bool = False

    def loading(self, default: str) -> Loading:
        """Return the same for the loader, with the name of the data set where none is given."""
        return Loading(self.data_set or default, self.overwrite, self.as_amendments, self.as_copy)


@dataclass(frozen=True)
class FileFacts:
    """What is known of a file before it is read."""

    name: str
    format: str
    sha256: str
    size: int


def request_of(id: int) -> str:
    """Return what the entries of an import name as their request."""
    return f"import/{id}"


def undo_request_of(id: int) -> str:
    """Return what the entries name by which an import is undone."""
    return f"import/{id}/undo"


def begin(connection: Connection, facts: FileFacts, options: ImportOptions, mapping: str | None, actor: str) -> int:
    """Record that an import begins and return its id: that of one which stopped, where the same file comes again."""
    told = encode_text(asdict(options))
    instant = now()
    table = core_table(Import)
    stopped = select(table.c.id).where(
        table.c.sha256 == facts.sha256,
        table.c.state == ImportState.STOPPED,
        table.c.options == told,
        table.c.actor == actor,
        table.c.mapping.is_(None) if mapping is None else table.c.mapping == mapping,
    )
    # Of several the one that wrote something: the others waited for it.
    known = connection.scalar(stopped.order_by(table.c.first_entry.is_(None), table.c.created_at.desc()).limit(1))
    if known is not None:
        change(connection, known, state=ImportState.RUNNING, finished_at=None, faults=None)
        return int(known)
    id = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
    row = {
        "id": id,
        "state": ImportState.RUNNING,
        "actor": actor,
        "data_set": options.data_set or "",
        "file_name": facts.name,
        "format": facts.format,
        "sha256": facts.sha256,
        "bytes": facts.size,
        "created_at": instant,
        "changed_at": instant,
        "done": 0,
        "options": told,
        "mapping": mapping,
    }
    connection.execute(insert(table), [row])
    return id


def change(connection: Connection, id: int, **values: Any) -> None:
    """Set columns of an import."""
    table = core_table(Import)
    connection.execute(update(table).where(table.c.id == id).values(changed_at=now(), **values))


def note_piece(connection: Connection, id: int, state: ImportState, changes: int, first: int, last: int) -> None:
    """Take note of a piece that was written, in its own transaction: what is written and what is told go together."""
    table = core_table(Import)
    row = connection.execute(select(table.c.done, table.c.first_entry).where(table.c.id == id)).one()
    found = {"state": state, "done": row.done + changes}
    if state == ImportState.RUNNING:
        found |= {"first_entry": row.first_entry or first, "last_entry": last}
    change(connection, id, **found)


def note_alive(connection: Connection, ids: Collection[int]) -> None:
    """Take note that imports are still under way, also while they write nothing."""
    table = core_table(Import)
    alive = update(table).where(table.c.id.in_(ids), table.c.state.in_(UNDER_WAY))
    connection.execute(alive.values(changed_at=now()))


def stop(connection: Connection, ids: Collection[int]) -> None:
    """Take note that imports are not under way any more, where they were."""
    _stop(connection, core_table(Import).c.id.in_(ids))


def under_way(connection: Connection) -> set[int]:
    """Return the imports that count as under way, with whichever process."""
    table = core_table(Import)
    return set(connection.execute(select(table.c.id).where(table.c.state.in_(UNDER_WAY))).scalars())


def stop_unheard(connection: Connection, lasting: timedelta = LEASE) -> None:
    """Take note that what nobody has told of for so long is not under way any more: its process has ended."""
    _stop(connection, core_table(Import).c.changed_at < format_instant(datetime.now(UTC) - lasting))


def _stop(connection: Connection, which: ColumnElement[bool]) -> None:
    table = core_table(Import)
    stopped = update(table).where(table.c.state.in_(UNDER_WAY), which)
    connection.execute(stopped.values(state=ImportState.STOPPED, changed_at=now()))


def store_rows(connection: Connection, id: int, start: int, rows: Sequence[Values]) -> None:
    """Keep rows of a report, in the place of those that an earlier attempt left."""
    table = core_table(ImportRow)
    if not start:
        connection.execute(table.delete().where(table.c.import_id == id))
    if rows:
        told = [row | {"import_id": id, "number": number} for number, row in enumerate(rows, start)]
        connection.execute(insert(table), told)


def find(connection: Connection, id: int) -> Values:
    """Return an import. Raises `NotFound`."""
    table = core_table(Import)
    row = connection.execute(select(table).where(table.c.id == id)).mappings().one_or_none()
    if row is None:
        detail = "There is no such import."
        raise NotFound(detail)
    return shown(dict(row))


def shown(row: Mapping[str, Any]) -> Values:
    """Return an import as readers get it."""
    found = dict(row)
    for name in ("options", "counts", "faults"):
        found[name] = None if row[name] is None else decode(row[name])
    found["options"].pop("data_set")
    found["faults"] = found["faults"] or []
    return found


_BEFORE = Import.id < bindparam("before", type_=core_table(Import).c.id.type)
PAGE = Query(select(core_table(Import)).where(_BEFORE).order_by(Import.id.desc()).limit(bindparam("limit")))
_ROWS = (
    select(core_table(ImportRow))
    .where(ImportRow.import_id == bindparam("import"), ImportRow.number > bindparam("after"))
    .order_by(ImportRow.number)
    .limit(bindparam("limit"))
)
ROWS = Query(_ROWS)
ROWS_OF_OUTCOME = Query(_ROWS.where(ImportRow.outcome == bindparam("outcome")))


def row_shown(row: Mapping[str, Any]) -> Values:
    """Return a row of a report as readers get it."""
    found = {name: row[name] for name in ("number", "outcome", "collection", "record", "sheet", "line")}
    detail = {} if row["detail"] is None else decode(row["detail"])
    return found | {"differences": [], "parts": [], "faults": []} | detail
