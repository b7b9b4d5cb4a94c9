"""What participants did about an instrument, and where each stands: today, on any day, and as it was known."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.answers import document
from tests.conftest import Unique
from tests.refusals import invalid, refused

Body = dict[str, Any]


@dataclass(frozen=True)
class Treaty:
    """A treaty of which the test says who did what."""

    client: httpx.Client
    id: str
    guatemala: str
    mexico: str

    @property
    def path(self) -> str:
        return f"/v1/instruments/{self.id}"

    def ask(self, participant: str, act: str, on: str | None = None, **fields: object) -> httpx.Response:
        body = {"participant": participant, "act": act, "on": on, **fields}
        return self.client.post(f"{self.path}/participation", json=body)

    def record(self, participant: str, act: str, on: str | None = None, **fields: object) -> str:
        found: str = document(self.ask(participant, act, on, **fields))["id"]
        return found

    def standings(self, **moment: str) -> dict[str, tuple[str, str | None, int]]:
        """Return where each participant stands, since when, and with how many reservations."""
        parties = self.client.get(self.path, params=moment).json()["parties"]
        return {
            party["participant"]["id"]: (
                party["standing"],
                party["since"] and party["since"]["edtf"],
                party["reservations"],
            )
            for party in parties
        }

    def found(self, **asked: str) -> bool:
        """Return whether the list of instruments finds it."""
        page = self.client.get("/v1/instruments", params={"id": self.id, **asked})
        assert page.status_code == httpx.codes.OK, page.text
        return [item["id"] for item in page.json()["items"]] == [self.id]

    def now(self) -> str:
        at: str = self.client.get("/v1/ledger").json()["at"]
        return at


@pytest.fixture
def treaty(client: httpx.Client, unique: Unique) -> Treaty:
    states = [unique("guatemala"), unique("mexico")]
    for state in states:
        document(client.put(f"/v1/participants/{state}", json={"kind": "state", "name": state.capitalize()}))
    record = unique("treaty")
    body = {"kind": "treaty", "title": "A treaty", "adopted": "1990"}
    document(client.put(f"/v1/instruments/{record}", json=body))
    return Treaty(client, record, *states)


def test_where_each_stands_follows_from_what_it_did(treaty: Treaty) -> None:
    treaty.record(treaty.guatemala, "signed", "1991-02-03")
    treaty.record(treaty.mexico, "endorsed", "1991")
    assert treaty.standings() == {
        treaty.guatemala: ("signatory", "1991-02-03", 0),
        treaty.mexico: ("endorser", "1991", 0),
    }
    treaty.record(treaty.guatemala, "reserved", "1995-06-07", text="Not Article 4.")
    treaty.record(treaty.guatemala, "ratified", "1995-06-07", in_force="1995-09-05")
    treaty.record(treaty.mexico, "objected", "1996", to=treaty.guatemala)
    assert treaty.standings()[treaty.guatemala] == ("bound", "1995-06-07", 1)
    (party, other) = treaty.client.get(treaty.path).json()["parties"]
    assert party["participant"] == {"id": treaty.guatemala, "name": treaty.guatemala.capitalize()}
    assert party["acts"] == ["signed", "reserved", "ratified"]
    assert party["in_force"]["edtf"] == "1995-09-05"
    assert (other["acts"], other["in_force"]) == (["endorsed", "objected"], None)
    treaty.record(treaty.guatemala, "reservation_withdrawn", "2001")
    assert treaty.standings()[treaty.guatemala] == ("bound", "1995-06-07", 0)
    treaty.record(treaty.guatemala, "withdrew", "2010", in_force="2011")
    assert treaty.standings()[treaty.guatemala] == ("withdrew", "2010", 0)
    treaty.record(treaty.guatemala, "acceded", "2015")
    assert treaty.standings()[treaty.guatemala] == ("bound", "2015", 0)
    assert treaty.client.get(treaty.path).json()["counts"] == {"participation": 8, "withdrawn": 0}


@pytest.mark.parametrize("act", ["ratified", "accepted", "approved", "acceded", "succeeded"])
def test_every_consent_binds_and_nothing_lesser_unbinds(treaty: Treaty, act: str) -> None:
    treaty.record(treaty.guatemala, "provisionally_applied", "1991")
    assert treaty.standings()[treaty.guatemala][0] == "provisional"
    treaty.record(treaty.guatemala, act, "1992")
    for later in ("signed", "endorsed", "provisionally_applied", "declared"):
        treaty.record(treaty.guatemala, later, "1993")
    assert treaty.standings()[treaty.guatemala] == ("bound", "1992", 0)


def test_who_only_declares_stands_nowhere(treaty: Treaty) -> None:
    treaty.record(treaty.guatemala, "declared", text="We take note.")
    assert treaty.standings() == {treaty.guatemala: ("none", None, 0)}
    assert treaty.found(participant=treaty.guatemala, standing="none")


def test_on_any_day_each_stands_where_it_stood(treaty: Treaty) -> None:
    # Recorded in another order than it was done.
    treaty.record(treaty.guatemala, "withdrew", "2010-01-01")
    treaty.record(treaty.guatemala, "ratified", "1995-06-07")
    treaty.record(treaty.guatemala, "reserved", "1995-06-07")
    treaty.record(treaty.guatemala, "signed", "1991-02-03")
    told = {
        "1991-02-02": {},
        "1991-02-03": {treaty.guatemala: ("signatory", "1991-02-03", 0)},
        "1995-06-07": {treaty.guatemala: ("bound", "1995-06-07", 1)},
        "2009-12-31": {treaty.guatemala: ("bound", "1995-06-07", 1)},
        "2010-01-01": {treaty.guatemala: ("withdrew", "2010-01-01", 0)},
    }
    for day, expected in told.items():
        assert treaty.standings(as_of=day) == expected, day
        for standing in ("signatory", "bound", "withdrew"):
            holds = any(found[0] == standing for found in expected.values())
            assert treaty.found(as_of=day, standing=standing) == holds, (day, standing)
            named = treaty.found(as_of=day, participant=treaty.guatemala, standing=standing)
            assert named == holds, (day, standing)
        reserves = any(found[2] for found in expected.values())
        assert treaty.found(as_of=day, participant=treaty.guatemala, reserves="true") == reserves
    assert treaty.found(standing="withdrew")
    assert not treaty.found(standing="bound")


def test_what_was_known_stays_and_what_is_withdrawn_counts_nowhere(treaty: Treaty) -> None:
    treaty.record(treaty.guatemala, "signed", "1991")
    signed = treaty.now()
    act = treaty.record(treaty.guatemala, "ratified", "1992")
    bound = treaty.now()
    path = f"{treaty.path}/participation/{act}"
    withdrawn = document(treaty.client.post(f"{path}/withdraw", json={"reason": "of another state"}))
    assert withdrawn["withdrawn"]["reason"] == "of another state"
    assert treaty.standings() == {treaty.guatemala: ("signatory", "1991", 0)}
    assert treaty.client.get(treaty.path).json()["counts"] == {"participation": 1, "withdrawn": 1}
    for moment, standing in ((signed, "signatory"), (bound, "bound"), (treaty.now(), "signatory")):
        assert treaty.standings(known_at=moment)[treaty.guatemala][0] == standing
        assert treaty.found(known_at=moment, participant=treaty.guatemala, standing=standing)
        assert not treaty.found(known_at=moment, standing="bound" if standing == "signatory" else "signatory")


def test_of_who_did_nothing_that_stands_nothing_is_told(treaty: Treaty) -> None:
    act = treaty.record(treaty.guatemala, "signed", "1991")
    document(treaty.client.post(f"{treaty.path}/participation/{act}/withdraw", json={"reason": "never did"}))
    assert treaty.standings() == treaty.standings(known_at=treaty.now()) == {}
    for moment in ({}, {"known_at": treaty.now()}):
        assert not treaty.found(participant=treaty.guatemala, **moment)


def test_filters_hold_of_one_and_the_same_participant(treaty: Treaty) -> None:
    treaty.record(treaty.guatemala, "signed", "1991")
    treaty.record(treaty.mexico, "ratified", "1991")
    treaty.record(treaty.mexico, "reserved", "1991")
    for moment in ({}, {"known_at": treaty.now()}):
        assert treaty.found(participant=treaty.guatemala, **moment)
        assert treaty.found(standing="bound", **moment)
        assert treaty.found(participant=treaty.mexico, standing="bound", reserves="true", **moment)
        assert not treaty.found(participant=treaty.guatemala, standing="bound", **moment)
        assert not treaty.found(participant=treaty.guatemala, reserves="true", **moment)
        assert not treaty.found(standing="signatory", reserves="true", **moment)
        assert treaty.found(standing="signatory", reserves="false", **moment)


def test_a_legal_nature_that_nobody_judged_is_asked_for_as_null(treaty: Treaty) -> None:
    for moment in ({}, {"known_at": treaty.now()}):
        assert treaty.found(legal_nature="null", **moment)
        assert not treaty.found(legal_nature="legally_binding", **moment)


def test_acts_are_listed_of_one_instrument_and_of_all(treaty: Treaty) -> None:
    client = treaty.client
    first = treaty.record(treaty.guatemala, "signed", "1991-02-03")
    second = treaty.record(treaty.mexico, "objected", "1990-05", to=treaty.guatemala)
    assert (first, second) == (f"1991-02-03-signed-{treaty.guatemala}", f"1990-05-objected-{treaty.mexico}")
    asked: list[tuple[dict[str, str], list[str]]] = [
        ({}, [first, second]),
        ({"sort": "on"}, [second, first]),
        ({"participant": treaty.guatemala}, [first]),
        ({"act": "objected"}, [second]),
        ({"to": treaty.guatemala}, [second]),
        ({"on_from": "1991-01-01"}, [first]),
        ({"on_to": "1991-01-01"}, [second]),
        ({"withdrawn": "true"}, []),
        ({"as_of": "1990-12-31"}, [second]),
    ]
    for query, expected in asked:
        for moment in ({}, {"known_at": treaty.now()}):
            of_one = client.get(f"{treaty.path}/participation", params=query | moment).json()["items"]
            of_all = client.get("/v1/participation", params=query | moment | {"instrument": treaty.id}).json()["items"]
            assert [item["id"] for item in of_one] == expected, (query, moment)
            assert of_all == of_one
    (shown, _other) = client.get("/v1/participation", params={"instrument": treaty.id}).json()["items"]
    assert shown["instrument"] == {"id": treaty.id, "title": "A treaty"}


def test_what_an_act_takes_effect_on_is_corrected_where_it_stands(treaty: Treaty) -> None:
    act = treaty.record(treaty.guatemala, "ratified", "1992-01")
    path = f"{treaty.path}/participation/{act}"
    assert document(treaty.client.patch(path, json={"in_force": "1992-04"}))["in_force"]["edtf"] == "1992-04"
    (party,) = treaty.client.get(treaty.path).json()["parties"]
    assert (party["standing"], party["in_force"]["edtf"]) == ("bound", "1992-04")
    assert invalid(treaty.client.patch(path, json={"act": "signed"})) == ["/act"]
    assert treaty.found(standing="bound", as_of="1992-01-31")


def test_what_cannot_be_is_refused(treaty: Treaty) -> None:
    assert invalid(treaty.ask("zz-nobody", "signed")) == ["/participant"]
    assert invalid(treaty.ask(treaty.guatemala, "joined")) == ["/act"]
    assert invalid(treaty.ask(treaty.guatemala, "signed", "2199")) == ["/on"]
    assert invalid(treaty.ask(treaty.guatemala, "ratified", "1992", in_force="1991")) == ["/in_force"]
    assert "to goes with the act objected" in treaty.ask(treaty.guatemala, "signed", to=treaty.mexico).text
    assert invalid(treaty.client.patch(treaty.path, json={"parties": []})) == ["/parties"]
    assert treaty.standings() == {}


def test_who_did_anything_cannot_be_deleted_and_a_rename_shows(treaty: Treaty) -> None:
    treaty.record(treaty.guatemala, "signed", "1991")
    treaty.record(treaty.mexico, "signed", "1991")
    path = f"/v1/participants/{treaty.guatemala}"
    problem = refused(treaty.client.delete(path), 409, "conflict")
    assert problem["referred_by"] == [
        {"collection": "instruments", "id": treaty.id, "field": "participation.participant"}
    ]
    before = treaty.now()
    document(treaty.client.patch(path, json={"name": "Guatemala Republic"}))
    names = [party["participant"]["name"] for party in treaty.client.get(treaty.path).json()["parties"]]
    assert names == ["Guatemala Republic", treaty.mexico.capitalize()]
    then = treaty.client.get(treaty.path, params={"known_at": before}).json()["parties"]
    assert [party["participant"]["name"] for party in then] == [
        treaty.guatemala.capitalize(),
        treaty.mexico.capitalize(),
    ]


def test_of_a_merged_participant_what_equals_counts_once(treaty: Treaty) -> None:
    for state in (treaty.guatemala, treaty.mexico):
        treaty.record(state, "ratified", "1992")
        treaty.record(state, "reserved", "1992")
    merge = {"into": treaty.guatemala, "reason": "one state"}
    assert treaty.client.post(f"/v1/participants/{treaty.mexico}/merge", json=merge).status_code == httpx.codes.OK
    assert treaty.standings() == {treaty.guatemala: ("bound", "1992", 1)}
    assert treaty.found(participant=treaty.mexico, standing="bound", reserves="true", known_at=treaty.now())


def test_an_edit_of_the_instrument_leaves_who_stands_where(treaty: Treaty) -> None:
    treaty.record(treaty.guatemala, "signed", "1991")
    stood = treaty.standings()
    document(treaty.client.patch(treaty.path, json={"title": "The same treaty", "adopted": "1989"}))
    assert treaty.standings() == stood
    assert treaty.found(participant=treaty.guatemala, standing="signatory")
