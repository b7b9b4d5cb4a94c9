import httpx
import pytest

from tests.api.conftest import Make, head, listed, written
from tests.conftest import Unique
from tests.nouns import NOUNS, Noun
from tests.refusals import refused

REFERRED = [noun for noun in NOUNS if noun.referrer is not None]


def test_a_deleted_record_is_gone_and_its_revisions_stay(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    document = client.get(path).json()
    number = head(client)
    answer = client.delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert head(client) == number + 1
    gone = refused(client.get(path), 404, "not-found")
    assert gone["last_revision"] == f"{path}/revisions/1"
    assert client.get(gone["last_revision"]).json().items() <= document.items()
    for again in (client.delete(path), client.get(f"{path}/citations"), client.get(path, params={"form": "written"})):
        assert refused(again, 404, "not-found")["last_revision"] == gone["last_revision"]
    assert document["id"] not in listed(client, noun.path)


def test_nothing_to_delete(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    assert "last_revision" not in refused(client.delete(f"{noun.path}/{unique('absent')}"), 404, "not-found")


def test_conditions(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    tag = client.get(path).headers["etag"]
    client.patch(path, json=noun.edit)
    stale = client.delete(path, headers={"If-Match": tag})
    assert refused(stale, 412, "precondition-failed")["current_version"] == 2
    tag = client.get(path).headers["etag"]
    assert client.delete(path, headers={"If-Match": tag}).status_code == 204
    path = f"{noun.path}/{make(noun)}"
    assert client.delete(path, headers={"If-Match": "*"}).status_code == 204


def test_an_id_is_used_again_and_its_version_counts_on(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    path = f"{noun.path}/{record}"
    client.delete(path)
    again = client.put(path, json=noun.minimal)
    assert (again.status_code, again.json()["version"]) == (201, 3)
    assert again.headers["location"] == path
    assert again.json()["created_at"] == again.json()["updated_at"]
    assert written(client, noun, record) == noun.minimal | noun.defaults
    client.delete(path)
    posted = client.post(noun.path, json=noun.full | {"id": record})
    assert (posted.status_code, posted.json()["version"]) == (201, 5)
    assert client.delete(path, headers={"If-Match": '"1-0123456789abcdef"'}).status_code == 412


@pytest.mark.parametrize("noun", REFERRED, ids=repr)
def test_what_others_refer_to_stays(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    assert noun.referrer is not None
    record, referrer = make(noun), unique("referrer")
    path, referring = f"{noun.path}/{record}", f"{noun.path}/{referrer}"
    client.put(referring, json=noun.referrer(record))
    number = head(client)
    problem = refused(client.delete(path), 409, "conflict")
    field = ".".join(name for name in noun.reference.split("/")[1:] if not name.isdigit())
    assert problem["referred_by"] == [{"collection": noun.collection, "id": referrer, "field": field}]
    assert client.get(path).status_code == 200
    assert head(client) == number
    assert client.delete(referring).status_code == 204
    assert client.delete(path).status_code == 204


@pytest.mark.parametrize("noun", REFERRED, ids=repr)
def test_a_reference_that_is_gone_holds_nothing(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    assert noun.referrer is not None
    record, other, referring = make(noun), make(noun), f"{noun.path}/{unique('referrer')}"
    client.put(referring, json=noun.referrer(record))
    client.put(referring, json=noun.referrer(other), headers={"If-Match": "*"})
    assert client.delete(f"{noun.path}/{record}").status_code == 204
    refused(client.delete(f"{noun.path}/{other}"), 409, "conflict")


@pytest.mark.parametrize("noun", REFERRED, ids=repr)
def test_nothing_refers_to_what_was_deleted(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    assert noun.referrer is not None
    record, referring = make(noun), f"{noun.path}/{unique('referrer')}"
    client.delete(f"{noun.path}/{record}")
    problem = refused(client.put(referring, json=noun.referrer(record)), 422, "invalid-content")
    assert [fault["pointer"] for fault in problem["errors"]] == [noun.reference]
    refused(client.get(referring), 404, "not-found")


def test_a_source_that_cites_itself_can_be_deleted(client: httpx.Client, unique: Unique) -> None:
    path = f"/v1/sources/{unique('self')}"
    body = {"kind": "other", "title": "Itself", "citations": [{"source": path.rpartition("/")[2]}]}
    assert client.put(path, json=body).status_code == 201
    assert client.delete(path).status_code == 204
