"""Whatever reads records or entries reads what its audience may see, and keeps no answer for another."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from sqlalchemy import ColumnElement, false

from app.access import callers
from app.audience import PUBLIC, Audience
from app.ledger.entries import change_pages
from app.records.base import collections
from app.records.base.lists import list_queries
from app.records.base.parts import part_collections
from tests.serving import Service

READERS = (list_queries, collections, part_collections, change_pages)
NOBODY = Audience("nobody")
PLEDGE = "/v1/pledges/us-army-corps-port-plans"
LISTS = (
    "/v1/topics",
    "/v1/topics?id=migration&count=exact",
    "/v1/pledges?as_of=2026-01-01&count=exact",
    "/v1/pledges?promisor=guatemala",
    "/v1/pledges?kind=operational&sort=-announced",
    "/v1/status-changes",
    f"{PLEDGE}/status-changes",
    "/v1/changes",
    "/v1/changes?collection=pledges",
    "/v1/changes?collection=pledges&record=us-army-corps-port-plans",
    "/v1/changes?participant=guatemala",
)


def seen(audience: Audience, *_record: Any) -> Sequence[ColumnElement[bool]]:
    return [false()] if audience == NOBODY else []


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let there be an audience that may see nothing, and every request be of it."""
    for reader in READERS:
        monkeypatch.setattr(reader, "may_see", seen)
    monkeypatch.setattr(callers, "PUBLIC", NOBODY)
    return monkeypatch


def everybody(client: httpx.Client, patch: pytest.MonkeyPatch, address: str) -> httpx.Response:
    with patch.context() as as_ever:
        as_ever.setattr(callers, "PUBLIC", PUBLIC)
        return client.get(address)


@pytest.mark.parametrize("address", LISTS)
def test_lists_and_the_feed_leave_out_what_may_not_be_seen(
    seeded: Service, nobody: pytest.MonkeyPatch, address: str
) -> None:
    with seeded.client() as client:
        # One after the other: what was answered to one audience is kept for it alone.
        answers = [client.get(address), everybody(client, nobody, address), client.get(address)]
        assert [bool(answer.json()["items"]) for answer in answers] == [False, True, False]
        tags = [answer.headers["etag"] for answer in answers]
        assert tags[0] == tags[2] != tags[1]


def test_records_and_parts_that_may_not_be_seen_are_not_there(seeded: Service, nobody: pytest.MonkeyPatch) -> None:
    with seeded.client() as client:
        change = everybody(client, nobody, f"{PLEDGE}/status-changes").json()["items"][0]["id"]
        for address in (PLEDGE, f"{PLEDGE}/status-changes/{change}"):
            assert everybody(client, nobody, address).status_code == httpx.codes.OK
            assert client.get(address).status_code == httpx.codes.NOT_FOUND
