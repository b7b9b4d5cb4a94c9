"""Links between pledges: shown from both sides, waited for, and never leading back."""

from collections.abc import Callable

import httpx
import pytest

from app.ledger.model.rows.batches import Change
from app.ledger.writing.append import append
from app.records.pledges.record_type import PLEDGES
from app.vocabulary import Operation
from tests.conftest import Unique
from tests.counting import counted
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, found
from tests.refusals import refused
from tests.serving import Service

Chain = Callable[[str, int], list[str]]


@pytest.fixture
def chain(client: httpx.Client, track: Track) -> Chain:
    """Return what makes a row of pledges, each linked to the one before."""

    def chain(type_: str, length: int) -> list[str]:
        ids: list[str] = []
        for _ in range(length):
            ids.append(track(links=[{"type": type_, "pledge": known} for known in ids[-1:]]).id)
        return ids

    return chain


def links(client: httpx.Client, record: str, **parameters: str | int) -> Body:
    return found(client.get(f"/v1/pledges/{record}/links", params=parameters))


def link(client: httpx.Client, record: str, *pairs: tuple[str, str]) -> httpx.Response:
    written = [{"type": type_, "pledge": other} for type_, other in pairs]
    return client.patch(f"/v1/pledges/{record}", json={"links": written})


@pytest.mark.parametrize(("type_", "told"), [("part_of", "is part of"), ("supersedes", "supersedes")])
def test_a_way_that_leads_back_is_refused(client: httpx.Client, chain: Chain, type_: str, told: str) -> None:
    first, second, third = chain(type_, 3)
    # Another type leads back as it pleases, in between and at once.
    assert link(client, first, ("renews", third), ("contradicts", second)).is_success
    fault = {
        "pointer": "/links/1/pledge",
        "message": f"closes a cycle: {f' {told} '.join([first, third, second, first])}",
    }
    assert refused(link(client, first, ("renews", third), (type_, third)), 422, "invalid-content")["errors"] == [fault]
    shorter = f" {told} ".join([first, second, first])
    several = [(type_, second), (type_, third)]
    # A pledge is part of one at most.
    cycles = [f"closes a cycle: {shorter}", fault["message"]][: 1 if type_ == "part_of" else None]
    answer = refused(link(client, first, *several[: len(cycles)]), 422, "invalid-content")
    assert [error["message"] for error in answer["errors"]] == cycles
    # What is there stays as it is, and may be written again.
    assert link(client, third, (type_, second), ("renews", first)).is_success
    # Both types together lead nowhere back.
    other = {"part_of": "supersedes", "supersedes": "part_of"}[type_]
    assert link(client, first, (other, third)).is_success


def test_the_longest_way_is_followed_and_told_in_short(client: httpx.Client, chain: Chain, service: Service) -> None:
    ids = chain("part_of", 40)
    with counted(service.database) as statements:
        answer = refused(link(client, ids[0], ("part_of", ids[-1])), 422, "invalid-content")
    message = answer["errors"][0]["message"]
    assert message.startswith(f"closes a cycle: {ids[0]} is part of {ids[39]} is part of {ids[38]} is part of")
    assert message.endswith(f"is part of (31 more) is part of {' is part of '.join(ids[4::-1])}")
    # However long: the pledge, whether a way leads back, and that way.
    assert len([text for text in statements.writes if "RECURSIVE" in text.upper()]) == 2


