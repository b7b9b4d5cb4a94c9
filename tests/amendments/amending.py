"""Pledges amended as the tests do it: through HTTP."""

from typing import Any

import httpx

from tests.pledges.tracked import Body, Tracked


def asking(day: str, changes: Body, **fields: Any) -> Body:
    """Return an amendment as it is sent."""
    return {"effective_on": day, "changes": changes, "reason": "agreed by letter"} | fields


def asked(tracked: Tracked, day: str, changes: Body, **fields: Any) -> httpx.Response:
    """Ask for an amendment and return the answer, whatever it is."""
    return tracked.client.post(f"{tracked.path}/amendments", json=asking(day, changes, **fields))


def amended(tracked: Tracked, day: str, **changes: Any) -> str:
    """Record an amendment and return its id."""
    response = asked(tracked, day, changes)
    assert response.status_code == httpx.codes.CREATED, response.text[:1000]
    return str(response.json()["id"])


def withdrawn(tracked: Tracked, amendment: str) -> None:
    """Withdraw an amendment."""
    path = f"{tracked.path}/amendments/{amendment}/withdraw"
    assert tracked.client.post(path, json={"reason": "on the wrong pledge"}).is_success


def listed(client: httpx.Client, **parameters: Any) -> list[str]:
    """Return the ids that the list of pledges finds."""
    response = client.get("/v1/pledges", params={"limit": 200} | parameters)
    assert response.is_success, response.text
    return [item["id"] for item in response.json()["items"]]
