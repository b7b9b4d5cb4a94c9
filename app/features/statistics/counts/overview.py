"""How many pledges there are: by status, fact, topic and flag."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, Label, func, literal, null, select, union_all

from app.db.memory_database import Count, counting
from app.db.statements import core_table
from app.features.statistics.counts.totals import Tally, totals_with_due
from app.features.statistics.matched_pledges import due as is_due
from app.features.statistics.matched_pledges import matched, promised, today_bind
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import FILTERS, MAX_STATEMENTS, Asked, Selection, called, count
from app.features.statistics.schemas import Flags, Overview
from app.ledger.model.shapes import Values
from app.records.base.history.moments import today_at
from app.records.base.lists.bindings import Binding, held, key_column
from app.records.base.lists.filters import Binds, binds_of, bound_name
from app.records.pledges.derived.deadlines import CLOCKED
from app.tables.history import TWINS
from app.tables.pledges import PledgeTopic
from app.vocabulary import Origin, PledgeKind, Precision, Strength, Term, Unit, Voice

FACTS: Mapping[str, type[Term]] = {
    "kind": PledgeKind,
    "origin": Origin,
    "strength": Strength,
    "precision": Precision,
    "attestation": Voice,
}
"""The facts of pledges that are counted by, each with its words. Null is counted as one of them."""

COLUMNS = {fact: {"strength": "strength_in_force"}.get(fact, fact) for fact in FACTS}

WHOLE = "whole"
"""What the rows are about that count all of them."""

TOPIC, FLAGGED = "topic", "flags"
GROUPS = (FLAGGED, *FACTS, TOPIC)
"""What is counted beside all: only where it is asked for."""

FLAGS = tuple(Flags.model_fields)
"""What is true of pledges or not, each a filter by which it is counted."""

DAYS = {flag: len(days(date.min)) for flag, days in CLOCKED.items()}
"""How many days those that depend on the clock are asked with."""


def overview(
    connection: Connection,
    twins: Twins,
    asked: Asked,
    unit: str = Unit.PLEDGE,
    wanted: Collection[str] = tuple(Overview.model_fields),
) -> Values:
    """Return the counts by status and flag, and by status within each word of a fact and each topic.

    Of the fields of the answer only those that are `wanted` are counted.
    """
    topics: dict[str, Tally] = {}
    whole: Tally = Counter()
    counted: dict[str, dict[str | None, Tally]] = {fact: {} for fact in FACTS}
    flags = dict.fromkeys(FLAGS, 0)
    today = today_at(asked.moment)
    days = {bound_name(flag, at): day for flag in CLOCKED for at, day in enumerate(CLOCKED[flag](today))}
    groups = tuple(group for group in GROUPS if _field_of(group) in wanted)
    statement = _statement(asked.selection, unit, groups)
    for group, numbered, due, reason, word, number, flagged in count(connection, twins, asked, statement, **days):
        status = twins.word(numbered), bool(due), None if reason is None else twins.word(reason)
        if group == WHOLE:
            whole[status] += number
            for flag, those in zip(FLAGS, flagged or (), strict=False):
                flags[flag] += those
        elif group == TOPIC:
            topics.setdefault(twins.word(word), Counter())[status] += number
        else:
            counted[group].setdefault(None if word is None else twins.word(word), Counter())[status] += number
    found: Values = {"flags": flags}
    for fact in FACTS.keys() & groups:
        words = (*FACTS[fact], None)
        found[f"by_{fact}"] = [{fact: word, **totals_with_due(counted[fact].get(word, {}))} for word in words]
    names = called(connection, "topics", list(topics), asked.moment) if topics else {}
    found["by_topic"] = [
        {"topic": names[topic], **totals_with_due(found)}
        for topic, found in sorted(topics.items(), key=lambda item: (-item[1].total(), item[0]))
    ]
    found |= totals_with_due(whole)
    return {name: found[name] for name in Overview.model_fields if name in wanted}


def _field_of(group: str) -> str:
    return group if group == FLAGGED else f"by_{group}"


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, unit: str, groups: tuple[str, ...]) -> Count:
    """Return what counts all by status, with each flag if they are wanted; then those with each word, on each topic."""
    with_flags, facts = FLAGGED in groups, {fact: COLUMNS[fact] for fact in FACTS if fact in groups}
    if unit == Unit.PARTY:
        more = _flags if with_flags else _nothing
        pledges = promised(selection, *facts.values(), own=True, named=True, more=more)
    else:
        more = _dues_and_flags if with_flags else is_due
        pledges = matched(selection, "status", "unknown_because", *facts.values(), more=more)
    stands = pledges.c.status, pledges.c.due, pledges.c.unknown_because
    # In one column: all others than these rows have nothing in it.
    flags = func.list_value(*(func.count().filter(pledges.c[flag]) for flag in FLAGS)) if with_flags else null()
    counted = [
        select(literal(WHOLE), *stands, null().label("word"), func.count(), flags)
        .select_from(pledges)
        .group_by(*stands)
    ]
    counted += [
        select(literal(fact), *stands, pledges.c[column], func.count(), null()).group_by(*stands, pledges.c[column])
        for fact, column in facts.items()
    ]
    if TOPIC in groups:
        topics = twin_in_memory(TWINS[core_table(PledgeTopic)])
        counted.append(
            select(literal(TOPIC), *stands, topics.c.topic, func.count(), null())
            .join_from(pledges, topics, key_column(topics) == pledges.c.pledge)
            .where(*held(topics))
            .group_by(*stands, topics.c.topic)
        )
    return counting(union_all(*counted))


def _nothing(_binding: Binding) -> Iterator[Label[bool]]:
    yield from ()


def _dues_and_flags(binding: Binding) -> Iterator[Label[bool]]:
    yield from is_due(binding)
    yield from _flags(binding)


def _flags(binding: Binding) -> Iterator[Label[bool]]:
    for flag in FLAGS:
        yield FILTERS[flag].clause(binding, _days_of(flag)).label(flag)


def _days_of(flag: str) -> Binds:
    """Return the days that a flag is asked with: the first is today, and the same for all of them."""
    return [today_bind(), *binds_of(flag, DAYS.get(flag, 0))[1:]]
