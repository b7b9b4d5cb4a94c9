"""What a write reads of a record: its row, and of its parts those that the write can alter. All is one statement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    Text,
    bindparam,
    literal_column,
    select,
    union_all,
)

from app.db.statements import OneOf, Query, core_table
from app.ledger.model.part_type import PartType
from app.ledger.model.record_rows import Key, Row, answer_of
from app.ledger.model.record_state import Kept, State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Batch, Touched
from app.ledger.model.rows.first_read import Piece
from app.ledger.model.rows.state_rows import (
    SHARED,
    copy_of,
    in_chunks,
    load_all_part_rows,
    part_of,
    shared_column,
    state_of,
)
from app.ledger.model.shapes import Values
from app.tables.base import owner_key

READ, CONFLICTS, TAKEN = "read", "conflicts", "taken"
"""Why a part is read: the write can alter it, an account conflicts there, or its id was asked for."""


@dataclass
class Reach:
    """Which parts of a record a write can alter.

    All of the types that are `complete`; of others those `written`, each given by its id or, being new, by its content,
    with their neighbours. `ids` should be free: of them, and of ids that begin with them, those taken are returned.
    """

    complete: set[str] = field(default_factory=set)
    written: dict[str, list[str | Values]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)

    def add(self, part_type: PartType, part: str | Values) -> None:
        """Reach a part, and what it can alter."""
        if part_type.neighbours is None:
            self.add_all(part_type)
        else:
            self.complete |= part_type.read_with
            self.written.setdefault(part_type.name, []).append(part)

    def add_all(self, part_type: PartType) -> None:
        """Reach all parts of a type."""
        self.complete |= {part_type.name, *part_type.read_with}


Reaching = Callable[[State], Reach | None]
"""Returns what is reached of a record; None: everything."""


def reached(
    connection: Connection,
    record_type: RecordType,
    ids: Sequence[str],
    rows: Mapping[Key, Row],
    reaching: Reaching,
) -> Batch:
    """Return the records as they are, ready to be changed, with the parts that are reached. Their rows were read.

    Of one whose document is queued, all parts: what is kept of that document would not be what it is to show.
    """
    own_rows = {
        record: rows[record_type.collection, record] for record in ids if (record_type.collection, record) in rows
    }
    bare = {record: state_of(record_type, row, {}) for record, row in own_rows.items() if not row["queued"]}
    reaches = {record: reaching(state) for record, state in bare.items()} if record_type.part_types else {}
    everything = [record for record in own_rows if reaches.get(record) is None]
    part_rows = load_all_part_rows(connection, record_type, everything)
    some = {record: reach for record, reach in reaches.items() if reach is not None}
    # Where none of a record's accounts conflicts, none of a part's does.
    disputed = [record for record in some if answer_of(own_rows[record])["disputed"]]
    found = _load(connection, record_type, bare, some, disputed)
    batch: Batch = {}
    for record in ids:
        row = own_rows.get(record)
        own: Mapping[str, Mapping[str, Row]] = part_rows.get(record, {})
        before = None
        if row is not None and record in some:
            own = found.get((record, READ), {})
            before = state_of(record_type, row, own)
            before.kept = _kept(record_type, before, row, own, some[record], found)
        elif row is not None:
            before = state_of(record_type, row, own)
        after = None if before is None else copy_of(before)
        batch[record_type.collection, record] = Touched(record_type, before, after, row, own)
    return batch


def without_parts(connection: Connection, record_type: RecordType, record: str, rows: Mapping[Key, Row]) -> Touched:
    """Return a record whose row was read, and of whose parts nothing is known yet.

    Of one whose document is queued, all parts are read here, too: nothing is taken from a document of an older form.
    """
    row = rows.get((record_type.collection, record))
    if row is None:
        return Touched(record_type, None, None, None, {})
    if row["queued"]:
        return reached(connection, record_type, [record], rows, lambda _state: None)[record_type.collection, record]
    before = state_of(record_type, row, {})
    before.kept = _kept(record_type, before, row, {}, Reach(), {})
    return Touched(record_type, before, copy_of(before), row, {}, has_parts=not record_type.part_types)


def _kept(
    record_type: RecordType,
    before: State,
    row: Row,
    own: Mapping[str, Mapping[str, Row]],
    reach: Reach,
    found: Mapping[tuple[str, str], Mapping[str, Mapping[str, Row]]],
) -> Kept:
    texts = {(name, part): part_row["document"] for name, parts in own.items() for part, part_row in parts.items()}
    conflicting = {
        name: {part: part_of(record_type.part_types[name], part_row) for part, part_row in parts.items()}
        for name, parts in found.get((before.id, CONFLICTS), {}).items()
    }
    taken = {name: frozenset(parts) for name, parts in found.get((before.id, TAKEN), {}).items()}
    return Kept(before, frozenset(reach.complete), row, texts, conflicting, taken)


def _load(
    connection: Connection,
    record_type: RecordType,
    states: Mapping[str, State],
    reaches: Mapping[str, Reach],
    disputed: Sequence[str],
) -> dict[tuple[str, str], dict[str, dict[str, Row]]]:
    """Return the rows of parts by record and why they are read, then by type and id."""
    found: dict[tuple[str, str], dict[str, dict[str, Row]]] = {}
    for piece in in_chunks(list(reaches), RECORDS):
        wanted = {record: reaches[record] for record in piece}
        selects = list(_selects(record_type, states, wanted, [record for record in disputed if record in wanted]))
        if not selects:
            continue
        parameters = {name: value for _select, values in selects for name, value in values.items()}
        for row in _together(tuple(one for one, _values in selects)).mappings(connection, parameters):
            why, name = row.pop("why"), row.pop("part_type")
            found.setdefault((row["owner"], why), {}).setdefault(name, {})[row["id"]] = row
    for by_type in found.values():
        for name, rows in by_type.items():
            by_type[name] = dict(sorted(rows.items(), key=lambda item: item[1]["entry"] or 0))
    return found


RECORDS = 100
"""Records whose parts one statement reads: each may come with several windows, and SQLite joins 500 selects at most."""


@cache
def _together(selects: tuple[Select[Any], ...]) -> Query[CompoundSelect[Any]]:
    return Query(union_all(*selects))


def _selects(
    record_type: RecordType, states: Mapping[str, State], reaches: Mapping[str, Reach], disputed: Sequence[str]
) -> Iterator[Piece]:
    for name, part_type in record_type.part_types.items():
        if disputed and (conflicting := _conflicting(part_type)) is not None:
            yield conflicting, {"conflicting": disputed}
        if owners := [record for record, reach in reaches.items() if name in reach.complete]:
            yield _all(part_type), {f"all_{name}": owners}
        written = {
            record: reach.written[name]
            for record, reach in reaches.items()
            if name in reach.written and name not in reach.complete
        }
        if part_type.neighbours is not None and written:
            yield from part_type.neighbours([(states[record], parts) for record, parts in written.items()])
        if ids := {record: reach.ids[name] for record, reach in reaches.items() if reach.ids.get(name)}:
            low, high = min(map(min, ids.values())), max(map(max, ids.values()))
            # No character of an id comes after "~": of several ids all between are found, which costs an index alone.
            yield _taken(part_type), {f"taken_{name}": list(ids), f"low_{name}": low, f"high_{name}": f"{high}~"}


@cache
def _all(part_type: PartType) -> Select[Any]:
    table = core_table(part_type.table)
    return select(*part_columns(part_type.name, table)).where(OneOf(owner_key(table), f"all_{part_type.name}"))


@cache
def _conflicting(part_type: PartType) -> Select[Any] | None:
    """Return the statement for the parts with accounts that conflict; an index has the citations with accounts."""
    table = core_table(part_type.table)
    for nested_table in part_type.nested_tables:
        cited = core_table(nested_table.table)
        if "account_conflicts" in cited.c:
            is_cited = (owner_key(cited) == owner_key(table)) & (cited.c[part_type.part_column] == table.c.id)
            spoken = OneOf(owner_key(cited), "conflicting") & cited.c.account_field.is_not(None)
            conflicting = select(*part_columns(part_type.name, table, CONFLICTS)).join(cited, is_cited).where(spoken)
            return conflicting.where(cited.c.account_conflicts.is_(True))
    return None


@cache
def _taken(part_type: PartType) -> Select[Any]:
    table, name = core_table(part_type.table), part_type.name
    owners = OneOf(owner_key(table), f"taken_{name}")
    ids = table.c.id.between(bindparam(f"low_{name}"), bindparam(f"high_{name}"))
    return select(*part_columns(name, table, TAKEN, ("id",))).where(owners, ids)


def part_columns(
    name: str, table: FromClause, why: str = READ, told: Sequence[str] = SHARED
) -> list[ColumnElement[Any]]:
    """Return the columns by which the parts of all types can be read in one statement."""
    return [
        literal_column(f"'{why}'", Text()).label("why"),
        literal_column(f"'{name}'", Text()).label("part_type"),
        owner_key(table).label("owner"),
        *(shared_column(table, column, told=column in told) for column in SHARED),
    ]
