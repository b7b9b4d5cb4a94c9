"""What the writer wrote last need not be read again, and is never taken for what is there when it is not."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event

from app.db.engines import writing_engine
from app.db.transaction_cache import MOST_BYTES, MOST_BYTES_EACH, TransactionCache
from app.db.writing.writer import Writer
from app.errors import Conflict
from app.http.validation import validated
from app.ledger.checking.verification import verify
from app.ledger.model.record_type import record_type_of
from app.ledger.writing import record_commands
from app.preconditions import UNCONDITIONAL
from app.records.pledges.commands import record_status_change
from app.records.pledges.status.schemas import StatusChange
from app.strict_json import decode
from app.write_result import WriteResult
from tests.writing import in_one_group, put, writing

pytestmark = pytest.mark.anyio

Command = Callable[[Connection], WriteResult]
PARTIES = [{"participant": "ana", "role": "promisor"}, {"participant": "ben", "role": "promisor"}]
PLEDGE: dict[str, Any] = {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": PARTIES}


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as the service runs."""
    return "asyncio"


@pytest.fixture
async def writer(fresh_database_url: str) -> Any:
    """Return a writer that has written a pledge of two participants; all must verify in the end."""
    with writing(fresh_database_url) as writer:
        for participant in ("ana", "ben"):
            await writer(partial(put, collection="participants", record=participant, kind="state", name=participant))
        await writer(partial(put, collection="pledges", record="pledge", **PLEDGE))
        yield writer
        assert await writer(verify) == []


def patched(collection: str, record: str, **body: Any) -> Command:
    """Return the command that patches a record."""

    def command(connection: Connection) -> WriteResult:
        record_type = record_type_of(collection)
        return record_commands.patch(connection, record_type, record, body, validated, UNCONDITIONAL)

    return command


def judged(status: str, party: str) -> Command:
    """Return the command that changes the status of a promisor."""
    change = StatusChange.model_validate({"status": status, "party": party, "reason": "x", "override": SET_ASIDE})
    return partial(record_status_change, pledge="pledge", change=change, condition=UNCONDITIONAL)


SET_ASIDE = {"guards": ["citation"], "reason": "a test"}


@pytest.fixture
def sent(writer: Writer) -> Iterator[list[str]]:
    """Return the statements that the writer sends."""
    found: list[str] = []

    def note(*executed: Any) -> None:
        found.append(executed[2])

    event.listen(writer.engine, "before_cursor_execute", note)
    yield found
    event.remove(writer.engine, "before_cursor_execute", note)


def reads_of_pledges(sent: list[str]) -> int:
    return sum("'record' AS what, 'pledges' AS collection" in text for text in sent)


async def test_a_record_that_was_written_last_is_not_read_again(writer: Writer, sent: list[str]) -> None:
    await writer(patched("pledges", "pledge", summary="One"))
    await writer(judged("planned", "ana"))
    result = await writer(judged("planned", "ben"))
    assert reads_of_pledges(sent) == 0
    assert result.version == 4
    document = decode((await writer(patched("pledges", "pledge"))).body)
    assert [party["status"]["status"] for party in document["parties"]] == ["planned", "planned"]
    assert (document["summary"], document["status"]["status"]) == ("One", "planned")


async def test_what_others_have_written_meanwhile_is_read(
    fresh_database_url: str, writer: Writer, sent: list[str]
) -> None:
    other = writing_engine(fresh_database_url)
    with other.begin() as connection:
        patched("pledges", "pledge", summary="Theirs")(connection)
    other.dispose()
    document = decode((await writer(patched("pledges", "pledge", due_text="Mine"))).body)
    assert reads_of_pledges(sent) == 1
    assert (document["version"], document["summary"], document["due_text"]) == (3, "Theirs", "Mine")


