"""Webhooks by participant, topic and meeting: what they get is what the change feed finds by the same filters."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import Serve, Unique
from tests.databases import Databases
from tests.features.test_change_filters import numbers, write_world
from tests.refusals import invalid, refused
from tests.serving import Service
from tests.webhooks.conftest import Receiver, receiving

ASKED = {
    "of-guatemala": {"participants": ["guatemala"]},
    "of-merged": {"participants": ["mexiko"]},
    "of-security": {"topics": ["security"]},
    "of-tour": {"meetings": ["tour"]},
    "of-all-three": {"participants": ["mexico"], "topics": ["security"], "meetings": ["talks"]},
    "of-two": {"participants": ["guatemala", "mexico"], "collections": ["pledges"], "operations": ["put"]},
}
SINGULAR = {
    "participants": "participant", "topics": "topic", "meetings": "meeting", "collections": "collection",
    "operations": "operation",
}  # fmt: skip


@pytest.fixture(scope="module")
def service(databases: Databases, backend: str, serving: Serve) -> Iterator[Service]:
    """Return a service with the world of the change feed's filters, and a participant that was merged."""
    url = databases.create(backend)
    with serving(url, webhooks=True, webhook_loopback=True) as service:
        with service.client("write") as client:
            write_world(client)
            client.put("/v1/participants/mexiko", json={"name": "Mexiko", "kind": "state"}).raise_for_status()
            merge = {"into": "mexico", "reason": "misspelt"}
            client.post("/v1/participants/mexiko/merge", json=merge).raise_for_status()
            client.put("/v1/participants/canada", json={"name": "Canada", "kind": "state"}).raise_for_status()
            pledge = {
                "title": "A tariff",
                "topics": ["trade"],
                "parties": [{"participant": "canada", "role": "promisor"}],
            }
            client.put("/v1/pledges/tariff", json=pledge).raise_for_status()
        yield service
    databases.drop(url)


def got(receiver: Receiver, webhook: str) -> list[int]:
    """Return the numbers of the entries that a webhook got, which may come in another order than they were written."""
    heads = [one.rpartition("_") for one in receiver.ids]
    return sorted({int(number) for head, _, number in heads if head == f"msg_{webhook}"})


def found(client: httpx.Client, filters: dict[str, list[str]], after: int = 0) -> list[int]:
    return numbers(client, after=after, **{SINGULAR[name]: ids for name, ids in filters.items()})


def test_what_comes_is_what_the_change_feed_finds(admin: httpx.Client, client: httpx.Client) -> None:
    with receiving() as receiver:
        for webhook, filters in ASKED.items():
            made = admin.post("/v1/webhooks", json={"id": webhook, "url": receiver.url, **filters})
            assert made.status_code == 201, made.text
            assert {name: made.json()[name] for name in filters} == filters
            admin.post(f"/v1/webhooks/{webhook}/replay", json={"from_number": 1}).raise_for_status()
        written = {webhook: found(client, filters) for webhook, filters in ASKED.items()}
        # From the entry on with which it first named them; a wider topic and meeting stand for what is below, too.
        assert written["of-guatemala"] == [1, 7, 8, 10, 11]
        assert written["of-all-three"] == [10, 11]
        for webhook, expected in written.items():
            receiver.await_until(lambda webhook=webhook, expected=expected: got(receiver, webhook) == expected)  # type: ignore[misc]

        def patch(path: str, **body: Any) -> int:
            client.patch(f"/v1/{path}", json=body).raise_for_status()
            return int(client.get("/v1/ledger").json()["number"])

        patch("pledges/tariff", summary="Not of security yet")
        # Whoever looked at this entry only later would find it to be of security: once a later one came, it was seen.
        meanwhile = patch("pledges/force", summary="Of both, meanwhile")
        receiver.await_until(lambda: meanwhile in got(receiver, "of-security"))
        # What an id stands for moves while it is watched: by a topic that comes to lie within it …
        patch("topics/trade", parent="security")
        below = patch("pledges/tariff", summary="Of security now")
        patch("participants/mexico", name="Estados Unidos Mexicanos")
        # … and what all of them want comes last.
        last = patch("pledges/force", summary="Of both, once more")
        now = {webhook: found(client, filters) for webhook, filters in ASKED.items()}
        now["of-security"] = [*written["of-security"], meanwhile, below - 1, below, last]
        for webhook, expected in now.items():
            assert expected[-1] == last
            receiver.await_until(lambda webhook=webhook, expected=expected: got(receiver, webhook) == expected)  # type: ignore[misc]
        # Whoever reads the past again finds there what lies below since.
        after = written["of-security"][-1]
        assert found(client, ASKED["of-security"], after)[-4:] == [below - 2, below - 1, below, last]


def test_what_is_unknown_is_refused_with_what_is_near(admin: httpx.Client, unique: Unique) -> None:
    asked = {"participants": ["guatemalla"], "topics": ["borders", "bordr"], "meetings": ["talk"]}
    body = {"id": unique("hook"), "url": "https://example.org/hook"}
    problem = refused(admin.post("/v1/webhooks", json=body | asked), 422, "invalid-content")
    assert [fault["pointer"] for fault in problem["errors"]] == ["/participants", "/topics", "/meetings"]
    messages = [fault["message"] for fault in problem["errors"]]
    assert all(near in one for near, one in zip(("guatemala", "borders", "talks"), messages, strict=True)), messages
    refused(admin.get(f"/v1/webhooks/{body['id']}"), 404, "not-found")
    admin.post("/v1/webhooks", json=body).raise_for_status()
    assert invalid(admin.patch(f"/v1/webhooks/{body['id']}", json={"topics": ["bordr"]})) == ["/topics"]
    assert invalid(admin.patch(f"/v1/webhooks/{body['id']}", json={"topics": ["Not An Id"]})) == ["/topics/0"]
