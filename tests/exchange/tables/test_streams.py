"""Tables as streams: of one snapshot, so many at once, and never a part that looks like the whole."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.exchange.tables import list_rows, workbook
from app.records.base.lists import list_queries
from tests.conftest import Serve
from tests.exchange.tables.sheets import sheet_of
from tests.refusals import refused
from tests.serving import PATIENCE, Service

COUNT = 40
TEXT = "what is to be known of it " * 700
TABLE = "/v1/sources.ndjson"


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a service that sends two tables at once, and whose sources are longer than what a socket holds."""
    with serving(database_url, streams=2) as service, service.client("write") as client:
        for number in range(COUNT):
            body = {"kind": "dataset", "title": f"Data {number:02}", "caveats": [TEXT] * (20 if number % 2 else 1)}
            assert client.put(f"/v1/sources/data-{number:02}", json=body).status_code == httpx.codes.CREATED
        yield service


def streaming(service: Service, **headers: str) -> httpx.Client:
    """Return a client whose answers are read by the test alone, piece by piece."""
    headers = {"Accept-Encoding": "identity"} | headers
    return httpx.Client(base_url=service.url, headers=headers, timeout=PATIENCE, trust_env=False, verify=False)  # noqa: S501 - there is no TLS here


def test_a_table_is_of_one_snapshot_whatever_is_written_meanwhile(service: Service) -> None:
    with service.client("write") as client, streaming(service) as slow, slow.stream("GET", TABLE) as response:
        pieces = response.iter_raw()
        first = next(pieces)
        assert client.patch("/v1/sources/data-39", json={"title": "Another title"}).status_code == httpx.codes.OK
        lines = b"".join([first, *pieces]).splitlines()
        assert [json.loads(line)["title"] for line in lines] == [f"Data {number:02}" for number in range(COUNT)]
        assert client.patch("/v1/sources/data-39", json={"title": "Data 39"}).status_code == httpx.codes.OK


def test_there_are_so_many_at_once_and_who_leaves_makes_room(service: Service) -> None:
    with service.client() as client, streaming(service) as slow:
        with slow.stream("GET", TABLE) as first, slow.stream("GET", TABLE) as second:
            assert {first.status_code, second.status_code} == {httpx.codes.OK}
            turned_away = client.get("/v1/sources.csv")
            refused(turned_away, 503, "unavailable")
            assert turned_away.headers["retry-after"] == "1"
            # Nobody else waits for those who read slowly.
            assert client.get("/v1/sources", params={"limit": 1}).status_code == httpx.codes.OK
        end = time.monotonic() + PATIENCE
        while service.app.state.streams.open_now:
            assert time.monotonic() < end, "a reader is kept for who has left"
            time.sleep(0.01)
        assert client.get("/v1/topics.csv").status_code == httpx.codes.OK


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_table_that_fails_in_the_middle_breaks_the_connection(
    service: Service, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    whole, calls = list_queries.whole_rows, iter(range(COUNT))

    def fails(*arguments: Any) -> Any:
        if next(calls) > 1:
            raise RuntimeError
        return whole(*arguments)

    monkeypatch.setattr(list_rows, "whole_rows", fails)
    client = streaming(service, **{"Accept-Encoding": encoding})
    with client, pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
        client.get(TABLE)


def test_one_that_fails_before_it_begins_is_a_problem(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 40)
    with service.client() as client:
        problem = refused(client.get("/v1/sources.xlsx"), 422, "invalid-content")
        assert ".csv" in problem["detail"]
        monkeypatch.setattr(workbook, "MOST_ROWS", 41)
        assert client.get("/v1/sources.xlsx").status_code == httpx.codes.OK


def test_texts_too_long_for_a_cell_are_cut_and_say_so(service: Service) -> None:
    with service.client() as client:
        response = client.get("/v1/sources.xlsx", params={"id": "data-01"})
    names, row = sheet_of(response)
    cell = row[names.index("caveats")]
    assert cell.endswith(workbook.CUT)
    assert len(cell) == workbook.LONGEST
