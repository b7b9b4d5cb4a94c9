"""How large pages may be: in bytes, since some records are a thousand times as large as others."""

from typing import Any

import httpx
import pytest

from app import page_size
from app.page_size import LARGE, MAX_PAGE_BYTES, fitting
from app.records.base.history import pages as history_pages

Body = dict[str, Any]


def created(response: httpx.Response) -> Body:
    assert response.status_code in {httpx.codes.OK, httpx.codes.CREATED}, response.text[:500]
    content: Body = response.json()
    return content


def test_as_many_items_fit_as_take_no_more_bytes() -> None:
    assert fitting([]) == 0
    assert fitting([MAX_PAGE_BYTES * 2, 1]) == 1
    assert fitting([MAX_PAGE_BYTES - 1, 1, 1]) == 2
    assert fitting([1] * 200) == 200


NUMBER = 9
SIZE = LARGE + 5_000
"""Bytes of each record and part: two of them fit on a page of the tests below, with something small."""


@pytest.fixture(scope="module")
def large(client: httpx.Client) -> list[str]:
    """Return the ids of pledges that are large, each with a part that is, and of some between them that are not."""
    created(client.put("/v1/sources/cited", json={"kind": "other", "title": "A source"}))
    created(client.put("/v1/participants/a-state", json={"kind": "state", "name": "A state"}))
    parties = [{"participant": "a-state", "role": "promisor"}]
    ids = []
    for number in range(NUMBER):
        ids.append(f"large-{number}")
        long = {"source": "cited", "note": "walnut " * 2_000, "quote": {"exact": "y" * 20_000}}
        cited = [long | {"id": f"c-{index}"} for index in range(2)] if number % 3 else []
        body = {"title": f"Pledge {number}", "kind": "policy", "strength": "firm", "parties": parties}
        created(client.put(f"/v1/pledges/large-{number}", json=body | {"citations": cited, "summary": "a walnut"}))
        created(client.post(f"/v1/pledges/large-{number}/milestones", json={"title": "Half", "citations": cited}))
        created(client.post("/v1/pledges/large-0/milestones", json={"title": f"Step {number}", "citations": cited}))
    return ids


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch, large: list[str]) -> int:
    """Let pages be short, once there is something to fill them with."""
    assert large
    most = 2 * SIZE + 40_000
    for module in (page_size, history_pages):
        monkeypatch.setattr(module, "MAX_PAGE_BYTES", most)
    return most


def walked(client: httpx.Client, path: str, most: int, **query: Any) -> tuple[list[Body], int]:
    """Return the items of all pages of a list, and how many pages there were: none too large."""
    items: list[Body] = []
    cursor: dict[str, str] = {}
    pages = 0
    while True:
        answer = client.get(path, params={"limit": 200, **query, **cursor})
        page = created(answer)
        assert len(answer.content) < most + 1_000 or len(page["items"]) == 1
        assert page["items"]
        assert ('rel="next"' in answer.headers.get("link", "")) == (page["next_cursor"] is not None)
        items += page["items"]
        pages += 1
        if page["next_cursor"] is None:
            return items, pages
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.usefixtures("short_pages")
class TestPages:
    @pytest.mark.parametrize(
        "query",
        [{}, {"sort": "-title"}, {"form": "written"}, {"sort": "due"}, {"kind": "policy"}, {"as_of": "2026-01-01"}],
        ids=str,
    )
    def test_of_records(self, client: httpx.Client, large: list[str], short_pages: int, query: Body) -> None:
        items, pages = walked(client, "/v1/pledges", short_pages, **query)
        expected = sorted(large, reverse=query.get("sort") == "-title")
        assert [item["id"] for item in items] == expected
        assert pages > NUMBER / 3
        form = {name: value for name, value in query.items() if name in {"form", "as_of"}}
        single = client.get("/v1/pledges/large-1", params=form)
        assert next(item for item in items if item["id"] == "large-1") == created(single)

    def test_of_records_as_known(self, client: httpx.Client, large: list[str], short_pages: int) -> None:
        now = created(client.get("/v1/ledger"))["at"]
        items, pages = walked(client, "/v1/pledges", short_pages, known_at=now)
        assert [item["id"] for item in items] == large
        assert pages > NUMBER / 3

    @pytest.mark.parametrize("query", [{}, {"sort": "-recorded"}, {"as_of": "2026-01-01"}], ids=str)
    def test_of_parts(self, client: httpx.Client, short_pages: int, query: Body) -> None:
        items, pages = walked(client, "/v1/pledges/large-0/milestones", short_pages, **query)
        titles = ["Half", *(f"Step {number}" for number in range(NUMBER))]
        assert [item["title"] for item in items] == (titles[::-1] if query.get("sort") == "-recorded" else titles)
        assert pages > NUMBER / 3

    @pytest.mark.parametrize("include", [{}, {"include": "document"}], ids=str)
    def test_of_hits(self, client: httpx.Client, large: list[str], short_pages: int, include: Body) -> None:
        items, pages = walked(client, "/v1/search", short_pages, q="walnut", **include)
        assert sorted(item["id"] for item in items) == large
        assert pages > NUMBER / 3
        assert all(item["highlights"] for item in items)

    def test_of_changes(self, client: httpx.Client, short_pages: int) -> None:
        for query in ({}, {"collection": "pledges"}, {"collection": "pledges", "record": "large-0"}):
            seen: list[Body] = []
            after = 0
            while True:
                answer = client.get("/v1/changes", params={"limit": 200, "after": after, **query})
                page = created(answer)
                assert len(answer.content) < short_pages + 5_000
                seen += page["items"]
                after = page["last"]
                if after >= page["head"]:
                    break
            numbers = [item["number"] for item in seen]
            assert numbers == sorted(set(numbers))
            assert query or numbers == list(range(1, page["head"] + 1))
            assert {item["record"] for item in seen} >= {"large-0"}
            bodies = {item["record"]: item["body"] for item in seen if item["part"] is None}
            assert bodies["large-0"]["summary"] == "a walnut"
            if "record" not in query:
                assert len(bodies["large-1"]["citations"]) == 2
