"""The client's types are those of the API, and it brings nothing of the server along."""

import json
import subprocess
import sys
from typing import get_type_hints

from app.client import AsyncClient, Client, records
from app.client.surroundings import COLLECTIONS, PARTS
from docs.client_records import FILE, module
from tests.contract import Contract

SERVER = {"app.main", "app.settings", "app.vocabulary", "fastapi", "pydantic", "sqlalchemy", "starlette"}


def test_the_types_are_those_of_the_document(contract: Contract) -> None:
    assert FILE.read_text() == module(contract.document), "`make openapi` writes app/client/records.py anew"


def test_what_the_types_are_made_of() -> None:
    number = {"anyOf": [{"type": "number"}, {"type": "null"}]}
    document = {
        "paths": {"/x": {"put": {"requestBody": {"schema": {"$ref": "#/components/schemas/Written"}}}}},
        "components": {
            "schemas": {
                "Written": {"properties": {"from": {"$ref": "#/components/schemas/Value"}}, "required": ["from"]},
                "Value": {"properties": {"value": number, "kind": {"enum": ["a", "b"]}}, "description": 'Of "one".'},
                "Read": {"properties": {"values": {"type": "array", "items": number}}, "required": ["values"]},
                "Names": {"type": "object", "additionalProperties": {"type": "string"}},
            }
        },
    }
    text = module(document)
    assert 'Names: TypeAlias = "dict[str, str]"' in text
    assert 'Written = TypedDict("Written", {"from": "Value"})' in text
    assert "    value: NotRequired[Number | None]\n    kind: NotRequired[Literal['a', 'b']]\n".replace("'", '"') in text
    assert "    values: list[float | None]\n" in text
    assert '"""Of \'one\'."""' in text


def test_every_collection_and_part_type_has_a_name(contract: Contract) -> None:
    paths = contract.document["paths"]
    assert {f"/v1/{name}" for name in COLLECTIONS} == {path for path in paths if f"{path}/{{id}}" in paths}
    withdrawn = {path.removesuffix("/withdraw").rpartition("/{")[0] for path in paths if path.endswith("/withdraw")}
    # Those that two collections have are reached by `parts`.
    withdrawn = {path for path in withdrawn if not path.endswith("/positions")}
    named = {f"/v1/{collection}/{{id}}/{name}" for collection, name in PARTS.values()}
    assert named == {*withdrawn, "/v1/pledges/{id}/milestones"}
    hints = (
        get_type_hints(Client, localns={"records": records}),
        get_type_hints(AsyncClient, localns={"records": records}),
    )
    assert [set(one) for one in hints] == [{*COLLECTIONS, *PARTS}] * 2


def test_nothing_of_the_server_is_loaded() -> None:
    script = "import json, sys, app.client; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout))
    assert "httpx" in loaded
    assert not loaded & SERVER
    assert "app.client.records" not in loaded, "types are for who checks types"