def test_links_are_shown_from_both_sides(client: httpx.Client, track: Track) -> None:
    whole, old, needed = track(title="The whole"), track(title="The old"), track(title="Needed")
    needed.judge("planned")
    pairs = [("part_of", whole.id), ("renews", old.id)]
    part = track(
        title="The part",
        conditions=[
            {"id": "funds", "text": "funds"},
            *({"text": "once it is done", "pledge": other} for other in (needed.id, old.id)),
        ],
        links=[{"type": type_, "pledge": other} for type_, other in pairs],
    )

    def seen(record: str) -> list[tuple[object, ...]]:
        items = links(client, record)["items"]
        return [(item["direction"], item["relation"], item["pledge"]["id"]) for item in items]

    outgoing = [("outgoing", type_, other) for type_, other in pairs]
    assert seen(part.id) == sorted(outgoing, key=lambda one: (one[2], one[1]))
    assert seen(whole.id) == [("incoming", "has_part", part.id)]
    assert seen(old.id) == [("incoming", "renewed_by", part.id)]
    answer = links(client, part.id)
    assert answer["conditions"] == part.read()["conditions"]
    assert answer["conditions"][:2] == [
        {"id": "funds", "text": "funds", "pledge": None, "met_on": None},
        {
            "id": "condition",
            "text": "once it is done",
            "pledge": {"id": needed.id, "title": "Needed"},
            "met_on": None,
        },
    ]
    waited = [{"id": needed.id, "title": "Needed", "status": "planned"}]
    waited.append({"id": old.id, "title": "The old", "status": "not_assessed"})
    assert answer["waits_for"] == sorted(waited, key=lambda pledge: pledge["id"])
    needed.judge("fulfilled", "2025-06-02")
    answer = links(client, part.id)
    assert [pledge["id"] for pledge in answer["waits_for"]] == [old.id]
    assert refused(client.get("/v1/pledges/is-not-there/links"), 404, "not-found")
    path = f"/v1/pledges/{part.id}/links"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED
    old.judge("planned")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == httpx.codes.OK


def wait_for(client: httpx.Client, record: str, *others: str) -> httpx.Response:
    conditions = [{"text": "once it is done", "pledge": other} for other in others]
    return client.patch(f"/v1/pledges/{record}", json={"conditions": conditions})


def test_no_pledge_waits_for_what_waits_for_it(client: httpx.Client, track: Track) -> None:
    first, second, third = (track().id for _ in range(3))
    assert wait_for(client, second, first).is_success
    assert wait_for(client, third, second).is_success
    path = f"{first} waits for {third} waits for {second} waits for {first}"
    fault = {"pointer": "/conditions/1/pledge", "message": f"closes a cycle: {path}"}
    other = track().id
    assert refused(wait_for(client, first, other, third), 422, "invalid-content")["errors"] == [fault]
    own = {"pointer": "/conditions/0/pledge", "message": "name another pledge than this one"}
    assert refused(wait_for(client, first, first), 422, "invalid-content")["errors"] == [own]
    # Links lead back as they please: they are another relation.
    assert link(client, first, ("part_of", third)).is_success
    assert wait_for(client, first, other).is_success


def test_links_come_in_pages(client: httpx.Client, track: Track, unique: Unique) -> None:
    others = [track().id for _ in range(3)]
    middle = track(links=[{"type": "matches", "pledge": other} for other in others]).id
    for _ in range(4):
        both = [{"type": "part_of", "pledge": middle}, {"type": "implements", "pledge": middle}]
        assert client.put(f"/v1/pledges/{unique('pledge')}", json=pledge(links=both)).is_success
    whole = links(client, middle)
    assert (len(whole["items"]), whole["next_cursor"]) == (11, None)
    for limit in (1, 2, 3, 4, 11):
        gathered: list[Body] = []
        cursor: str | None = None
        while True:
            page = links(client, middle, limit=limit, **({} if cursor is None else {"cursor": cursor}))
            gathered += page["items"]
            assert len(page["items"]) <= limit
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert gathered == whole["items"]
    refused(client.get(f"/v1/pledges/{middle}/links", params={"cursor": "e30"}), 400, "bad-cursor")


def test_a_circle_from_earlier_times_holds_up_no_other_change(
    client: httpx.Client, chain: Chain, service: Service
) -> None:
    first, second = chain("part_of", 2)
    body = found(client.get(f"/v1/pledges/{first}", params={"form": "written"}))
    del body["id"]
    body["links"] = [{"type": "part_of", "pledge": second}]
    # As a release wrote it that did not look for circles.
    service.write(append, [Change(PLEDGES, first, Operation.PUT, body)])
    assert client.patch(f"/v1/pledges/{first}", json={"title": "Another"}).is_success
    assert link(client, first, ("renews", second), ("part_of", second)).is_success
