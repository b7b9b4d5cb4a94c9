"""The legal nature of a pledge that says none: that of its instrument, in answers, filters and statistics."""

import httpx

from tests.answers import document
from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import Tracked


def listed(pledge: Tracked, **asked: str) -> bool:
    """Return whether the list finds a pledge, having seen that statistics do as well."""
    client, asked = pledge.client, asked | {"id": pledge.id}
    found = client.get("/v1/pledges", params=asked)
    assert found.status_code == httpx.codes.OK, found.text
    total = client.get("/v1/stats/overview", params=asked).json()["total"]
    assert total == len(found.json()["items"])
    return bool(total)


def effective(pledge: Tracked, **moment: str) -> tuple[str | None, str | None]:
    """Return the legal nature that a pledge says, and the one that it has, having seen that the list shows the same."""
    one = pledge.client.get(pledge.path, params=moment).json()
    (same,) = pledge.client.get("/v1/pledges", params={"id": pledge.id, **moment}).json()["items"]
    assert same == one
    return one["legal_nature"], one["effective_legal_nature"]


def test_a_pledge_has_the_legal_nature_of_its_instrument_unless_it_says_its_own(
    client: httpx.Client, track: Track, unique: Unique
) -> None:
    treaty = unique("treaty")
    body = {"kind": "treaty", "title": "A treaty", "legal_nature": "legally_binding"}
    path = f"/v1/instruments/{treaty}"
    document(client.put(path, json=body))
    inherits, says = track(instrument=treaty), track(instrument=treaty, legal_nature="not_legally_binding")
    without = track()
    assert effective(inherits) == (None, "legally_binding")
    assert effective(says) == ("not_legally_binding", "not_legally_binding")
    assert effective(without) == (None, None)
    for pledge, found in ((inherits, "legally_binding"), (says, "not_legally_binding"), (without, "null")):
        for asked in ("legally_binding", "not_legally_binding", "null"):
            assert listed(pledge, legal_nature=asked) == (asked == found), (found, asked)
    at = client.get("/v1/ledger").json()["at"]
    document(client.patch(path, json={"legal_nature": None}))
    assert (effective(inherits), effective(inherits, known_at=at)) == ((None, None), (None, "legally_binding"))
    assert listed(inherits, legal_nature="null")
    assert listed(inherits, legal_nature="legally_binding", known_at=at)
    assert not listed(inherits, legal_nature="null", known_at=at)


def test_answers_to_writes_show_it(client: httpx.Client, track: Track, unique: Unique) -> None:
    treaty = unique("treaty")
    body = {"kind": "treaty", "title": "A treaty", "legal_nature": "legally_binding"}
    document(client.put(f"/v1/instruments/{treaty}", json=body))
    answer = document(track().patch({"instrument": treaty, "provision": "Article 4.2"}))
    assert (answer["effective_legal_nature"], answer["provision"]) == ("legally_binding", "Article 4.2")


def test_what_a_promisor_owes_under_an_instrument_is_found(track: Track, client: httpx.Client, unique: Unique) -> None:
    treaty, other = unique("treaty"), unique("treaty")
    for one in (treaty, other):
        document(client.put(f"/v1/instruments/{one}", json={"kind": "treaty", "title": "A treaty"}))
    pledge = track("guatemala", "mexico", instrument=treaty)
    at = client.get("/v1/ledger").json()["at"]
    for moment in ({}, {"known_at": at}):
        assert listed(pledge, promisor="mexico", instrument=treaty, **moment)
        assert not listed(pledge, promisor="panama", instrument=treaty, **moment)
        assert not listed(pledge, promisor="mexico", instrument=other, **moment)
