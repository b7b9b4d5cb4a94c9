"""What tests of reconciliation share: records with names, a way to ask, and the specification's own schemas."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema_rs import Draft7Validator, Registry

from tests.search.conftest import write
from tests.serving import Service

PATH = "/v1/reconciliation/participants"
TOPICS = "/v1/reconciliation/topics"
SCHEMAS = Path(__file__).parent / "schemas"

Values = dict[str, Any]
Ask = Callable[..., Values]
"""`ask("Guatemala", type="state")`: the candidates, by id."""

RECORDS: tuple[tuple[str, str, Values], ...] = (
    (
        "participants",
        "guatemala",
        {
            "kind": "state",
            "name": "Guatemala",
            "country": "gt",
            "wikidata_id": "Q774",
            "other_names": [{"name": "Republic of Guatemala"}],
            "external_ids": {"un-treaty": "I-59000"},
            "from": "1821-09-15",
        },
    ),
    (
        "participants",
        "united-states",
        {
            "kind": "state",
            "name": "United States",
            "country": "us",
            "translations": {"es": {"name": "Estados Unidos de América"}},
        },
    ),
    ("participants", "georgia", {"kind": "state", "name": "Georgia", "country": "ge"}),
    ("participants", "georgia-us", {"kind": "government_body", "name": "Georgia", "country": "us-ga"}),
    ("participants", "arevalo", {"kind": "person", "name": "Bernardo Arévalo", "country": "gt"}),
    (
        "participants",
        "police",
        {
            "kind": "government_body",
            "name": "National Civil Police",
            "country": "gt",
            "part_of": [{"participant": "guatemala"}],
            "other_names": [{"name": "PNC"}],
        },
    ),
    (
        "participants",
        "police-of-honduras",
        {"kind": "government_body", "name": "National Police", "country": "hn", "other_names": [{"name": "PNC"}]},
    ),
    ("participants", "old-police", {"kind": "government_body", "name": "Guardia Civil", "country": "gt"}),
    ("participants", "a-mistake", {"kind": "group", "name": "A mistake"}),
    ("topics", "migration", {"name": "Migration", "translations": {"es": {"name": "Migración"}}}),
    ("topics", "deportation", {"name": "Deportation and return", "parent": "migration"}),
)


@pytest.fixture(scope="module")
def world(service: Service) -> Service:
    """Return the service with the records, of which one was merged and one deleted."""
    for collection, record, body in RECORDS:
        write(service, collection, record, **body)
    merge = {"into": "police", "reason": "One body, two names", "keep_name": True}
    with service.client("write") as client:
        assert client.post("/v1/participants/old-police/merge", json=merge).is_success
        assert client.delete("/v1/participants/a-mistake", headers={"If-Match": "*"}).is_success
    return service


@pytest.fixture(scope="module")
def ask(client: httpx.Client, world: Service) -> Ask:
    """Return what asks one query."""
    return lambda query=None, path=PATH, **more: {
        one["id"]: one
        for one in batch(client, {"q": more if query is None else {"query": query} | more}, path)["q"]["result"]
    }


def batch(client: httpx.Client, queries: Values, path: str = PATH) -> Values:
    """Ask a batch, and hold question and answer to the specification."""
    hold(queries, "reconciliation-query-batch")
    return held(client.post(path, data={"queries": json.dumps(queries)}), "reconciliation-result-batch")


def held(answer: httpx.Response, schema: str) -> Values:
    """Return what is answered, held to a schema of the specification."""
    assert answer.status_code == httpx.codes.OK, answer.text
    content: Values = answer.json()
    hold(content, schema)
    return content


def hold(content: Any, schema: str) -> None:
    """Raise AssertionError where something is not as the specification has it."""
    faults = [f"{list(error.instance_path)}: {error.message}" for error in _validator(schema).iter_errors(content)]
    assert not faults, faults


@cache
def _validator(name: str) -> Draft7Validator:
    schemas = {path.stem: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    for schema in schemas.values():
        # They name no draft, which means the latest; they are written in the seventh.
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    registry = Registry([(schema["$id"].rstrip("#"), schema) for schema in schemas.values()])
    return Draft7Validator(schemas[name], registry=registry)
