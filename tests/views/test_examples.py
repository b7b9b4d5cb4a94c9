"""What the console fills in works on the seeds at once."""

import re
from typing import Any

import httpx
import pytest

from app.views.example_documents import NAMES
from tests.serving import Service
from tests.views.conftest import Schema
from tests.views.test_document import contents, parameters

# First what makes things, last what takes them away; each in the order of the document.
ORDER = ("post", "put", "patch", "get", "delete")


def filled(path: str, values: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match.group(1)]), path)


def test_every_operation_succeeds_as_it_is_filled_in(document: Schema, seeded: Service) -> None:
    tried = 0
    with seeded.client("write", follow_redirects=False) as client:
        for wanted in ORDER:
            for path, item in document["paths"].items():
                operation = item.get(wanted)
                if operation is None:
                    continue
                values = {
                    parameter["name"]: parameter["example"]
                    for parameter in parameters(document, operation)
                    if parameter["required"]
                }
                bodies = contents(operation)
                options = {"json": bodies[0]["example"]} if bodies else {}
                if wanted == "get":
                    options["params"] = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
                answer = client.request(wanted, filled(path, values), **options)
                assert answer.is_success, f"{wanted} {path} {values}: {answer.text}"
                tried += 1
    assert tried == sum(len(item) for item in document["paths"].values())


@pytest.mark.parametrize(("collection", "record"), NAMES, ids=str)
def test_records_are_called_as_in_the_seeds(collection: str, record: str, seeded: Service) -> None:
    with seeded.client() as client:
        found = client.get(f"/v1/{collection}/{record}").json()
    assert found["name" if "name" in found else "title"] == NAMES[collection, record]


def test_what_put_makes_is_what_delete_takes_away_and_no_seed(document: Schema, seeded: Service) -> None:
    with seeded.client() as client:
        for path, item in document["paths"].items():
            if not re.fullmatch(r"/v1/[a-z]+/\{id\}", path):
                continue
            made, taken = (
                next(p["example"] for p in parameters(document, item[method]) if p["name"] == "id")
                for method in ("put", "delete")
            )
            assert made == taken
            assert client.get(path.replace("{id}", made)).status_code == httpx.codes.NOT_FOUND
