"""What assistants can find out of the seeds."""

import json
import re
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mcp.client import Client
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

from app.assistants.answer_size import MOST_BYTES
from app.assistants.arguments import faults
from app.assistants.server import INSTRUCTIONS, TOOLS, make_server
from app.assistants.tools.collections import Collection
from app.records.registry import COLLECTIONS
from app.vocabulary import Status, Voice
from tests.assistants.conftest import IN_FULL, Ask, Told, asked, client_of
from tests.contract import Contract
from tests.serving import Service

MEETING = "rubio-arevalo-2025-02-05"
TASK_FORCE = "guatemala-border-task-force"
ASSESSED = "us-army-corps-port-plans"


def head(service: Service) -> Any:
    with service.client() as client:
        return client.get("/v1/ledger").json()


def test_what_was_promised_and_what_came_of_it(ask: Ask, seeded: Service) -> None:
    found = ask("search", words="Rubio Arévalo talks", collections=["meetings"]).answer
    assert MEETING in {one["id"] for one in found["items"]}
    pledges = ask("find_pledges", meeting=[MEETING], promisor=["guatemala"]).answer
    assert pledges["basis"] == {name: head(seeded)[name] for name in ("number", "hash", "at")} | {"moved_on": False}
    (task_force,) = (one for one in pledges["items"] if one["id"] == TASK_FORCE)
    assert {"id": "guatemala", "label": "Guatemala", "role": "promisor", "status": "not_assessed"} in task_force[
        "parties"
    ]
    assert task_force["strength"] == "firm"
    assert (task_force["attestation"], task_force["disputed"], task_force["version"]) == ("reporter", True, 1)
    assert task_force["quotations"][0]["quote"] == "will launch a new Border Protection Task Force"
    assert task_force["quotations"][0]["source"]["id"] == "us-guatemala-strategic-cooperation"
    history = ask("pledge_history", id=TASK_FORCE).answer
    assert history["status"]["status"]["status"] == "not_assessed"
    accounts = next(one for one in history["sections"] if one["part"] == "accounts")
    assert accounts["items"][0]["field"] == "place"
    whole = ask("read_record", collection="pledges", id=TASK_FORCE).answer
    with seeded.client() as client:
        assert whole["record"] == client.get(f"/v1/pledges/{TASK_FORCE}").json()
    assert whole["whole"]


def test_a_history_has_what_was_done_and_said(ask: Ask) -> None:
    history = ask("pledge_history", id=ASSESSED).answer
    parts = {one["part"]: one for one in history["sections"]}
    (change,) = parts["status-changes"]["items"]
    assert change["unknown_because"] == "not_published"
    assert change["citations"][0]["voice"] == "reporter"
    assert "salt" not in json.dumps(history)
    assert history["version"] == 2
    revisions = ask("pledge_history", id=ASSESSED, part="revisions", limit=1).answer
    (first,) = revisions["items"]
    rest = ask("pledge_history", id=ASSESSED, part="revisions", limit=1, cursor=revisions["next_cursor"]).answer
    assert {first["revision"], rest["items"][0]["revision"]} == {1, 2}
    assert rest["next_cursor"] is None
    accounts = ask("pledge_history", id=TASK_FORCE, part="accounts", limit=1).answer
    rest = ask("pledge_history", id=TASK_FORCE, part="accounts", limit=1, cursor=accounts["next_cursor"]).answer
    assert [accounts["items"][0]["field"], rest["items"][0]["field"]] == ["place", "parties"]


def test_lists_are_read_to_their_end(ask: Ask, seeded: Service) -> None:
    found = list[str]()
    cursor: str | None = None
    while True:
        page = ask("find_pledges", limit=20, sort="-announced", cursor=cursor).answer
        found += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    with seeded.client() as client:
        listed = client.get("/v1/pledges", params={"sort": "-announced", "limit": 200}).json()["items"]
    assert found == [one["id"] for one in listed]


def test_statistics_say_of_how_much_they_are(ask: Ask, seeded: Service) -> None:
    overview = ask("statistics", by="kind").answer
    with seeded.client() as client:
        told = client.get("/v1/stats/overview").json()
    assert overview["overall"] == {name: one for name, one in told.items() if not name.startswith("by_")}
    assert sum(overview["attestation"].values()) == told["total"]
    process = next(one for one in overview["items"] if one["kind"] == "process")
    assert (process["total"], process["due"]["total"]) == (2, 2)
    compliance = ask("statistics", statistic="compliance", by="participant", promisor=["guatemala"]).answer
    assert compliance["items"][0]["participant"]["id"] == "guatemala"
    assert compliance["overall"]["due"] == 2
    timeline = ask("statistics", statistic="timeline", strength=["firm"]).answer
    assert [one["period"] for one in timeline["items"]][:2] == ["2022", "2023"]


