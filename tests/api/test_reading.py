import httpx
import pytest

from tests.answers import document
from tests.api.conftest import Make, head, written
from tests.conftest import Unique
from tests.nouns import Noun
from tests.refusals import invalid, refused


def test_headers_of_a_record(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    answer = anonymous.get(f"{noun.path}/{make(noun)}")
    assert answer.headers["vary"] == "Accept, Accept-Encoding, Authorization"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "application/json"
    assert "server" not in answer.headers


def test_head_is_get_without_the_body(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for path in (
        f"{noun.path}/{record}",
        noun.path,
        f"{noun.path}/{record}/revisions",
        f"{noun.path}/{record}/citations",
    ):
        got, headed = anonymous.get(path), anonymous.head(path)
        ours = [
            {name: value for name, value in answer.headers.items() if name not in VARYING} for answer in (got, headed)
        ]
        assert headed.status_code == 200
        assert headed.content == b""
        assert ours[0] == ours[1]
        assert headed.headers["content-length"] == str(len(got.content))


VARYING = {"x-request-id", "date"}


def test_head_of_nothing(anonymous: httpx.Client, noun: Noun, unique: Unique) -> None:
    answer = anonymous.head(f"{noun.path}/{unique('absent')}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_who_holds_the_answer_is_not_sent_it_again(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    tag = anonymous.get(path).headers["etag"]
    for held in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        for method in ("GET", "HEAD"):
            answer = anonymous.request(method, path, headers={"If-None-Match": held})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
            assert answer.headers["vary"] == "Accept, Accept-Encoding, Authorization"
    for other in ('"1-0000000000000000"', '"other"', tag.strip('"'), "nonsense", '"1'):
        assert anonymous.get(path, headers={"If-None-Match": other}).status_code == 200


def test_a_change_changes_the_tag(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    tag = client.get(path).headers["etag"]
    client.patch(path, json=noun.edit)
    answer = client.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


@pytest.mark.parametrize("body", ["minimal", "full"])
def test_what_is_got_as_written_can_be_put_and_changes_nothing(
    client: httpx.Client, noun: Noun, unique: Unique, body: str
) -> None:
    path = f"{noun.path}/{unique('got')}"
    client.put(path, json=getattr(noun, body))
    before = client.get(path)
    got = client.get(path, params={"form": "written"})
    number = head(client)
    answer = client.put(path, content=got.content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, document(answer)) == (200, before.json())
    assert answer.headers["etag"] == before.headers["etag"] != got.headers["etag"]
    assert head(client) == number


def test_got_edited_and_put(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    got = client.get(f"{noun.path}/{record}", params={"form": "written"})
    answer = client.put(f"{noun.path}/{record}", json=got.json() | noun.edit, headers={"If-Match": got.headers["etag"]})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert written(client, noun, record) == noun.full | noun.edit


def test_the_form_document_is_the_default(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    assert anonymous.get(path, params={"form": "document"}).content == anonymous.get(path).content


def test_nothing_is_at_an_unknown_id(anonymous: httpx.Client, noun: Noun, unique: Unique) -> None:
    problem = refused(anonymous.get(f"{noun.path}/{unique('absent')}"), 404, "not-found")
    assert "last_revision" not in problem


def test_what_is_no_id_is_told_so(anonymous: httpx.Client, noun: Noun) -> None:
    for record in ("UPPER", "x", "-x", "x" * 81, "a_b", "%C3%A9%C3%A9", "a%20b", "%2e%2e", "x%0A", "xx%0A"):
        assert invalid(anonymous.get(f"{noun.path}/{record}")) == ["id"], record


def test_the_query_is_checked(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for query, parameter in (("form=other", "form"), ("form=", "form"), ("colour=red", "colour"), ("limit=1", "limit")):
        assert invalid(anonymous.get(f"{noun.path}/{record}?{query}")) == [parameter]


def test_a_parameter_is_given_once(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    assert invalid(anonymous.get(f"{noun.path}/{record}?form=written&form=written")) == ["form"]
