"""A large bundle is written in pieces: others write between them, and a load that was stopped goes on."""

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from functools import partial
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select

from app.db.engines import writing_engine
from app.exchange.formats.bundle import read_bundle
from app.exchange.formats.faults import BadBundle
from app.exchange.loading import pieces
from app.exchange.loading.load_report import Report
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.pieces import LoadStopped, PieceWriter
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.state_rows import load_states
from app.ledger.writing import append, record_commands
from app.preconditions import UNCONDITIONAL
from app.tables.ledger.entries import Entry
from tests.databases import Databases
from tests.exchange.conftest import Write
from tests.exchange.test_loading import BUNDLE, COUNTS, content, counts
from tests.serving import PATIENCE, Service
from tests.writing import put

TOPICS = "topics:\n" + "".join(f"- {{id: t{number}, name: Topic {number}}}\n" for number in range(6))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what lets pieces have so many changes, and no load be written at once."""

    def few(changes: int) -> None:
        monkeypatch.setattr(pieces, "WHOLE", 0)
        monkeypatch.setattr(pieces, "PAUSE", 0)
        monkeypatch.setattr(PieceWriter, "_fitting", lambda _self, steps, _seconds: steps[:changes])
        # Each append takes all the time that a piece has.
        ticks = iter(range(1_000_000))
        monkeypatch.setattr(pieces, "monotonic", lambda: float(next(ticks)))
        monkeypatch.setattr(pieces, "PIECE_SECONDS", 1.5)

    return few


class Between:
    """Runs something between two pieces, once."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch, action: Callable[[Connection], Any]) -> None:
        self.engine, self.action, self.ran = engine, action, 0
        monkeypatch.setattr(pieces, "sleep", self)

    def __call__(self, _seconds: float) -> None:
        if not self.ran:
            self.ran += 1
            by_hand(self.engine, self.action)


def by_hand(engine: Engine, action: Callable[[Connection], Any]) -> None:
    """Do something as somebody else than the loader."""
    with engine.begin() as connection:
        Context().run(action, connection)


def load(engine: Engine, folder: Any) -> Report:
    return load_bundle(engine, read_bundle(folder))


def names(engine: Engine, *ids: str) -> list[str]:
    with engine.begin() as connection:
        states = load_states(connection, record_type_of("topics"), ids)
    return [states[id].written["name"] for id in ids if id in states]


