"""What a write and its projection cost as a pledge grows: processor time, in one process, as ratios.

Each is measured after it was done once at a small size: what is compiled once costs nobody anything afterwards.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from statistics import median
from time import process_time
from typing import Any

from sqlalchemy import Connection, Engine

from app import api
from app.db import migration
from app.db.engines import writing_engine
from app.http.validation import validated
from app.ledger.model.rows.batches import Change
from app.ledger.projections.projections import advance
from app.ledger.writing.append import append
from app.ledger.writing.part_commands import withdraw_part
from app.ledger.writing.record_commands import patch
from app.preconditions import UNCONDITIONAL
from app.records.base.history.projection import HISTORY
from app.records.base.parts.part_collections import Withdrawal
from app.records.participants.record_type import PARTICIPANTS
from app.records.pledges.commands import record_batch, record_status_change
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.schemas import Batch, StatusChange
from app.vocabulary import Operation

Body = dict[str, Any]

MOST = 250
"""Parties that a pledge can have."""

SET_ASIDE = {"guards": ["citation"], "reason": "a measurement"}
FEW, MANY = 15, 1500
EDITS = 21
PLEDGES_LOADED, PROMISORS, CHANGES, ALONE = 324, 73, 31_104, 400
"""The register of treaties by which the goal is told: pledges, promisors on average, changes; and changes of the sample
that is loaded one by one."""


def measure(address: str) -> dict[str, float]:
    """Return what growth costs on an empty database."""
    assert api.ROUTERS, "whatever is kept of the past is known once all routes are"
    engine = writing_engine(address)
    with engine.begin() as connection:
        migration.upgrade(connection)
        _write(connection, PARTICIPANTS, {f"party-{i}": {"kind": "state", "name": f"Party {i}"} for i in range(MOST)})
    found = _by_promisors(engine) | _by_changes(engine) | _loading(engine)
    engine.dispose()
    return found


def _by_promisors(engine: Engine) -> dict[str, float]:
    """Give each of n promisors a change, newest first, and bring the histories up."""
    _judged_once(engine, 20, "warm")
    costs = {n: _judged_once(engine, n, f"promisors-{n}") for n in (60, 240, MOST)}
    found = {f"{n} promisors, a change each, CPU s": round(cost, 3) for n, cost in costs.items()}
    found["240 promisors / 60 (goal 5)"] = round(costs[240] / costs[60], 2)
    found["250 promisors / 240"] = round(costs[MOST] / costs[240], 2)
    return found


def _judged_once(engine: Engine, promisors: int, pledge: str) -> float:
    with engine.begin() as connection:
        _write(connection, PLEDGES, {pledge: _pledge(promisors)})
    _bring_up(engine)
    changes = [_change("planned", date(2024, 12, 1) - timedelta(days=i), f"party-{i}") for i in range(promisors)]
    start = process_time()
    for change in changes:
        with engine.begin() as connection:
            record_status_change(connection, pledge, StatusChange.model_validate(change), UNCONDITIONAL)
    _bring_up(engine)
    return process_time() - start


@dataclass(frozen=True)
class _Edit:
    """One way to change a pledge that has a history: the edits, one after the other."""

    label: str
    edits: Callable[[str, int], Iterator[Callable[[Connection], object]]]


def _later(pledge: str, changes: int) -> Iterator[Callable[[Connection], object]]:
    for number in range(EDITS):
        yield partial(_record, pledge=pledge, number=changes + number)


def _between(pledge: str, changes: int) -> Iterator[Callable[[Connection], object]]:
    for number in range(EDITS):
        # Days of the middle have a change already: another follows it.
        yield partial(_record, pledge=pledge, number=changes // 2, turn=number)


def _withdrawn(pledge: str, changes: int) -> Iterator[Callable[[Connection], object]]:
    def withdraw(connection: Connection, number: int) -> None:
        withdrawal = Withdrawal(reason="a measurement")
        withdraw_part(connection, PLEDGES, PART_TYPE, pledge, f"change-{number}", withdrawal, UNCONDITIONAL)

    for number in range(min(EDITS, changes - 1)):
        yield partial(withdraw, number=changes - 2 - number)


def _patched(pledge: str, _changes: int) -> Iterator[Callable[[Connection], object]]:
    def edit(connection: Connection, number: int) -> None:
        patch(connection, PLEDGES, pledge, {"summary": f"Summary {number}"}, validated, UNCONDITIONAL)

    for number in range(EDITS):
        yield partial(edit, number=number)


KINDS = (
    _Edit("a change at the end", _later),
    _Edit("a change in the middle", _between),
    _Edit("a withdrawal", _withdrawn),
    _Edit("a PATCH of the summary", _patched),
)


def _by_changes(engine: Engine) -> dict[str, float]:
    """Edit a pledge that has few changes, and one that has many, and bring the histories up after each edit."""
    found: dict[str, float] = {}
    _edited(engine, FEW, "warm")
    few, many = _edited(engine, FEW, "few"), _edited(engine, MANY, "many")
    for kind in KINDS:
        found[f"{kind.label}, after {FEW}, CPU ms"] = round(1000 * few[kind.label], 2)
        found[f"{kind.label}, after {MANY}, CPU ms"] = round(1000 * many[kind.label], 2)
        found[f"{kind.label}: {MANY} / {FEW} (goal 3)"] = round(many[kind.label] / few[kind.label], 2)
    return found


def _edited(engine: Engine, changes: int, name: str) -> dict[str, float]:
    """Return the median cost of each kind of edit."""
    found = {}
    for index, kind in enumerate(KINDS):
        pledge = f"{name}-{index}"
        with engine.begin() as connection:
            _write(connection, PLEDGES, {pledge: _pledge(2)})
        loaded = (_change(_status(i), _day(i), "party-0") | {"id": f"change-{i}"} for i in range(changes))
        _load(engine, ((pledge, change) for change in loaded))
        _bring_up(engine)
        costs = []
        for edit in kind.edits(pledge, changes):
            start = process_time()
            with engine.begin() as connection:
                edit(connection)
            _bring_up(engine)
            costs.append(process_time() - start)
        found[kind.label] = median(costs)
    return found


def _loading(engine: Engine) -> dict[str, float]:
    """Load a register of treaties in batches, then bring the histories up as the first statistic does."""
    alone = _loaded_alone(engine)
    sizes = [PROMISORS // 2 + i * PROMISORS // PLEDGES_LOADED for i in range(PLEDGES_LOADED)]
    start = process_time()
    with engine.begin() as connection:
        _write(connection, PLEDGES, {f"treaty-{i}": _pledge(size) for i, size in enumerate(sizes)})
    _load(engine, islice(_register(sizes), CHANGES))
    loaded = process_time() - start
    start = process_time()
    _bring_up(engine)
    projected = process_time() - start
    return {
        f"{CHANGES} changes of {PLEDGES_LOADED} pledges, one by one, CPU s": round(alone, 1),
        "in batches of 500, CPU s": round(loaded, 1),
        "their first statistic's histories, CPU s": round(projected, 1),
        "histories / loading one by one (goal 0.2)": round(projected / alone, 3),
        "histories / loading in batches (goal 0.2)": round(projected / loaded, 3),
    }


def _loaded_alone(engine: Engine) -> float:
    """Return what loading would cost one by one: as much for each as for those of a pledge of middling size."""
    changes = list(islice(_register([PROMISORS], "treaty-alone"), ALONE))
    with engine.begin() as connection:
        _write(connection, PLEDGES, {"treaty-alone-0": _pledge(PROMISORS)})
    start = process_time()
    for pledge, change in changes:
        with engine.begin() as connection:
            record_status_change(connection, pledge, StatusChange.model_validate(change), UNCONDITIONAL)
    cost = (process_time() - start) / len(changes)
    _bring_up(engine)
    return cost * CHANGES


def _register(sizes: Sequence[int], name: str = "treaty") -> Iterator[tuple[str, Body]]:
    """Yield changes of all promisors year after year, pledge by pledge, as registers are loaded."""
    each = CHANGES // len(sizes)
    for treaty, size in enumerate(sizes):
        for number in range(each):
            year, promisor = divmod(number, size)
            day = date(2000, 1, 1) + timedelta(days=365 * year + (7 * promisor) % 360)
            yield f"{name}-{treaty}", _change(_status(year + promisor), day, f"party-{promisor}")


def _load(engine: Engine, changes: Iterator[tuple[str, Body]]) -> None:
    while items := [{"pledge": pledge, **change} for pledge, change in islice(changes, 500)]:
        with engine.begin() as connection:
            record_batch(connection, Batch.model_validate({"items": items}))


def _record(connection: Connection, pledge: str, number: int, turn: int = 0) -> None:
    change = _change(_status(number + turn + 1), _day(number), "party-0")
    record_status_change(connection, pledge, StatusChange.model_validate(change), UNCONDITIONAL)


def _status(number: int) -> str:
    return ("planned", "in_progress", "stalled")[number % 3]


def _day(number: int) -> date:
    return date(2000, 1, 1) + timedelta(days=number)


def _change(status: str, day: date, party: str) -> Body:
    return {
        "status": status,
        "effective_on": day.isoformat(),
        "reason": "Measured",
        "override": SET_ASIDE,
        "party": party,
    }


def _pledge(promisors: int) -> Body:
    parties = [{"participant": f"party-{i}", "role": "promisor"} for i in range(promisors)]
    return {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": parties}


def _write(connection: Connection, record_type: Any, bodies: dict[str, Body]) -> None:
    changes = []
    for record, body in bodies.items():
        written = record_type.written.model_validate(body).values()
        written.pop("id")
        changes.append(Change(record_type, record, Operation.PUT, written))
    append(connection, changes)


def _bring_up(engine: Engine) -> None:
    more = True
    while more:
        with engine.begin() as connection:
            more = advance(connection, HISTORY)
