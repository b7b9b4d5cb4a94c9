"""Records as linked data, over HTTP: all seeds, both ways to ask, conditions, moments and refusals."""

import json

import httpx
import pytest

from app.linked_data.openapi import MEDIA_TYPE
from app.linked_data.records import linked_data
from app.linked_data.vocabulary import own_terms
from app.records.registry import COLLECTIONS
from app.strict_json import decode, encode
from app.values.times.dates import today_utc
from tests.conftest import Serve
from tests.databases import Databases
from tests.linked_data.conftest import Read
from tests.linked_data.reading import expanded, own_iris, quads, used_of_schema_org, values_of
from tests.refusals import invalid, refused
from tests.serving import Service

FLIGHTS = "/v1/pledges/guatemala-deportation-flights"
TALKS = "/v1/meetings/rubio-arevalo-2025-02-05"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_seed_is_told(client: httpx.Client, seeded: Service, collection: str) -> None:
    items = decode(client.get(f"/v1/{collection}", params={"limit": 200}).content)["items"]
    defined = {term.name for term in own_terms()}
    assert items
    for item in items:
        node = json.loads(encode(linked_data(collection, item, seeded.url)))
        assert own_iris(node) <= defined
        assert quads(node)
    last = items[-1]
    answer = client.get(f"/v1/{collection}/{last['id']}.jsonld")
    assert answer.content == encode(linked_data(collection, last, seeded.url))


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_accepted_form_is_the_one_with_the_suffix(client: httpx.Client, collection: str) -> None:
    path = f"/v1/{collection}/{COLLECTIONS[collection].seeded}"
    by_suffix = client.get(f"{path}.jsonld")
    by_accept = client.get(path, headers={"Accept": "application/ld+json, application/json;q=0.5"})
    assert by_accept.headers["content-type"] == MEDIA_TYPE
    assert by_accept.content == by_suffix.content
    for plain in ("application/json", "*/*", "application/json, application/ld+json;q=0.9"):
        assert client.get(path, headers={"Accept": plain}).headers["content-type"] == "application/json"


def test_a_list_is_no_record(client: httpx.Client) -> None:
    refused(client.get("/v1/pledges", headers={"Accept": MEDIA_TYPE}), 406, "not-acceptable")
    refused(client.get(f"{FLIGHTS}.jsonld", headers={"Accept": "application/json"}), 406, "not-acceptable")


def test_who_holds_it_is_not_sent_it_again(client: httpx.Client) -> None:
    got = client.get(f"{FLIGHTS}.jsonld")
    assert got.headers["vary"] == "Accept, Accept-Encoding, Authorization"
    tag = got.headers["etag"]
    assert tag != client.get(FLIGHTS).headers["etag"]
    for path, accept in ((f"{FLIGHTS}.jsonld", "*/*"), (FLIGHTS, MEDIA_TYPE)):
        again = client.get(path, headers={"If-None-Match": tag, "Accept": accept})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    headed = client.head(f"{FLIGHTS}.jsonld")
    assert (headed.status_code, headed.content, headed.headers["etag"]) == (200, b"", tag)


def test_what_is_not_there_is_refused(client: httpx.Client) -> None:
    refused(client.get("/v1/pledges/nothing-here.jsonld"), 404, "not-found")
    refused(client.get("/v1/nothing/here.jsonld"), 404, "not-found")
    refused(client.get(f"{FLIGHTS}/revisions/9.jsonld"), 404, "not-found")
    refused(client.get(f"{FLIGHTS}/assessments/nobody.jsonld"), 404, "not-found")
    assert invalid(client.get(f"{FLIGHTS}.jsonld", params={"form": "written"}))
    assert invalid(client.get("/v1/pledges/Not%20An%20Id.jsonld"))
    assert invalid(client.get(f"{FLIGHTS}/revisions/0.jsonld"))


