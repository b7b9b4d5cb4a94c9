"""Writes without a fault are read without FastAPI; of others all faults are told together, as ever."""

import httpx
import pytest
from fastapi.routing import APIRoute

from app.api import ROUTERS
from app.http.routing.fast_write import writing_handler
from tests.conftest import Unique

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def test_all_records_and_parts_are_written_so() -> None:
    left = {
        route.path
        for route in ROUTES
        if (route.methods or set()) & WRITES and not route.dependant.query_params and writing_handler(route) is None
    }
    assert not left
    assert writing_handler(next(route for route in ROUTES if route.methods == {"GET"})) is None


@pytest.mark.parametrize("condition", ["If-Match", "Idempotency-Key"])
def test_faults_of_all_kinds_are_told_together(client: httpx.Client, unique: Unique, condition: str) -> None:
    path = f"/v1/topics/{unique('topic')}"
    assert client.put(path, json={"name": "A topic"}).status_code == httpx.codes.CREATED
    headers = {condition: "x" * 3000}
    answer = client.patch(path, json={"name": "Another"}, headers=headers)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert [fault.get("header") for fault in answer.json()["errors"]] == [condition]
    assert client.patch(path, json={"name": "Another"}).json()["version"] == 2
