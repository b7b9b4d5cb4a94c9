"""What is counted of the present follows each record that a pledge's flags and days are derived from, and each day."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import time_machine

from app.features.statistics.schemas import Flags
from tests.serving import Service
from tests.statistics.test_counting import every

Body = dict[str, Any]
ANY = {"If-Match": "*"}
GUARDS = {"guards": ["citation", "concrete_action", "quotation", "target_met"], "reason": "a test"}
LATER = datetime(2031, 6, 1, 12, tzinfo=UTC)


def put(client: httpx.Client, path: str, **body: Any) -> None:
    headers = ANY if client.get(f"/v1/{path}").status_code == httpx.codes.OK else {}
    client.put(f"/v1/{path}", json=body, headers=headers).raise_for_status()


def pledge(client: httpx.Client, name: str, **fields: Any) -> None:
    parties = [{"participant": "france", "role": "promisor"}]
    put(
        client, f"pledges/{name}", **{"title": name, "kind": "policy", "announced": "2024", "parties": parties} | fields
    )


def judge(client: httpx.Client, name: str, status: str) -> None:
    change = {"status": status, "effective_on": "2024-07-01", "reason": "seen", "override": GUARDS}
    client.post(f"/v1/pledges/{name}/status-changes", json=change).raise_for_status()


def fill(client: httpx.Client) -> None:
    """Write pledges that each rest on another record."""
    for name in ("france", "japan"):
        put(client, f"participants/{name}", kind="state", name=name)
    put(client, "sources/report", kind="dataset", title="Report", published="2024-01-01")
    put(client, "meetings/summit", title="Summit", form="meeting", status="held", starts="2023-05-01")
    put(client, "instruments/pact", title="Pact", kind="treaty", legal_nature="legally_binding")
    pledge(client, "awaited")
    pledge(client, "waiting", due="2030-01-01", conditions=[{"text": "if so", "pledge": "awaited"}])
    pledge(client, "whole")
    pledge(client, "part", links=[{"type": "part_of", "pledge": "whole"}])
    pledge(client, "citing", citations=[{"source": "report"}])
    pledge(client, "acted-on", instrument="pact")
    pledge(client, "made-there", announced=None, meetings=[{"meeting": "summit", "role": "made_at"}])
    for name in ("citing", "acted-on"):
        judge(client, name, "in_progress")
    put(client, "actions/deed", kind="payment", title="Deed", happened="2024-01-01")


def deed(client: httpx.Client, **fields: Any) -> None:
    put(client, "actions/deed", kind="payment", title="Deed", happened="2025-01-01", **fields)


STEPS: Mapping[str, Callable[[httpx.Client], Any]] = {
    "what is waited for was fulfilled": lambda client: judge(client, "awaited", "fulfilled"),
    "the source is of later": lambda client: put(
        client, "sources/report", kind="dataset", title="Report", published="2025-01-01"
    ),
    "an action is about the pledge": lambda client: deed(
        client, about=[{"pledge": "acted-on", "relation": "carries_out"}]
    ),
    "and no longer": deed,
    "the part is none any more": lambda client: pledge(client, "part"),
    "and is one again": lambda client: pledge(client, "part", links=[{"type": "part_of", "pledge": "whole"}]),
    "the whole binds another": lambda client: pledge(
        client, "whole", parties=[{"participant": "japan", "role": "promisor"}]
    ),
    "the part is gone": lambda client: client.delete("/v1/pledges/part", headers=ANY),
    "the meeting was in another year": lambda client: put(
        client, "meetings/summit", title="Summit", form="meeting", status="held", starts="2022-05-01"
    ),
    "the instrument binds nobody": lambda client: put(
        client, "instruments/pact", title="Pact", kind="treaty", legal_nature="not_legally_binding"
    ),
}


def counted(client: httpx.Client) -> Body:
    """Return what statistics of the present say."""
    overview = client.get("/v1/stats/overview").raise_for_status().json()
    binding = client.get("/v1/stats/overview", params={"legal_nature": "legally_binding"}).raise_for_status().json()
    years = client.get("/v1/stats/compliance", params={"by": "year"}).raise_for_status().json()["items"]
    every_one, wholes = (
        client.get("/v1/stats/overview", params={"rollup": word}).raise_for_status().json()
        for word in ("all", "wholes")
    )
    return {
        "total": overview["total"],
        "wholes": wholes["total"],
        "components": every_one["flags"]["components"],
        "flags": overview["flags"],
        "binding": binding["total"],
        "years": {row["year"]: row["total"] for row in years},
    }


def by_hand(client: httpx.Client) -> Body:
    """Return the same, counted in lists of the present."""
    meetings = {one["id"]: one["starts"]["from"] for one in every(client, "/v1/meetings", {})}
    years: dict[str, int] = {}
    for one in every(client, "/v1/pledges", {}):
        day = one["announced"]["from"] if one["announced"] else meetings[one["meetings"][0]["meeting"]["id"]]
        years[day[:4]] = years.get(day[:4], 0) + 1
    return {
        "total": len(every(client, "/v1/pledges", {})),
        "wholes": len(every(client, "/v1/pledges", {"rollup": "wholes"})),
        "components": len(every(client, "/v1/pledges", {"rollup": "all", "components": "true"})),
        "flags": {flag: len(every(client, "/v1/pledges", {flag: "true"})) for flag in Flags.model_fields},
        "binding": len(every(client, "/v1/pledges", {"legal_nature": "legally_binding"})),
        "years": years,
    }


def test_what_others_say_and_days_that_come_are_counted(fresh_service: Service) -> None:
    with fresh_service.client("write") as client:
        fill(client)
        before = counted(client)
        assert before == by_hand(client)
        for step, take in STEPS.items():
            take(client)
            found = counted(client)
            assert found == by_hand(client), step
            assert found != before, step
            before = found
        with time_machine.travel(LATER, tick=True):
            found = counted(client)
            assert found == by_hand(client)
            assert found["flags"]["overdue"] == 1 > before["flags"]["overdue"]