async def test_what_was_undone_is_not_known(writer: Writer) -> None:
    def refused(connection: Connection) -> None:
        patched("pledges", "pledge", summary="Undone")(connection)
        raise Conflict("on second thoughts")

    # Alone, and between others that share its transaction.
    with pytest.raises(Conflict):
        await writer(refused)
    first, _refusal, last = await in_one_group(
        writer, patched("pledges", "pledge", summary="Kept"), refused, patched("pledges", "pledge", due_text="Soon")
    )
    document = decode(last.body)
    assert (first.version, last.version, document["summary"], document["due_text"]) == (2, 3, "Kept", "Soon")


async def test_a_rename_is_seen_by_what_is_written_next(writer: Writer) -> None:
    await writer(patched("pledges", "pledge", summary="One"))
    await writer(patched("participants", "ana", name="Anna"))
    document = decode((await writer(judged("planned", "ben"))).body)
    assert document["party"] == {"id": "ben", "name": "ben"}
    document = decode((await writer(patched("pledges", "pledge"))).body)
    assert document["parties"][0]["participant"] == {"id": "ana", "name": "Anna"}


async def test_a_reference_that_is_taken_out_is_gone_from_the_index(writer: Writer) -> None:
    await writer(partial(put, collection="sources", record="report", kind="other", title="A report"))
    await writer(patched("pledges", "pledge", citations=[{"source": "report"}]))
    # What else refers to it is looked for among what is written by then: `writer` verifies the index.
    assert decode((await writer(patched("pledges", "pledge", citations=[]))).body)["citations"] == []


async def test_a_record_that_was_deleted_is_gone(writer: Writer) -> None:
    def delete(connection: Connection) -> WriteResult:
        return record_commands.delete(connection, record_type_of("pledges"), "pledge", UNCONDITIONAL)

    await writer(delete)
    again = await writer(partial(put, collection="pledges", record="pledge", **PLEDGE))
    assert (again.created, again.version) == (True, 3)


class TestCache:
    def test_nothing_committed_counts_before_it_is_trusted(self) -> None:
        cache = TransactionCache()
        cache.begin()
        cache.keep("head", 1)
        cache.keep("a", "one")
        cache.commit()
        assert (cache.get("a"), cache.may_have("a")) == (None, True)
        cache.trust("head", 1)
        assert cache.get("a") == "one"
        cache.begin()
        cache.trust("head", 2)
        assert (cache.get("a"), cache.may_have("a")) == (None, False)

    def test_savepoints_keep_what_is_released(self) -> None:
        cache = TransactionCache()
        cache.begin()
        cache.keep("a", 1)
        cache.begin_savepoint()
        cache.keep("a", 2)
        cache.roll_back_savepoint()
        assert cache.get("a") == 1
        cache.begin_savepoint()
        cache.keep("b", 3)
        cache.forget("a")
        cache.release_savepoint()
        assert (cache.get("a"), cache.get("b")) == (None, 3)

    def test_forgetting_all_reaches_what_was_committed(self) -> None:
        cache = TransactionCache()
        cache.begin()
        cache.keep("head", 1)
        cache.keep("a", 1)
        cache.commit()
        cache.trust("head", 1)
        cache.begin_savepoint()
        cache.forget_all()
        assert cache.get("a") is None
        cache.roll_back_savepoint()
        assert cache.get("a") == 1
        cache.begin_savepoint()
        cache.keep("b", 1, 1)
        cache.keep("head", 2)
        cache.forget_all()
        cache.release_savepoint()
        cache.commit()
        cache.trust("head", 2)
        assert (cache.get("head"), cache.get("a"), cache.get("b")) == (2, None, None)

    def test_what_is_large_is_not_kept_and_the_oldest_goes_first(self) -> None:
        cache = TransactionCache()
        cache.begin()
        cache.keep("head", 1)
        cache.keep("large", "x", MOST_BYTES_EACH + 1)
        count = MOST_BYTES // MOST_BYTES_EACH
        for number in range(count + 2):
            cache.keep(number, "x", MOST_BYTES_EACH)
        cache.commit()
        cache.trust("head", 1)
        assert cache.get("large") is None
        assert [number for number in range(count + 2) if cache.get(number) is None] == [0, 1]
