"""The calendar of deadlines, read by another program than wrote it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from tests.conftest import Serve
from tests.databases import Databases
from tests.days import TODAY, days_later
from tests.refusals import invalid

ADDRESS = "/v1/feeds/deadlines.ics"
SOON = TODAY + dt.timedelta(days=20)
YEAR = str(TODAY.year + 1)
TITLE = "Open the crossing; build, pave\\ and light it: " + "é" * 60


@pytest.fixture(scope="module", autouse=True)
def _today() -> Iterator[None]:
    with days_later(0):
        yield


@pytest.fixture(scope="module")
def world(databases: Databases, backend: str, serving: Serve) -> Iterator[httpx.Client]:
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as client:
        parties, others = ([{"participant": one, "role": "promisor"}] for one in ("mexico", "belize"))
        for path, body in (
            ("participants/mexico", {"name": "Mexico", "kind": "state"}),
            ("participants/belize", {"name": "Belize", "kind": "state"}),
            ("topics/ports", {"name": "Ports"}),
            (
                "pledges/crossing",
                {
                    "title": TITLE, "due": SOON.isoformat(), "due_text": "in three weeks", "parties": parties,
                    "place": "Tecún Umán", "translations": {"es": {"title": "Abrir el paso"}},
                },
            ),
            ("pledges/month", {"title": "In a month", "parties": others, "due": f"{YEAR}-03~", "topics": ["ports"]}),
            ("pledges/reviewed", {"title": "Looked at", "parties": others, "review_on": f"{YEAR}-05"}),
            ("pledges/old", {"title": "Long ago", "parties": others, "due": "2001-01-01", "announced": "2000-01-01"}),
            ("pledges/never", {"title": "Without a day", "parties": others}),
            (
                "meetings/summit",
                {
                    "title": "Summit", "form": "conference", "status": "planned", "topics": ["ports"],
                    "starts": f"{YEAR}-06-02", "ends": f"{YEAR}-06-04?",
                },
            ),
            ("meetings/held", {"title": "Held", "form": "call", "status": "held", "starts": "2025-06-02"}),
        ):  # fmt: skip
            response = client.put(f"/v1/{path}", json=body)
            assert response.is_success, response.text
        yield client
    databases.drop(url)


def read(client: httpx.Client, **asked: Any) -> dict[str, Any]:
    """Return the events by the beginnings of their UIDs."""
    response = client.get(ADDRESS, params=asked)
    assert response.status_code == httpx.codes.OK, response.text
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar["version"] == "2.0"
    events = calendar.walk("VEVENT")
    assert not [event for event in events if event.errors]
    found = {str(event["uid"]).partition("@")[0]: event for event in events}
    assert len(found) == len(events)
    return found


def test_what_is_due_reviewed_and_planned(world: httpx.Client) -> None:
    events = read(world)
    assert list(events) == ["crossing.due", "month.due", "reviewed.review", "summit.meeting"]
    crossing = events["crossing.due"]
    assert crossing["summary"] == f"Due: {TITLE}"
    assert crossing["dtstart"].dt == SOON
    assert crossing["dtend"].dt == SOON + dt.timedelta(days=1)
    assert crossing["description"] == "Promised by: Mexico\nStatus: Not assessed\nin three weeks"
    assert (crossing["status"], crossing["transp"], crossing["location"]) == ("CONFIRMED", "TRANSPARENT", "Tecún Umán")
    assert httpx.URL(crossing["url"]).path == "/v1/pledges/crossing"
    document = world.get("/v1/pledges/crossing").json()
    assert crossing["sequence"] == document["version"] == 1
    assert crossing["dtstamp"].dt == dt.datetime.fromisoformat(document["updated_at"]).replace(microsecond=0)
    summit = events["summit.meeting"]
    assert summit["dtstart"].dt == dt.date.fromisoformat(f"{YEAR}-06-02")
    assert summit["dtend"].dt == dt.date.fromisoformat(f"{YEAR}-06-05")


def test_what_is_not_exact_says_so(world: httpx.Client) -> None:
    events = read(world)
    month = events["month.due"]
    assert month["summary"] == "Due: In a month (not exact)"
    assert month["dtstart"].dt == dt.date.fromisoformat(f"{YEAR}-03-31")
    assert month["description"].split("\n")[:2] == [
        f"The day is not known: some day of {YEAR}-03~; this is the last.",
        "The date is approximate.",
    ]
    assert {name for name, event in events.items() if event["status"] == "TENTATIVE"} == {
        "month.due", "reviewed.review", "summit.meeting",
    }  # fmt: skip
    assert "The date is uncertain." in events["summit.meeting"]["description"]


def test_in_spanish(world: httpx.Client) -> None:
    events = read(world, language="es")
    assert events["crossing.due"]["summary"] == "Vence: Abrir el paso"
    assert events["crossing.due"]["description"] == "Prometido por: Mexico\nEstado: No evaluado\nin three weeks"
    assert events["month.due"]["summary"] == "Vence: In a month (fecha no exacta)"
    assert events["summit.meeting"]["summary"].startswith("Reunión prevista: Summit")


def test_filters_are_those_of_the_lists(world: httpx.Client) -> None:
    for asked, expected in (
        ({"event": "due"}, ["crossing.due", "month.due"]),
        ({"event": ["review", "meeting"]}, ["reviewed.review", "summit.meeting"]),
        ({"topic": "ports"}, ["month.due", "summit.meeting"]),
        ({"promisor": "mexico"}, ["crossing.due"]),
        ({"due_after": "2000-01-01", "event": "due"}, ["old.due", "crossing.due", "month.due"]),
        ({"review_before": f"{YEAR}-05-01", "event": "review"}, []),
        ({"q": "pave"}, ["crossing.due"]),
    ):
        assert list(read(world, **asked)) == expected, asked
    assert invalid(world.get(ADDRESS, params={"topic": "portz"})) == ["topic"]
    assert invalid(world.get(ADDRESS, params={"event": "deadline"})) == ["event"]


def test_lines_are_folded_ended_and_escaped(world: httpx.Client) -> None:
    content = world.get(ADDRESS).content
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or len(line) > 75 for line in lines)
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Due: Open the crossing\\; build\\, pave\\\\ and light it" in unfolded


def test_what_is_held_is_not_sent_again_and_what_changed_has_a_sequence(world: httpx.Client) -> None:
    first = world.get(ADDRESS)
    held = {"If-None-Match": first.headers["etag"]}
    assert world.get(ADDRESS, headers=held).status_code == 304
    assert world.get(ADDRESS).content == first.content
    assert world.get(ADDRESS, params={"language": "es"}, headers=held).status_code == 200
    later = (SOON + dt.timedelta(days=3)).isoformat()
    world.patch("/v1/pledges/crossing", json={"due": later}).raise_for_status()
    changed = world.get(ADDRESS, headers=held)
    assert changed.status_code == 200
    event = read(world)["crossing.due"]
    assert (event["sequence"], event["dtstart"].dt.isoformat()) == (2, later)
