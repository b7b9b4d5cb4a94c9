"""Filling an empty database with the made-up world."""

import random
import time

from sqlalchemy import Connection, func, select, text

from app import api
from app.db import migration
from app.db.engines import writing_engine
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.model.shapes import Values
from app.ledger.projections.projections import advance_all
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import identify
from app.tables.pledges import Pledge
from app.vocabulary import Operation, StatementKind
from benchmarks.world.deeds import ACTIONS, STATEMENTS, action, answer, statement
from benchmarks.world.parts import parts
from benchmarks.world.pledges import pledge, pledge_id
from benchmarks.world.surroundings import participation, surroundings

PIECE = 500

assert api.ROUTERS


def build(address: str, pledges: int) -> float:
    """Fill an empty database with this many pledges and what belongs to them; return the pledges written a second.

    Where they stand in it already, nothing is written: 0 a second.
    """
    engine, chance = writing_engine(address), random.Random(1)
    with engine.begin() as connection:
        migration.upgrade(connection)
        is_built = connection.scalar(select(func.count()).select_from(Pledge)) == pledges
    if is_built:
        engine.dispose()
        return 0
    with engine.begin() as connection:
        for collection, records in surroundings(chance):
            append(connection, [_record(collection, record, body) for record, body in records.items()])
            if collection == "instruments":
                for record in records:
                    append(
                        connection,
                        [_part("instruments", record, "participation", act) for act in participation(chance)],
                    )
    started = time.perf_counter()
    for start in range(0, pledges, PIECE):
        with engine.begin() as connection:
            _write_pledges(connection, range(start, min(start + PIECE, pledges)), chance)
    elapsed = time.perf_counter() - started
    # So that the service is not still at it when it is measured.
    advance_all(engine)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
    return pledges / elapsed


def _write_pledges(connection: Connection, numbers: range, chance: random.Random) -> None:
    """Write pledges, then what was done and said about them, then what became of them."""
    bodies = {pledge_id(number): pledge(number, chance) for number in numbers}
    ids = list(bodies)
    append(connection, [_record("pledges", record, body) for record, body in bodies.items()])
    deeds = {
        number: action(number, {one: bodies[one] for one in [record, *chance.sample(ids, min(len(ids), 4))]}, chance)
        for number, record in zip(numbers, ids, strict=True)
        if number % ACTIONS == 0
    }
    said = {
        f"statement-{number}": statement(record, chance)
        for number, record in zip(numbers, ids, strict=True)
        if number % STATEMENTS == 0
    }
    changes = [_record("actions", f"action-{number}", body) for number, body in deeds.items()]
    changes += [_record("statements", record, body) for record, body in said.items()]
    changes += [
        _part("statements", record, "positions", answer(chance))
        for record, body in said.items()
        if body["kind"] == StatementKind.RECOMMENDATION
    ]
    append(connection, changes)
    became = []
    for number, (record, body) in zip(numbers, bodies.items(), strict=True):
        carried_out = number in deeds and deeds[number]["about"][0]["relation"] == "carries_out"
        actions = [f"action-{number}"] if carried_out else []
        became += [_part("pledges", record, name, part) for name, part in parts(number, body, actions, chance)]
    append(connection, became)


def _record(collection: str, record: str, body: Values) -> Change:
    record_type = record_type_of(collection)
    values = record_type.written.model_validate(body).values()
    values.pop("id")
    return Change(record_type, record, Operation.PUT, identify(record_type.inline, values, None))


def _part(collection: str, record: str, name: str, body: Values) -> Change:
    record_type = record_type_of(collection)
    part_type = record_type.part_types[name]
    written = identify(part_type.inline, part_type.written.model_validate(body).values(), None)
    return Change(record_type, record, Operation.PUT, written, f"{name}/{written['id']}")
