"""Keeps counts over all pledges: a projection that takes out what a pledge was and puts in what it is, day by day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select

from app.db.adding import add
from app.ledger.kinds import State, core_table
from app.ledger.projecting import Entered, Projection, register_projection
from app.ledger.shapes import Values
from app.ledger.states import in_chunks, load_states
from app.records.collection.collections import Span, Term
from app.records.collection.knowing import KNOWN, spans_held
from app.records.pledges.queries import COLLECTION
from app.records.pledges.scores import scores_of
from app.strict_json import decode, encode_text
from app.tables.known import ALWAYS, NEVER
from app.tables.statistics import CountedPledge, PledgeCount
from app.vocabulary import AssessorKind, Axis

FACETS = ("kind", "strength", "topic")
ALL, PAIR = "all", "pair"
COMPLIANCE = "compliance"
BY = ("participant", "topic", "meeting", "year")
"""What compliance is told by."""

SEPARATOR = " "
"""Stands between promisor and promisee: before every character of an id, so that pairs are in order."""

EVERY_YEAR = 0
"""The year of what counts in every year from a day on."""

K = TypeVar("K")

Key = tuple[str, str, str]
"""A field, a value of it, and a group."""

Amounts = tuple[int, int, int]
"""A count, the sum of scores in it, and how many of it are disputed."""

Changes = dict[tuple[Key, str], Amounts]
"""By how much counts change on a day."""

NOTHING: Amounts = (0, 0, 0)


def pair(promisor: str, promisee: str) -> str:
    """Return the value under which a pair is counted."""
    return f"{promisor}{SEPARATOR}{promisee}"


def counted(state: State, held: Sequence[Span]) -> Changes:
    """Return what a pledge with these terms counts as: from its announcement on; without that day, always."""
    first = COLLECTION.kind.day(state.written) or ALWAYS
    scores = [row for row in scores_of(state) if _counts(row)]
    begun: dict[str, list[Term]] = {first: []}
    ended: dict[str, list[Term]] = {}
    for start, end, term in held:
        if end > first:
            begun.setdefault(max(start, first), []).append(term)
            ended.setdefault(end, []).append(term)
    standing: dict[Term, None] = dict.fromkeys([] if first == ALWAYS else [("year", first[:4])])
    found: Changes = {}
    before: Mapping[Key, Amounts] = {}
    for day in sorted({*begun, *ended, *(max(row["period_end"], first) for row in scores)} - {NEVER}):
        for term in ended.get(day, ()):
            del standing[term]
        standing |= dict.fromkeys(begun.get(day, ()))
        now = _counted_on(standing, [row for row in scores if row["period_end"] <= day])
        found |= {(key, day): amounts for key, amounts in summed(chain(_less(before), now.items())).items()}
        before = now
    return found


def _counts(score: Values) -> bool:
    """Tell whether an assessment is one of those of which counts are kept."""
    counts: bool = score["axis"] == Axis.COMPLETION and score["assessor_kind"] != AssessorKind.SELF_REPORT
    return counts


def summed(amounts: Iterable[tuple[K, Amounts]]) -> dict[K, Amounts]:
    """Return the sums by key, those that are not nothing."""
    found: dict[K, Amounts] = {}
    for key, added in amounts:
        known = found.get(key, NOTHING)
        found[key] = (known[0] + added[0], known[1] + added[1], known[2] + added[2])
    return {key: sums for key, sums in found.items() if sums != NOTHING}


def _less(amounts: Mapping[K, Amounts]) -> Iterator[tuple[K, Amounts]]:
    """Yield what takes amounts away."""
    for key, (count, points, disputed) in amounts.items():
        yield key, (-count, -points, -disputed)


def _counted_on(standing: Iterable[Term], scores: Sequence[Values]) -> dict[Key, Amounts]:
    """Return what a pledge counts as on a day, by the terms and the scores that it has then."""
    by_field: dict[str, list[str]] = {}
    for field, value in standing:
        by_field.setdefault(field, []).append(value)
    (status,) = by_field["status"]
    facets = [(facet, value) for facet in FACETS for value in by_field.get(facet, ())]
    pairs = [
        (PAIR, pair(promisor, promisee))
        for promisor in by_field["promisor"]
        for promisee in by_field.get("promisee", [""])
    ]
    ones: Iterable[tuple[Key, Amounts]] = (((*named, status), (1, 0, 0)) for named in [(ALL, ""), *facets, *pairs])
    return summed(chain(ones, _complied(by_field, scores)))


def _complied(by_field: Mapping[str, Sequence[str]], scores: Sequence[Values]) -> Iterator[tuple[Key, Amounts]]:
    """Yield each pair of the pledge and a promisor by what compliance is told by, grouped by its assessors."""
    latest: dict[str, dict[str, tuple[str, int, int]]] = {}
    for row in scores:
        of_party = latest.setdefault(row["party"], {})
        place = (row["period_end"], row["entry"], row["score"])
        of_party[row["assessor"]] = max(place, of_party.get(row["assessor"], place))
    for promisor in by_field["promisor"]:
        points = [score for _end, _entry, score in latest.get(promisor, {}).values()]
        amounts = (1, sum(points), int(len(set(points)) > 1))
        for by in BY:
            for value in [promisor] if by == "participant" else by_field.get(by, ()):
                yield (f"{COMPLIANCE} {by}", value, str(len(points))), amounts


def _clear(connection: Connection) -> None:
    for table in (PledgeCount, CountedPledge):
        connection.execute(delete(table))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    ids = list({entry.record: None for entry in entries if entry.collection == COLLECTION.kind.collection})
    states = load_states(connection, COLLECTION.kind, ids)
    held = spans_held(connection, COLLECTION, list(states))
    fresh = {record: counted(state, held[record]) for record, state in states.items()}
    known = _known(connection, ids)
    taken = chain.from_iterable(map(_less, known.values()))
    given = chain.from_iterable(changes.items() for changes in fresh.values())
    _apply(connection, summed(chain(taken, given)))
    table = CountedPledge
    for piece in in_chunks(ids):
        connection.execute(delete(table).where(table.pledge.in_(piece)))
    rows = [
        {"pledge": record, "counted": encode_text([[*key, day, *amounts] for (key, day), amounts in changes.items()])}
        for record, changes in fresh.items()
    ]
    if rows:
        connection.execute(insert(table), rows)


COUNTS = register_projection(Projection("counts", 2, _clear, _project, rests_on=KNOWN))


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, Changes]:
    """Return what pledges were counted as."""
    found: dict[str, Changes] = {}
    for piece in in_chunks(ids):
        statement = select(CountedPledge.pledge, CountedPledge.counted).where(CountedPledge.pledge.in_(piece))
        for record, text in connection.execute(statement):
            found[record] = {
                ((field, value, group), day): (count, points, disputed)
                for field, value, group, day, count, points, disputed in decode(text)
            }
    return found


def _apply(connection: Connection, changes: Changes) -> None:
    """Add to the counts."""
    placed = summed(
        ((key, year, start), amounts) for (key, day), amounts in changes.items() for year, start in _places(day)
    )
    names = ("field", "value", "group", "year", "from_day", "count", "points", "disputed")
    rows: list[dict[str, Any]] = [
        dict(zip(names, (*key, year, start, *amounts), strict=True)) for (key, year, start), amounts in placed.items()
    ]
    add(connection, core_table(PledgeCount), rows)


def _places(day: str) -> Iterable[tuple[int, str]]:
    """Yield the year and the day from which a change counts: within its year, and after it."""
    if day == ALWAYS:
        yield EVERY_YEAR, day
        return
    year = int(day[:4])
    yield year, day
    if year < date.max.year:
        yield EVERY_YEAR, f"{year + 1:04}-01-01"
