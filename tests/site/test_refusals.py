"""The OpenAPI document says of every operation which problems it can answer, and names no others."""

from collections.abc import Callable

import pytest

from app.errors import all_errors
from tests.site.conftest import Schema
from tests.site.test_document import operations, parameters, resolved

PROBLEM = "application/problem+json"
OF_NO_OPERATION = {
    "method-not-allowed", "uri-too-long", "header-fields-too-large", "origin-not-allowed", "foreign-form",
}  # fmt: skip
WITHOUT_A_KEY = {"checkHealth", "checkReadiness", "listProblemTypes", "getProblemType"}


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: what is tested here does not know which is behind it."""
    return "sqlite"


TRIES = "POST /v1/webhooks/{webhook}/test"
"""What writes nothing, though it is no reading."""


RECONCILIATION = "/v1/reconciliation/{collection}"
"""Where a batch of names is asked for, by GET and by POST."""


INTAKE = "/v1/intake"
"""Where a text is read, by POST."""


DUPLICATES = "/v1/duplicates"
"""Where drafts are compared with what is there, by POST."""


def reads(name: str) -> bool:
    return name.startswith("GET ") or name.endswith((RECONCILIATION, INTAKE, DUPLICATES))


def has_parameter(document: Schema, operation: Schema, name: str) -> bool:
    return any(parameter["name"] == name for parameter in parameters(document, operation))


def is_for_writers(operation: Schema) -> bool:
    return bool(operation["security"]) and {} not in operation["security"]


Expected = Callable[[Schema, str, Schema], bool]
"""Whether an operation can answer the problem: of the document, what the operation is called, the operation."""

EXPECTED: dict[str, Expected] = {
    "merged": lambda _document, name, _operation: reads(name) and "/{id}" in name and "/revisions" not in name,
    "malformed-json": lambda _document, name, operation: "requestBody" in operation or name.endswith(RECONCILIATION),
    "bad-request": lambda _document, _name, operation: "requestBody" in operation,
    "bad-cursor": lambda document, name, operation: (
        has_parameter(document, operation, "cursor") and "/suggest/" not in name
    ),
    "unauthenticated": lambda _document, _name, operation: operation["operationId"] not in WITHOUT_A_KEY,
    "forbidden": lambda _document, _name, operation: is_for_writers(operation),
    "not-found": lambda _document, name, _operation: "{" in name and not name.startswith("PUT "),
    "not-acceptable": lambda _document, _name, _operation: True,
    "request-timeout": lambda _document, _name, operation: "requestBody" in operation,
    "conflict": lambda _document, name, _operation: not reads(name) and name != TRIES,
    "likely-duplicate": lambda document, _name, operation: has_parameter(document, operation, "unless_duplicate"),
    "redacted": lambda _document, name, _operation: "/revisions/{version}" in name,
    "withdrawn": lambda _document, _name, operation: operation["operationId"] in {"getRelease", "getFileOfRelease"},
    "precondition-failed": lambda document, _name, operation: has_parameter(document, operation, "If-Match"),
    "content-too-large": lambda _document, _name, operation: "requestBody" in operation,
    "unsupported-media-type": lambda _document, _name, operation: "requestBody" in operation,
    "invalid-content": lambda _document, _name, _operation: True,
    "range-not-satisfiable": lambda _document, _name, operation: operation["operationId"] == "getFileOfRelease",
    "guard-refused": lambda _document, _name, operation: (
        operation["operationId"] in {"recordStatusChange", "correctStatusChange"}
    ),
    "bundle-stopped": lambda _document, _name, operation: operation["operationId"] in {"recordBundle", "importFile"},
    "batch-refused": lambda _document, _name, operation: operation["operationId"] == "recordStatusChanges",
    "precondition-required": lambda _document, name, _operation: name.startswith("PUT "),
    "internal-error": lambda _document, _name, _operation: True,
    "not-ready": lambda document, name, operation: (
        name.endswith((RECONCILIATION, INTAKE, "/suggest/entity"))
        or any(has_parameter(document, operation, name) for name in ("q", "known_at"))
        or operation["operationId"] in {"createRelease", "getChangeFeed", "listChanges", "listDuplicates"}
    ),
    "unavailable": lambda _document, _name, operation: (
        operation["operationId"] not in WITHOUT_A_KEY - {"checkReadiness"}
    ),
    "outcome-unknown": lambda _document, name, _operation: not reads(name) and name != TRIES,
    "storage-full": lambda _document, _name, operation: operation["operationId"] not in WITHOUT_A_KEY,
}


def documented(document: Schema, operation: Schema) -> set[str]:
    """Return the problems that an operation says it can answer."""
    contents = [resolved(document, answer).get("content", {}) for answer in operation["responses"].values()]
    return {slug for content in contents if PROBLEM in content for slug in content[PROBLEM]["examples"]}


def test_it_is_known_of_every_problem_which_operations_answer_it() -> None:
    assert EXPECTED.keys() == all_errors().keys() - OF_NO_OPERATION


@pytest.mark.parametrize("slug", EXPECTED)
def test_a_problem_is_documented_where_it_can_happen_and_nowhere_else(document: Schema, slug: str) -> None:
    for name, operation in operations(document):
        assert (slug in documented(document, operation)) == EXPECTED[slug](document, name, operation), name


def test_an_operation_needs_a_key_or_says_that_it_needs_none(document: Schema) -> None:
    without = {operation["operationId"] for _name, operation in operations(document) if operation["security"] == []}
    assert without == WITHOUT_A_KEY


def test_the_description_says_which_refusals_are_listed(document: Schema) -> None:
    told = " ".join(document["info"]["description"].split())
    assert "Operations that take a body list 400, 408 and 413." in told
    assert "414 and 431 are listed with none." in told
    for _name, operation in operations(document):
        statuses = {*operation["responses"]}
        assert statuses.isdisjoint({"414", "431"})
        assert ({"400", "408", "413"} <= statuses) or "requestBody" not in operation
