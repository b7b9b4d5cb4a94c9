"""Webhooks through the API: made, changed, tried and replayed by who administers, and no secret shown twice."""

import stat
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url, select

from app.db.engines import sqlite_file
from app.settings import Settings
from app.tables.access import IdempotentAnswer
from app.tables.webhooks import Webhook as Table
from app.webhooks import commands
from app.webhooks.secrets import SecretBox, key_file
from tests.answers import document
from tests.conftest import Serve, Unique
from tests.refusals import invalid, refused
from tests.serving import PATIENCE, Service
from tests.webhooks.conftest import Receiver

ADDRESS = "https://example.org/hook"
KEY = "5dIfBFdXoqHNhP2kLMOe9WPQvOqJ4kqzeTnGyTQGKx4="


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a service that delivers, to this machine, too."""
    with serving(database_url, webhooks=True, webhook_loopback=True, secret_key=KEY) as service:
        yield service


def make(admin: httpx.Client, unique: Unique, **fields: object) -> dict[str, object]:
    answer = admin.post("/v1/webhooks", json={"id": unique("hook"), "url": ADDRESS, **fields})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/webhooks/{answer.json()['id']}"
    return document(answer)


def test_a_webhook_is_made_read_changed_and_deleted(admin: httpx.Client, unique: Unique) -> None:
    made = make(admin, unique, description="The newsroom", collections=["pledges"], operations=["put"])
    secret = str(made.pop("secret"))
    assert secret.startswith("whsec_")
    assert len(secret) == 50
    path = f"/v1/webhooks/{made['id']}"
    read = admin.get(path)
    assert read.json() == made
    assert made in admin.get("/v1/webhooks").json()["items"]
    assert (made["state"], made["version"], made["records"]) == ("active", 1, [])

    changed = admin.patch(path, json={"description": None, "records": ["topics/ports"]})
    assert document(changed) == admin.get(path).json()
    assert changed.json()["description"] is None
    assert (changed.json()["collections"], changed.json()["version"]) == (["pledges"], 2)
    stale = {"If-Match": read.headers["etag"]}
    refused(admin.patch(path, json={"records": []}, headers=stale), 412, "precondition-failed")
    refused(admin.delete(path, headers=stale), 412, "precondition-failed")
    assert admin.patch(path, json={"records": []}, headers={"If-Match": changed.headers["etag"]}).is_success

    assert admin.delete(path).status_code == 204
    for method, place in [("get", ""), ("delete", ""), ("get", "/deliveries"), ("post", "/pause"), ("post", "/test")]:
        refused(admin.request(method, path + place), 404, "not-found")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"url": "http://example.org/hook"}, None),
        ({"url": "https://10.0.0.1/hook"}, "/url"),
        ({"url": "https://me:secret@example.org/"}, "/url"),
        ({"url": "ftp://example.org/"}, "/url"),
        ({"url": "no address"}, "/url"),
        ({"id": "Not An Id"}, "/id"),
        ({"collections": ["ministries"]}, "/collections/0"),
        ({"operations": ["publish"]}, "/operations/0"),
        ({"records": ["ports"]}, "/records/0"),
        ({"colour": "red"}, "/colour"),
        ({"secret": "whsec_mine"}, "/secret"),
    ],
)
def test_what_a_webhook_may_not_be(
    admin: httpx.Client, unique: Unique, fields: dict[str, object], place: str | None
) -> None:
    body = {"id": unique("hook"), "url": ADDRESS, **fields}
    answer = admin.post("/v1/webhooks", json=body)
    # Where this machine is allowed, addresses without encryption are, too.
    assert answer.status_code == 201 if place is None else invalid(answer) == [place]
    if place is not None:
        made = make(admin, unique)
        assert invalid(admin.patch(f"/v1/webhooks/{made['id']}", json=fields)) == [place]


def test_ids_are_taken_once_and_stay(admin: httpx.Client, unique: Unique) -> None:
    made = make(admin, unique)
    refused(admin.post("/v1/webhooks", json={"id": made["id"], "url": ADDRESS}), 409, "conflict")
    assert invalid(admin.patch(f"/v1/webhooks/{made['id']}", json={"id": "another"})) == ["/id"]
    assert len(admin.post("/v1/webhooks", json={"url": ADDRESS}).json()["id"]) == 8


def test_only_so_many(admin: httpx.Client, unique: Unique, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MOST", len(admin.get("/v1/webhooks").json()["items"]) + 1)
    make(admin, unique)
    refused(admin.post("/v1/webhooks", json={"url": ADDRESS}), 409, "conflict")


def test_a_dry_run_makes_nothing(admin: httpx.Client, unique: Unique) -> None:
    body = {"id": unique("hook"), "url": ADDRESS}
    assert admin.post("/v1/webhooks", params={"dry_run": "true"}, json=body).status_code == 200
    refused(admin.get(f"/v1/webhooks/{body['id']}"), 404, "not-found")


def test_for_admins_alone(client: httpx.Client, reader: httpx.Client, anonymous: httpx.Client) -> None:
    for path in ("/v1/webhooks", "/v1/webhooks/any", "/v1/webhooks/any/deliveries"):
        refused(anonymous.get(path), 401, "unauthenticated")
        for caller in (client, reader):
            assert refused(caller.get(path), 403, "forbidden")["scope"] == "admin"
    assert refused(client.post("/v1/webhooks", json={}), 403, "forbidden")["scope"] == "admin"


def test_secrets_are_shown_once_and_kept_encrypted(admin: httpx.Client, service: Service, unique: Unique) -> None:
    before = admin.get("/v1/ledger").json()
    answer = admin.post(
        "/v1/webhooks", json={"id": unique("hook"), "url": ADDRESS}, headers={"Idempotency-Key": unique("key")}
    )
    made = answer.json()
    path = f"/v1/webhooks/{made['id']}"
    rotated = admin.post(f"{path}/rotate-secret", json=None).json()
    assert rotated["secret"] != made["secret"]
    assert rotated["previous_secret_until"] > rotated["updated_at"]
    for place in ("/v1/webhooks", path, "/v1/changes", "/v1/export.json"):
        shown = admin.get(place).text
        assert made["secret"] not in shown
        assert rotated["secret"] not in shown
    row = service.write(
        lambda connection: connection.execute(select(Table.__table__).where(Table.id == made["id"])).mappings().one()
    )
    box = SecretBox(Settings(secret_key=SecretStr(KEY)))
    assert (box.open(row["previous_secret"]), box.open(row["secret"])) == (made["secret"], rotated["secret"])
    assert made["secret"] not in str(dict(row))
    kept = service.write(lambda connection: connection.scalars(select(IdempotentAnswer.outcome)).all())
    assert not [outcome for outcome in kept if "whsec_" in outcome]
    # The ledger knows nothing of webhooks.
    assert admin.get("/v1/ledger").json() == before


def test_what_is_written_comes_signed_and_is_logged(
    admin: httpx.Client, client: httpx.Client, unique: Unique, receiver: Receiver
) -> None:
    made = make(admin, unique, url=receiver.url, collections=["topics"])
    path = f"/v1/webhooks/{made['id']}"
    receiver.secrets = [str(made["secret"])]
    topic = unique("topic")
    client.put(f"/v1/topics/{topic}", json={"name": topic})
    client.patch(f"/v1/topics/{topic}", json={"name": "Another name"})
    receiver.await_events(2)
    first, second = receiver.events
    (one, two) = [item for item in client.get("/v1/changes").json()["items"] if item["record"] == topic]
    assert second == {
        "type": "topics.put",
        "timestamp": two["at"],
        "data": {name: two[name] for name in ("number", "collection", "record", "version", "operation", "part")}
        | {"address": f"/v1/topics/{topic}"},
    }
    assert first["data"]["number"] == one["number"]
    # Both secrets are valid for a day.
    receiver.secrets.append(admin.post(f"{path}/rotate-secret", json=None).json()["secret"])
    client.post(f"/v1/topics/{topic}/citations", json={"source": source(client, unique)})
    receiver.await_events(3)
    assert receiver.events[2]["data"]["part"].startswith("citations/")
    assert receiver.faults == []

    end = time.monotonic() + PATIENCE
    while len(log := admin.get(f"{path}/deliveries").json()["items"]) < 3:
        assert time.monotonic() < end, log
    assert [item["number"] for item in log] == [event["data"]["number"] for event in reversed(receiver.events)]
    assert [item["message"] for item in log] == receiver.ids[::-1]
    assert {(item["state"], item["status"], item["attempts"]) for item in log} == {("delivered", 204, 1)}
    page = admin.get(f"{path}/deliveries", params={"limit": 2}).json()
    rest = admin.get(f"{path}/deliveries", params={"limit": 2, "cursor": page["next_cursor"]}).json()
    assert (page["items"] + rest["items"], rest["next_cursor"]) == (log, None)
    assert admin.get(f"{path}/deliveries", params={"state": "dead"}).json()["items"] == []
    other = {"cursor": page["next_cursor"], "state": "dead"}
    refused(admin.get(f"{path}/deliveries", params=other), 400, "bad-cursor")

    receiver.faults.clear()
    again = admin.post(f"{path}/replay", json={"number": one["number"]})
    assert again.is_success
    receiver.await_events(4)
    assert receiver.events[3] == first
    admin.post(f"{path}/replay", json={"from_number": one["number"]})
    receiver.await_events(7)
    assert receiver.events[4:] == receiver.events[:3]
    assert receiver.faults == []


def source(client: httpx.Client, unique: Unique) -> str:
    made: str = client.post("/v1/sources", json={"id": unique("source"), "kind": "other", "title": "x"}).json()["id"]
    return made


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({}, [""]),
        ({"number": 1, "from_number": 1}, [""]),
        ({"from_number": 10**9}, ["/from_number"]),
        ({"from_number": 0}, ["/from_number"]),
        ({"number": 10**9}, ["/number"]),
    ],
)
def test_what_cannot_be_replayed(admin: httpx.Client, unique: Unique, body: dict[str, int], places: list[str]) -> None:
    made = make(admin, unique)
    assert invalid(admin.post(f"/v1/webhooks/{made['id']}/replay", json=body)) == places


def test_a_test_event(admin: httpx.Client, unique: Unique, receiver: Receiver) -> None:
    made = make(admin, unique, url=receiver.url)
    receiver.secrets = [str(made["secret"])]
    path = f"/v1/webhooks/{made['id']}"
    admin.post(f"{path}/pause", json=None)
    assert admin.post(f"{path}/test", json=None).json() == {"delivered": True, "status": 204, "error": None}
    assert (receiver.events[0]["type"], receiver.events[0]["data"]) == ("webhooks.test", {"webhook": made["id"]})
    receiver.status = 302
    assert admin.post(f"{path}/test", json=None).json() == {"delivered": False, "status": 302, "error": None}
    assert receiver.faults == []
    assert admin.get(f"{path}/deliveries").json()["items"] == []


def test_pausing_and_resuming(admin: httpx.Client, unique: Unique) -> None:
    path = f"/v1/webhooks/{make(admin, unique)['id']}"
    assert admin.post(f"{path}/pause", json=None).json()["state"] == "paused"
    assert admin.post(f"{path}/resume", json=None).json()["state"] == "active"
    assert admin.get(path).json()["version"] == 3


def test_the_key_of_secrets_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/pacta.db")
    closed = SecretBox(settings).close("whsec_x")
    file = key_file(settings)
    assert file == tmp_path / "pacta.secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SecretBox(settings).open(closed) == "whsec_x"
    assert "whsec_x" not in closed
    assert [one.name for one in tmp_path.iterdir()] == ["pacta.secret"]
    file.unlink()
    assert SecretBox(settings).open(closed) is None


def test_a_key_of_the_settings_needs_no_file(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/pacta.db", secret_key=SecretStr(KEY.replace("k", "+")))
    assert SecretBox(settings).open(SecretBox(settings).close("whsec_x")) == "whsec_x"
    assert list(tmp_path.iterdir()) == []
    assert sqlite_file(make_url(settings.database_url)).parent == tmp_path
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        Settings(secret_key=SecretStr("too short"))
