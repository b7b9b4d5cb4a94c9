"""What tests of search share: records that differ in their words, and a way to ask."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import httpx
import pytest

from tests.serving import Service
from tests.writing import put

PATH = "/v1/search"
Search = Callable[..., list[str]]
"""`search("words", type="pledges")`: the ids of all hits, in their order."""

QUOTED = {"exact": "will launch a new border protection task force", "prefix": "Arévalo said he"}
RECORDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("sources", "the-communique", {"kind": "communique", "title": "Comunicado", "caveats": ["Names no vessels"]}),
    ("topics", "ports", {"name": "Ports", "tags": ["logistica"]}),
    ("topics", "deportation", {"name": "Deportation and return"}),
    (
        "participants",
        "arevalo",
        {"kind": "person", "name": "Bernardo Arévalo", "other_names": [{"name": "The President's man"}]},
    ),
    ("participants", "guatemala", {"kind": "state", "name": "Guatemala", "external_ids": {"un-treaty": "I-59000"}}),
    (
        "meetings",
        "the-talks",
        {"title": "Talks on cooperación", "form": "meeting", "status": "held", "place": "Palacio Nacional"},
    ),
    (
        "pledges",
        "more-flights",
        {
            "title": "More deportation flights",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "guatemala", "role": "promisor"}],
            "summary": "U.S. aircraft are to land 40 % more often. Ports are not meant.",
            "wording": {"text": "Las deportaciones aumentarán", "language": "es"},
            "conditions": [{"text": "unless the weather forbids"}],
        },
    ),
    (
        "pledges",
        "border-force",
        {
            "title": "A border task force",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "guatemala", "role": "promisor"}],
            "due_text": "in the coming weeks",
            "citations": [{"source": "the-communique", "quote": QUOTED, "note": "Gives 2025-02-05 as its day"}],
        },
    ),
    ("statements", "a-denial", {"kind": "denial", "summary": "Guatemala denied that any port was promised. " * 5}),
)


def write(service: Service, collection: str, record: str, **body: Any) -> None:
    """Create or replace a record."""
    service.write(partial(put, collection=collection, record=record, **body))


def fill(service: Service) -> None:
    """Write the records."""
    for collection, record, body in RECORDS:
        write(service, collection, record, **body)


@pytest.fixture(scope="module")
def library(service: Service) -> Service:
    """Return the service with the records."""
    fill(service)
    return service


@pytest.fixture(scope="module")
def search(client: httpx.Client, library: Service) -> Search:
    """Return what asks for all hits of a question."""
    return lambda text, **query: [item["id"] for page in pages(client, q=text, **query) for item in page]


def pages(client: httpx.Client, **query: Any) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield the pages of what is found, following their links."""
    answer = client.get(PATH, params=query)
    while True:
        assert answer.status_code == httpx.codes.OK, answer.text
        yield answer.json()["items"]
        if answer.json()["next_cursor"] is None:
            assert "next" not in answer.links
            return
        assert f"cursor={answer.json()['next_cursor']}" in answer.links["next"]["url"]
        answer = client.get(answer.links["next"]["url"])
