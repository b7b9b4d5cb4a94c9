"""A page goes under the ledger's number: whatever is written while it is read, it never passes for a later one."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection
from typing_extensions import override

from app.db.database import Database
from app.db.reader import HotReader
from app.db.statements import Query
from tests.serving import Service
from tests.writing import Command, put

DATED, UNDATED = "2025-02-05", None
MAX_READS = 8


class Interrupted(HotReader):
    """Lets a command commit right after the nth read from when it was armed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reader = database.hot
        self._commands: dict[int, Command] = {}
        self._reads = 0

    def arm(self, reads: int, command: Command) -> None:
        self._reads, self._commands = 0, {reads: command}

    @property
    def has_struck(self) -> bool:
        """Whether there were so many reads."""
        return not self._commands

    @override
    async def start(self) -> None:
        await self._reader.start()

    @override
    async def stop(self) -> None:
        await self._reader.stop()

    @override
    async def __call__(self, query: Query, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        rows = await self._reader(query, parameters)
        self._reads += 1
        if command := self._commands.pop(self._reads, None):
            await self._database.write(command)
        return rows


def a_meeting(record: str, starts: str | None) -> Command:
    def write(connection: Connection) -> None:
        put(connection, "meetings", record, title=record, form="call", status="held", starts=starts)

    return write


@pytest.mark.parametrize(
    ("query", "there", "new"),
    [
        ({}, [], DATED),
        ({"meeting_form": "call"}, [], DATED),
        # Those with a date are read first, then those without.
        ({"sort": "starts"}, [], DATED),
        ({"sort": "starts"}, [], UNDATED),
        ({"sort": "starts"}, [UNDATED], DATED),
        ({"sort": "-starts"}, [DATED], UNDATED),
    ],
)
def test_a_page_never_passes_for_a_later_one(
    fresh_service: Service, query: dict[str, str], there: list[str | None], new: str | None
) -> None:
    database = fresh_service.database
    database.hot = interrupted = Interrupted(database)
    with fresh_service.client("write") as client:
        for number, starts in enumerate(there):
            body = {"title": "A call", "form": "call", "status": "held", "starts": starts}
            assert client.put(f"/v1/meetings/call-{number}", json=body).status_code == httpx.codes.CREATED
        for reads in range(1, MAX_READS + 1):
            interrupted.arm(reads, a_meeting("new", new))
            # A page of its own each time: one that was asked for before is not read again.
            parameters = query | {"limit": str(100 + reads)}
            early = client.get("/v1/meetings", params=parameters)
            if not interrupted.has_struck:
                break
            late = client.get("/v1/meetings", params=parameters)
            assert len(late.json()["items"]) == len(there) + 1
            same_tag = early.headers["etag"] == late.headers["etag"]
            assert early.content == late.content or not same_tag
            # Whoever holds the early page is given the late one.
            again = client.get("/v1/meetings", params=parameters, headers={"If-None-Match": early.headers["etag"]})
            assert again.status_code == (304 if same_tag else 200)
            assert client.delete("/v1/meetings/new").status_code == httpx.codes.NO_CONTENT
        else:
            pytest.fail("more reads than can be accounted for")
        assert reads > 1
