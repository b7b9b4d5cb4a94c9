"""How participants take what is pledged, judged and said."""

from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.conftest import Track, track, world
from tests.pledges.tracked import Body, Tracked, found
from tests.serving import Service

__all__ = ["track", "world"]

PATH = "/v1/stats/positions"
NOTHING: Body = {"total": 0, "positions": {}}


class World:
    """A pledge and two recommendations under a tag of their own, one accepted and one refused."""

    def __init__(self, client: httpx.Client, unique: Unique, track: Track) -> None:
        """Make them."""
        self.client, self.pledge = client, track("guatemala")
        self.tag = f"tag-{self.pledge.id}"
        found(client.patch(self.pledge.path, json={"tags": [self.tag]}, headers={"If-Match": "*"}))
        self.accepted, self.refused, self.demand = (
            self._statement(unique, kind, about)
            for kind, about in (("recommendation", [self.pledge.id]), ("recommendation", []), ("demand", []))
        )

    def _statement(self, unique: Unique, kind: str, about: list[str]) -> str:
        path = f"/v1/statements/{unique('statement')}"
        body = {"kind": kind, "summary": "Ratify it.", "speaker": "panama", "tags": [self.tag], "about": about}
        assert self.client.put(path, json=body).status_code == httpx.codes.CREATED
        return path

    def take(self, path: str, participant: str, position: str, on: str | None, **fields: Any) -> str:
        body = {"participant": participant, "position": position, "on": on} | fields
        answer = self.client.post(f"{path}/positions", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        taken: str = answer.json()["id"]
        return taken

    def counted(self, **query: Any) -> dict[str, Body]:
        rows = found(self.client.get(PATH, params={"tag": self.tag} | query))["items"]
        return {row["participant"]["id"]: row for row in rows}


@pytest.fixture
def made(client: httpx.Client, unique: Unique, track: Track) -> World:
    return World(client, unique, track)


def total(**positions: int) -> Body:
    return {"total": sum(positions.values()), "positions": positions}


def test_what_was_refused_and_what_was_accepted_count(made: World) -> None:
    made.take(made.accepted, "guatemala", "accepts", "2024-02-01")
    made.take(made.refused, "guatemala", "accepts", "2024-01-01")
    made.take(made.refused, "guatemala", "rejects", "2024-02-01")
    made.take(made.demand, "guatemala", "no_answer", None)
    made.take(made.pledge.path, "panama", "notes", "2024-03-01")
    change = made.pledge.judge("planned")
    made.take(made.pledge.path, "guatemala", "accepts", "2025", about=f"status_changes/{change}")
    assert made.counted() == {
        "guatemala": {
            "participant": {"id": "guatemala", "name": "Guatemala"},
            "pledges": NOTHING,
            "judgements": total(accepts=1),
            "statements": total(accepts=1, rejects=1, no_answer=1),
        },
        "panama": {
            "participant": {"id": "panama", "name": "Panama"},
            "pledges": total(notes=1),
            "judgements": NOTHING,
            "statements": NOTHING,
        },
    }
    recommended = made.counted(statement_kind="recommendation")["guatemala"]
    assert recommended["statements"] == total(accepts=1, rejects=1)
    # What both lists are filtered by narrows both down: Panama spoke, and is no party to the pledge.
    for query in ({"participant": "panama"}, {"under": "panama"}):
        by_participant = made.counted(**query)
        assert by_participant.keys() == {"guatemala"}
        assert by_participant["guatemala"] == made.counted()["guatemala"] | {"judgements": NOTHING}
    assert made.counted(voice="null") == made.counted(voice="document") == {}
    # A filter that statements do not have leaves them out, and says so.
    found_by_status = made.counted(status="planned")
    assert {participant: row["statements"] for participant, row in found_by_status.items()} == {
        "guatemala": None, "panama": None,
    }  # fmt: skip
    assert made.counted(status="fulfilled") == {}


def test_the_latest_counts_and_one_without_a_day_comes_before_all_others(made: World) -> None:
    made.take(made.demand, "guatemala", "accepts", "2024-02-01")
    made.take(made.demand, "guatemala", "rejects", None)
    made.take(made.demand, "panama", "rejects", "2024-02")
    made.take(made.demand, "panama", "notes", "2024-02-29")
    assert {who: row["statements"] for who, row in made.counted().items()} == {
        "guatemala": total(accepts=1),
        "panama": total(notes=1),
    }


def test_at_earlier_moments(made: World) -> None:
    made.take(made.refused, "guatemala", "rejects", "2024-02-01")
    then = found(made.client.get(made.refused))["updated_at"]
    last = made.take(made.refused, "guatemala", "accepts", "2025-02-01")
    assert made.counted()["guatemala"]["statements"] == total(accepts=1)
    assert made.counted(as_of="2025-01-31")["guatemala"]["statements"] == total(rejects=1)
    assert made.counted(as_of="2024-01-31") == {}
    assert made.counted(known_at=then)["guatemala"]["statements"] == total(rejects=1)
    made.client.post(f"{made.refused}/positions/{last}/withdraw", json={"reason": "misread"})
    assert made.counted()["guatemala"]["statements"] == total(rejects=1)


def test_page_by_page(made: World) -> None:
    for participant in ("guatemala", "mexico", "panama"):
        made.take(made.pledge.path, participant, "accepts", "2024")
    query: dict[str, Any] = {"tag": made.tag, "limit": 2, "by": "participant"}
    first = found(made.client.get(PATH, params=query))
    second = found(made.client.get(PATH, params=query | {"cursor": first["next_cursor"]}))
    assert [row["participant"]["id"] for row in first["items"] + second["items"]] == ["guatemala", "mexico", "panama"]
    assert second["next_cursor"] is None


def test_no_pledge_is_needed(client: httpx.Client, track: Track) -> None:
    pledge: Tracked = track()
    assert found(client.get(PATH, params={"id": pledge.id}))["items"] == []


def test_of_whoever_is_named_alone(made: World) -> None:
    then = found(made.client.get(made.pledge.path))["updated_at"]
    made.take(made.pledge.path, "panama", "notes", "2024-02-01")
    last = made.take(made.refused, "panama", "rejects", "2024-03-01")
    made.take(made.refused, "mexico", "accepts", "2024-03-01")
    taken = made.counted(taken_by="panama")
    assert taken == {"panama": made.counted()["panama"]}
    assert taken["panama"]["statements"] == total(rejects=1)
    assert made.counted(taken_by=["panama", "mexico"]).keys() == {"mexico", "panama"}
    assert made.counted(taken_by="mexico", id=made.pledge.id) == {}
    assert made.counted(taken_by="panama", known_at=then) == {}
    assert made.counted(taken_by="panama", as_of="2024-02-15")["panama"]["statements"] == NOTHING
    made.client.post(f"{made.refused}/positions/{last}/withdraw", json={"reason": "misread"})
    assert made.counted(taken_by="panama")["panama"]["statements"] == NOTHING
    refused = made.client.get(PATH, params={"taken_by": "nobody-at-all"})
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY


def test_of_whoever_never_took_any_nothing_is_counted(
    made: World, unique: Unique, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone = unique("participant")
    assert made.client.put(f"/v1/participants/{someone}", json={"kind": "person", "name": "A"}).status_code == 201
    monkeypatch.setattr(service.app.state.twins, "count", None)
    assert made.counted(taken_by=someone) == {}
