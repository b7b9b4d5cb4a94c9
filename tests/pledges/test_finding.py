"""Pledges are found by their meetings and parties, and by what they are part of, now and at any moment."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.tracked import Body, Tracked

Find = Callable[..., list[str]]


def found(client: httpx.Client, **query: str | list[str]) -> list[str]:
    answer = client.get("/v1/pledges", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Body] = answer.json()["items"]
    return [item["id"] for item in items]


def put(client: httpx.Client, path: str, body: Body) -> None:
    client.put(f"/v1/{path}", json=body).raise_for_status()


def promised(client: httpx.Client, name: str, *parties: tuple[str, str], **fields: Any) -> Tracked:
    """Make a pledge with some parties, each with its role."""
    written = [{"participant": participant, "role": role} for participant, role in parties]
    put(client, f"pledges/{name}", {"title": name, "parties": written} | fields)
    return Tracked(client, name)


@pytest.fixture
def states(client: httpx.Client, unique: Unique) -> list[str]:
    """Make a group, two states that are part of it, and one that is not."""
    group, one, two, other = (unique(name) for name in ("group", "one", "two", "other"))
    put(client, f"participants/{group}", {"kind": "group", "name": group})
    for state in (one, two, other):
        part_of = [] if state == other else [{"participant": group}]
        put(client, f"participants/{state}", {"kind": "state", "name": state, "part_of": part_of})
    return [group, one, two, other]


def test_a_meeting_finds_what_was_made_there_or_within_it(
    client: httpx.Client, unique: Unique, states: list[str]
) -> None:
    summit, session, later = unique("summit"), unique("session"), unique("later")
    held = {"title": "Talks", "form": "meeting", "status": "held"}
    put(client, f"meetings/{summit}", held | {"starts": "2024-05-01"})
    put(client, f"meetings/{session}", held | {"starts": "2024-05-02", "part_of": summit})
    put(client, f"meetings/{later}", held | {"starts": "2025-05-01"})
    made_at = [{"meeting": session, "role": "made_at"}, {"meeting": later, "role": "reaffirmed_at"}]
    made = promised(client, unique("made"), (states[1], "promisor"), meetings=made_at)
    twice = [{"meeting": later, "role": "made_at"}, {"meeting": summit, "role": "discussed_at"}]
    other = promised(client, unique("other"), (states[1], "promisor"), meetings=twice)
    for moment in ({}, {"as_of": "2025-06-01"}):
        assert found(client, meeting=summit, **moment) == [made.id]
        assert found(client, meeting=session, **moment) == [made.id]
        assert found(client, meeting=later, **moment) == [other.id]
        assert found(client, meeting=later, meeting_role="reaffirmed_at", **moment) == [made.id]
        assert found(client, meeting=summit, meeting_role=["discussed_at", "made_at"], **moment) == sorted(
            [made.id, other.id]
        )
        # The meeting and the role are those of one item.
        assert found(client, meeting=summit, meeting_role="reaffirmed_at", **moment) == []
        assert found(client, id=[made.id, other.id], meeting_role="discussed_at", **moment) == [other.id]


def test_a_pledge_without_a_day_goes_by_the_first_meeting_where_it_was_made(
    client: httpx.Client, unique: Unique, states: list[str]
) -> None:
    first, second, undated = unique("first"), unique("second"), unique("undated")
    held = {"title": "Talks", "form": "meeting", "status": "held"}
    put(client, f"meetings/{first}", held | {"starts": "2024-05-01"})
    put(client, f"meetings/{second}", held | {"starts": "2024-09-01"})
    put(client, f"meetings/{undated}", held)
    promisor = (states[1], "promisor")
    at = {meeting: {"meeting": meeting, "role": "made_at"} for meeting in (first, second, undated)}
    both = promised(client, unique("both"), promisor, meetings=[at[second], at[first], at[undated]])
    none = promised(client, unique("none"), promisor, meetings=[at[undated]])
    own = promised(client, unique("own"), promisor, meetings=[at[second]], announced="2024-03-01")
    said = [{"meeting": second, "role": "discussed_at"}]
    spoken = promised(client, unique("spoken"), promisor, meetings=said)
    every = {pledge.id for pledge in (both, none, own, spoken)}
    days = {
        "2024-02-01": {none.id, spoken.id},
        "2024-04-30": {none.id, spoken.id, own.id},
        "2024-05-01": every,
    }
    for day, there in days.items():
        assert set(found(client, id=sorted(every), as_of=day)) == there
        for pledge in every:
            answer = client.get(f"/v1/pledges/{pledge}", params={"as_of": day})
            assert answer.status_code == (200 if pledge in there else 404), (day, pledge)
        counted = client.get("/v1/stats/overview", params={"id": sorted(every), "as_of": day}).json()
        assert counted["total"] == len(there)


def test_what_is_asked_of_promisors_within_a_group_holds_of_one_and_the_same(
    client: httpx.Client, unique: Unique, states: list[str], world: None
) -> None:
    group, one, two, other = states
    pledge = promised(client, unique("several"), (one, "promisor"), (other, "promisor"), (two, "promisee"))
    alone = promised(client, unique("alone"), (other, "promisor"), (one, "promisee"))
    pledge.judge("fulfilled", party=one)
    pledge.judge("stalled", party=other)
    those: Body = {"id": [pledge.id, alone.id]}
    for moment in ({}, {"as_of": "2026-01-01"}):
        assert found(client, promisor_under=group, **moment) == [pledge.id]
        assert found(client, promisor_under=group, status="fulfilled", **moment) == [pledge.id]
        # The other promisor is no part of the group.
        assert found(client, promisor_under=group, status="stalled", **moment) == []
        assert found(client, promisor_under=group, promisor=one, **those, **moment) == [pledge.id]
        assert found(client, promisor_under=group, promisor=other, **those, **moment) == []
        assert found(client, promisor_under=group, promisor=[one, other], status="stalled", **moment) == []


def test_implementers_and_parts(client: httpx.Client, unique: Unique, states: list[str]) -> None:
    _group, one, two, other = states
    whole = promised(client, unique("whole"), (one, "promisor"), (two, "implementer"))
    link = [{"type": "part_of", "pledge": whole.id}]
    part = promised(client, unique("part"), (two, "promisor"), (other, "implementer"), links=link)
    implements = [{"type": "implements", "pledge": whole.id}]
    beside = promised(client, unique("beside"), (two, "promisor"), links=implements)
    for moment in ({}, {"as_of": "2026-01-01"}):
        assert found(client, implementer=two, **moment) == [whole.id]
        assert found(client, implementer=two, promisor=one, **moment) == [whole.id]
        assert found(client, implementer=other, promisor=one, **moment) == []
        assert found(client, part_of=whole.id, **moment) == [part.id]
        assert found(client, part_of=beside.id, **moment) == []
    assert client.get("/v1/stats/overview", params={"part_of": whole.id}).json()["total"] == 1
