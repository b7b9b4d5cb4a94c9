"""What a reconciliation service offers beside batches: its manifest, suggestions, previews and values."""

import json
from typing import Any

import httpx
import pytest

from app.features.reconciliation.preview import MOST_BYTES
from tests.conftest import Serve
from tests.counting import counted
from tests.reconciliation.conftest import PATH, TOPICS, batch, held
from tests.refusals import refused
from tests.search.conftest import write
from tests.serving import PATIENCE, Service

ORIGIN = {"Origin": "https://openrefine.example"}


@pytest.mark.parametrize("path", [PATH, TOPICS])
def test_what_the_manifest_names_is_there(client: httpx.Client, world: Service, path: str) -> None:
    told = held(client.get(path), "manifest")
    assert told["versions"] == ["0.2"]
    assert "authentication" not in told
    record = "guatemala" if path == PATH else "migration"
    addresses: dict[str, str | None] = {
        told["view"]["url"].replace("{{id}}", record): None,
        told["preview"]["url"].replace("{{id}}", record): None,
        told["documentation"]: None,
        told["logo"]: None,
        told["schemaSpace"]: None,
        told["identifierSpace"].rstrip("/"): None,
    }
    for name, one in told["suggest"].items():
        schema = {"entity": "entities", "property": "properties", "type": "types"}[name]
        addresses[one["service_url"] + one["service_path"] + "?prefix=t"] = f"suggest-{schema}-response"
    flyout = told["suggest"]["entity"]
    addresses[flyout["service_url"] + flyout["flyout_service_path"].replace("${id}", record)] = None
    proposing = told["extend"]["propose_properties"]
    kind = told["defaultTypes"][0]["id"]
    addresses[f"{proposing['service_url']}{proposing['service_path']}?type={kind}"] = "data-extension-property-proposal"
    for address, expected in addresses.items():
        answer = client.get(address)
        assert answer.status_code == httpx.codes.OK, address
        if expected is not None:
            held(answer, expected)
    queries = {f"q{place}": {"query": "x"} for place in range(told["batchSize"])}
    assert batch(client, queries, path).keys() == queries.keys()


def suggested(client: httpx.Client, what: str, prefix: str, **more: Any) -> list[str]:
    schema = {"entity": "entities", "property": "properties", "type": "types"}[what]
    answer = client.get(f"{PATH}/suggest/{what}", params={"prefix": prefix, **more})
    return [one["id"] for one in held(answer, f"suggest-{schema}-response")["result"]]


def test_records_are_suggested_by_how_their_names_begin(client: httpx.Client, world: Service) -> None:
    assert suggested(client, "entity", "guat") == ["guatemala"]
    assert suggested(client, "entity", "GUATÉ") == ["guatemala"]
    assert suggested(client, "entity", "republic o") == ["guatemala"]
    assert suggested(client, "entity", "estados u") == ["united-states"]
    assert suggested(client, "entity", "geo") == ["georgia", "georgia-us"]
    assert suggested(client, "entity", "pnc") == ["police", "police-of-honduras"]
    assert suggested(client, "entity", "police-of-honduras") == ["police-of-honduras"]
    # The id of one that was merged stands for its survivor; what was deleted is not there.
    assert suggested(client, "entity", "old-police") == ["police"]
    assert suggested(client, "entity", "a mis") == suggested(client, "entity", "?") == []
    assert suggested(client, "entity", "") == []


def test_suggestions_go_on(client: httpx.Client, world: Service) -> None:
    for number in range(5):
        write(world, "participants", f"zone-{number}", kind="group", name=f"Zone {number}")
    whole = suggested(client, "entity", "zone", limit=50)
    pages = [suggested(client, "entity", "zone", limit=2, cursor=cursor) for cursor in (0, 2, 4)]
    assert [id for page in pages for id in page] == whole == [f"zone-{number}" for number in range(5)]
    assert client.get(f"{PATH}/suggest/entity?prefix=zone&limit=2").json()["cursor"] == 2
    assert "cursor" not in client.get(f"{PATH}/suggest/entity?prefix=zone&limit=2&cursor=4").json()
    # An id that also begins so comes once.
    own = [suggested(client, "entity", "zone-4", limit=1, cursor=cursor) for cursor in (0, 1)]
    assert own == [["zone-4"], []]


