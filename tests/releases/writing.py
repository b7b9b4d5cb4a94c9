"""Writing through the API in a time of one's own."""

from collections.abc import Callable
from typing import Any

import httpx

from app.ledger.entries.redaction import redact
from tests.releases.bodies import Body, made_up
from tests.serving import Service


class World:
    """Writes through a client, each request a second after the one before."""

    def __init__(self, service: Service, client: httpx.Client, later: Callable[[float], None]) -> None:
        """Take the service, a client that may do everything, and what sets the clock forward by seconds."""
        self._service = service
        self._client = client
        self._later = later

    def send(self, method: str, path: str, body: Body | None = None, **headers: str) -> Body:
        """Send a request and return its answer. Raises AssertionError where it is refused."""
        self._later(1)
        answer = self._client.request(method, path, json=made_up(body) if body is not None else None, headers=headers)
        assert answer.is_success, f"{method} {path} {body}: {answer.text}"
        return answer.json() if answer.content else {}

    def add(self, owner: str, part_type: str, **body: Any) -> str:
        """Record a part, and return its path."""
        part = self.send("POST", f"{owner}/{part_type}", body)["id"]
        return f"{owner}/{part_type}/{part}"

    def withdraw(self, part: str) -> None:
        self.send("POST", f"{part}/withdraw", {"reason": "It was somebody else."})

    def redact(self, number: int) -> None:
        """Take out what an entry holds, as `pacta ledger redact` does."""
        self._later(1)
        self._service.write(redact, [number], "It named a private person.")

    def numbers(self, collection: str, record: str) -> list[int]:
        """Return the numbers of a record's entries."""
        feed = self.send("GET", f"/v1/changes?collection={collection}&record={record}&limit=200")
        return [entry["number"] for entry in feed["items"]]
