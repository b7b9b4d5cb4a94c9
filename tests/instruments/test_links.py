"""Links of instruments: none leads to the instrument itself, and those that go one way lead nowhere back."""

import httpx
import pytest

from tests.answers import document
from tests.conftest import Unique
from tests.refusals import invalid


def put(client: httpx.Client, record: str, *links: tuple[str, str]) -> httpx.Response:
    named = [{"type": kind, "instrument": other} for kind, other in links]
    body = {"kind": "treaty", "title": "A treaty", "links": named}
    return client.put(f"/v1/instruments/{record}", json=body, headers={"If-Match": "*"})


@pytest.mark.parametrize("kind", ["amends", "replaces", "implements", "part_of"])
def test_no_instrument_is_linked_to_itself(client: httpx.Client, unique: Unique, kind: str) -> None:
    own = unique("treaty")
    document(client.put(f"/v1/instruments/{own}", json={"kind": "treaty", "title": "A treaty"}))
    assert invalid(put(client, own, (kind, own))) == ["/links/0/instrument"]


@pytest.mark.parametrize("kind", ["amends", "replaces", "part_of"])
def test_links_that_go_one_way_close_no_cycle(client: httpx.Client, unique: Unique, kind: str) -> None:
    first, second, third = (unique("treaty") for _number in range(3))
    for record in (first, second, third):
        document(client.put(f"/v1/instruments/{record}", json={"kind": "treaty", "title": "A treaty"}))
    document(put(client, first, (kind, second)))
    document(put(client, second, (kind, third)))
    answer = put(client, third, (kind, first))
    assert invalid(answer) == ["/links/0/instrument"]
    assert f"{third}" in answer.json()["errors"][0]["message"]
    document(put(client, third, ("implements", first)))
