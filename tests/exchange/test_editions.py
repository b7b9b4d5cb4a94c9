"""A data set is loaded again: what it says anew is taken, what people wrote stays, what both changed is told."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from app.cli.administration.load_progress import summary
from app.db.engines import writing_engine
from app.exchange.formats.bundle import read_bundle
from app.exchange.formats.faults import BadBundle
from app.exchange.loading.load_report import KINDS, Report
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from app.ledger.entries.redaction import redact
from tests.exchange.conftest import Write
from tests.serving import Service

PARTIES = """
participants:
- {id: state-a, kind: state, name: State A}
- {id: state-b, kind: state, name: State B}
sources:
- {id: list-1, kind: dataset, title: A list}
"""
PLEDGE = (
    PARTIES
    + """
pledges:
- id: kept-pledge
  title: A pledge
  kind: policy
  strength: firm
  parties: [{participant: state-a, role: promisor}, {participant: state-b, role: promisor}]
  conditions: [{text: If there is money}]
  status_changes:
"""
)
PLANNED = (
    "  - {status: planned, effective_on: 2024-01-01, reason: said, party: state-a, citations: [{source: list-1}]}\n"
)
FULFILLED = (
    "  - {status: fulfilled, effective_on: 2024-02-01, reason: done, party: state-a, citations: [{source: list-1}], "
    "override: {guards: [concrete_action], reason: data set}}\n"
)
OVERWRITE = "load with --overwrite to let the bundle win"
UNKNOWN = f"differs from what is here, which the data set is not known to have written; left as it is here: {OVERWRITE}"
Load = Callable[..., dict[str, int]]


@pytest.fixture
def client(fresh_service: Service) -> Iterator[httpx.Client]:
    with fresh_service.client("write") as client:
        yield client


@pytest.fixture
def engine(fresh_service: Service) -> Iterator[Engine]:
    engine = writing_engine(fresh_service.database_url)
    yield engine
    engine.dispose()


class Loader:
    """Loads texts as editions of one data set, and keeps the last report."""

    def __init__(self, engine: Engine, write: Write) -> None:
        self.engine, self.write = engine, write
        self.report = Report()

    def __call__(self, text: str, **loading: Any) -> dict[str, int]:
        """Load a text; return what became of records and items, but how many are unchanged."""
        bundle = read_bundle(self.write("a.yaml", text))
        self.report = load_bundle(self.engine, bundle, Loading(**{"data_set": bundle.data_set} | loading))
        counts = {kind: self.report.total(kind) for kind in KINDS if kind != "unchanged"}
        return {kind: count for kind, count in counts.items() if count}

    @property
    def left(self) -> list[str]:
        """What the last load left, without the file."""
        return [str(fault).removeprefix("bundle/a.yaml:") for fault in self.report.left]


@pytest.fixture
def load(engine: Engine, write: Write) -> Loader:
    return Loader(engine, write)


def read(client: httpx.Client, path: str, **parameters: Any) -> Any:
    response = client.get(f"/v1/{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def edit(client: httpx.Client, path: str, **patch: Any) -> None:
    response = client.patch(f"/v1/{path}", json=patch)
    assert response.status_code == 200, response.text


def statuses(client: httpx.Client) -> list[tuple[str, str, bool]]:
    """Return the changes of the pledge: status, reason, and whether it is withdrawn."""
    items = read(client, "pledges/kept-pledge/status-changes", sort="effective_on")["items"]
    return [(item["status"], item["reason"], item["withdrawn"] is not None) for item in items]


def test_what_was_edited_here_stays(client: httpx.Client, load: Loader) -> None:
    load(PARTIES)
    edit(client, "participants/state-a", name="A, corrected", tags=["ours"])
    assert load(PARTIES) == {}
    assert read(client, "participants/state-a")["name"] == "A, corrected"
    # What the bundle alone changes is taken, beside what was edited.
    assert load(PARTIES.replace("name: State A", "name: State A, country: gt")) == {"changed": 1}
    shown = read(client, "participants/state-a")
    assert (shown["name"], shown["country"], shown["tags"]) == ("A, corrected", "gt", ["ours"])
    # Once more, it is still what it was: what the bundle said first is not taken for an edit of its own.
    assert load(PARTIES.replace("name: State A", "name: State A, country: gt")) == {}
    assert read(client, "participants/state-a")["name"] == "A, corrected"


def test_what_both_changed_is_left_and_told(client: httpx.Client, load: Loader) -> None:
    load(PARTIES)
    edit(client, "participants/state-a", name="Ours")
    theirs = PARTIES.replace("name: State A", "name: Theirs")
    for _again in range(2):
        assert load(theirs) == {"left": 1}
        assert load.left == ["3:name: changed here and in the bundle; left as it is here"]
        assert read(client, "participants/state-a")["name"] == "Ours"
    assert load(theirs, overwrite=True) == {"changed": 1}
    assert read(client, "participants/state-a")["name"] == "Theirs"
    # Those who agree have nothing to report.
    assert load(theirs) == {}


def test_what_another_wrote_is_not_overwritten(client: httpx.Client, load: Loader) -> None:
    client.put("/v1/participants/state-a", json={"kind": "state", "name": "By hand", "tags": ["ours"]})
    load(PARTIES.replace("State B", "B by another"), data_set="another")
    assert load(PARTIES.replace("name: State A", "name: State A, tags: [theirs]")) == {"changed": 1, "left": 2}
    # Items of lists are added to what is there: that overwrites nothing.
    assert load.left == [
        f"3:name: {UNKNOWN}",
        "4:name: differs from what the data set another wrote; left as it is here: name that one to go on from it",
    ]
    shown = read(client, "participants/state-a")
    assert (shown["name"], shown["tags"]) == ("By hand", ["ours", "theirs"])


def test_entries_name_their_data_set(client: httpx.Client, load: Loader, engine: Engine, write: Write) -> None:
    load(PARTIES)
    edit(client, "participants/state-a", name="Ours")
    load_bundle(engine, read_bundle(write("a.yaml", "topics: [{id: t1, name: T}]")), actor="Ana")
    entries = read(client, "changes")["items"]
    assert [(entry["data_set"], entry["actor"]) for entry in entries] == [
        *[("list-1", "list-1")] * 3,
        (None, "the write key"),
        ("bundle", "Ana"),
    ]
    revisions = read(client, "participants/state-a/revisions")["items"]
    assert [revision["data_set"] for revision in revisions] == ["list-1", None]


def test_items_of_lists_are_compared_one_by_one(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE.removesuffix("  status_changes:\n"))
    pledge = read(client, "pledges/kept-pledge", form="written")
    ours = {"text": "Ours"}
    edit(client, "pledges/kept-pledge", conditions=[*pledge["conditions"], ours], external_ids={"ours": "1"})
    theirs = PLEDGE.removesuffix("  status_changes:\n").replace(
        "If there is money}", "If there is much money}, {text: Theirs}"
    )
    assert load(theirs + "  external_ids: {theirs: '2'}\n") == {"changed": 1}
    pledge = read(client, "pledges/kept-pledge")
    texts = [condition["text"] for condition in pledge["conditions"]]
    assert sorted(texts) == ["If there is much money", "Ours", "Theirs"]
    assert pledge["external_ids"] == {"ours": "1", "theirs": "2"}
    # What was taken out here stays out.
    edit(client, "pledges/kept-pledge", conditions=[], external_ids=None)
    assert load(theirs + "  external_ids: {theirs: '2'}\n") == {}
    assert load(theirs + "  external_ids: {theirs: '3'}\n") == {"left": 1}
    assert load.left == ["15:external_ids: changed here and in the bundle; left as it is here"]


def test_a_record_that_was_deleted_here_stays_deleted(client: httpx.Client, load: Loader) -> None:
    topics = "topics: [{id: a1, name: A}, {id: b1, name: B}]"
    load(topics)
    assert client.delete("/v1/topics/a1").status_code == 204
    for edition in (topics, topics.replace("name: A", "name: Anew")):
        for data_set in ("bundle", "another"):
            assert load(edition, data_set=data_set) == {"left": 1}
            assert load.left == [f"1:id: was deleted here; left deleted: {OVERWRITE}"]
    assert summary(load.report) == "Nothing changed: 0 created, 0 changed, 1 unchanged, 1 left."
    with pytest.raises(BadBundle) as refusal:
        load(topics.replace("name: B", "name: B, parent: a1"))
    assert [str(fault) for fault in refusal.value.faults] == [
        "bundle/a.yaml:1:parent: a1 was deleted from the topics; take it out, or load with --overwrite"
    ]
    assert load(topics, overwrite=True) == {"created": 1}
    assert read(client, "topics/a1")["version"] == 3


def test_what_was_only_agreed_with_is_not_the_data_sets(client: httpx.Client, load: Loader) -> None:
    load(PARTIES, data_set="first")
    assert load(PARTIES, data_set="second") == {}
    assert load(PARTIES.replace("name: State A", "name: Theirs, country: gt"), data_set="second") == {"left": 1}
    assert load(PARTIES.replace("name: State A", "name: Theirs"), data_set="second", overwrite=True) == {"changed": 1}
    # From here on it is known what it said of the name, and of nothing else.
    assert load(PARTIES.replace("name: State A", "name: Anew, country: gt"), data_set="second") == {
        "changed": 1,
        "left": 1,
    }
    assert load.left == [f"3:country: {UNKNOWN}"]


def test_a_status_change_is_reworded(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE + PLANNED + FULFILLED)
    (first, _second) = read(client, "pledges/kept-pledge/status-changes")["items"]
    reworded = PLEDGE + PLANNED.replace("said", "said (typo mended)") + FULFILLED
    assert load(reworded) == {"changed": 1}
    assert statuses(client) == [("planned", "said (typo mended)", False), ("fulfilled", "done", False)]
    assert first["id"] in {item["id"] for item in read(client, "pledges/kept-pledge/status-changes")["items"]}
    assert load(reworded) == {}
    assert read(client, "pledges", promisor="state-a", status="fulfilled")["items"]


def test_a_status_change_is_taken_back_and_said_again(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE + PLANNED + FULFILLED)
    assert load(PLEDGE + PLANNED) == {"removed": 1}
    assert statuses(client) == [("planned", "said", False), ("fulfilled", "done", True)]
    assert load(PLEDGE + PLANNED) == {}
    assert load(PLEDGE + PLANNED + FULFILLED) == {"created": 1}
    assert statuses(client) == [("planned", "said", False), ("fulfilled", "done", False)]
    # Lists of earlier moments tell the same as the entries do.
    for entry, expected in zip(read(client, "changes")["items"][-3:], ([True, False, True]), strict=True):
        found = read(client, "pledges", promisor="state-a", status="fulfilled", known_at=entry["at"])["items"]
        assert bool(found) is expected
        shown = read(client, "pledges/kept-pledge", known_at=entry["at"])
        assert (shown["parties"][0]["status"]["status"] == "fulfilled") is expected
    # What a statistic counts follows.
    assert read(client, "pledges", promisor="state-a", status="fulfilled")["items"]
    (row,) = (row for row in read(client, "stats/matrix")["items"] if row["promisor"]["id"] == "state-a")
    assert row["statuses"] == {"fulfilled": 1}


def test_a_status_change_is_put_right_in_its_place(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE + PLANNED + FULFILLED)
    before = read(client, "pledges/kept-pledge/status-changes")["items"]
    again = PLEDGE + PLANNED.replace("reason: said", "reason: said aloud") + FULFILLED
    assert load(again) == {"changed": 1}
    after = read(client, "pledges/kept-pledge/status-changes")["items"]
    assert after == [before[0] | {"reason": "said aloud"}, before[1]]
    assert read(client, "changes")["items"][-1]["operation"] == "correct"
    assert load(again) == {}
    # Its evidence is judged anew: nothing else shows that it was done.
    uncited = FULFILLED.replace("citations: [{source: list-1}]", "citations: []")
    with pytest.raises(BadBundle) as refusal:
        load(PLEDGE + PLANNED + uncited)
    assert ["guard citation" in fault.message for fault in refusal.value.faults] == [True]


def test_a_status_change_that_was_withdrawn_here_stays_so(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE + PLANNED + FULFILLED)
    (_first, second) = read(client, "pledges/kept-pledge/status-changes")["items"]
    path = f"/v1/pledges/kept-pledge/status-changes/{second['id']}/withdraw"
    assert client.post(path, json={"reason": "mistaken"}).status_code == 200
    for edition in (FULFILLED, FULFILLED.replace("done", "done indeed")):
        assert load(PLEDGE + PLANNED + edition) == {"left": 1}
        assert load.left == [f"17:status_changes[1]: was withdrawn here; left withdrawn: {OVERWRITE}"]
    assert load(PLEDGE + PLANNED) == {}
    assert statuses(client) == [("planned", "said", False), ("fulfilled", "done", True)]


def test_evidence_that_was_added_here_stays(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE + PLANNED)
    (change,) = read(client, "pledges/kept-pledge/status-changes")["items"]
    path = f"pledges/kept-pledge/status-changes/{change['id']}"
    assert client.post(f"/v1/{path}/citations", json={"source": "list-1", "note": "ours"}).status_code == 201
    assert load(PLEDGE + PLANNED) == {}
    theirs = PLANNED.replace("citations: [", "citations: [{source: list-1, note: theirs}, ")
    assert load(PLEDGE + theirs) == {"changed": 1}
    found = read(client, path)
    assert sorted(str(citation["note"]) for citation in found["citations"]) == ["None", "ours", "theirs"]
    # Evidence is added to it: it was neither withdrawn nor recorded anew.
    assert found["recorded_at"] == change["recorded_at"]
    # Taking it back would take the evidence away that was added here.
    assert load(PLEDGE.removesuffix("  status_changes:\n")) == {"left": 1}


def test_a_promisor_goes_with_what_was_said_of_it(client: httpx.Client, load: Loader) -> None:
    load(PLEDGE + PLANNED)
    alone = PLEDGE.removesuffix("  status_changes:\n").replace("{participant: state-a, role: promisor}, ", "")
    assert load(alone) == {"changed": 1, "removed": 1}
    assert [party["participant"]["id"] for party in read(client, "pledges/kept-pledge")["parties"]] == ["state-b"]
    assert statuses(client) == [("planned", "said", True)]


def test_a_promisor_that_was_judged_here_stays(client: httpx.Client, load: Loader) -> None:
    without = PLEDGE.removesuffix("  status_changes:\n")
    load(without)
    judged = {"party": "state-a", "status": "planned", "effective_on": "2024-01-01", "reason": "ours"}
    cited = judged | {"citations": [{"source": "list-1"}]}
    assert client.post("/v1/pledges/kept-pledge/status-changes", json=cited).status_code == 201
    assert load(without.replace("{participant: state-a, role: promisor}, ", "")) == {"left": 1}
    assert load.left == [
        ("9: Parties that have status changes cannot be removed; other roles can be added to them; left as it is here")
    ]
    # It is never the data set's to take back.
    assert statuses(client) == [("planned", "ours", False)]


def test_what_does_not_go_with_what_was_recorded_here_is_left(client: httpx.Client, load: Loader) -> None:
    bare = PLEDGE.removesuffix("  status_changes:\n")
    load(bare)
    ours = {"party": "state-a", "status": "fulfilled", "effective_on": "2024-01-15", "reason": "ours"}
    cited = ours | {"citations": [{"source": "list-1", "act": "concrete_action"}]}
    assert client.post("/v1/pledges/kept-pledge/status-changes", json=cited).status_code == 201
    # A guard asks why the pledge is no longer fulfilled: the data set does not know that somebody said so.
    later = PLEDGE.replace("title: A pledge", "title: Anew") + PLANNED.replace("2024-01-01", "2024-03-01")
    later = later.replace("source: list-1", "source: new").replace(
        "sources:\n", "sources:\n- {id: new, kind: readout, title: N}\n"
    )
    assert load(later) == {"created": 1, "left": 1}
    (told,) = load.left
    assert told.startswith("17:status_changes[0].")
    assert told.endswith("; left as it is here")
    assert read(client, "pledges/kept-pledge")["title"] == "A pledge"
    # What would be refused without that, too, is wrong with the bundle.
    with pytest.raises(BadBundle):
        load(PLEDGE + PLANNED.replace("party: state-a", "party: state-c"))


MERGED = """
participants:
- {id: burma, kind: state, name: Burma}
- {id: myanmar, kind: state, name: Myanmar, country: mm}
pledges:
- id: burma-pledge
  title: Hold elections
  kind: policy
  strength: firm
  parties: [{participant: burma, role: promisor}]
  status_changes:
  - {party: burma, status: not_assessed, effective_on: 2024-01-01, reason: nobody has looked}