@pytest.mark.parametrize("path", [FLIGHTS, f"{FLIGHTS}/revisions/1", f"{FLIGHTS}/assessments/x"])
def test_linked_data_are_only_read(client: httpx.Client, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = client.request(method, f"{path}.jsonld")
        refused(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == "GET, HEAD"


def test_a_meeting_is_an_event(read: Read) -> None:
    node = read(f"{TALKS}.jsonld")
    assert node["@type"] == ["Event", "pacta:meeting"]
    assert node["startDate"] == "2025-02-05"
    assert node["eventStatus"] == "https://schema.org/EventScheduled"
    assert node["location"]["address"]["addressCountry"] == "GT"
    assert node["superEvent"]["@id"].endswith("/v1/meetings/rubio-central-america-tour")
    attended = {one["@id"].rpartition("/")[2] for one in node["attendee"]}
    assert {"bernardo-arevalo", "marco-rubio"} <= attended
    assert "Event" in used_of_schema_org(node)


def test_a_pledge_is_a_claim_of_its_promisors(read: Read) -> None:
    node = read(f"{FLIGHTS}.jsonld")
    assert node["@type"] == ["Claim", "pacta:pledge"]
    assert node["name"][0] == {"@value": "Increase deportation flights by 40 %", "@language": "en"}
    assert [one["name"] for one in node["author"]] == ["Guatemala"]
    assert node["pacta:pledge.status"]["pacta:pledge_status.status"] == {"@id": "pacta:status.not_assessed"}
    quotations = [one["pacta:citation.quote"] for one in node["pacta:record.citations"]]
    assert quotations[0]["@type"] == ["Quotation", "pacta:quote"]
    assert quotations[0]["isBasedOn"]["@id"] in {one["@id"] for one in node["appearance"]}
    assert expanded(node)


def test_the_past_is_told_as_it_was_known(client: httpx.Client, read: Read) -> None:
    before = client.get(FLIGHTS).json()
    client.put("/v1/topics/to-be-renamed", json={"name": "Before"})
    created = client.get("/v1/topics/to-be-renamed").json()["updated_at"]
    client.patch("/v1/topics/to-be-renamed", json={"name": "After"})
    assert read("/v1/topics/to-be-renamed.jsonld")["name"] == "After"
    assert read("/v1/topics/to-be-renamed.jsonld", known_at=created)["name"] == "Before"
    then = read(f"{FLIGHTS}.jsonld", as_of=today_utc().isoformat(), known_at=before["updated_at"])
    assert then["pacta:record.version"] == before["version"]
    earlier = client.get("/v1/topics/to-be-renamed.jsonld", params={"known_at": "2020-01-01T00:00:00Z"})
    refused(earlier, 404, "not-found")


def test_permanent_addresses_begin_as_the_operator_says(serving: Serve, databases: Databases, backend: str) -> None:
    url = databases.create(backend, seeded=True)
    with serving(url, public_url="https://pacta.example/here/") as service, service.client() as client:
        node = client.get(f"{TALKS}.jsonld").json()
        assert node["@id"] == f"https://pacta.example/here{TALKS}"
        assert node["@context"]["pacta"] == "https://pacta.example/here/v1/vocabulary#"
        assert "https://pacta.example/here/v1/" in client.get(f"{TALKS}/revisions/1/citation").text
    databases.drop(url)


def test_a_merged_record_leads_on_to_the_same_of_the_survivor(client: httpx.Client) -> None:
    for topic in ("merged-away", "merged-into"):
        client.put(f"/v1/topics/{topic}", json={"name": topic})
    client.post("/v1/topics/merged-away/merge", json={"into": "merged-into", "reason": "the same"})
    answer = client.get("/v1/topics/merged-away.jsonld")
    assert (answer.status_code, answer.headers["location"]) == (308, "/v1/topics/merged-into.jsonld")
    survivor = client.get("/v1/topics/merged-away.jsonld", follow_redirects=True)
    assert values_of(survivor.json(), "name") == ["merged-into"]