def actors(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return list(connection.scalars(select(Entry.actor).order_by(Entry.number)))


def _keep(steps: list[tuple[int, ...]], *step: int) -> None:
    steps.append(step)


def test_what_is_written_of_a_record_is_written_at_once_where_it_fits(
    engine: Engine, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [
        {"effective_on": day, "status": status, "reason": "Told"}
        for day, status in (("2024-01-01", "not_assessed"), ("2024-02-01", "not_assessable"))
    ]
    pledges = [
        {
            "id": f"p{number}",
            "title": f"Promise {number}",
            "parties": [{"participant": "state", "role": "promisor"}],
            "status_changes": changes,
        }
        for number in range(4)
    ]
    states = [{"id": "state", "kind": "state", "name": "State"}]
    folder = write("a.yaml", json.dumps({"participants": states, "pledges": pledges}))
    together = list[set[str]]()

    def appended(connection: Connection, changes: Any) -> Any:
        together.append({change.record for change in changes})
        return append.append(connection, changes)

    monkeypatch.setattr(pieces, "MOST", 4)
    monkeypatch.setattr(pieces, "append", appended)
    load(engine, folder)
    assert sorted(record for records in together for record in records) == ["p0", "p1", "p2", "p3", "state"]


@pytest.mark.parametrize("piece", [1, 2, 3, 5])
def test_pieces_add_up_to_the_whole(
    databases: Databases, backend: str, write: Write, few: Callable[[int], None], piece: int
) -> None:
    folder = write("a.yaml", BUNDLE)
    contents = []
    for size in (None, piece):
        if size is not None:
            few(size)
        url = databases.create(backend)
        engine = writing_engine(url)
        steps: list[tuple[int, ...]] = []
        report = load_bundle(engine, read_bundle(folder), progress=partial(_keep, steps))
        assert counts(report, "created") == COUNTS
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1]
        assert len(steps) == 2 if size is None else len(steps) > 14 / size
        again = load(engine, folder)
        assert (again.created, again.changed) == (0, 0)
        with engine.begin() as connection:
            contents.append({key: written for key, (written, _document) in content(connection).items()})
        engine.dispose()
        databases.drop(url)
    assert contents[0] == contents[1]


def break_append(patch: pytest.MonkeyPatch, at: int) -> list[int]:
    """Let a call of the writer's fail; return how many changes each call was to write."""
    calls: list[int] = []

    def breaking(connection: Connection, changes: Any) -> Any:
        calls.append(len(changes))
        if len(calls) == at:
            message = "the power went"
            raise RuntimeError(message)
        return append.append(connection, changes)

    patch.setattr(pieces, "append", breaking)
    return calls


def test_what_fits_is_written_at_once(engine: Engine, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("a.yaml", BUNDLE)
    monkeypatch.setattr(pieces, "FIRST_COST", pieces.WHOLE_SECONDS / 4)
    break_append(monkeypatch, 2)
    with pytest.raises(RuntimeError, match="the power went"):
        load(engine, folder)
    assert actors(engine) == []


def test_a_load_that_was_killed_goes_on(
    engine: Engine, write: Write, few: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    few(4)
    folder = write("a.yaml", BUNDLE)
    with monkeypatch.context() as patch:
        calls = break_append(patch, 3)
        with pytest.raises(RuntimeError, match="the power went"):
            load(engine, folder)
    written = len(actors(engine))
    assert written == sum(calls[:2])
    report = load(engine, folder)
    assert 0 < report.created < sum(COUNTS.values())
    assert (load(engine, folder).created, load(engine, folder).changed) == (0, 0)


def test_what_is_written_between_pieces_stays(
    engine: Engine, write: Write, few: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(engine, write("a.yaml", TOPICS))
    few(2)
    folder = write("a.yaml", TOPICS.replace("name: Topic", "name: New topic"))
    between = Between(engine, monkeypatch, lambda connection: put(connection, "topics", "t5", name="By hand"))
    report = load(engine, folder)
    assert between.ran == 1
    assert names(engine, "t0", "t4", "t5") == ["New topic 0", "New topic 4", "By hand"]
    assert [str(fault) for fault in report.left] == [
        "bundle/a.yaml:7:name: changed here and in the bundle; left as it is here"
    ]


@pytest.mark.parametrize("patience", [0, 3])
def test_what_moves_all_the_time_is_judged_while_nothing_moves(
    engine: Engine, write: Write, few: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, patience: int
) -> None:
    load(engine, write("a.yaml", TOPICS))
    few(2)
    monkeypatch.setattr(pieces, "PATIENCE", patience)
    folder = write("a.yaml", TOPICS.replace("name: Topic", "name: New topic"))
    edits: list[int] = []

    def edit(_seconds: float) -> None:
        edits.append(len(edits))
        by_hand(engine, lambda connection: put(connection, "topics", "t5", name=f"By hand {len(edits)}"))

    monkeypatch.setattr(pieces, "sleep", edit)
    report = load(engine, folder)
    assert names(engine, "t4", "t5") == ["New topic 4", f"By hand {len(edits)}"]
    assert report.total("created") == 0
    assert len(edits) <= 3 + patience + 1


def test_a_refusal_between_pieces_says_how_far_it_came(
    engine: Engine, write: Write, few: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.begin() as connection:
        put(connection, "topics", "upper", name="Upper")
    few(2)
    folder = write("a.yaml", TOPICS.replace("Topic 5", "Topic 5, parent: upper"))

    def delete(connection: Connection) -> None:
        record_commands.delete(connection, record_type_of("topics"), "upper", UNCONDITIONAL)

    Between(engine, monkeypatch, delete)
    with pytest.raises(LoadStopped) as stopped:
        load(engine, folder)
    assert (stopped.value.written, stopped.value.left) == (4, 2)
    assert [fault.place for fault in stopped.value.faults] == ["bundle/a.yaml:7"]
    assert actors(engine) == ["system", "bundle", "bundle", "system", "bundle", "bundle"]
    # Nothing of it is written, as long as that is wrong.
    with pytest.raises(BadBundle):
        load(engine, folder)
    with engine.begin() as connection:
        put(connection, "topics", "upper", name="Upper")
    assert load(engine, folder).created == 2


def test_a_bundle_in_any_order_is_loaded_in_pieces(engine: Engine, write: Write, few: Callable[[int], None]) -> None:
    few(7)
    chance = random.Random(11)
    links = [(one, chance.randrange(40)) for one in range(40)]
    records = [
        f"- {{id: p{one:02}, title: P, kind: policy, strength: firm, parties: [{{participant: a1, role: promisor}}], "
        f"links: [{{type: matches, pledge: p{other:02}}}]}}\n"
        for one, other in links
        if one != other
    ]
    missing = [
        f"- {{id: p{one:02}, title: P, kind: policy, strength: firm, parties: [{{participant: a1, role: promisor}}]}}\n"
        for one, other in links
        if one == other
    ]
    text = "participants: [{id: a1, kind: state, name: A}]\npledges:\n" + "".join([*records, *missing])
    assert load(engine, write("a.yaml", text)).created == 41
    with engine.begin() as connection:
        pledges = load_states(connection, record_type_of("pledges"), [f"p{one:02}" for one, _other in links])
        numbers = connection.scalar(select(func.count()).select_from(Entry))
    assert all(
        [link["pledge"] for link in pledges[f"p{one:02}"].written["links"]] == [f"p{other:02}"]
        for one, other in links
        if one != other
    )
    assert numbers is not None
    assert load(engine, write("a.yaml", text)).changed == 0


def test_writes_through_the_api_come_between_pieces(
    fresh_service: Service, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "WHOLE", 0)
    monkeypatch.setattr(PieceWriter, "_fitting", lambda _self, steps, _seconds: steps[:2])
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 1e-9)
    engine = writing_engine(fresh_service.database_url)
    over, written = Event(), Event()

    def keep_writing() -> None:
        with fresh_service.client("write") as client:
            while not over.is_set():
                assert client.post("/v1/topics", json={"name": "By hand"}).status_code == 201
                written.set()

    def pause_until_somebody_writes() -> None:
        written.clear()
        assert written.wait(PATIENCE)

    monkeypatch.setattr(pieces, "_pause", pause_until_somebody_writes)
    with ThreadPoolExecutor(1) as other:
        writing = other.submit(keep_writing)
        try:
            load(engine, write("a.yaml", TOPICS))
        finally:
            over.set()
        writing.result()
    told = actors(engine)
    engine.dispose()
    loaded = [number for number, actor in enumerate(told) if actor == "bundle"]
    assert len(loaded) == 6
    assert "the write key" in told[loaded[0] : loaded[-1]]
