"""What the tests of linked data share: a service that holds the seeds, and a way to read what it tells."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.linked_data.openapi import MEDIA_TYPE
from tests.linked_data.reading import Node
from tests.serving import Service

Read = Callable[..., Node]
"""`read("/v1/pledges/x.jsonld", as_of="2025-01-01")`: the node that is answered."""


@pytest.fixture(scope="module")
def client(seeded: Service) -> Iterator[httpx.Client]:
    with seeded.client("write") as client:
        yield client


@pytest.fixture(scope="module")
def read(client: httpx.Client) -> Read:
    def read(path: str, **parameters: Any) -> Node:
        answer = client.get(path, params=parameters)
        # Who asks first for the past waits for its histories, and longer where the machine is busy.
        while answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            answer = client.get(path, params=parameters)
        assert answer.status_code == httpx.codes.OK, answer.text
        assert answer.headers["content-type"] == MEDIA_TYPE
        node: Node = answer.json()
        return node

    return read
