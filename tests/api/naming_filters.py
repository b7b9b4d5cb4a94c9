"""Which filters take ids of records, told by the OpenAPI document, and records that each of them finds."""

from collections.abc import Iterator
from typing import Any

import httpx

from app.values.identifiers import RecordId
from tests.conftest import Unique
from tests.contract import Contract

Body = dict[str, Any]
ID_PATTERN = RecordId.__metadata__[0].pattern  # type: ignore[attr-defined] # an annotated string
NEEDED = {
    "/v1/changes": {"collection": "pledges"},
    "/v1/feeds/changes.atom": {"collection": "pledges"},
    "/v1/duplicates": {"type": "pledges"},
}
"""What must be asked beside, for a filter to name anything."""

LEAST: dict[str, Body] = {
    "sources": {"kind": "news_report", "title": "A report"},
    "participants": {"kind": "state", "name": "A state"},
    "topics": {"name": "A topic"},
    "meetings": {"title": "A meeting", "form": "meeting", "status": "held"},
    "instruments": {"kind": "treaty", "title": "A treaty"},
    "pledges": {"title": "A pledge", "kind": "policy", "strength": "firm"},
    "statements": {"kind": "claim", "summary": "It is so"},
    "actions": {"kind": "payment", "title": "An action"},
}


def naming_filters(contract: Contract) -> Iterator[tuple[str, str]]:
    """Yield every address with each of its parameters that takes ids of records, by the OpenAPI document."""
    for path, item in contract.document["paths"].items():
        for parameter in map(contract.resolve, item.get("get", {}).get("parameters", ())):
            schema = contract.resolve(parameter["schema"])
            choices = [contract.resolve(one) for one in (schema, schema.get("items", {}), *schema.get("anyOf", ()))]
            if parameter["in"] == "query" and any(choice.get("pattern") == ID_PATTERN for choice in choices):
                yield path, parameter["name"]


def put(client: httpx.Client, collection: str, record: str, **fields: Any) -> str:
    body = LEAST[collection] | fields
    response = client.put(f"/v1/{collection}/{record}", json=body)
    assert response.status_code == httpx.codes.CREATED, response.text
    return record


def post(client: httpx.Client, path: str, body: Body) -> None:
    response = client.post(path, json=body)
    assert response.status_code == httpx.codes.CREATED, response.text


def merge(client: httpx.Client, collection: str, record: str, into: str) -> None:
    body = {"into": into, "reason": "one and the same"}
    client.post(f"/v1/{collection}/{record}/merge", json=body).raise_for_status()


def now(client: httpx.Client) -> str:
    at: str = client.get("/v1/ledger").json()["at"]
    return at


def ids(client: httpx.Client, path: str, **asked: Any) -> list[str]:
    """Return the ids of a list, a page at a time."""
    found: list[str] = []
    cursor: Body = {}
    while True:
        page = client.get(path, params={**asked, "limit": 1, **cursor})
        assert page.status_code == httpx.codes.OK, page.text
        found += [item["id"] for item in page.json()["items"]]
        if page.json()["next_cursor"] is None:
            return found
        cursor = {"cursor": page.json()["next_cursor"]}