def test_types_and_properties_are_suggested(client: httpx.Client, world: Service) -> None:
    assert suggested(client, "type", "part") == ["participant"]
    assert suggested(client, "type", "p") == ["participant", "person", "political_party"]
    assert suggested(client, "type", "p", cursor=1, limit=1) == ["person"]
    assert suggested(client, "property", "part") == ["part_of"]
    assert suggested(client, "property", "external_ids:iso-3166-1") == ["external_ids:iso-3166-1"]
    assert len(suggested(client, "type", "")) == 8
    proposed = held(client.get(f"{PATH}/properties?type=state&limit=3"), "data-extension-property-proposal")
    assert len(proposed["properties"]) == proposed["limit"] == 3
    kinds = {kind: client.get(f"{PATH}/properties?type={kind}").json()["properties"] for kind in ("state", "person")}
    assert [len(kinds["person"]), "offices"] == [len(kinds["state"]) + 1, kinds["person"][-1]["id"]]


def test_what_openrefine_sends_beside_is_passed_over(client: httpx.Client, world: Service) -> None:
    sent = {
        "spell": "always",
        "exact": "false",
        "prefixed": "true",
        "type": "state",
        "filter": ["a", "b"],
        "output": "",
    }
    assert suggested(client, "entity", "guat", **sent) == ["guatemala"]
    refused(client.get(f"{PATH}/suggest/entity?prefix=guat&colour=red"), 422, "invalid-content")
    refused(client.get(f"{PATH}/suggest/entity"), 422, "invalid-content")


def extended(client: httpx.Client, ids: list[str], *properties: Any) -> dict[str, Any]:
    query = {"ids": ids, "properties": [{"id": one} if isinstance(one, str) else one for one in properties]}
    return held(client.post(PATH, data={"extend": json.dumps(query)}), "data-extension-response")


def test_values_of_properties(client: httpx.Client, world: Service) -> None:
    found = extended(
        client, ["guatemala", "police", "old-police", "a-mistake", "no such id"],
        "name", "country", "part_of", "external_ids", "external_ids:un-treaty", "wikidata_id", "from", "other_names",
        {"id": "translations", "settings": {"limit": 1}},
    )  # fmt: skip
    rows = found["rows"]
    assert list(rows) == ["guatemala", "police", "old-police", "a-mistake", "no such id"]
    assert rows["guatemala"] == {
        "name": [{"str": "Guatemala"}],
        "country": [{"str": "gt"}],
        "part_of": [],
        "external_ids": [{"str": "un-treaty:I-59000"}],
        "external_ids:un-treaty": [{"str": "I-59000"}],
        "wikidata_id": [{"str": "Q774"}],
        "from": [{"str": "1821-09-15"}],
        "other_names": [{"str": "Republic of Guatemala"}],
        "translations": [],
    }
    assert rows["police"]["part_of"] == [{"id": "guatemala", "name": "Guatemala"}]
    assert rows["old-police"] == rows["police"]
    assert rows["a-mistake"] == rows["no such id"] == {name: [] for name in rows["police"]}
    assert [one["type"] for one in found["meta"] if "type" in one] == [{"id": "participant", "name": "Participant"}]
    limited = extended(client, ["police"], {"id": "other_names", "settings": {"limit": 1}})
    assert limited["rows"]["police"]["other_names"] == [{"str": "PNC"}]
    by_address = client.get(PATH, params={"extend": json.dumps({"ids": ["police"], "properties": [{"id": "name"}]})})
    assert held(by_address, "data-extension-response")["rows"] == {
        "police": {"name": [{"str": "National Civil Police"}]}
    }