def test_changes_are_followed(ask: Ask, seeded: Service) -> None:
    last = head(seeded)["number"]
    entries = ask("changes", after=last - 25, limit=20).answer
    assert [one["number"] for one in entries["items"]] == list(range(last - 24, last - 4))
    rest = ask("changes", after=int(entries["next_cursor"])).answer
    assert rest["items"][-1]["hash"] == rest["basis"]["hash"]
    assert rest["next_cursor"] is None
    written = next(one for one in rest["items"] if one["record"] == "puerto-quetzal-works")
    assert (written["attestation"], written["label"]) == ("reporter", "Works at the port terminal of Puerto Quetzal")
    assert ask("changes", since="2999-01-01T00:00:00Z").answer["items"] == []


def test_both_clocks(ask: Ask, seeded: Service) -> None:
    first = head(seeded)["at"]
    told = ask("find_pledges", as_of="2023-12-31", known_at=first).answer
    assert (told["basis"]["as_of"], told["basis"]["known_at"]) == ("2023-12-31", first)
    assert 0 < len(told["items"]) < 10
    history = ask("pledge_history", id=ASSESSED, known_at=first).answer
    assert "revisions" not in {one["part"] for one in history["sections"]}
    assert "known_at: revisions" in ask("pledge_history", id=ASSESSED, part="revisions", known_at=first).refusal
    before = ask("read_record", collection="pledges", id=TASK_FORCE, known_at="2001-01-01T00:00:00Z")
    assert "pledge" in before.refusal


def test_definitions(ask: Ask) -> None:
    assert "strength" in {one["name"] for one in ask("definitions").answer["lists"]}
    told = ask("definitions", list="status", rules="status").answer
    assert [one["word"] for one in told["words"]] == [status.value for status in Status]
    assert "guards" in told["rules"]
    assert "the nearest is strength" in ask("definitions", list="strenght").refusal


def test_the_rest_of_a_text_is_read_from_where_it_was_cut(ask: Ask) -> None:
    whole = ask("read_record", collection="pledges", id=TASK_FORCE, at="/summary").answer
    assert whole["next_offset"] is None
    rest = ask("read_record", collection="pledges", id=TASK_FORCE, at="/summary", offset=12).answer
    assert rest["value"] == whole["value"][12:]
    citations = ask("read_record", collection="pledges", id=TASK_FORCE, at="/citations", offset=4).answer
    assert (len(citations["items"]), citations["of"], citations["next_offset"]) == (2, 6, None)
    quote = ask("read_record", collection="pledges", id=TASK_FORCE, at="/citations/0/quote").answer
    assert quote["value"]["exact"].startswith("will launch")
    assert ask("read_record", collection="pledges", id=TASK_FORCE, at="/version").answer["value"] == 1


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("find_pledges", {"promissor": ["x"]}, "an argument is unknown; the nearest is promisor"),
        ("find_pledges", {"promisor": ["../topics"]}, "promisor/0: Write an id"),
        ("find_pledges", {"promisor": ["guatemale"]}, "the nearest id is guatemala"),
        ("find_pledges", {"status": ["broken"]}, "status/0: must be 'not_assessed'"),
        ("find_pledges", {"limit": 0}, "limit: must be at least 1"),
        ("find_pledges", {"limit": True, "as_of": "today"}, "as_of: Write a day"),
        ("find_pledges", {"cursor": "x"}, "cursor"),
        ("find_pledges", {"promisor": "guatemala"}, "promisor: must be a list"),
        ("read_record", {"collection": "webhooks", "id": "newsroom"}, "collection: must be 'pledges'"),
        ("read_record", {"collection": "pledges", "id": "a/../../webhooks"}, "id: Write an id"),
        ("read_record", {"collection": "pledges", "id": "none"}, "There is no such pledge"),
        ("read_record", {"collection": "pledges", "id": TASK_FORCE, "at": "/summary/x"}, "at: nothing is there"),
        ("read_record", {"collection": "pledges", "id": TASK_FORCE, "at": "/citations/99"}, "at: nothing is there"),
        ("read_record", {"collection": "pledges", "id": TASK_FORCE, "at": "summary"}, "at: "),
        ("read_record", {"collection": "pledges", "id": TASK_FORCE, "offset": 1}, "offset: is for texts and lists"),
        ("read_record", {"collection": "pledges"}, "id: is required"),
        ("search", {"words": " "}, "words"),
        ("search", {"words": "-only"}, "q"),
        ("pledge_history", {"id": TASK_FORCE, "cursor": "1"}, "cursor: goes with the part"),
        ("pledge_history", {"id": TASK_FORCE, "part": "accounts", "cursor": "x"}, "cursor: is not one of this part"),
        ("statistics", {"by": "year"}, "by: must be one of kind"),
        ("statistics", {"statistic": "timeline", "by": "kind"}, "by: is not for a timeline"),
        ("statistics", {"cursor": "x"}, "cursor: is for compliance alone"),
        ("changes", {}, "after, since: give one"),
        ("changes", {"after": 0, "record": ["guatemala"]}, "collection"),
    ],
)
def test_what_is_wrong_is_told(ask: Ask, name: str, arguments: dict[str, Any], told: str) -> None:
    refusal = ask(name, **arguments).refusal
    assert told in refusal
    assert "Traceback" not in refusal
    assert "/v1/" not in refusal