"""


def test_a_merged_record_is_loaded_again(client: httpx.Client, load: Loader) -> None:
    load(MERGED)
    merged = {"into": "myanmar", "reason": "one state"}
    assert client.post("/v1/participants/burma/merge", json=merged).status_code == 200
    assert load(MERGED) == {}
    # What comes anew names the survivor.
    more = (
        MERGED
        + "- {id: more, title: More, kind: policy, strength: firm, parties: [{participant: burma, role: promisor}]}"
    )
    assert load(more) == {"created": 1}
    assert [party["participant"]["id"] for party in read(client, "pledges/more")["parties"]] == ["myanmar"]
    # What the data set now says of the merged one is for people to write to the survivor.
    assert load(more.replace("name: Burma", "name: Union of Burma, country: mm")) == {"left": 1}
    assert load.left == [
        "3:id: was merged into myanmar; what differs from what the data set wrote is left: write it to that one"
    ]
    assert read(client, "participants/myanmar")["name"] == "Myanmar"
    # Two after all: then it is a record of its own again.
    assert client.post("/v1/participants/burma/unmerge", json={"reason": "two"}).status_code == 200
    assert load(more.replace("name: Burma", "name: Union of Burma")) == {"changed": 2}
    assert read(client, "participants/burma")["name"] == "Union of Burma"
    assert [party["participant"]["id"] for party in read(client, "pledges/more")["parties"]] == ["burma"]


def test_what_was_redacted_is_nobodys(fresh_service: Service, client: httpx.Client, load: Loader) -> None:
    load(PARTIES)
    edit(client, "participants/state-a", name="Ours")
    edit(client, "participants/state-a", name="State A")
    entry = read(client, "changes", collection="participants", record="state-a")["items"][0]["number"]
    with load.engine.begin() as connection:
        redact(connection, [entry], "a person's name")
    assert load(PARTIES) == {}
    assert load(PARTIES.replace("State A", "Theirs")) == {"left": 1}


JUDGED = (
    PLEDGE.removesuffix("  status_changes:\n")
    + """
  targets: [{indicator: flights, measure: count, direction: at_least, value: 40}]
  assessments:
  - {score: 1, period: '2024', party: state-a, assessor: state-b, assessor_kind: promisee, rationale: counted,
     id: first}
  - {score: 0, period: '2024', party: state-a, assessor: state-b, assessor_kind: promisee, supersedes: first,
     rationale: not so, id: second}
  measurements:
  - {period: 2025-05, value: 40.5, citations: [{source: list-1}]}
  milestones:
  - {title: Half of it, due: '2024'}
