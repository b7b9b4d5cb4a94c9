"""What tests of intake share: a service with the seeds, and texts of our own."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.serving import Service

PATH = "/v1/intake"
Ask = Callable[..., dict[str, Any]]
"""`ask(text)`: the proposal for a text."""


@pytest.fixture(scope="module")
def service(seeded: Service) -> Service:
    """Return the running service, which holds the seeds."""
    return seeded


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with service.client("write") as client:
        yield client


@pytest.fixture
def ask(client: httpx.Client) -> Ask:
    """Return what asks for the proposal for a text, which must come."""

    def ask(text: str, **source: Any) -> dict[str, Any]:
        answer = client.post(PATH, json={"text": text, "source": source})
        assert answer.status_code == httpx.codes.OK, answer.text
        proposal: dict[str, Any] = answer.json()
        return proposal

    return ask
