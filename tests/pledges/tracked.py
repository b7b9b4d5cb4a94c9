"""A pledge as the tests of its status see it: made, judged and read through HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx

Body = dict[str, Any]

EVIDENCE = (
    "citation",
    "reviewed_up_to",
    "beyond_announcement",
    "concrete_action",
    "target_met",
    "due_or_breach",
    "quotation",
    "reversal_evidence",
)
WHATEVER: Body = {"guards": list(EVIDENCE), "reason": "not what this test is about"}


def saying(status: str, day: str = "2025-06-01", **fields: Any) -> Body:
    """Return a status change that no guard of evidence holds up."""
    body = {"status": status, "effective_on": day, "reason": f"{status} on {day}", "override": WHATEVER}
    return body | ({"successor": "the-successor"} if status == "superseded" else {}) | fields


@dataclass(frozen=True)
class Tracked:
    """A pledge that is there."""

    client: httpx.Client
    id: str

    @property
    def path(self) -> str:
        return f"/v1/pledges/{self.id}"

    @property
    def changes(self) -> str:
        return f"{self.path}/status-changes"

    def ask(self, body: Body, **headers: str) -> httpx.Response:
        """Ask for a status change and return the answer, whatever it is."""
        return self.client.post(self.changes, json=body, headers=headers)

    def judge(self, status: str, day: str = "2025-06-01", **fields: Any) -> str:
        """Record a status change, evidence or not, and return its id."""
        return recorded(self.ask(saying(status, day, **fields)))

    def withdraw(self, change: str, reason: str = "on the wrong pledge") -> httpx.Response:
        return self.client.post(f"{self.changes}/{change}/withdraw", json={"reason": reason})

    def read(self) -> Body:
        """Return the pledge's document."""
        return found(self.client.get(self.path))

    def patch(self, body: Body) -> httpx.Response:
        return self.client.patch(self.path, json=body)

    def change(self, change: str) -> Body:
        """Return the document of a status change."""
        return found(self.client.get(f"{self.changes}/{change}"))

    def listed(self, **parameters: Any) -> list[Body]:
        """Return the documents of the pledge's status changes as its list has them."""
        items: list[Body] = found(self.client.get(self.changes, params={"limit": 200} | parameters))["items"]
        return items

    def everywhere(self, change: str) -> Body:
        """Return the document of a status change, the same wherever it is read."""
        document = self.change(change)
        assert document in self.listed()
        assert (
            document in found(self.client.get("/v1/status-changes", params={"pledge": self.id, "limit": 200}))["items"]
        )
        return document


def found(response: httpx.Response) -> Body:
    """Return the content of a good answer, but for what a write warns of."""
    assert response.status_code == httpx.codes.OK, response.text[:1000]
    content: Body = response.json()
    content.pop("warnings", None)
    return content


def recorded(response: httpx.Response) -> str:
    """Return the id of the status change that was recorded."""
    assert response.status_code == httpx.codes.CREATED, response.text[:1000]
    change: str = response.json()["id"]
    return change
