import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.answers import CLOCK
from tests.api.conftest import Make, head
from tests.conftest import Unique
from tests.nouns import NOUNS, Noun
from tests.refusals import invalid, places, refused

RENAMED = [noun for noun in NOUNS if noun.label and noun.referrer is not None]


def story(client: httpx.Client, noun: Noun, path: str) -> list[dict[str, Any]]:
    """Write a record in every way there is; return what was answered, `None` for the deletion."""
    citations = f"{path}/citations"
    answers = [
        client.put(path, json=noun.full),
        client.patch(path, json=noun.edit),
        client.post(citations, json={"source": "report-c", "id": "added"}),
        client.patch(f"{citations}/added", json={"page": "7"}),
        client.delete(f"{citations}/added"),
        client.put(path, json=noun.full, headers={"If-Match": "*"}),
        client.delete(path),
        client.put(path, json=noun.minimal),
    ]
    return [{"status": answer.status_code, "request": answer.headers["x-request-id"]} for answer in answers]


def test_every_write_is_a_revision(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    path = f"{noun.path}/{unique('story')}"
    number = head(client)
    answers = story(client, noun, path)
    assert [answer["status"] for answer in answers] == [201, 200, 201, 200, 204, 200, 204, 201]
    page = client.get(f"{path}/revisions").json()
    revisions = page["items"]
    assert page["next_cursor"] is None
    assert [revision["revision"] for revision in revisions] == list(range(1, 9))
    assert [(revision["operation"], revision["part"]) for revision in revisions] == [
        ("put", None),
        ("put", None),
        ("put", "citations/added"),
        ("put", "citations/added"),
        ("delete", "citations/added"),
        ("put", None),
        ("delete", None),
        ("put", None),
    ]
    assert [revision["entry"] for revision in revisions] == list(range(number + 1, number + 9))
    assert [revision["request_id"] for revision in revisions] == [answer["request"] for answer in answers]
    assert {revision["actor"] for revision in revisions} == {"the write key"}
    times = [revision["at"] for revision in revisions]
    assert times == sorted(times)
    assert all(re.fullmatch("[0-9a-f]{64}", revision[name]) for revision in revisions for name in ("digest", "hash"))
    assert len({revision["hash"] for revision in revisions}) == len(revisions)


def test_a_revision_is_what_was_read_then(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    path = f"{noun.path}/{unique('then')}"
    forms = ("document", "written")
    read: list[dict[str, Any]] = []
    writes: tuple[Callable[[], httpx.Response], ...] = (
        lambda: client.put(path, json=noun.full),
        lambda: client.patch(path, json=noun.edit),
        lambda: client.post(f"{path}/citations", json={"source": "report-c", "id": "added"}),
        lambda: client.patch(f"{path}/citations/bare", json={"page": "7"}),
        lambda: client.delete(f"{path}/citations/in-the-report"),
        lambda: client.put(path, json=noun.minimal, headers={"If-Match": "*"}),
    )
    for write in writes:
        assert write().is_success
        read.append({form: client.get(path, params={"form": form}).json() for form in forms})
    for number, then in enumerate(read, start=1):
        for form in forms:
            revision = client.get(f"{path}/revisions/{number}", params={"form": form}).json()
            assert revision == {name: value for name, value in then[form].items() if name not in CLOCK}
    assert [then["document"]["version"] for then in read] == list(range(1, len(writes) + 1))


def test_a_deletion_is_a_revision_without_content(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    client.delete(path)
    assert client.get(f"{path}/revisions/1").json()["version"] == 1
    problem = refused(client.get(f"{path}/revisions/2"), 404, "not-found")
    assert problem["last_revision"] == f"{path}/revisions/1"
    client.put(path, json=noun.minimal)
    assert client.get(f"{path}/revisions/3").json()["version"] == 3


NO_VERSIONS = (
    "0", "-1", "2147483648", "9" * 30, "9" * 5000, "abc", "1.0", "1.5", "1_0", "+1", "%201", "1e0", "true", "%D9%A1",
)  # fmt: skip


def test_what_is_no_version_is_told_so(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}/revisions"
    for version in NO_VERSIONS:
        assert invalid(anonymous.get(f"{path}/{version}")) == ["version"], version


def test_there_are_no_other_revisions(anonymous: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    record = make(noun)
    for version in (2, 2**31 - 1):
        refused(anonymous.get(f"{noun.path}/{record}/revisions/{version}"), 404, "not-found")
    absent = f"{noun.path}/{unique('absent')}/revisions"
    refused(anonymous.get(absent), 404, "not-found")
    refused(anonymous.get(f"{absent}/1"), 404, "not-found")


def test_pages_of_revisions(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    for number in range(6):
        client.patch(path, json={"tags": [f"t{number}"]})
    address, found, links = f"{path}/revisions?limit=3", [], 0
    while address:
        answer = client.get(address)
        page = answer.json()
        found += [revision["revision"] for revision in page["items"]]
        link = answer.links.get("next", {}).get("url", "")
        assert (page["next_cursor"] is None) == (link == "")
        assert page["next_cursor"] is None or f"cursor={page['next_cursor']}" in link
        address, links = link, links + 1
    assert (found, links) == ([1, 2, 3, 4, 5, 6, 7], 3)


def test_pages_of_revisions_take_their_own_cursors(client: httpx.Client, noun: Noun, make: Make) -> None:
    one, other = (f"{noun.path}/{make(noun)}" for _ in range(2))
    for path in (one, other):
        client.patch(path, json=noun.edit)
    cursor = client.get(f"{one}/revisions", params={"limit": 1}).json()["next_cursor"]
    refused(client.get(f"{other}/revisions", params={"cursor": cursor}), 400, "bad-cursor")
    refused(client.get(noun.path, params={"cursor": cursor}), 400, "bad-cursor")
    assert invalid(client.get(f"{one}/revisions", params={"limit": 0})) == ["limit"]
    assert invalid(client.get(f"{one}/revisions", params={"sort": "at"})) == ["sort"]


def test_tags_of_revisions(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    addresses = (f"{path}/revisions", f"{path}/revisions/1")
    held = [{"If-None-Match": client.get(address).headers["etag"]} for address in addresses]
    for address, header in zip(addresses, held, strict=True):
        assert client.get(address, headers=header).status_code == 304
    client.patch(path, json=noun.edit)
    statuses = [
        client.get(address, headers=header).status_code for address, header in zip(addresses, held, strict=True)
    ]
    assert statuses == [200, 304]


@pytest.mark.parametrize("noun", RENAMED, ids=repr)
def test_renaming_shows_everywhere_and_writes_one_entry(
    client: httpx.Client, noun: Noun, make: Make, unique: Unique
) -> None:
    assert noun.label is not None
    assert noun.referrer is not None
    record, referring = make(noun), f"{noun.path}/{unique('referrer')}"
    client.put(referring, json=noun.referrer(record))
    before, number = client.get(referring), head(client)
    client.patch(f"{noun.path}/{record}", json={noun.label: "By another name"})
    after = client.get(referring)

    assert _at(before.json(), noun.reference) == {"id": record, noun.label: noun.full[noun.label]}
    assert _at(after.json(), noun.reference) == {"id": record, noun.label: "By another name"}
    assert after.json()["version"] == before.json()["version"] == 1
    assert after.json()["updated_at"] == before.json()["updated_at"]
    assert head(client) == number + 1
    assert len(client.get(f"{referring}/revisions").json()["items"]) == 1

    assert after.headers["etag"] != before.headers["etag"]
    assert client.get(referring, headers={"If-None-Match": before.headers["etag"]}).status_code == 200
    then = client.get(f"{referring}/revisions/1").json()
    assert then == {name: value for name, value in before.json().items() if name not in CLOCK}


@pytest.mark.parametrize("noun", RENAMED, ids=repr)
def test_renaming_refuses_nobodys_edit(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    assert noun.label is not None
    assert noun.referrer is not None
    record, referring = make(noun), f"{noun.path}/{unique('referrer')}"
    tag = client.put(referring, json=noun.referrer(record)).headers["etag"]
    client.patch(f"{noun.path}/{record}", json={noun.label: "By another name"})
    edited = client.patch(referring, json={"tags": ["edited"]}, headers={"If-Match": tag})
    assert (edited.status_code, edited.json()["version"]) == (200, 2)
    assert _at(edited.json(), noun.reference)[noun.label] == "By another name"
    unchanged = client.put(referring, json=noun.referrer(record) | {"tags": ["edited"]})
    assert (unchanged.status_code, unchanged.json()["version"]) == (200, 2)


def _at(document: Any, pointer: str) -> Any:
    for name in pointer.split("/")[1:]:
        document = document[int(name) if name.isdigit() else name]
    return document


@pytest.mark.parametrize(
    "noun", [noun for noun in NOUNS if noun.collection in {"participants", "topics", "meetings"}], ids=repr
)
def test_nothing_contains_itself(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    assert noun.referrer is not None
    first, second, third = (unique("ring") for _ in range(3))
    client.put(f"{noun.path}/{first}", json=noun.minimal)
    client.put(f"{noun.path}/{second}", json=noun.referrer(first))
    client.put(f"{noun.path}/{third}", json=noun.referrer(second))
    number = head(client)
    for container in (first, second, third):
        answer = client.put(f"{noun.path}/{first}", json=noun.referrer(container), headers={"If-Match": "*"})
        assert places(refused(answer, 422, "invalid-content")) == [noun.reference]
    assert head(client) == number