class Twins:
    """Two records of each collection, the same thing twice, and what refers to each of them in every field."""

    def __init__(self, client: httpx.Client, unique: Unique) -> None:
        self.client = client
        self.given_up = {collection: unique("given-up") for collection in LEAST}
        self.kept = {collection: unique("kept") for collection in LEAST}
        for twin in (self.given_up, self.kept):
            self.make(twin, unique)

    def make(self, twin: dict[str, str], unique: Unique) -> None:
        client, one = self.client, twin["participants"]
        put(client, "sources", twin["sources"])
        put(client, "participants", one)
        put(client, "topics", twin["topics"])
        cited = {"citations": [{"source": twin["sources"]}]}
        about = {"topics": [twin["topics"]]} | cited
        put(client, "meetings", twin["meetings"], attendance=[{"participant": one, "role": "host"}], **about)
        parties = [{"participant": one, "role": role} for role in ("promisor", "promisee", "implementer")]
        target = {"indicator": "it", "measure": "count", "direction": "at_least", "value": 9}
        put(client, "instruments", twin["instruments"])
        made_at = [{"meeting": twin["meetings"], "role": "made_at"}]
        put(client, "pledges", twin["pledges"], parties=parties, meetings=made_at)
        put(client, "statements", twin["statements"])
        concerned = dict.fromkeys(("speaker", "on_behalf_of", "addressed_to"), one)
        by: Body = {"meeting": twin["meetings"], "about": [twin["pledges"]]}
        by["links"] = [{"type": one, "statement": twin["statements"]} for one in ("denies", "confirms", "repeats")]
        by["links"].append({"type": "in_reply_to", "statement": twin["statements"]})
        statement = put(client, "statements", unique("statement"), **concerned, **by, **about)
        kinds = ("amends", "replaces", "implements", "part_of")
        linked = {"links": [{"type": kind, "instrument": twin["instruments"]} for kind in kinds]}
        instrument = unique("instrument")
        put(client, "instruments", instrument, meeting=twin["meetings"], **linked, **about)
        acts = {"participant": one, "act": "objected", "to": one, **cited}
        for owner in (twin["instruments"], instrument):
            post(client, f"/v1/instruments/{owner}/participation", acts)
        put(client, "actions", twin["actions"])
        done = {"actors": [{"participant": one, "on_behalf_of": one}], "instrument": twin["instruments"]}
        bears = {"about": [{"pledge": twin["pledges"], "relation": "contributes"}]}
        put(client, "actions", unique("action"), **done, **bears, **cited)
        pledge = unique("pledge")
        made = {"meetings": made_at, "instrument": twin["instruments"]}
        whole = {"links": [{"type": "part_of", "pledge": twin["pledges"]}]}
        put(client, "pledges", pledge, parties=parties, targets=[target], **made, **whole, **about)
        put(client, "participants", unique("part"), part_of=[{"participant": one}], succeeds=[one], **cited)
        put(client, "topics", unique("topic"), parent=twin["topics"], **cited)
        put(client, "meetings", unique("meeting"), part_of=twin["meetings"])
        override = {"guards": ["citation", "concrete_action", "target_met"], "reason": "a test"}
        judged = {"score": 1, "axis": "outcome", "period": "2025", "party": one, "assessor_kind": "independent"}
        another = put(client, "participants", unique("another"))
        position = {"participant": one, "position": "accepts"}
        parts: dict[str, Body] = {
            "status-changes": {"status": "in_progress", "reason": "seen", "party": one, "override": override}
            | {"actions": [twin["actions"]]},
            "assessments": judged | {"assessor": one},
            "positions": position,
            "measurements": {"period": "2025", "value": 3, "party": one},
            "milestones": {"title": "Half"},
        }
        for owner in (pledge, twin["pledges"]):
            for path, body in parts.items():
                if owner == pledge or path != "measurements":
                    post(client, f"/v1/pledges/{owner}/{path}", body | cited)
            # Somebody else judged the same, so that there is something to agree on.
            post(client, f"/v1/pledges/{owner}/assessments", judged | {"assessor": another} | cited)
        post(client, f"/v1/statements/{statement}/positions", position | cited)
        self.owners = {"pledges": pledge, "instruments": instrument, "statements": statement}

    def merge(self) -> None:
        """Merge all that was given up into what is kept, what refers to others first."""
        for collection in reversed(LEAST):
            merge(self.client, collection, self.given_up[collection], self.kept[collection])


OF_WHAT = {
    "topic": "topics", "parent": "topics", "meeting": "meetings", "source": "sources", "pledge": "pledges",
    "about": "pledges", "record": "pledges", "promisor": "participants", "promisee": "participants",
    "promisor_under": "participants", "implementer": "participants",
    "participant": "participants", "party": "participants", "assessor": "participants", "speaker": "participants",
    "taken_by": "participants",
    "succeeds": "participants", "in_reply_to": "statements", "denies": "statements", "confirms": "statements",
    "repeats": "statements", "linked_to": "statements",
    "on_behalf_of": "participants", "addressed_to": "participants", "under": "participants", "actor": "participants",
    "agreed_with": "participants", "action": "actions", "instrument": "instruments", "amends": "instruments",
    "replaces": "instruments",
    "implements": "instruments", "part_of": "pledges",
}  # fmt: skip
OF_WHAT_THERE = {
    ("/v1/participants", "part_of"): "participants",
    ("/v1/meetings", "part_of"): "meetings",
    ("/v1/topics", "under"): "topics",
    ("/v1/instruments", "part_of"): "instruments",
    ("/v1/participation", "to"): "participants",
    ("/v1/instruments/{id}/participation", "to"): "participants",
    ("/v1/instruments", "linked_to"): "instruments",
    ("/v1/duplicates", "id"): "pledges",
}


def collection_of(path: str, name: str) -> str:
    """Return of which collection a filter takes the ids."""
    if (path, name) in OF_WHAT_THERE:
        return OF_WHAT_THERE[path, name]
    if name == "id":
        return "pledges" if "stats" in path or "feeds" in path else path.removeprefix("/v1/")
    return OF_WHAT[name]


def answers(client: httpx.Client, address: str, **asked: Any) -> Body:
    """Return an answer but for what a page says of itself."""
    found = client.get(address, params=asked)
    assert found.status_code == httpx.codes.OK, (address, asked, found.text)
    content: Body = found.json()
    for row in content.get("items", ()):
        # Where the same pledges are listed, which repeats what was asked.
        row.pop("pledges", None)
    return content
