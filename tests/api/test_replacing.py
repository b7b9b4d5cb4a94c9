import httpx

from tests.answers import document
from tests.api.conftest import Make, head, written
from tests.conftest import Unique
from tests.nouns import Noun
from tests.refusals import invalid, refused


def test_put_creates(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("put")
    answer = client.put(f"{noun.path}/{record}", json=noun.full)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{noun.path}/{record}"
    assert (answer.json()["id"], answer.json()["version"]) == (record, 1)
    assert client.get(f"{noun.path}/{record}").json() == document(answer)


def test_the_id_may_stand_in_the_body_too(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("put")
    assert client.put(f"{noun.path}/{record}", json=noun.full | {"id": record}).status_code == 201
    assert invalid(client.put(f"{noun.path}/{record}", json=noun.full | {"id": "another"})) == ["/id"]


def test_equal_content_changes_nothing(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    before = client.get(f"{noun.path}/{record}")
    number = head(client)
    answer = client.put(f"{noun.path}/{record}", json=noun.full)
    assert (answer.status_code, document(answer)) == (200, before.json())
    assert answer.headers["etag"] == before.headers["etag"]
    assert "location" not in answer.headers
    assert head(client) == number


def test_equal_content_is_equal_after_normalising(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    texts = {
        name: f" {value}\u00a0" for name, value in noun.full.items() if name in {"name", "title", "summary", "place"}
    }
    items = {
        field: [{name: value for name, value in item.items() if name != "id"} for item in noun.full[field]]
        for field, items in noun.items.items()
        if not items.bare
    }
    answer = client.put(f"{noun.path}/{record}", json=noun.full | texts | items)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert written(client, noun, record) == noun.full
    assert head(client) == number


def test_what_is_left_out_gets_its_default(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    answer = client.put(f"{noun.path}/{record}", json=noun.minimal, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert written(client, noun, record) == noun.minimal | noun.defaults


def test_replacing_needs_a_condition(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    tag = client.get(f"{noun.path}/{record}").headers["etag"]
    number = head(client)
    answer = client.put(f"{noun.path}/{record}", json=noun.full | noun.edit)
    problem = refused(answer, 428, "precondition-required")
    assert answer.headers["etag"] == tag
    assert (problem["current_etag"], problem["current_version"]) == (tag, 1)
    assert head(client) == number
    assert written(client, noun, record) == noun.full


def test_the_right_tag_replaces(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    before = client.get(f"{noun.path}/{record}")
    number = head(client)
    answer = client.put(
        f"{noun.path}/{record}", json=noun.full | noun.edit, headers={"If-Match": before.headers["etag"]}
    )
    document = answer.json()
    assert answer.status_code == 200
    assert document["version"] == 2
    assert document["created_at"] == before.json()["created_at"] < document["updated_at"]
    assert {name: document[name] for name in noun.edited} == noun.edited
    assert written(client, noun, record) == noun.full | noun.edit
    assert answer.headers["etag"] == client.get(f"{noun.path}/{record}").headers["etag"] != before.headers["etag"]
    assert head(client) == number + 1


def test_if_match_compares_versions_and_any_of_several(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    versions = []
    for tags in ('"1-0000000000000000"', '"9-0123456789abcdef", "2-0123456789abcdef"', "*"):
        body = noun.full | {"tags": [f"t{len(tags)}"]}
        answer = client.put(f"{noun.path}/{record}", json=body, headers={"If-Match": tags})
        assert answer.status_code == 200, answer.text
        versions.append(answer.json()["version"])
    assert versions == [2, 3, 4]


def test_a_stale_or_foreign_tag_is_refused(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    for tag in ('"7-0123456789abcdef"', '"someone-elses"', '"0-0123456789abcdef"', '""'):
        for body in (noun.full | noun.edit, noun.full):
            answer = client.put(f"{noun.path}/{record}", json=body, headers={"If-Match": tag})
            assert refused(answer, 412, "precondition-failed")["current_version"] == 1
    assert head(client) == number


def test_what_is_no_tag_is_invalid(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for header in ("1", "1-0123456789abcdef", '"unclosed', '"a" "b"', "x*", ", ,", '"a b"'):
        answer = client.put(f"{noun.path}/{record}", json=noun.full, headers={"If-Match": header})
        assert invalid(answer) == ["If-Match"], header


def test_nothing_matches_what_is_not_there(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("absent")
    for tag in ("*", '"1-0123456789abcdef"'):
        answer = client.put(f"{noun.path}/{record}", json=noun.full, headers={"If-Match": tag})
        refused(answer, 412, "precondition-failed")
    refused(client.get(f"{noun.path}/{record}"), 404, "not-found")


def test_if_none_match_only_creates(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("once")
    only_create = {"If-None-Match": "*"}
    assert client.put(f"{noun.path}/{record}", json=noun.full, headers=only_create).status_code == 201
    for body in (noun.full, noun.full | noun.edit):
        answer = client.put(f"{noun.path}/{record}", json=body, headers=only_create)
        assert refused(answer, 412, "precondition-failed")["current_version"] == 1
    assert written(client, noun, record) == noun.full


def test_if_none_match_takes_only_the_star(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    answer = client.put(f"{noun.path}/{unique('x')}", json=noun.full, headers={"If-None-Match": '"1-0123456789abcdef"'})
    assert invalid(answer) == ["If-None-Match"]


def test_items_keep_their_ids(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    first, second = noun.full["citations"]
    new = {"source": "report-c"}
    bare = {name: value for name, value in second.items() if name != "id"}
    answer = client.put(
        f"{noun.path}/{record}", json=noun.full | {"citations": [new, bare, first]}, headers={"If-Match": "*"}
    )
    assert [item["id"] for item in answer.json()["citations"]] == ["report-c", second["id"], first["id"]]


def test_wrong_content_is_refused_like_on_creating(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    body = noun.full | {"colour": "red", "tags": ["Upper"]}
    answer = client.put(f"{noun.path}/{record}", json=body, headers={"If-Match": "*"})
    assert sorted(invalid(answer)) == ["/colour", "/tags/0"]
    assert head(client) == number
