"""A list or a record takes one or two statements, however many there are and however much is asked for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.conftest import Serve
from tests.counting import Statements, counted
from tests.databases import Databases
from tests.filling import fill_database
from tests.serving import PATIENCE, Service

SIZES = (30, 600)


@pytest.fixture(scope="module")
def services(databases: Databases, backend: str, serving: Serve) -> Iterator[list[Service]]:
    """Return a service that knows little, and one that knows twenty times as much."""
    with ExitStack() as stack:
        found = []
        for size in SIZES:
            url = databases.create(backend)
            fill_database(url, size)
            found.append(stack.enter_context(serving(url)))
        yield found


Sent = Callable[[str], list[Statements]]


@pytest.fixture
def sent(services: list[Service]) -> Iterator[Sent]:
    """Return what asks both services and tells the statements that each has sent."""
    with ExitStack() as stack:
        # Clients that hold no answer to the contract: that takes longer than everything else here.
        clients = [
            stack.enter_context(httpx.Client(base_url=service.url, timeout=PATIENCE, trust_env=False, verify=False))  # noqa: S501
            for service in services
        ]

        def sent(path: str) -> list[Statements]:
            found = []
            for service, client in zip(services, clients, strict=True):
                with counted(service.database) as statements:
                    assert client.get(path).status_code == httpx.codes.OK
                assert not statements.writes
                found.append(statements)
            return found

        yield sent


@pytest.mark.parametrize("limit", [1, 200])
@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("", 1),
        ("status=no_verified_progress", 1),
        ("kind=policy", 1),
        # What is below the topic, or the meeting, is found first.
        ("topic=topic-1", 2),
        ("meeting=meeting-1", 2),
        ("promisor=party-1&sort=-id", 1),
        ("sort=-updated_at", 1),
        # Those that have the date, and those that lack it.
        ("sort=announced", 2),
        ("status=no_verified_progress&sort=-due", 2),
    ],
)
def test_a_list(sent: Sent, query: str, most: int, limit: int) -> None:
    for statements in sent(f"/v1/pledges?{query}&limit={limit}"):
        assert 1 <= len(statements.hot_reads) <= most
        assert not statements.long_reads


@pytest.mark.parametrize(
    "path",
    [
        "/v1/pledges/pledge-7",
        "/v1/pledges/pledge-7?form=written",
        "/v1/pledges/pledge-7/citations",
        "/v1/pledges/pledge-7/status",
        "/v1/pledges/pledge-7/status-changes/seen",
        "/v1/pledges/pledge-7/revisions",
        "/v1/meetings/meeting-1/attendance",
        "/v1/status-changes",
        "/v1/status-changes?status=no_verified_progress&sort=-recorded",
    ],
)
def test_a_record_and_what_belongs_to_it(sent: Sent, path: str) -> None:
    for statements in sent(path):
        assert (len(statements.hot_reads), len(statements.long_reads)) == (1, 0)


def test_the_status_changes_of_a_pledge(sent: Sent) -> None:
    for sort in ("recorded", "-effective_on"):
        for statements in sent(f"/v1/pledges/pledge-7/status-changes?sort={sort}"):
            # The pledge, which might not be there, and its changes.
            assert (len(statements.hot_reads), len(statements.long_reads)) == (2, 0)


@pytest.mark.parametrize(
    "query",
    [
        "status=no_verified_progress&status=planned",
        "status=no_verified_progress&kind=policy",
        "status=no_verified_progress&sort=title",
        "promisor=party-1&sort=announced",
        "overdue=true",
        "source=source-1",
    ],
)
def test_what_no_index_serves_is_left_to_the_threads(sent: Sent, query: str) -> None:
    for statements in sent(f"/v1/pledges?{query}"):
        assert not statements.hot_reads
        assert 1 <= len(statements.long_reads) <= 2


@pytest.mark.parametrize("query", ["under=party-1", "promisor_under=party-1&sort=announced"])
def test_who_is_part_of_a_participant_is_looked_up_first(sent: Sent, query: str) -> None:
    for statements in sent(f"/v1/pledges?{query}"):
        assert len(statements.hot_reads) == 1
        assert 1 <= len(statements.long_reads) <= 2
        assert not any("RECURSIVE" in read for read in statements.long_reads)


@pytest.mark.parametrize(
    ("several", "hot"), [("promisor=party-1&promisor=party-2", 1), ("topic=topic-1&topic=topic-2&promisor=party-3", 2)]
)
def test_several_ids_are_looked_up_at_once(sent: Sent, several: str, hot: int) -> None:
    for statements in sent(f"/v1/pledges?{several}"):
        assert len(statements.hot_reads) == hot
        # Where none is found, the numbers are asked for.
        assert 1 <= len(statements.long_reads) <= 2


def test_counting_more_than_a_page_is_left_to_the_threads(sent: Sent) -> None:
    for statements in sent("/v1/pledges?count=exact&limit=1"):
        assert (len(statements.hot_reads), len(statements.long_reads)) == (1, 1)


def test_a_page_that_was_asked_for_before_costs_a_look_at_the_number(sent: Sent) -> None:
    sent("/v1/pledges?limit=7")
    for statements in sent("/v1/pledges?limit=7"):
        assert len(statements.hot_reads) == 1
        assert "max(entries.number)" in statements.hot_reads[0]
        assert "documents" not in statements.hot_reads[0]


@pytest.mark.parametrize("query", ["tag=nobodys", "tag=nobodys&sort=due", "tag=nobodys&kind=policy", "sort=due"])
def test_a_page_of_which_a_part_is_empty_is_kept_too(services: list[Service], sent: Sent, query: str) -> None:
    path = f"/v1/pledges?{query}"
    for service, statements in zip(services, sent(path), strict=True):
        assert len(statements.hot_reads) <= 5
        with service.client() as client:
            assert not client.get(path).headers["etag"].startswith('"0-')
    for statements in sent(path):
        assert (len(statements.hot_reads), len(statements.long_reads)) == (1, 0)
