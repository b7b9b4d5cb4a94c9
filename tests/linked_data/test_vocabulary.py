"""Pacta's own terms: each IRI leads to what it means."""

import httpx

from app.linked_data.vocabulary import own_terms
from docs import linked_data
from tests.linked_data.conftest import Read
from tests.linked_data.reading import expanded, quads


def test_every_term_is_told(client: httpx.Client, read: Read) -> None:
    node = read("/v1/vocabulary.jsonld")
    terms = {term["@id"].removeprefix("pacta:"): term for term in node["@included"]}
    assert set(terms) == {term.name for term in own_terms()}
    assert terms["pledge.due"]["rdfs:domain"] == {"@id": "pacta:pledge"}
    assert terms["status.fulfilled"]["skos:inScheme"] == {"@id": "pacta:closed_list.status"}
    assert [label["@language"] for label in terms["status.fulfilled"]["skos:prefLabel"]] == ["en", "es"]
    assert all("rdfs:label" in term or "skos:prefLabel" in term for term in terms.values())
    assert all(f"pacta:{term.of}".removeprefix("pacta:") in terms for term in own_terms() if term.of is not None)
    assert expanded(node)
    assert len(quads(node)) > len(terms) * 3
    by_accept = client.get("/v1/vocabulary", headers={"Accept": "application/ld+json"})
    assert by_accept.json() == node


def test_the_words_are_those_of_the_vocabulary(client: httpx.Client) -> None:
    lists = {one["name"]: one for one in client.get("/v1/vocabulary").json()["lists"]}
    for term in own_terms():
        if term.kind == "word":
            name, _point, word = term.name.partition(".")
            assert word in {known["word"] for known in lists[name]["words"]}


def test_the_page_of_the_mapping_is_fresh() -> None:
    assert linked_data.PAGE.read_text() == linked_data.page(), "docs/linked_data.md is stale: `make linked-data`"