def test_values_of_many_take_as_many_statements_as_of_one(client: httpx.Client, world: Service) -> None:
    taken = []
    for ids in (["police"], ["police", "guatemala", "georgia", "arevalo", "united-states"]):
        with counted(world.database) as statements:
            extended(client, ids, "name", "part_of")
        taken.append(statements.total)
    assert taken[0] == taken[1] <= 3


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({}, "/extend/ids"),
        ({"ids": "x", "properties": []}, "/extend/ids"),
        ({"ids": ["x"] * 201, "properties": []}, "/extend/ids"),
        ({"ids": [], "properties": [{"id": "height"}]}, "/extend/properties/0/id"),
        ({"ids": [], "properties": [{"id": "name", "settings": {"limit": -1}}]}, "/extend/properties/0/settings/limit"),
        ({"ids": [], "properties": [{"id": "name", "settings": {"rank": 1}}]}, "/extend/properties/0/settings"),
    ],
)
def test_what_is_no_data_extension_query(client: httpx.Client, world: Service, query: Any, pointer: str) -> None:
    answer = client.post(PATH, data={"extend": json.dumps(query)})
    assert refused(answer, 422, "invalid-content")["errors"][0]["pointer"] == pointer


def test_previews_are_small_and_safe(client: httpx.Client, world: Service) -> None:
    hostile = "<script>alert('\"&')</script>" + "&" * 260
    others = [{"name": f"{number} {hostile[:200]}"} for number in range(50)]
    write(world, "participants", "hostile", kind="group", name=hostile, other_names=others)
    for record, shown in {"hostile": "&lt;script&gt;", "guatemala": "<h1>Guatemala</h1><p>State; GT; 1821"}.items():
        answer = client.get(f"{PATH}/{record}/preview")
        assert shown in answer.text
        assert "<script" not in answer.text
        assert len(answer.content) <= MOST_BYTES
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors *" in policy
        assert "X-Frame-Options" not in answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        flyout = client.get(f"{PATH}/{record}/flyout").json()
        assert flyout["id"] == record
        assert flyout["html"] in answer.text
    moved = client.get(f"{PATH}/old-police/preview")
    assert (moved.status_code, moved.headers["Location"]) == (308, f"{PATH}/police/preview")
    refused(client.get(f"{PATH}/a-mistake/preview"), 404, "not-found")
    refused(client.get("/v1/reconciliation/pledges/guatemala/preview"), 404, "not-found")


def test_pages_of_all_origins_may_ask(world: Service) -> None:
    with httpx.Client(base_url=world.url, headers=ORIGIN, trust_env=False, timeout=PATIENCE) as page:
        for answer in (
            page.get(PATH),
            page.post(PATH, data={"queries": "{}"}),
            page.get(f"{PATH}/suggest/type?prefix=p"),
            page.get(f"{PATH}/guatemala/flyout"),
            page.get(PATH, params={"callback": "f"}),
        ):
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer.headers
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        before = page.options(PATH, headers=asked)
        assert before.status_code == httpx.codes.NO_CONTENT
        assert "POST" in before.headers["Access-Control-Allow-Methods"]
        assert page.options(PATH, headers=asked | {"Access-Control-Request-Method": "PUT"}).status_code == 403
        # Elsewhere it is for the operator to say.
        assert "Access-Control-Allow-Origin" not in page.get("/v1/participants").headers


def test_a_service_that_is_not_public_says_how_a_key_is_sent(database_url: str, serving: Serve) -> None:
    with serving(database_url, public_read=False) as service, service.client() as client:
        refused(client.get(PATH), 401, "unauthenticated")
        refused(client.post(PATH, data={"queries": "{}"}), 401, "unauthenticated")
        with service.client("read") as reader:
            told = held(reader.get(PATH), "manifest")
            assert told["authentication"] == {"type": "apiKey", "name": "Authorization", "in": "header"}
            assert reader.post(PATH, data={"queries": "{}"}).json() == {}
