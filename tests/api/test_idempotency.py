"""Idempotency-Key: a request that comes again is answered as it was, and done once."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
import time_machine
from sqlalchemy import select, update

from app.access.keys import create_key
from app.db.engines import writing_engine
from app.db.writing import writer
from app.main import tend
from app.tables.access import IdempotentAnswer
from app.vocabulary import Scope
from tests.api.conftest import Make, head
from tests.conftest import Unique
from tests.nouns import NOUNS, Noun
from tests.refusals import invalid, refused
from tests.serving import PATIENCE, Service

TWINS = 16


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def same(first: httpx.Response, again: httpx.Response) -> None:
    """Assert that an answer was given again, and says so."""
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.status_code == first.status_code
    for name in ("etag", "location", "content-type", "vary"):
        assert again.headers.get(name) == first.headers.get(name)
    if first.is_success:
        assert again.content == first.content
    else:
        ours = [{k: v for k, v in answer.json().items() if k != "request_id"} for answer in (first, again)]
        assert ours[0] == ours[1]


def test_a_repeated_post_creates_once(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    key = keyed(unique("key"))
    first = client.post(noun.path, json=noun.full, headers=key)
    number = head(client)
    assert first.status_code == 201
    same(first, client.post(noun.path, json=noun.full, headers=key))
    assert head(client) == number
    # The answer is that of then, whatever became of the record.
    client.delete(first.headers["location"])
    same(first, client.post(noun.path, json=noun.full, headers=key))
    refused(client.get(first.headers["location"]), 404, "not-found")


def test_a_repeated_patch_changes_once(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    path, key = f"{noun.path}/{make(noun)}", keyed(unique("key"))
    tag = {"If-Match": client.get(path).headers["etag"]}
    first = client.patch(path, json=noun.edit, headers=key | tag)
    assert first.json()["version"] == 2
    same(first, client.patch(path, json=noun.edit, headers=key | tag))
    assert client.get(path).json()["version"] == 2


def test_repeated_items_are_added_once(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    path, key = f"{noun.path}/{make(noun, citations=[])}/citations", keyed(unique("key"))
    first = client.post(path, json={"source": "report-a"}, headers=key)
    assert first.status_code == 201
    same(first, client.post(path, json={"source": "report-a"}, headers=key))
    assert len(client.get(path).json()["items"]) == 1
    change = keyed(unique("key"))
    changed = client.patch(first.headers["location"], json={"page": "7"}, headers=change)
    same(changed, client.patch(first.headers["location"], json={"page": "7"}, headers=change))


def test_refusals_are_repeated_too(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    record = make(noun)
    taken, stale, absent, nothing = (keyed(unique("key")) for _ in range(4))
    missing = f"{noun.path}/{unique('absent')}"
    requests = (
        ("POST", noun.path, noun.full | {"id": record}, taken, 409),
        ("PATCH", f"{noun.path}/{record}", noun.edit, stale | {"If-Match": '"9-0123456789abcdef"'}, 412),
        ("PATCH", missing, noun.edit, absent, 404),
        ("POST", noun.path, noun.full | {"citations": [{"source": "no-such-source"}]}, nothing, 422),
    )
    first = [client.request(method, path, json=body, headers=headers) for method, path, body, headers, _ in requests]
    assert [answer.status_code for answer in first] == [status for *_, status in requests]
    client.delete(f"{noun.path}/{record}")
    client.put(missing, json=noun.full)
    number = head(client)
    for answer, (method, path, body, headers, _status) in zip(first, requests, strict=True):
        same(answer, client.request(method, path, json=body, headers=headers))
    assert head(client) == number


def test_a_key_is_for_one_request(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    key = keyed(unique("key"))
    path = f"{noun.path}/{make(noun)}"
    assert client.post(noun.path, json=noun.full, headers=key).status_code == 201
    number = head(client)
    for answer in (
        client.post(noun.path, json=noun.minimal, headers=key),
        client.post(f"{path}/citations", json=noun.full, headers=key),
        client.patch(path, json=noun.full, headers=key),
    ):
        assert answer.status_code == 422
    assert invalid(client.post(noun.path, json=noun.minimal, headers=key)) == ["Idempotency-Key"]
    assert invalid(client.patch(path, json=noun.full, headers=key)) == ["Idempotency-Key"]
    assert head(client) == number


def test_a_key_is_for_one_address(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    key = keyed(unique("key"))
    one, other = (f"{noun.path}/{make(noun, citations=[])}/citations" for _ in range(2))
    assert client.post(one, json={"source": "report-a"}, headers=key).status_code == 201
    # The same content, which would be taken there under another key.
    answer = client.post(other, json={"source": "report-a"}, headers=key)
    assert invalid(answer) == ["Idempotency-Key"]
    assert client.get(other).json()["items"] == []
    assert client.post(other, json={"source": "report-a"}, headers=keyed(unique("key"))).status_code == 201


def test_keys_of_different_callers_are_different(
    client: httpx.Client, admin: httpx.Client, noun: Noun, unique: Unique
) -> None:
    key = keyed(unique("key"))
    answers = [caller.post(noun.path, json=noun.full, headers=key) for caller in (client, admin)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] != answers[1].json()["id"]


def test_who_may_not_is_not_remembered(
    client: httpx.Client, anonymous: httpx.Client, reader: httpx.Client, noun: Noun, unique: Unique
) -> None:
    key = keyed(unique("key"))
    refused(anonymous.post(noun.path, json=noun.full, headers=key), 401, "unauthenticated")
    refused(reader.post(noun.path, json=noun.full, headers=key), 403, "forbidden")
    assert client.post(noun.path, json=noun.full, headers=key).status_code == 201


def test_what_was_never_begun_is_not_remembered(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    key = keyed(unique("key"))
    refused(client.post(noun.path, json=noun.full | {"colour": "red"}, headers=key), 422, "invalid-content")
    assert client.post(noun.path, json=noun.full, headers=key).status_code == 201


def test_put_and_delete_need_no_key_and_heed_none(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    path, key = f"{noun.path}/{make(noun)}", keyed(unique("key"))
    assert client.put(path, json=noun.full | noun.edit, headers=key | {"If-Match": "*"}).json()["version"] == 2
    assert client.put(path, json=noun.full, headers=key | {"If-Match": "*"}).json()["version"] == 3
    assert client.delete(path, headers=key).status_code == 204
    assert client.delete(path, headers=key).status_code == 404


def test_a_quoted_key_is_the_bare_one(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    key = unique("key")
    first = client.post(noun.path, json=noun.full, headers=keyed(f'"{key}"'))
    same(first, client.post(noun.path, json=noun.full, headers=keyed(key)))


def test_the_longest_key(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    key = unique("key").ljust(255, "~")
    first = client.post(noun.path, json=noun.full, headers=keyed(key))
    same(first, client.post(noun.path, json=noun.full, headers=keyed(key)))


def test_what_is_no_key(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for key in ("", "two words", "x" * 256, "tab\there", '""', '"', '"x', 'x"', 'a"b', "é"):
        header = [(b"Idempotency-Key", key.encode())]
        answer = client.post(noun.path, json=noun.full, headers=header)
        assert invalid(answer) == ["Idempotency-Key"], key
        assert invalid(client.patch(f"{noun.path}/{record}", json={}, headers=header)) == ["Idempotency-Key"]


@pytest.mark.parametrize("noun", NOUNS[:1], ids=repr)
def test_concurrent_twins_have_one_effect(client: httpx.Client, noun: Noun, service: Service, unique: Unique) -> None:
    keys = [unique("key") for _ in range(4)]
    number = head(client)
    start = Barrier(TWINS)

    def post(index: int) -> httpx.Response:
        with service.client("write") as own:
            start.wait()
            return own.post(noun.path, json=noun.full, headers=keyed(keys[index % len(keys)]))

    with ThreadPoolExecutor(TWINS) as threads:
        answers = list(threads.map(post, range(TWINS)))
    assert {answer.status_code for answer in answers} == {201}
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == len(keys)
    for index in range(len(keys)):
        assert len({answer.content for answer in answers[index :: len(keys)]}) == 1
    assert len({answer.content for answer in answers}) == len(keys)
    assert head(client) == number + len(keys)


def test_answers_are_kept_for_a_day(fresh_service: Service) -> None:
    body = {"kind": "other", "title": "A source"}
    with fresh_service.client("write") as client:
        now = dt.datetime.now(dt.UTC)
        first = client.post("/v1/sources", json=body, headers=keyed("a-key"))
        with time_machine.travel(now + dt.timedelta(hours=23, minutes=59)):
            same(first, client.post("/v1/sources", json=body, headers=keyed("a-key")))
        with time_machine.travel(now + dt.timedelta(hours=24, minutes=1)):
            later = client.post("/v1/sources", json=body | {"title": "Another"}, headers=keyed("a-key"))
            assert (later.status_code, later.json()["id"]) == (201, "another")
            same(later, client.post("/v1/sources", json=body | {"title": "Another"}, headers=keyed("a-key")))


def test_a_revoked_key_gets_no_old_answer(service: Service, noun: Noun, unique: Unique) -> None:
    engine = writing_engine(service.database_url)
    with engine.begin() as connection:
        secret = create_key(connection, "a short-lived key", [Scope.WRITE])
    header = {"Authorization": f"Bearer {secret}", **keyed(unique("key"))}
    with service.client() as client:
        assert client.post(noun.path, json=noun.full, headers=header).status_code == 201
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE keys SET revoked_at = created_at WHERE label = 'a short-lived key'")
        refused(client.post(noun.path, json=noun.full, headers=header), 401, "unauthenticated")
    engine.dispose()


def test_an_old_answer_goes_although_nothing_is_written(
    service: Service, unique: Unique, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = unique("old")
    of_key = IdempotentAnswer.idempotency_key == key

    def rows() -> int:
        with service.database.read.engine.begin() as connection:
            return len(connection.execute(select(IdempotentAnswer.key_id).where(of_key)).all())

    with service.client("write") as client:
        assert client.post("/v1/topics", json={"name": key}, headers=keyed(key)).status_code == 201
    day_before = update(IdempotentAnswer).where(of_key).values(answered_at="2020-01-01T00:00:00.000000Z")
    service.write(lambda connection: connection.execute(day_before).rowcount)
    assert rows() == 1
    # As it is in operation: other tests have the writer do nothing by itself.
    monkeypatch.setattr(writer, "LOOK", 0.01)
    monkeypatch.setattr(service.database.write, "between", tend)
    service.write(lambda _connection: None)
    end = time.monotonic() + PATIENCE
    while rows():
        assert time.monotonic() < end
        time.sleep(0.01)
