"""Whatever is recorded, withdrawn and rearranged: the service agrees with the model after each step."""

from typing import Any, Literal

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.vocabulary import Status
from tests.conftest import Unique
from tests.pledges.conftest import pledge
from tests.pledges.model import DUE, LATEST, Model, Said
from tests.pledges.tracked import Body, Tracked, found, saying
from tests.refusals import refused

Statement = tuple[str | None, str, str]

statements = st.tuples(
    st.sampled_from([None, "guatemala", "mexico", "panama"]),
    # Few statuses, so that they repeat; the others now and then.
    st.sampled_from(["planned", "fulfilled", "abandoned"]) | st.sampled_from([status.value for status in Status]),
    st.sampled_from(list(LATEST)),
)
promisors = st.sampled_from([["guatemala"], ["guatemala", "mexico"], ["mexico", "guatemala", "panama"]])
steps = st.one_of(
    st.tuples(st.just("judge"), statements),
    st.tuples(st.just("batch"), st.lists(statements, min_size=1, max_size=6)),
    st.tuples(st.just("try"), st.lists(statements, min_size=1, max_size=3)),
    st.tuples(st.just("withdraw"), st.integers(0, 20)),
    st.tuples(st.just("rearrange"), promisors),
)
Step = tuple[Literal["judge", "batch", "try", "withdraw", "rearrange"], Any]


class Both:
    """The service and the model of one pledge, taking the same steps."""

    def __init__(self, client: httpx.Client, record: str, promisors: list[str]) -> None:
        self.tracked = Tracked(client, record)
        self.model = Model(promisors)
        assert client.put(self.tracked.path, json=pledge(*promisors, due=DUE)).status_code == 201

    def judge(self, statement: Statement) -> None:
        party, status, date = statement
        answer = self.tracked.ask(saying(status, date, party=party))
        if known := self.model.known(*statement):
            assert (answer.status_code, answer.json()["id"]) == (200, known.id)
        elif self.model.accepts(*statement):
            assert answer.status_code == 201, answer.text
            self.model.changes.append(Said(answer.json()["id"], party, status, date))
        else:
            refused(answer, 422, "guard-refused")

    def batch(self, batch: list[Statement], *, dry: bool = False) -> None:
        items = [{"pledge": self.tracked.id, **saying(status, date, party=party)} for party, status, date in batch]
        body = {"items": items, "atomic": False}
        answer = self.tracked.client.post("/v1/status-changes", params={"dry_run": dry}, json=body)
        outcomes = found(answer)["items"]
        before = list(self.model.changes)
        for statement, outcome in zip(batch, outcomes, strict=True):
            if known := self.model.known(*statement):
                assert (outcome["outcome"], outcome["change"]["id"]) == ("unchanged", known.id)
            elif self.model.accepts(*statement):
                assert outcome["outcome"] == "recorded"
                self.model.changes.append(Said(outcome["change"]["id"], *statement))
            else:
                assert outcome["outcome"] == "refused"
        shown = {outcome["change"]["id"]: outcome["change"] for outcome in outcomes if "change" in outcome}
        for said in self.model.changes:
            if said.id in shown:
                assert self.seen(shown[said.id]) == self.expected(said)
        if dry:
            self.model.changes = before

    def withdraw(self, number: int) -> None:
        if not self.model.changes:
            return
        said = self.model.changes[number % len(self.model.changes)]
        answer = self.tracked.withdraw(said.id)
        if said.withdrawn:
            refused(answer, 409, "conflict")
        else:
            said.withdrawn = True
            assert self.seen(found(answer)) == self.expected(said)

    def rearrange(self, promisors: list[str]) -> None:
        answer = self.tracked.patch({"parties": pledge(*promisors)["parties"]})
        if self.model.may_go(promisors):
            assert answer.status_code == 200, answer.text
            self.model.promisors = promisors
        else:
            refused(answer, 409, "conflict")

    def agree(self) -> None:
        """Compare all that follows."""
        model = self.model
        stands = found(self.tracked.client.get(f"{self.tracked.path}/status"))
        status, basis = model.overall()
        whole = model.current(None)
        assert (stands["status"]["status"], stands["status"]["basis"]) == (status, basis)
        assert stands["status"]["change"] == (whole and whole.id)
        assert stands["collective"]["status"] == model.collective()
        assert stands["collective"]["promisors"] == len(model.promisors)
        assert [(party["party"]["id"], party["status"], party["change"]) for party in stands["parties"]] == [
            (promisor, model.status(promisor), (current := model.current(promisor)) and current.id)
            for promisor in model.promisors
        ]
        assert [self.seen(change) for change in self.tracked.listed()] == [
            self.expected(said) for said in model.changes
        ]

    def expected(self, said: Said) -> Body:
        before = None if said.withdrawn else self.model.before(said)
        return {
            "id": said.id,
            "party": said.party,
            "status": said.status,
            "date": said.date,
            "withdrawn": said.withdrawn,
            "previous": before and {"change": before.id, "status": before.status},
            "is_reversal": self.model.is_reversal(said),
            "fulfilled_late": self.model.is_late(said),
        }

    @staticmethod
    def seen(change: Body) -> Body:
        names = ("id", "status", "previous", "is_reversal", "fulfilled_late")
        return {name: change[name] for name in names} | {
            "party": change["party"] and change["party"]["id"],
            "date": change["effective_on"]["edtf"],
            "withdrawn": change["withdrawn"] is not None,
        }


@pytest.mark.usefixtures("world")
@settings(max_examples=14)
@given(first=promisors, steps=st.lists(steps, max_size=14))
def test_the_service_agrees_with_the_model(
    client: httpx.Client, unique: Unique, first: list[str], steps: list[Step]
) -> None:
    both = Both(client, unique("modelled"), first)
    for action, argument in steps:
        match action:
            case "judge":
                both.judge(argument)
            case "batch":
                both.batch(argument)
            case "try":
                both.batch(argument, dry=True)
            case "withdraw":
                both.withdraw(argument)
            case "rearrange":
                both.rearrange(argument)
        both.agree()
