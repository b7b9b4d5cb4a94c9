"""Assessments as reviews of claims: all that schema.org and the readers of fact checks ask for."""

from typing import Any

import httpx
import pytest

from app.linked_data.vocabulary import own_terms
from tests.linked_data.conftest import Read
from tests.linked_data.reading import expanded, own_iris, quads

PLEDGE = "/v1/pledges/guatemala-deportation-flights"
REQUIRED = {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"}
RATING = {"@type", "ratingValue", "bestRating", "worstRating", "alternateName"}


@pytest.fixture(scope="module")
def assessed(client: httpx.Client) -> dict[str, Any]:
    """Return two assessments of one pledge: by a person, and by a body whose rationale is hostile."""
    found = {}
    for assessor, score, axis in (("bernardo-arevalo", 1, "completion"), ("united-states", -1, "outcome")):
        answer = client.post(
            f"{PLEDGE}/assessments",
            json={
                "score": score,
                "axis": axis,
                "period": "2025",
                "assessor": assessor,
                "assessor_kind": "promisee",
                "rationale": "</script><b>",
                "methodology": "by reading",
                "as_published": {"scale": "stars", "value": "two"},
                "citations": [{"source": "landau-arevalo-talks", "quote": {"exact": "so it is"}}],
            },
        )
        assert answer.status_code == httpx.codes.CREATED, answer.text
        found[assessor] = answer.json()
    return found


@pytest.mark.parametrize(
    ("assessor", "types", "words"),
    [
        ("bernardo-arevalo", ["Person", "pacta:participant"], "Done as promised"),
        ("united-states", ["Country", "Organization", "pacta:participant"], "Without the result"),
    ],
)
def test_a_review_has_what_fact_checks_need(
    read: Read, assessed: dict[str, Any], assessor: str, types: list[str], words: str
) -> None:
    assessment = assessed[assessor]
    node = read(f"{PLEDGE}/assessments/{assessment['id']}.jsonld")
    assert node["@type"] == ["ClaimReview", "pacta:assessment"]
    assert set(node) >= REQUIRED
    rating = node["reviewRating"]
    assert set(rating) == RATING
    assert rating["worstRating"] <= rating["ratingValue"] == assessment["score"] <= rating["bestRating"]
    assert rating["alternateName"] == words
    assert node["claimReviewed"] == "Increase deportation flights by 40 %"
    assert node["@id"] == node["url"]
    claim = node["itemReviewed"]
    assert claim["@type"] == ["Claim", "pacta:pledge"]
    assert {"author", "appearance", "name"} <= set(claim)
    assert node["author"]["@id"].endswith(f"/v1/participants/{assessor}")
    assert node["author"]["@type"] == types
    assert node["reviewBody"] == "</script><b>"
    assert own_iris(node) <= {term.name for term in own_terms()}
    assert quads(node)


def test_a_pledge_holds_its_reviews_now_and_then(client: httpx.Client, read: Read, assessed: dict[str, Any]) -> None:
    node = read(f"{PLEDGE}.jsonld")
    assert [one["@id"].rpartition("/")[2] for one in node["review"]] == [
        assessed[assessor]["id"] for assessor in ("united-states", "bernardo-arevalo")
    ]
    assert all(one["itemReviewed"]["@id"] == node["@id"] for one in node["review"])
    assert expanded(node)
    first = assessed["bernardo-arevalo"]
    then = read(f"{PLEDGE}.jsonld", known_at=first["recorded_at"])
    assert [one["@id"].rpartition("/")[2] for one in then["review"]] == [first["id"]]
    assert then["review"][0]["author"]["@type"] == ["Person", "pacta:participant"]
    assert read(f"{PLEDGE}/assessments/{first['id']}.jsonld", known_at=first["recorded_at"])["url"]
    client.post(f"{PLEDGE}/assessments/{first['id']}/withdraw", json={"reason": "a mistake"})
    (left,) = read(f"{PLEDGE}.jsonld")["review"]
    assert left["author"]["@id"].endswith("/united-states")
    withdrawn = read(f"{PLEDGE}/assessments/{first['id']}.jsonld")["pacta:assessment.withdrawn"]
    assert withdrawn["pacta:withdrawal.reason"] == "a mistake"


def test_asking_by_accept_gives_the_same(client: httpx.Client, assessed: dict[str, Any]) -> None:
    path = f"{PLEDGE}/assessments/{assessed['united-states']['id']}"
    by_accept = client.get(path, headers={"Accept": "application/ld+json"})
    assert by_accept.content == client.get(f"{path}.jsonld").content
