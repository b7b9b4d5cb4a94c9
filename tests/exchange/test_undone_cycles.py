"""Records that refer to each other in a cycle go together when an import is undone."""

from collections.abc import Iterator

import httpx
import pytest

from app.exchange.imports import deletion
from app.exchange.imports.reference_groups import Group, reference_groups
from app.ledger.model.record_rows import Key
from tests.conftest import Serve, Unique
from tests.exchange.test_export import export
from tests.exchange.test_imports import PATH, taken
from tests.exchange.test_requests import GUATEMALA
from tests.serving import Service


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    with serving(database_url) as service, service.client("write") as client:
        client.post("/v1/bundles", json=GUATEMALA).raise_for_status()
        yield service


def change(status: str, effective_on: str, **more: object) -> dict[str, object]:
    override = {"guards": ["citation"], "reason": "A test."}
    return {"status": status, "effective_on": effective_on, "reason": "A test.", "override": override, **more}


@pytest.mark.parametrize("size", [1, 20])
def test_a_verdict_and_the_deed_that_it_names_are_undone_together(
    client: httpx.Client, unique: Unique, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(deletion, "FIRST", size)
    one, other, deed = unique("one"), unique("other"), unique("deed")
    parties = [{"participant": "guatemala", "role": "promisor"}]
    about = [{"pledge": one, "relation": "carries_out"}]
    waiting = {"conditions": [{"text": "First the other", "pledge": one}]}
    amended = {"reason": "Agreed", "effective_on": "2025-04", "changes": waiting}
    changes = [change("in_progress", "2025-07", actions=[deed]), change("superseded", "2025-08", successor=other)]
    bundle = {
        "pledges": [
            {"id": one, "title": "One", "parties": parties, "status_changes": changes},
            {"id": other, "title": "Other", "parties": parties, "amendments": [amended]},
        ],
        "actions": [{"id": deed, "kind": "other", "title": "A deed", "happened": "2025-06", "about": about}],
    }
    was = export(client)
    done = taken(client.post(PATH, json=bundle))
    would = client.post(f"{PATH}/{done['id']}/undo", params={"dry_run": True}).json()["report"]
    report = client.post(f"{PATH}/{done['id']}/undo").json()["report"]
    assert (report["deleted"], report["left"]) == (3, [])
    assert report == would
    assert export(client) == was


def key(id: str) -> Key:
    return ("topics", id)


def test_groups_come_behind_what_refers_to_them() -> None:
    # a → b ⇄ c → d, and e ⇄ f → d; each is given with those that refer to it.
    edges = {"a": "", "b": "ac", "c": "b", "d": "cf", "e": "f", "f": "e"}
    groups = reference_groups({key(id): [key(other) for other in others] for id, others in edges.items()})
    assert groups == [
        Group(0, [key("a")]),
        Group(0, [key("e"), key("f")]),
        Group(1, [key("b"), key("c")]),
        Group(2, [key("d")]),
    ]


def test_long_chains_are_no_burden() -> None:
    ids = [f"{number:05}" for number in range(20_000)]
    referring = {key(id): [key(ids[number - 1])] if number else [] for number, id in enumerate(ids)}
    assert [group.step for group in reference_groups(referring)] == list(range(20_000))
