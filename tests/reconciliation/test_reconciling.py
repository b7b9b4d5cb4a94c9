"""Which records names mean: the same on both databases, whatever else is asked with them."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.features.reconciliation.matching.candidates import NAMESAKES
from app.features.reconciliation.requests import MOST_QUERIES
from app.ledger.checking.rebuild import rebuild
from app.ledger.projections.name_index import NAMES
from app.ledger.projections.projections import advance
from tests.counting import counted
from tests.reconciliation.conftest import PATH, TOPICS, Ask, batch
from tests.refusals import refused
from tests.search.conftest import write
from tests.serving import Service

CERTAIN: dict[str, str] = {
    "Guatemala": "guatemala",
    "  GUATEMALA. ": "guatemala",
    "Republic of Guatemala": "guatemala",
    "guatemala": "guatemala",
    # Accents, case and what stands between words.
    "bernardo arevalo": "arevalo",
    "Estados-Unidos de America": "united-states",
    # Codes: of its territory in any spelling, of Wikidata, of other registers.
    "GT": "guatemala",
    "usa": "united-states",
    "Q774": "guatemala",
    "wikidata:Q774": "guatemala",
    "I-59000": "guatemala",
    "un-treaty:I-59000": "guatemala",
    # Ids, and those of the merged.
    "arevalo": "arevalo",
    "old-police": "police",
    # The name that was kept in merging.
    "Guardia Civil": "police",
}


def certain(found: dict[str, Any]) -> list[str]:
    return [id for id, candidate in found.items() if candidate["match"]]


def test_what_is_meant_beyond_doubt(client: httpx.Client, world: Service) -> None:
    queries = {name: {"query": name} for name in CERTAIN}
    for name, found in batch(client, queries).items():
        first, *others = found["result"]
        assert (first["id"], first["match"]) == (CERTAIN[name], True), name
        assert first["score"] >= 98, name
        assert not any(one["match"] for one in others), name


def test_what_two_records_are_called_is_not_beyond_doubt(ask: Ask) -> None:
    for name, both in {"Georgia": {"georgia", "georgia-us"}, "PNC": {"police", "police-of-honduras"}}.items():
        found = ask(name)
        assert both <= found.keys()
        assert certain(found) == []
        assert {found[one]["score"] for one in both} <= {100.0, 98.0}
    # What else is known of it decides.
    assert certain(ask("Georgia", type="state")) == ["georgia"]
    assert certain(ask("Georgia", properties=[{"pid": "country", "v": "US-GA"}])) == ["georgia-us"]
    assert certain(ask("PNC", properties=[{"pid": "country", "v": "Honduras"}])) == ["police-of-honduras"]
    assert certain(ask("PNC", properties=[{"pid": "part_of", "v": {"id": "guatemala"}}])) == ["police"]
    assert certain(ask("PNC", properties=[{"pid": "part_of", "v": "Guatemala"}])) == ["police"]


def test_what_is_written_a_little_otherwise_is_found_and_never_certain(ask: Ask) -> None:
    for name, id in {
        "Guatamala": "guatemala",
        "Guatemala, Republic of": "guatemala",
        "Arevalo Bernardo": "arevalo",
        "Bernardo Arévalo de León": "arevalo",
        "Unitd States": "united-states",
        "Civil Police": "police",
    }.items():
        found = ask(name)
        assert next(iter(found)) == id, name
        assert 50 <= found[id]["score"] <= 90
        assert certain(found) == []


def test_what_is_quite_another_is_not_answered(ask: Ask) -> None:
    assert ask("Zanzibar Shipping Company") == {}
    assert ask("A mistake") == {}
    assert ask("???") == {}
    assert ask("\u0301") == {}


def test_types_and_properties_are_conditions(ask: Ask) -> None:
    assert set(ask("Guatemala", type="person")) == set()
    assert set(ask("Georgia", type=["state", "government_body"])) == {"georgia", "georgia-us"}
    assert "georgia-us" not in ask("Georgia", type=["state", "participant"], type_strict="all")
    softly = ask("Georgia", type="state", type_strict="should")
    assert softly["georgia-us"]["score"] == 0.8 * softly["georgia"]["score"]
    assert certain(softly) == ["georgia"]
    lowered = ask("Guatemala", properties=[{"pid": "country", "v": "mx"}, {"pid": "kind", "v": "state"}])["guatemala"]
    assert (lowered["score"], lowered["match"]) == (75.0, False)
    features = {one["id"]: one["value"] for one in lowered["features"]}
    assert features == {
        "name_likeness": 100.0, "name_is_same": True, "other_name_is_same": False, "id_is_same": True,
        "type_is_same": True, "properties_share": 50.0,
    }  # fmt: skip
    assert list(ask("Georgia", limit=1)) == ["georgia"]


def test_a_query_without_a_name(ask: Ask) -> None:
    assert certain(ask(properties=[{"pid": "wikidata_id", "v": "Q774"}])) == ["guatemala"]
    assert certain(ask(properties=[{"pid": "external_ids:un-treaty", "v": "I-59000"}])) == ["guatemala"]
    assert certain(ask(properties=[{"pid": "external_ids", "v": ["un-treaty:I-59000"]}])) == ["guatemala"]
    of_guatemala = ask(properties=[{"pid": "country", "v": "Guatemala"}])
    assert set(of_guatemala) == {"guatemala", "arevalo", "police"}
    assert certain(of_guatemala) == []
    assert set(ask(properties=[{"pid": "part_of", "v": {"id": "guatemala"}}])) == {"police"}
    assert set(ask(properties=[{"pid": "kind", "v": "state"}, {"pid": "country", "v": "ge"}])) == {"georgia"}
    assert ask(properties=[{"pid": "tags", "v": "none"}]) == {}
    assert set(ask(path=TOPICS, properties=[{"pid": "parent", "v": "migration"}])) == {"deportation"}


def test_topics(ask: Ask) -> None:
    found = ask("migracion", path=TOPICS, type="topic")
    assert certain(found) == ["migration"]
    assert ask("Deportation and return", path=TOPICS)["deportation"]["description"] == "Topic; of Migration"
    # A name of a participant is none of a topic.
    assert ask("Guatemala", path=TOPICS) == {}


def test_a_batch_answers_as_its_queries_alone(client: httpx.Client, world: Service) -> None:
    names = [*CERTAIN, "Guatamala", "police", "Georgia"]
    queries = {name: {"query": name} for name in names}
    together = batch(client, queries)
    assert list(together) == names
    assert batch(client, dict(reversed(queries.items()))) == together
    for name, query in queries.items():
        assert batch(client, {name: query}) == {name: together[name]}
    by_address = client.get(PATH, params={"queries": json.dumps({"Georgia": {"query": "Georgia"}})})
    assert by_address.json() == {"Georgia": together["Georgia"]}
    tag = by_address.headers["ETag"]
    assert client.get(by_address.url, headers={"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED


def test_no_batch_takes_more_statements_than_another(client: httpx.Client, world: Service) -> None:
    def taken(queries: dict[str, Any]) -> int:
        with counted(world.database) as statements:
            batch(client, queries)
        return statements.total

    one = {"q": {"query": "Guatemala"}}
    few = taken(one)
    assert few <= 8
    assert taken({f"q{place}": {"query": name} for place, name in enumerate(CERTAIN)}) <= few + 2
    assert taken({f"q{place}": {"query": f"police {place}"} for place in range(MOST_QUERIES)}) <= few


def test_of_too_many_namesakes_none_is_certain(world: Service, ask: Ask) -> None:
    for number in range(NAMESAKES + 1):
        body = {"kind": "organization", "name": "Red Cross", "country": "gt" if number == 1 else "hn"}
        write(world, "participants", f"red-cross-{number:02}", **body)
    in_guatemala = ask("Red Cross", properties=[{"pid": "country", "v": "gt"}])
    assert next(iter(in_guatemala)) == "red-cross-01"
    # Those that were not looked at may be in Guatemala, too.
    assert certain(in_guatemala) == []
    assert len(ask("Red Cross", limit=50)) == NAMESAKES


def test_what_is_written_is_found_at_once(client: httpx.Client, world: Service, ask: Ask) -> None:
    body = {"kind": "organization", "name": "Fundación Ixil"}
    write(world, "participants", "ixil", **body)
    assert certain(ask("fundacion ixil")) == ["ixil"]
    write(world, "participants", "ixil", **body | {"name": "Fundación Quiché"})
    assert certain(ask("Fundación Ixil")) == []
    assert certain(ask("Fundación Quiché")) == ["ixil"]


def test_the_index_of_names_can_be_made_anew(world: Service, ask: Ask) -> None:
    before = ask("Georgia")
    world.write(rebuild)
    while world.write(advance, NAMES):
        pass
    assert ask("Georgia") == before


NAMED = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def made_up(client: httpx.Client, world: Service) -> dict[str, str]:
    """Return the names of participants that share words, by id."""
    words = ("ministry", "bank", "council", "of", "Perú", "foreign", "central", "affairs", "la", "paz", "Ñ", "東京")
    names: dict[str, str] = {}
    for number in range(60):
        chosen = [
            words[(number * step + place) % len(words)] for place, step in enumerate((1, 5, 7, 11)[: 1 + number % 4])
        ]
        names[f"made-up-{number}"] = " ".join(chosen)
    for id, name in names.items():
        write(world, "participants", id, kind="organization", name=name)
    return names


@settings(max_examples=40)
@given(data=st.data())
def test_a_name_finds_its_record_with_the_best_score(
    client: httpx.Client, made_up: dict[str, str], data: st.DataObject
) -> None:
    id = data.draw(st.sampled_from(sorted(made_up)))
    written = data.draw(st.sampled_from([made_up[id], made_up[id].upper(), made_up[id].replace(" ", ", ")]))
    (found,) = batch(client, {"q": {"query": written, "limit": 50}}).values()
    best = [one["id"] for one in found["result"] if one["score"] == found["result"][0]["score"]]
    assert id in best
    same = [one for one in made_up if made_up[one] == made_up[id]]
    assert any(one["match"] for one in found["result"]) == (len(same) == 1)


@settings(max_examples=60)
@given(text=NAMED, extra=st.sampled_from(["", '"', "*", "-", "' OR 1=1", "{title} : x", "<->", "&", ":*", "\\"]))
def test_nothing_that_is_written_is_more_than_a_name(client: httpx.Client, text: str, extra: str) -> None:
    for name in (text + extra, extra + text):
        answer = client.post(PATH, data={"queries": json.dumps({"q": {"query": name}})})
        assert answer.status_code in {200, 422}, name


def pointers(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [fault["pointer"] for fault in answer.json()["errors"]]


def send(client: httpx.Client, **fields: Any) -> httpx.Response:
    return client.post(PATH, data={name: json.dumps(value) for name, value in fields.items()})


def test_a_bad_query_is_named_within_its_batch(client: httpx.Client, world: Service) -> None:
    good = {"query": "Guatemala"}
    bad = {
        "none": {"query": " "},
        "limit": good | {"limit": 0},
        "many": good | {"limit": 1_000},
        "type": good | {"type": "planet"},
        "pid": good | {"properties": [{"pid": "height", "v": 1}]},
        "no member": good | {"properties": [{"pid": "kind:x", "v": 1}]},
        "v": good | {"properties": [{"pid": "kind"}]},
        "other": good | {"colour": "red"},
        "long": {"query": "x" * 1_001},
        "form": [],
        "a/b~c": good | {"type_strict": "maybe"},
    }
    assert pointers(send(client, queries={"good": good} | bad)) == [
        "/queries/none", "/queries/limit/limit", "/queries/many/limit", "/queries/type/type",
        "/queries/pid/properties/0/pid", "/queries/no member/properties/0/pid", "/queries/v/properties/0/v",
        "/queries/other/colour", "/queries/long/query", "/queries/form", "/queries/a~1b~0c/type_strict",
    ]  # fmt: skip
    too_many = {f"q{place}": good for place in range(MOST_QUERIES + 1)}
    wrong: list[Any] = [[], "x", too_many]
    for queries in wrong:
        assert pointers(send(client, queries=queries)) == ["/queries"]
    assert send(client, queries={}).json() == {}


def test_what_is_no_batch(client: httpx.Client, world: Service) -> None:
    refusal = refused(client.post(PATH, data={"queries": '{"q": '}), 400, "malformed-json")
    assert refusal["errors"] == [{"pointer": "/queries", "message": "must be JSON"}]
    refused(client.get(PATH, params={"queries": "x"}), 400, "malformed-json")
    assert pointers(client.post(PATH, data={"question": "{}"})) == ["/question"]
    assert pointers(client.post(PATH, data={"queries": "{}", "extend": "{}"})) == ["/queries"]
    assert pointers(client.post(PATH, data={"queries": ["{}", "{}"]})) == [""]
    refused(client.post(PATH, json={}), 415, "unsupported-media-type")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert pointers(client.post(PATH, content=b"", headers=form)) == ["/queries"]
    refused(client.post(PATH, content="queries=é".encode(), headers=form), 400, "bad-request")
    refused(client.post(PATH, content=b"queries=%ff", headers=form), 400, "bad-request")
    refused(client.post(PATH, content=b"&a=".join([b""] * 20), headers=form), 400, "bad-request")
    assert client.get(PATH, params={"callback": "f"}).json()["errors"][0]["parameter"] == "callback"
    refused(client.get("/v1/reconciliation/pledges"), 404, "not-found")
    refused(client.post("/v1/reconciliation/pledges", data={"queries": "{}"}), 404, "not-found")