"""
)


def test_other_parts_are_corrected_and_taken_back(client: httpx.Client, load: Loader) -> None:
    load(JUDGED)
    corrected = (
        JUDGED.replace("rationale: counted", "rationale: recounted").replace("40.5", "41").replace("Half", "All")
    )
    assert load(corrected) == {"changed": 3}
    assert load(corrected) == {}
    path = "pledges/kept-pledge"
    assessments = {item["id"]: item for item in read(client, f"{path}/assessments")["items"]}
    assert [assessments[id]["superseded_by"] for id in ("first", "second")] == ["second", None]
    assert assessments["first"]["rationale"] == "recounted"
    assert [item["value"] for item in read(client, f"{path}/measurements")["items"]] == [41]
    assert [item["title"] for item in read(client, f"{path}/milestones")["items"]] == ["All of it"]
    bare = (
        PLEDGE.removesuffix("  status_changes:\n") + JUDGED[JUDGED.index("  targets") : JUDGED.index("  assessments")]
    )
    assert load(bare) == {"removed": 4}
    assert read(client, path)["counts"] == {
        "status_changes": 0,
        "assessments": 0,
        "measurements": 0,
        "amendments": 0,
        "positions": 0,
        "milestones": 0,
        "milestones_done": 0,
        "judged_before_criteria": 0,
        "withdrawn": 3,
    }
    assert load(corrected) == {"created": 4}
    assert read(client, path)["progress"]["met"] is True


def test_a_record_that_was_deleted_here_comes_again_with_its_parts(client: httpx.Client, load: Loader) -> None:
    bundle = JUDGED + "  status_changes:\n" + PLANNED
    load(bundle)
    path = "pledges/kept-pledge"
    kinds = ("assessments", "measurements", "milestones", "status-changes")
    before = {kind: [item["id"] for item in read(client, f"{path}/{kind}")["items"]] for kind in kinds}
    assert list(map(len, before.values())) == [2, 1, 1, 1]
    assert client.delete(f"/v1/{path}").status_code == 204
    assert load(bundle, overwrite=True) == {"created": 6}
    assert {kind: [item["id"] for item in read(client, f"{path}/{kind}")["items"]] for kind in kinds} == before
    assert load(bundle) == {}
    # So do parts that were deleted here, one by one.
    assert client.delete(f"/v1/{path}/milestones/2024").status_code == 204
    assert load(bundle) == {"left": 1}
    assert load.left == [f"25:milestones[0]: was deleted here; left deleted: {OVERWRITE}"]
    assert load(bundle, overwrite=True) == {"created": 1}
    assert [item["id"] for item in read(client, f"{path}/milestones")["items"]] == ["2024"]


def test_a_day_in_an_id_is_no_number(client: httpx.Client, load: Loader) -> None:
    milestones = "  milestones:\n  - {title: By June, due: 2025-06}\n  - {title: By October, due: 2025-10}\n"
    bare = PLEDGE.removesuffix("  status_changes:\n")
    load(bare + milestones)
    in_year = "  milestones:\n  - {title: In the year, due: '2025'}\n  - {title: Late, due: '2025'}\n"
    assert load(bare + in_year) == {"created": 2, "removed": 2}
    assert [item["id"] for item in read(client, "pledges/kept-pledge/milestones")["items"]] == ["2025", "2025-2"]
    # What tells twins apart is a number: both are reworded.
    assert load(bare + in_year.replace("In the", "Within the").replace("Late", "Very late")) == {"changed": 2}


def test_another_part_does_not_take_the_id_of_one_that_is_gone(client: httpx.Client, load: Loader) -> None:
    first, second = (
        "  - {period: '2025', value: 1, note: x, citations: [{source: list-1}]}\n",
        "  - {period: '2025', value: 2, citations: [{source: list-1}]}\n",
    )
    bare = JUDGED[: JUDGED.index("  assessments")] + "  measurements:\n"
    load(bare + first)
    path = "pledges/kept-pledge/measurements/target-2025/withdraw"
    assert client.post(f"/v1/{path}", json={"reason": "mistaken"}).status_code == 200
    assert load(bare + second + first, overwrite=True) == {"created": 2}
    found = {item["id"]: item["value"] for item in read(client, "pledges/kept-pledge/measurements")["items"]}
    assert found == {"target-2025": 1, "target-2025-2": 2}
    assert load(bare + second + first) == {}


def test_parts_of_people_are_never_taken_back(client: httpx.Client, load: Loader) -> None:
    load(JUDGED)
    ours = {"title": "Ours", "due": "2026"}
    assert client.post("/v1/pledges/kept-pledge/milestones", json=ours).status_code == 201
    (theirs, _ours) = read(client, "pledges/kept-pledge/milestones")["items"]
    edit(client, f"pledges/kept-pledge/milestones/{theirs['id']}", done_on="2024-05")
    assert load(JUDGED) == {}
    assert load(JUDGED.replace("Half of it", "Half of it all")) == {"changed": 1}
    found = {item["title"]: item["done_on"] for item in read(client, "pledges/kept-pledge/milestones")["items"]}
    assert {title: done and done["edtf"] for title, done in found.items()} == {
        "Half of it all": "2024-05",
        "Ours": None,
    }
    # One that was edited here is not taken back either.
    assert load(JUDGED[: JUDGED.index("  milestones")]) == {"left": 1}
    assert load(JUDGED[: JUDGED.index("  milestones")], overwrite=True) == {"removed": 1}
    assert [item["title"] for item in read(client, "pledges/kept-pledge/milestones")["items"]] == ["Ours"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sources: [{id: s1, kind: dataset, title: S}, {id: s2, kind: readout, title: R}]", "s1"),
        ("sources: [{id: s1, kind: dataset, title: S}, {id: s2, kind: dataset, title: R}]", "bundle"),
        ("topics: [{id: t1, name: T}]", "bundle"),
    ],
)
def test_a_data_set_has_a_name(write: Write, text: str, name: str) -> None:
    folder = write("a.yaml", text)
    assert read_bundle(folder).data_set == name
    assert read_bundle(folder / "a.yaml").data_set == (name if name == "s1" else "a")
