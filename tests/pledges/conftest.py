"""What the tests of status share: who promises, who speaks for whom, which source came out when."""

from collections.abc import Callable

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.tracked import Body, Tracked

Track = Callable[..., Tracked]
"""`track("guatemala", …, due="2025-06")`: a new pledge of these promisors."""


def _person(title: str, body: str) -> Body:
    return {"kind": "person", "name": f"{title} of {body}", "offices": [{"title": title, "body": body}]}


WORLD: tuple[tuple[str, str, Body], ...] = (
    ("sources", "undated", {"kind": "news_report", "title": "Undated"}),
    *(
        ("sources", f"of-{day}", {"kind": "news_report", "title": f"Report of {day}", "published": day})
        for day in ("2025-06-14", "2025-06-15", "2025-06", "2025-07")
    ),
    ("participants", "the-union", {"kind": "group", "name": "The Union"}),
    ("participants", "guatemala", {"kind": "state", "name": "Guatemala", "part_of": [{"participant": "the-union"}]}),
    ("participants", "mexico", {"kind": "state", "name": "Mexico"}),
    ("participants", "panama", {"kind": "state", "name": "Panama"}),
    (
        "participants",
        "the-ministry",
        {"kind": "government_body", "name": "The ministry", "part_of": [{"participant": "guatemala"}]},
    ),
    ("participants", "president", _person("President", "guatemala")),
    ("participants", "minister", _person("Minister", "the-ministry")),
    ("participants", "stranger", _person("President", "mexico")),
    ("participants", "nobody", {"kind": "person", "name": "Without office"}),
    (
        "pledges",
        "the-successor",
        {
            "title": "The successor",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "guatemala", "role": "promisor"}],
        },
    ),
)


@pytest.fixture(scope="module")
def world(client: httpx.Client) -> None:
    """Make the records that pledges and status changes refer to."""
    for collection, record, body in WORLD:
        response = client.put(f"/v1/{collection}/{record}", json=body)
        assert response.status_code == httpx.codes.CREATED, response.text


@pytest.fixture
def track(client: httpx.Client, unique: Unique, world: None) -> Track:
    """Return what makes pledges, of Guatemala unless told."""

    def track(*promisors: str, **fields: object) -> Tracked:
        record = unique("pledge")
        response = client.put(f"/v1/pledges/{record}", json=pledge(*promisors, **fields))
        assert response.status_code == httpx.codes.CREATED, response.text
        return Tracked(client, record)

    return track


def pledge(*promisors: str, **fields: object) -> Body:
    """Return a pledge as it is put; the Union is its promisee."""
    parties = [{"participant": promisor, "role": "promisor"} for promisor in promisors or ("guatemala",)]
    return {
        "title": "A pledge",
        "kind": "policy",
        "strength": "firm",
        "parties": [*parties, {"participant": "the-union", "role": "promisee"}],
        **fields,
    }