def test_tools_say_nothing_that_a_record_says(seeded: Service) -> None:
    async def listed() -> Any:
        async with client_of(seeded) as reading, Client(make_server(lambda _authorization: reading)) as client:
            assert client.instructions == INSTRUCTIONS
            with pytest.raises(MCPError, match="unknown tool; there are search, find_pledges"):
                await client.call_tool("delete_everything")
            return await client.list_tools()

    tools = anyio.run(listed)
    assert len(tools.tools) <= 8
    assert {tool.name for tool in tools.tools} == set(TOOLS)
    for tool in tools.tools:
        assert tool.annotations.read_only_hint is True
        assert re.fullmatch("[a-z_]+", tool.name)
        assert tool.input_schema["additionalProperties"] is False
        assert {"basis", "whole", "cut"} <= set(tool.output_schema["required"])
        assert tool.description == TOOLS[tool.name].description
    assert len(json.dumps(tools.model_dump(**IN_FULL), separators=(",", ":"))) <= MOST_BYTES


def test_arguments_are_the_apis(contract: Contract) -> None:
    """A filter that the API does not have would be refused, and one under another name would ask for something else."""
    parameters = {name: _parameters(contract, path) for name, path in PATHS.items()}
    for name, taken in parameters.items():
        assert set(TOOLS[name].input_schema["properties"]) - OWN <= taken
    assert {one.value for one in Collection} == set(COLLECTIONS)
    properties = TOOLS["find_pledges"].input_schema["properties"]
    assert properties["attestation"]["items"]["enum"] == [voice.value for voice in Voice]


PATHS = {"find_pledges": "/v1/pledges", "statistics": "/v1/stats/overview", "changes": "/v1/changes"}
OWN = {"statistic", "by", "limit", "cursor"}


def _parameters(contract: Contract, path: str) -> set[str]:
    operation = contract.document["paths"][path]["get"]
    return {contract.resolve(one)["name"] for one in operation["parameters"]}


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["-", "2025-02-30"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(TOOLS)), st.data())
def test_arguments_are_taken_or_refused_in_words(name: str, data: st.DataObject) -> None:
    model = TOOLS[name].arguments
    names = st.sampled_from(sorted(model.model_fields)) | st.text(max_size=10)
    given_arguments = data.draw(st.dictionaries(names, ANYTHING, max_size=4))
    try:
        taken = model.model_validate(given_arguments)
    except ValidationError as error:
        told = "\n".join(faults(error, model))
        assert told
        assert "Input should" not in told
        assert not any(len(name) > 3 and name in told for name in given_arguments.keys() - model.model_fields.keys())
    else:
        assert given_arguments.keys() <= model.model_fields.keys()
        json.dumps(taken.query())


def test_texts_are_in_structured_content_alone(ask: Ask) -> None:
    told = ask("find_pledges", meeting=[MEETING])
    assert told.text == "The answer is the structured content."


@pytest.mark.parametrize("name", ["find_pledges", "read_record"])
def test_clients_that_know_no_structure_get_json(seeded: Service, name: str) -> None:
    arguments: dict[str, Any] = (
        {"meeting": [MEETING]} if name == "find_pledges" else {"collection": "pledges", "id": TASK_FORCE}
    )
    told: Told = asked(seeded, name, repeats=True, **arguments)
    assert json.loads(told.text) == told.answer
