"""How many pledges there are: by status, fact, topic and flag."""

from collections import Counter
from collections.abc import Iterator, Mapping
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
from app.features.statistics.schemas import Flags
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

COLUMNS = [{"strength": "strength_in_force"}.get(fact, fact) for fact in FACTS]

WHOLE = "whole"
TOPIC = "topic"
"""What rows are about that are not about the words of a fact: all, with the flags, and each topic."""

FLAGS = tuple(Flags.model_fields)
"""What is true of pledges or not, each a filter by which it is counted."""

DAYS = {flag: len(days(date.min)) for flag, days in CLOCKED.items()}
"""How many days those that depend on the clock are asked with."""


def overview(connection: Connection, twins: Twins, asked: Asked, unit: str = Unit.PLEDGE) -> Values:
    """Return the counts by status and flag, and by status within each word of a fact and each topic."""
    topics: dict[str, Tally] = {}
    counted: dict[str, dict[str | None, Tally]] = {fact: {} for fact in FACTS}
    flags = dict.fromkeys(FLAGS, 0)
    today = today_at(asked.moment)
    days = {bound_name(flag, at): day for flag in CLOCKED for at, day in enumerate(CLOCKED[flag](today))}
    statement = _statement(asked.selection, unit)
    for fact, numbered, due, reason, word, number, *flagged in count(connection, twins, asked, statement, **days):
        if fact == WHOLE:
            flags = dict(zip(FLAGS, flagged, strict=True))
            continue
        status = twins.word(numbered), bool(due), None if reason is None else twins.word(reason)
        if fact == TOPIC:
            topics.setdefault(twins.word(word), Counter())[status] += number
        else:
            counted[fact].setdefault(None if word is None else twins.word(word), Counter())[status] += number
    whole = sum(counted["kind"].values(), Counter())
    names = called(connection, "topics", list(topics), asked.moment)
    return {
        **totals_with_due(whole),
        "flags": flags,
        **{
            f"by_{fact}": [{fact: word, **totals_with_due(counted[fact].get(word, {}))} for word in (*terms, None)]
            for fact, terms in FACTS.items()
        },
        "by_topic": [
            {"topic": names[topic], **totals_with_due(found)}
            for topic, found in sorted(topics.items(), key=lambda item: (-item[1].total(), item[0]))
        ],
    }


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, unit: str) -> Count:
    """Return what counts those with each flag; then, by status, those with each word of a fact, and on each topic."""
    if unit == Unit.PARTY:
        pledges = promised(selection, *COLUMNS, own=True, named=True, more=_flags)
    else:
        pledges = matched(selection, "status", "unknown_because", *COLUMNS, more=_dues_and_flags)
    topics = twin_in_memory(TWINS[core_table(PledgeTopic)])
    stands = pledges.c.status, pledges.c.due, pledges.c.unknown_because
    flags = [func.count().filter(pledges.c[flag]) for flag in FLAGS]
    nothing = [null() for _flag in FLAGS]
    whole = select(literal(WHOLE), *(null() for _column in (*stands, "word", "number")), *flags).select_from(pledges)
    by_facts = [
        select(literal(fact), *stands, pledges.c[column], func.count(), *nothing).group_by(*stands, pledges.c[column])
        for fact, column in zip(FACTS, COLUMNS, strict=True)
    ]
    by_topic = (
        select(literal(TOPIC), *stands, topics.c.topic, func.count(), *nothing)
        .join_from(pledges, topics, key_column(topics) == pledges.c.pledge)
        .where(*held(topics))
        .group_by(*stands, topics.c.topic)
    )
    return counting(union_all(whole, *by_facts, by_topic))


def _dues_and_flags(binding: Binding) -> Iterator[Label[bool]]:
    yield from is_due(binding)
    yield from _flags(binding)


def _flags(binding: Binding) -> Iterator[Label[bool]]:
    for flag in FLAGS:
        yield FILTERS[flag].clause(binding, _days_of(flag)).label(flag)


def _days_of(flag: str) -> Binds:
    """Return the days that a flag is asked with: the first is today, and the same for all of them."""
    return [today_bind(), *binds_of(flag, DAYS.get(flag, 0))[1:]]
