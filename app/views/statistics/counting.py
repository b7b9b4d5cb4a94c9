"""Keeps counts over all pledges of now: a projection that takes out what a pledge was and puts in what it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.ledger.kinds import State
from app.ledger.projecting import Entered, Projection, register_projection
from app.ledger.states import in_chunks, load_states
from app.records.collection.collections import Span
from app.records.collection.knowing import KNOWN, spans_held
from app.records.pledges.queries import COLLECTION
from app.records.pledges.scores import scores_of
from app.strict_json import decode, encode_text
from app.tables.known import ALWAYS, NEVER
from app.tables.statistics import CountedPledge, PledgeCount
from app.vocabulary import AssessorKind, Axis

FACETS = ("kind", "strength", "topic")
ALL, PAIR, MONTH = "all", "pair", "month"
COMPLIANCE = "compliance"
BY = ("participant", "topic", "meeting", "year")
"""What compliance is told by."""

SEPARATOR = " "
"""Stands between promisor and promisee: before every character of an id, so that pairs are in order."""

Key = tuple[str, str, str]
Amounts = tuple[int, int, int]
"""A count, the sum of scores in it, and how many of it are disputed."""


def pair(promisor: str, promisee: str) -> str:
    """Return the value under which a pair is counted."""
    return f"{promisor}{SEPARATOR}{promisee}"


def counted(state: State, held: Sequence[Span]) -> dict[Key, Amounts]:
    """Return what a pledge with these terms counts as."""
    found: Counter[Key] = Counter()
    by_field: dict[str, list[str]] = {}
    for _start, end, (field, value) in held:
        if end == NEVER:
            by_field.setdefault(field, []).append(value)
    (status,) = by_field["status"]
    found[ALL, "", status] += 1
    for facet in FACETS:
        for value in by_field.get(facet, ()):
            found[facet, value, status] += 1
    for promisor in by_field["promisor"]:
        for promisee in by_field.get("promisee", [""]):
            found[PAIR, pair(promisor, promisee), status] += 1
    found.update(dict(_months(held, announced(state))))
    amounts = {key: (count, 0, 0) for key, count in found.items() if count}
    for key, amount in _pairs(state, by_field):
        known = amounts.get(key, (0, 0, 0))
        amounts[key] = (known[0] + amount[0], known[1] + amount[1], known[2] + amount[2])
    return amounts


def announced(state: State) -> str:
    """Return the day from which a pledge counts."""
    return COLLECTION.kind.day(state.written) or ALWAYS


def _months(held: Iterable[Span], first: str) -> Iterable[tuple[Key, int]]:
    """Return in which months each status begins to hold (+1) and ceases to (-1)."""
    months: Counter[Key] = Counter()
    for start, end, (field, status) in held:
        if field == "status" and end > first:
            months[MONTH, max(start, first)[:7], status] += 1
            if end != NEVER:
                months[MONTH, end[:7], status] -= 1
    return months.items()


def _pairs(state: State, by_field: dict[str, list[str]]) -> Iterator[tuple[Key, Amounts]]:
    """Yield each pair of the pledge and a promisor by what compliance is told by, grouped by its assessors."""
    latest: dict[str, dict[str, tuple[str, int, int]]] = {}
    for row in scores_of(state):
        if row["axis"] == Axis.COMPLETION and row["assessor_kind"] != AssessorKind.SELF_REPORT:
            of_party = latest.setdefault(row["party"], {})
            place = (row["period_end"], row["entry"], row["score"])
            of_party[row["assessor"]] = max(place, of_party.get(row["assessor"], place))
    day = announced(state)
    for promisor in by_field["promisor"]:
        scores = [score for _end, _entry, score in latest.get(promisor, {}).values()]
        amounts = (1, sum(scores), int(len(set(scores)) > 1))
        values = {"participant": [promisor], "year": [] if day == ALWAYS else [day[:4]]}
        values |= {by: by_field.get(by, []) for by in ("topic", "meeting")}
        for by in BY:
            for value in values[by]:
                yield (f"{COMPLIANCE} {by}", value, str(len(scores))), amounts


def _clear(connection: Connection) -> None:
    for table in (PledgeCount, CountedPledge):
        connection.execute(delete(table))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    ids = list({entry.record: None for entry in entries if entry.collection == COLLECTION.kind.collection})
    states = load_states(connection, COLLECTION.kind, ids)
    held = spans_held(connection, COLLECTION, list(states))
    fresh = {record: counted(state, held[record]) for record, state in states.items()}
    known = _known(connection, ids)
    change: Counter[tuple[Key, int]] = Counter()
    for record in ids:
        for sign, amounts in ((-1, known.get(record, {})), (1, fresh.get(record, {}))):
            for key, amount in amounts.items():
                for place, number in enumerate(amount):
                    change[key, place] += sign * number
    keys = {key for (key, _place), number in change.items() if number}
    _apply(connection, {key: (change[key, 0], change[key, 1], change[key, 2]) for key in keys})
    table = CountedPledge
    for piece in in_chunks(ids):
        connection.execute(delete(table).where(table.pledge.in_(piece)))
    rows = [
        {"pledge": record, "counted": encode_text([[*key, *amount] for key, amount in amounts.items()])}
        for record, amounts in fresh.items()
    ]
    if rows:
        connection.execute(insert(table), rows)


COUNTS = register_projection(Projection("counts", 1, _clear, _project, rests_on=KNOWN))


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, dict[Key, Amounts]]:
    """Return what pledges were counted as."""
    found: dict[str, dict[Key, Amounts]] = {}
    for piece in in_chunks(ids):
        statement = select(CountedPledge.pledge, CountedPledge.counted).where(CountedPledge.pledge.in_(piece))
        for record, text in connection.execute(statement):
            found[record] = {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in decode(text)}
    return found


def _apply(connection: Connection, changes: dict[Key, Amounts]) -> None:
    """Add to the counts."""
    table = PledgeCount
    values = sorted({value for _field, value, _group in changes})
    stored = {
        (row.field, row.value, row.group)
        for piece in in_chunks(values)
        for row in connection.execute(select(table.field, table.value, table.group).where(table.value.in_(piece)))
    }
    condition = [
        table.field == bindparam("key_f"),
        table.value == bindparam("key_v"),
        table.group == bindparam("key_g"),
    ]
    added: dict[str, Any] = {
        name: getattr(table, name) + bindparam(f"more_{name}") for name in ("count", "points", "disputed")
    }
    if changed := [_bound(key, amount) for key, amount in changes.items() if key in stored]:
        connection.execute(update(table).where(*condition).values(added), changed)
    if fresh := [_row(key, amount) for key, amount in changes.items() if key not in stored]:
        connection.execute(insert(table), fresh)
    connection.execute(delete(table).where(table.count == 0, table.points == 0, table.disputed == 0))


def _bound(key: Key, amount: Amounts) -> dict[str, Any]:
    names = ("key_f", "key_v", "key_g", "more_count", "more_points", "more_disputed")
    return dict(zip(names, (*key, *amount), strict=True))


def _row(key: Key, amount: Amounts) -> dict[str, Any]:
    names = ("field", "value", "group", "count", "points", "disputed")
    return dict(zip(names, (*key, *amount), strict=True))
