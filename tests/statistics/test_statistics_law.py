"""Whatever was done, and redacted: statistics of any moment count what lists of it find, however memory was fed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from app.errors import PactaError, Unavailable
from app.features.statistics.counts.matrix import matrix
from app.features.statistics.counts.overview import overview
from app.features.statistics.counts.timeline import timeline
from app.features.statistics.memory import kept_rows, twin_rows
from app.features.statistics.memory import twins as memory
from app.features.statistics.memory.bindings import AtMoment
from app.features.statistics.memory.kept_rows import KEPT, KeptInMemory
from app.features.statistics.memory.loader import LAST
from app.features.statistics.memory.tables import WORDS
from app.features.statistics.memory.twin_rows import TwinInMemory, in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import Asked, Selection
from app.features.statistics.schemas import StatisticsQuery
from app.ledger.entries.history import Moment
from app.ledger.entries.redaction import redact
from app.ledger.model.rows.head import head
from app.records.base.history.moments import today_at
from app.records.base.history.pages import read_page
from app.records.base.lists.bindings import DAY, NUMBER
from app.records.base.lists.closures import with_what_was_below
from app.records.base.lists.list_queries import Active, Walk
from app.records.pledges.derived.deadlines import ENDED_WORDS
from app.records.pledges.queries import COLLECTION
from app.records.pledges.schemas import PledgeQuery
from app.strict_json import decode
from app.tables.base import Base
from app.vocabulary import DUE_SOON_DAYS
from tests.laws import examples
from tests.ledger.histories import WORLD, Chronicle, Step, steps
from tests.ledger.worlds import catch_up, engine_with

Body = dict[str, Any]
DAYS = [None, "2025-02-04", "2025-02-05", "2025-03-01", "2025-03-31", "2025-04-09", "2025-05-01", "2025-05-05"]
TABLES = tuple(
    f"{name}_history"
    for name in ("pledges", "standings", "parties", "pledge_topics", "pledge_tags", "record_references", "disputes",
                 "updates", "assessments", "links", "participants", "memberships", "offices", "terms",
                 "conditions_in_force")
)  # fmt: skip
some: dict[str, st.SearchStrategy[Any]] = {
    "id": st.just(["old", "no-such-pledge"]),
    "status": st.sampled_from([["in_progress"], ["not_assessed", "planned"], ["fulfilled", "stalled"]]),
    "basis": st.sampled_from([["whole"], ["promisors", "none"]]),
    "kind": st.just(["policy"]),
    "origin": st.sampled_from([["agreed"], ["null"], ["agreed", "null"]]),
    "strength": st.sampled_from([["firm"], ["intention"], ["null"], ["null", "intention"]]),
    "precision": st.sampled_from([["general"], ["null"]]),
    "legal_nature": st.sampled_from([["legally_binding"], ["null"]]),
    "due_moved": st.booleans(),
    "conditional": st.booleans(),
    "trackability": st.sampled_from([["complete"], ["incomplete"]]),
    "trackability_missing": st.sampled_from([["wording"], ["deadline", "target_or_criteria"]]),
    "instrument": st.just(["no-such-instrument"]),
    "topic": st.sampled_from([["ports"], ["trade", "borders"]]),
    "meeting": st.sampled_from([["tour"], ["tour", "talks"]]),
    "meeting_role": st.sampled_from([["made_at"], ["reaffirmed_at", "discussed_at"]]),
    "promisor": st.sampled_from([["guatemala"], ["ana", "mexico"]]),
    "promisor_under": st.sampled_from([["guatemala"], ["ana"]]),
    "implementer": st.sampled_from([["mexico"], ["ana", "guatemala"]]),
    "part_of": st.just(["old"]),
    "components": st.booleans(),
    "rollup": st.sampled_from(["leaves", "wholes", "all"]),
    "promisee": st.just(["ana"]),
    "participant": st.sampled_from([["ana"], ["guatemala", "mexico"]]),
    "under": st.sampled_from([["guatemala"], ["ana"]]),
    "announced_from": st.just("2025-01-01"),
    "announced_to": st.just("2025-03-01"),
    "due_before": st.just("2025-04-01"),
    "due_after": st.just("2025-02-05"),
    "review_before": st.just("2025-03-01"),
    "review_after": st.just("2025-01-15"),
    "overdue": st.booleans(),
    "due_soon": st.booleans(),
    "newer_evidence": st.booleans(),
    "review_due": st.booleans(),
    "fulfilled_late": st.booleans(),
    "is_reversal": st.booleans(),
    "overridden": st.booleans(),
    "criteria_after_verdict": st.booleans(),
    "unknown_because": st.sampled_from([["withheld"], ["null"], ["null", "withheld"]]),
    "status_conflict": st.booleans(),
    "voice": st.sampled_from([["on_record"], ["null"], ["null", "reporter"]]),
    "attestation": st.sampled_from([["on_record"], ["null"], ["null", "document"]]),
    "disputed": st.booleans(),
    "tag": st.sampled_from([["a-tag"], ["a-tag", "b-tag"]]),
    "classification": st.sampled_from([["cap:One"], ["cap:One", "sdg:One"]]),
    "external_id": st.sampled_from([["un:One"], ["un:Two", "eu:One"]]),
    "source": st.sampled_from([["report"], ["speech"]]),
    "updated_since": st.just("2025-01-01T00:00:00Z"),
}
OF_PARTIES = frozenset(
    {"status", "overdue", "due_soon", "fulfilled_late", "is_reversal", "overridden", "unknown_because"}
)
"""Filters that are about a promisor where the counts are."""

filters = st.sets(st.sampled_from(sorted(some)), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: some[name] for name in sorted(names)})
)
moments = st.tuples(st.integers(0, 30), st.sampled_from(DAYS), filters)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def test_every_filter_is_among_them() -> None:
    told = {name.removeprefix("not_").removesuffix("_is_null").removesuffix("_or_null") for name in COLLECTION.filters}
    assert some.keys() == told - {"q", "often_q"}


def active(query: Any, moment: Moment) -> Active:
    return COLLECTION.list_definition.on_day(COLLECTION.list_definition.active(query), today_at(moment))


def walk(connection: Connection, query: Any, moment: Moment) -> Walk:
    definition, clocks = COLLECTION.list_definition, {NUMBER: moment.number, DAY: moment.last_day}
    asked = with_what_was_below(connection, definition, active(query, moment), COLLECTION.past, clocks)
    return Walk(definition, asked, "id", descending=False, payload="document")


def elsewhere(connection: Connection, rollup: str, moment: Moment) -> set[tuple[str, str]]:
    """Return the pairs of pledge and promisor that count with a part, or with a whole, found by hand."""
    if rollup == "all":
        return set()
    known = {pledge["id"]: pledge for pledge in listed(connection, {}, Moment(moment.number))}
    whole_of = {
        pledge["id"]: link["pledge"]["id"]
        for pledge in known.values()
        for link in pledge["links"]
        if link["type"] == "part_of"
    }
    if not whole_of:
        return set()
    there = {pledge["id"]: promisors_of(pledge) for pledge in listed(connection, {}, moment)}
    found = set()
    for part, owing in there.items():
        whole = whole_of.get(part)
        while whole is not None:
            pledge = whole if rollup == "leaves" else part
            found |= {(pledge, one) for one in owing & there.get(whole, set())}
            whole = whole_of.get(whole)
    return found


def promisors_of(pledge: Body) -> set[str]:
    return {party["participant"]["id"] for party in pledge["parties"] if party["role"] == "promisor"}


def listed(connection: Connection, query: Body, moment: Moment) -> list[Body]:
    """Return the pledges that the list of a moment finds."""
    asked = PledgeQuery.model_validate(query | {"limit": 200})
    page = read_page(connection, COLLECTION, active(asked, moment), asked, None, moment)
    return [decode(item) for item in page.items]


def statuses(pledges: Sequence[Body]) -> dict[str, int]:
    return dict(Counter(pledge["status"]["status"] for pledge in pledges))


def of_promisors(
    connection: Connection, query: Body, moment: Moment, gone: set[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, int]]:
    """Return where each promisor stands with what it owes whom, counted by hand."""
    judged = {name: query[name] for name in query if name in OF_PARTIES}
    named = {"promisor", "promisor_under"} & query.keys()
    if "implementer" in query and not named:
        # Where the implementer stands chooses the pledges; promisors are counted as they stand.
        judged = {}
    of_pledge = query if named else {name: query[name] for name in query.keys() - judged}
    counts: dict[tuple[str, str], Counter[str]] = {}
    flags = {name: value for name, value in judged.items() if name not in {"status", "unknown_because"}}
    today, soon = (day.isoformat() for day in (today_at(moment), today_at(moment) + timedelta(days=DUE_SOON_DAYS)))
    for pledge in listed(connection, of_pledge, moment):
        owed = [party["participant"]["id"] for party in pledge["parties"] if party["role"] == "promisee"] or [""]
        for party in pledge["parties"]:
            if party["role"] == "promisor" and (pledge["id"], party["participant"]["id"]) not in gone:
                status = party["status"]["status"]
                due = pledge["due"] and pledge["due"]["to"]
                owed_yet = due is not None and status not in ENDED_WORDS and not pledge["conditional"]
                stands = {"overdue": owed_yet and due < today, "due_soon": owed_yet and today <= due <= soon}
                stands |= {name: party["status"][name] for name in ("fulfilled_late", "is_reversal", "overridden")}
                because = party["status"]["unknown_because"] or "null"
                matches = status in judged.get("status", [status]) and because in judged.get(
                    "unknown_because", [because]
                )
                if matches and stands | flags == stands:
                    for promisee in owed:
                        counts.setdefault((party["participant"]["id"], promisee), Counter())[status] += 1
    return {pair: dict(found) for pair, found in counts.items()}


def held(twins: Twins) -> dict[str, list[Any]]:
    """Return all that is in memory, by words instead of their numbers: of what is kept of now, the rows that hold."""
    found = {}
    assert twins._database is not None
    with twins._database.session(60) as session:
        ids: dict[int, str] = dict(session.execute("SELECT number, word FROM pledges_numbers"))
        for known in (*KEPT.values(), *(in_memory(Base.metadata.tables[name]) for name in TABLES)):
            table, columns = known.table, known.read
            holds = f" WHERE to_entry = {LAST}" if known.of_now else ""
            families = [getattr(column.type, "family", None) for column in columns]
            found[table.name] = sorted(
                repr(
                    [
                        value
                        if family is None or value is None
                        else twins.word(value)
                        if family == WORDS
                        else ids[value]
                        for family, value in zip(families, row, strict=True)
                    ]
                )
                for row in session.execute(f"SELECT {', '.join(one.name for one in columns)} FROM {table.name}{holds}")
            )
    return found


def load(twins: Twins, connection: Connection) -> None:
    """Let all tables be brought up."""
    catch_up(connection)
    number = head(connection).number
    with twins._locked(1e9):
        twins._database = twins._database or memory._opened(60)
    with twins._database.session(60) as session:
        twins._bring_up(session, connection, [*TABLES, *KEPT], number, 1e9)


def load_some(twins: Twins, connection: Connection, pieces: int) -> None:
    """Let tables be brought up record by record, until there is no more time."""
    left = iter(range(pieces))

    def piecewise(next_piece: Callable[..., Any]) -> Callable[..., Any]:
        def timely(*arguments: Any) -> Any:
            if next(left, None) is None:
                raise Unavailable
            return next_piece(*arguments)

        return timely

    with pytest.MonkeyPatch.context() as patch, suppress(Unavailable):
        for module, kind in ((twin_rows, TwinInMemory), (kept_rows, KeptInMemory)):
            patch.setattr(kind, "next_piece", piecewise(kind.next_piece))
            patch.setattr(module, "ROWS", 1)
        load(twins, connection)


def hold(
    engine: Engine,
    taken: Sequence[Step],
    gone: Sequence[int],
    pieces: Sequence[int],
    asked: Sequence[tuple[int, str | None, Body]],
) -> None:
    with (
        engine.connect() as connection,
        closing(Twins(60)) as twins,
        closing(Twins(60)) as anew,
        closing(Twins(60)) as by_pieces,
    ):
        chronicle = Chronicle(connection)
        chronicle.look()
        for number, step in enumerate(taken):
            chronicle.take(step)
            if number % 3 == 0:
                load(twins, connection)
                load_some(by_pieces, connection, pieces[number])
        for number in gone:
            try:
                with connection.begin_nested():
                    redact(connection, [number], "a test")
            except PactaError:
                continue
            load(twins, connection)
        for each in (twins, anew, by_pieces):
            load(each, connection)
        assert held(anew) == held(twins)
        assert held(by_pieces) == held(twins)
        last = head(connection).number
        for each in (twins, anew, by_pieces):
            # However many attempts it took to load them.
            assert all(known.tells(last, last) for known in each._loaded.values())
        for number, day, query in asked:
            compare(connection, twins, query, Moment(min(last, 8 + number), day), last)
        connection.rollback()


def test_statistics_count_what_lists_find(engine: Engine, backend: str) -> None:
    @examples(backend, 12)
    @given(
        taken=st.lists(steps, min_size=8, max_size=14),
        gone=st.lists(st.integers(1, 40), max_size=2),
        pieces=st.lists(st.integers(1, 12), min_size=14, max_size=14),
        asked=st.lists(moments, min_size=4, max_size=4),
    )
    def law(**drawn: Any) -> None:
        hold(engine, **drawn)

    law()


def compare(connection: Connection, twins: Twins, query: Body, moment: Moment, last: int) -> None:
    """Compare statistics with what is counted by hand in lists."""
    one = question(connection, query, moment, last)
    is_drawn = "rollup" in query
    query = {"rollup": "leaves"} | query  # what statistics begin with
    found, away = listed(connection, query, moment), elsewhere(connection, query["rollup"], moment)
    if is_drawn and not {"promisor", "promisor_under"} & query.keys():
        every = listed(connection, query | {"rollup": "all"}, moment)
        those = [one for one in every if any((one["id"], owing) not in away for owing in promisors_of(one))]
        assert found == those, (moment, query)
    assert overview(connection, twins, one)["statuses"] == statuses(found), (moment, query)
    assert timeline(connection, twins, one, "month")[-1]["statuses"] == statuses(found), (moment, query)
    page, _more = matrix(connection, twins, one, 200, [], None, None)
    pairs = {
        (row["promisor"]["id"], row["promisee"]["id"] if row["promisee"] else ""): row["statuses"]
        for row in page["items"]
    }
    assert pairs == of_promisors(connection, query, moment, away), (moment, query)


def question(
    connection: Connection, query: Body, moment: Moment, last: int, bind: Callable[[], AtMoment] = AtMoment
) -> Asked:
    """Return what a query asks of a moment."""
    shape = walk(connection, StatisticsQuery.model_validate(query), moment)
    return Asked(Selection(tuple(shape.counted), bind), shape.parameters, moment, last)
