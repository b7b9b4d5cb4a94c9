"""What the console fills in works on the seeds at once."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.site.example_documents import NAMES
from app.site.example_responses import SEEDED
from tests.serving import Service
from tests.site.conftest import Schema
from tests.site.test_document import contents, parameters

FORM = "application/x-www-form-urlencoded"


def holds(answer: Any, example: Any) -> bool:
    """Return whether an answer has all that an example shows; of lists, which examples cut, in any place."""
    if isinstance(example, dict):
        return all(name in answer and holds(answer[name], value) for name, value in example.items())
    if isinstance(example, list):
        return all(any(holds(one, shown) for one in answer) for shown in example)
    # Hits score a little otherwise with every record more.
    return isinstance(example, float) or bool(answer == example)


def test_example_answers_are_what_the_seeds_give(seeded: Service) -> None:
    with seeded.client() as client:
        for model, (address, example) in SEEDED.items():
            assert holds(client.get(address).json(), example), model


# First what makes things, last what takes them away; each in the order of the document.
ORDER = ("post", "put", "patch", "get", "withdraw", "delete")


def phase(method: str, path: str) -> str:
    return "withdraw" if path.endswith("/withdraw") else method


def filled(path: str, values: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match.group(1)]), path)


def test_every_operation_succeeds_as_it_is_filled_in_or_says_what_comes_first(
    document: Schema, seeded: Service, tmp_path: Path
) -> None:
    seeded.app.state.settings = seeded.app.state.settings.model_copy(update={"releases": str(tmp_path)})
    tried = 0
    with seeded.client("admin", follow_redirects=False) as client:
        for path, item in document["paths"].items():
            if "get" in item and "{id}" in path:
                values = {one["name"]: one["example"] for one in parameters(document, item["get"]) if one["required"]}
                found = client.get(filled(path, values)).is_success
                assert found == ("execute that first" not in item["get"]["description"]), path
        for wanted in ORDER:
            for path, method, operation in [
                (path, method, operation)
                for path, item in document["paths"].items()
                for method, operation in item.items()
                if phase(method, path) == wanted
            ]:
                values = {
                    parameter["name"]: parameter["example"]
                    for parameter in parameters(document, operation)
                    if parameter["required"]
                }
                bodies = contents(operation)
                is_form = FORM in operation.get("requestBody", {}).get("content", {})
                options = {"data" if is_form else "json": bodies[0]["example"]} if bodies else {}
                if wanted == "get":
                    options["params"] = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
                answer = client.request(method, filled(path, values), **options)
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
