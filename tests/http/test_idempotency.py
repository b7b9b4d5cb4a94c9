"""A command under an Idempotency-Key: run once in a day, answered alike, refusals that last too."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import Connection, select

from app.db.engines import writing_engine
from app.errors import Conflict, Fault, Forbidden, Invalid, PactaError, Unavailable
from app.http import idempotency
from app.http.idempotency import Repeatable, fingerprint_of, once, purge, withhold
from app.tables.access import IdempotentAnswer
from app.vocabulary import WarningCode
from app.write_result import WriteResult, WriteWarning
from tests.writing import put

NOW = dt.datetime(2026, 11, 28, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
DAY = dt.timedelta(hours=24)
WARNING = WriteWarning("/title", WarningCode.LIKELY_DUPLICATE, "looks the same", "/v1/topics/another")
FIRST = WriteResult("a-record", 3, b'{"id": "a-record"}', created=True, part="citations/one", warnings=[WARNING])
REQUEST = Repeatable("key", "text", "print")


@pytest.fixture
def connection(fresh_database_url: str) -> Iterator[Connection]:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


class Command:
    """What counts how often it runs."""

    def __init__(self, outcome: WriteResult | PactaError = FIRST) -> None:
        self.runs = 0
        self.outcome = outcome

    def __call__(self, connection: Connection) -> WriteResult:
        self.runs += 1
        put(connection, "topics", f"topic-{self.runs}", name="Written")
        if isinstance(self.outcome, PactaError):
            raise self.outcome
        return self.outcome


def topics(connection: Connection) -> int:
    return len(connection.exec_driver_sql("SELECT id FROM topics").all())


def test_requests_differ_by_method_path_and_body() -> None:
    asked = [("POST", "/v1/a?", b"{}"), ("PATCH", "/v1/a?", b"{}"), ("POST", "/v1/b?", b"{}"), ("POST", "/v1/a?", b"")]
    assert len({fingerprint_of(*one) for one in asked}) == len(asked)
    assert fingerprint_of(*asked[0]) == fingerprint_of(*asked[0])
    # The parts do not run into each other.
    assert fingerprint_of("POST", "/v1/a", b"b") != fingerprint_of("POST", "/v1/ab", b"")
    assert fingerprint_of("POST", "/v1/é", b"") == fingerprint_of("POST", "/v1/é", b"")


def test_the_first_answer_is_given_again_whole(connection: Connection) -> None:
    command = Command()
    assert once(connection, REQUEST, command) is FIRST
    again = once(connection, REQUEST, command)
    assert isinstance(again, WriteResult)
    assert again == replace(FIRST, replayed=True)
    assert command.runs == 1
    assert topics(connection) == 1


@pytest.mark.parametrize(
    "other", [Repeatable("another", "text", "print"), Repeatable("key", "another", "print")], ids=["caller", "key"]
)
def test_others_are_no_repetition(connection: Connection, other: Repeatable) -> None:
    command = Command()
    once(connection, REQUEST, command)
    assert once(connection, other, command) is FIRST
    assert command.runs == 2


def test_another_request_under_the_key_is_refused(connection: Connection) -> None:
    command = Command()
    once(connection, REQUEST, command)
    with pytest.raises(Invalid) as refused:
        once(connection, Repeatable("key", "text", "another print"), command)
    (fault,) = refused.value.faults
    assert fault.header == "Idempotency-Key"
    assert fault.message
    assert refused.value.detail
    assert command.runs == 1


def test_a_refusal_is_repeated_and_its_command_undone(connection: Connection) -> None:
    refusal = Conflict("It is taken.", faults=[Fault("take another", pointer="/id")], survivor="other")
    command = Command(refusal)
    assert once(connection, REQUEST, command) is refusal
    again = once(connection, REQUEST, command)
    assert isinstance(again, Conflict)
    assert (again.detail, again.faults, again.members) == (refusal.detail, refusal.faults, {"survivor": "other"})
    assert again.headers == {"Idempotency-Replayed": "true"}
    assert command.runs == 1
    assert topics(connection) == 0


@pytest.mark.parametrize("passing", [Forbidden("No."), Unavailable("Later.")], ids=["who may not", "what cannot now"])
def test_what_passes_is_not_kept(connection: Connection, passing: PactaError) -> None:
    command = Command(passing)
    for runs in (1, 2):
        with pytest.raises(type(passing)):
            once(connection, REQUEST, command)
        assert command.runs == runs
    assert connection.scalars(select(IdempotentAnswer.key_id)).all() == []


@pytest.mark.parametrize(
    ("later", "runs"), [(DAY - dt.timedelta(seconds=1), 1), (DAY, 1), (DAY + dt.timedelta(seconds=1), 2)]
)
def test_it_is_kept_for_a_day(connection: Connection, later: dt.timedelta, runs: int) -> None:
    command = Command()
    with time_machine.travel(NOW, tick=False) as clock:
        once(connection, REQUEST, command)
        clock.shift(later)
        again = once(connection, REQUEST, command)
        assert isinstance(again, WriteResult)
        assert again.replayed is (runs == 1)
        assert command.runs == runs
        # From then on it is kept anew.
        clock.shift(dt.timedelta(hours=1) if runs == 2 else dt.timedelta(0))
        once(connection, REQUEST, command)
        assert command.runs == runs


def test_what_was_kept_for_a_day_is_deleted_piece_by_piece(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "PURGED", 2)

    def keep(*keys: str) -> None:
        for key in keys:
            once(connection, Repeatable("key", key, "print"), Command(Conflict("It is taken.")))
            clock.shift(dt.timedelta(microseconds=1))

    def kept() -> list[str]:
        return list(connection.scalars(select(IdempotentAnswer.idempotency_key).order_by(IdempotentAnswer.answered_at)))

    with time_machine.travel(NOW, tick=False) as clock:
        keep("one", "two", "three", "four", "five")
        assert not purge(connection)
        clock.shift(DAY - dt.timedelta(hours=1))
        keep("six")
        clock.shift(dt.timedelta(hours=1))
        assert purge(connection)
        assert kept() == ["three", "four", "five", "six"]
        assert purge(connection)
        assert not purge(connection)
        assert kept() == ["six"]


def test_what_is_withheld_is_not_told_again(connection: Connection) -> None:
    command = Command()
    asked = {"body": b'{"name": "A secret"}', "path": "/v1/topics", "method": "POST"}
    request = Repeatable("key", "one", fingerprint_of(**asked))  # type: ignore[arg-type] # each as it is named
    once(connection, request, command)
    withhold(connection, "a-record")
    told = once(connection, request, command)
    assert isinstance(told, Conflict)
    assert told.detail
    assert told.faults == ()
    # Nor is whether another request says what the first one said.
    asked["body"] = b'{"name": "A guess"}'
    guess = once(connection, replace(request, fingerprint=fingerprint_of(**asked)), command)  # type: ignore[arg-type]
    assert (type(guess), guess.detail) == (Conflict, told.detail)  # type: ignore[union-attr] # as the type says
    (kept,) = connection.scalars(select(IdempotentAnswer.fingerprint))
    assert kept in request.fingerprint
    assert len(kept) == 16
    # What went elsewhere is another request, whatever was redacted.
    asked["path"] = "/v1/sources"
    with pytest.raises(Invalid):
        once(connection, replace(request, fingerprint=fingerprint_of(**asked)), command)  # type: ignore[arg-type]
    assert command.runs == 1


def test_only_what_names_the_record_is_withheld(connection: Connection) -> None:
    outcomes: dict[str, WriteResult | PactaError] = {
        "of it": WriteResult("us", 1, b""),
        "refers to it": WriteResult("talks", 1, b'{"attendance": [{"participant": {"id": "us", "name": "U.S."}}]}'),
        "warns of it": WriteResult("us-2", 1, b"", warnings=[replace(WARNING, other="/v1/participants/us")]),
        "leads to it": Conflict("It is referred to.", referred_by=["/v1/participants/us/citations/one"]),
        "holds its letters": WriteResult("status", 1, b'{"id": "status", "body": "senate", "title": "Join us"}'),
        "says so": Conflict("Join us."),
    }
    for key, outcome in outcomes.items():
        once(connection, Repeatable("key", key, key), Command(outcome))
    withhold(connection, "us")
    rows = connection.execute(select(IdempotentAnswer.idempotency_key, IdempotentAnswer.outcome))
    kept = {row.idempotency_key: row.outcome for row in rows}
    assert [key for key in outcomes if "has been redacted" in kept[key]] == [
        "of it", "refers to it", "warns of it", "leads to it",
    ]  # fmt: skip
