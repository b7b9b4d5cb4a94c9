"""The filter `q` of lists finds what search finds, and leaves the list its order and its other filters."""

import httpx
import pytest

from app.records.base.lists import text_filter
from tests.refusals import invalid, refused
from tests.search.conftest import RECORDS, Search, write
from tests.serving import Service

COLLECTIONS = sorted({collection for collection, _record, _body in RECORDS})


def listed(client: httpx.Client, collection: str, **query: object) -> list[str]:
    answer = client.get(f"/v1/{collection}", params={name: str(value) for name, value in query.items()})
    assert answer.status_code == httpx.codes.OK, answer.text
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize("many", [text_filter.MANY, 0], ids=["few", "many"])
def test_lists_find_what_search_finds(
    client: httpx.Client, search: Search, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Many hits are found another way.
    monkeypatch.setattr(text_filter, "MANY", many)
    for text in ("port", "deporta*", "guatemala", '"task force"', "port -flights", "the", "arevalo", "nothing at all"):
        for collection in COLLECTIONS:
            found = sorted(search(text, type=collection))
            assert listed(client, collection, q=text) == found, (text, collection)
            assert listed(client, collection, q=text, sort="-id", as_of="2026-01-01") == found[::-1]
    for text in ("", "-port", "a*", "\x00", "x" * 10_000):
        assert invalid(client.get("/v1/pledges", params={"q": text})) == ["q"]


@pytest.mark.parametrize("many", [text_filter.MANY, 3], ids=["few", "many"])
def test_it_goes_with_sorts_filters_counts_and_pages(
    client: httpx.Client, service: Service, search: Search, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_filter, "MANY", many)
    for number in range(7):
        tags = ["even"] if number % 2 == 0 else []
        write(service, "topics", f"bridge-{number}", name=f"Bridges {9 - number}", tags=tags)
    by_name = [f"bridge-{number}" for number in (6, 5, 4, 3, 2, 1, 0)]
    assert listed(client, "topics", q="bridge", sort="name") == by_name
    assert listed(client, "topics", q="bridge", sort="name", tag="even") == by_name[::2]
    query = {"q": "bridge", "sort": "-name", "limit": "3", "count": "exact"}
    found, answer = [], client.get("/v1/topics", params=query)
    while True:
        assert answer.json()["count"] == 7
        found += [item["id"] for item in answer.json()["items"]]
        if "next" not in answer.links:
            break
        answer = client.get(answer.links["next"]["url"])
    assert found == by_name[::-1]
    cursor = client.get("/v1/topics", params=query).json()["next_cursor"]
    refused(client.get("/v1/topics", params=query | {"q": "bridges", "cursor": cursor}), 400, "bad-cursor")


def test_what_was_written_is_listed_at_once(client: httpx.Client, search: Search) -> None:
    address = "/v1/topics?q=tunnel"
    empty = client.get(address)
    path = client.post("/v1/topics", json={"name": "Tunnels"}).headers["location"]
    answer = client.get(address, headers={"If-None-Match": empty.headers["etag"]})
    assert [item["id"] for item in answer.json()["items"]] == ["tunnels"]
    held = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert held.status_code == httpx.codes.NOT_MODIFIED
    assert client.delete(path).status_code == httpx.codes.NO_CONTENT
    assert listed(client, "topics", q="tunnel") == []


def test_statistics_count_what_is_found(client: httpx.Client, search: Search) -> None:
    for text in ("port", "guatemala", "force or flights", "nothing at all", "planned"):
        overview = client.get("/v1/stats/overview", params={"q": text}).json()
        assert overview["total"] == len(search(text, type="pledges")), text
    assert invalid(client.get("/v1/stats/overview", params={"q": "port", "known_at": "2026-01-01T00:00:00Z"})) == ["q"]


def test_words_are_those_of_now(client: httpx.Client, search: Search) -> None:
    answer = client.get("/v1/pledges", params={"q": "port", "known_at": "2026-01-01T00:00:00Z"})
    assert invalid(answer) == ["q"]
    assert listed(client, "pledges", q="port", as_of="2026-01-01") == ["more-flights"]
