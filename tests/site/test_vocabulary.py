"""The published vocabulary is what the code decides by."""

from itertools import product
from typing import Any

import httpx
import pytest

from app.errors import all_errors
from app.intake.rules import ALL_RULES
from app.labels import ENGLISH, SPANISH
from app.records.pledges.status.histories import conflict
from app.records.pledges.status.judged import collective
from app.records.registry import COLLECTIONS
from app.vocabulary import ENDED, FINAL, NO_CLAIM, Status, Term
from tests.serving import Service

Values = dict[str, Any]

NO_FILTERS = frozenset({"limit", "cursor", "count", "sort", "form", "fields", "known_at", "as_of", "scale"})
"""Parameters that say how a list is read, not what is in it."""


@pytest.fixture(scope="module")
def vocabulary(anonymous: httpx.Client) -> Values:
    found: Values = anonymous.get("/v1/vocabulary").json()
    return found


def published_collective(rule: Values, statuses: tuple[str, ...]) -> str:
    """Do what the published rule says, knowing nothing but the rule and the published marks of statuses."""
    gives = {step["name"]: step["gives"] for step in rule["steps"]}
    left = [status for status in statuses if status not in rule["left_out"]]
    assessed = [status for status in left if status != "not_assessed"]
    counted = [rule["counts_as"].get(status, status) for status in assessed]
    ended = all(status in rule["ends"] for status in assessed)
    holds = {
        "all_left_out": not left and len(set(statuses)) == 1,
        "left_out_otherwise": not left,
        "none_assessed": not assessed,
        "same": len(set(left)) == 1,
        "ended_with_success": assessed == left and ended and counted != assessed,
        "ended": assessed == left and ended,
        "rest_ended_with_success": ended and counted != assessed,
        "rest_ended": ended,
        "first_that_occurs": True,
    }
    decides: str = next(step["name"] for step in rule["steps"] if holds[step["name"]])
    if decides in {"same", "all_left_out"}:
        return (left or statuses)[0]
    if decides == "first_that_occurs":
        return str(next(status for status in rule["order"] if status in counted))
    return str(gives[decides])


@pytest.mark.parametrize("promisors", [1, 2, 3])
def test_the_published_rule_gives_the_collective_status(vocabulary: Values, promisors: int) -> None:
    rule = vocabulary["status"]["collective"]
    rule = rule | {"ends": {word["word"] for word in vocabulary["status"]["words"] if word["ends"]}}
    for statuses in product(Status, repeat=promisors):
        plain = tuple(status.value for status in statuses)
        assert published_collective(rule, plain) == collective(statuses), plain


def test_the_published_rule_tells_conflicts(vocabulary: Values) -> None:
    contradicts = vocabulary["status"]["conflict"]["contradicts"]
    for whole, promisor in product(Status, repeat=2):
        assert (promisor in contradicts.get(whole.value, [])) == conflict(whole, [promisor])


def test_every_word_is_there_with_its_meaning(vocabulary: Values) -> None:
    lists = {tuple(word["word"] for word in found["words"]): found for found in vocabulary["lists"]}
    assert len(lists) == len(Term.__subclasses__())
    for terms in Term.__subclasses__():
        found = lists[tuple(term.value for term in terms)]
        assert found["meaning"]
        assert [word["meaning"] for word in found["words"]] == [term.meaning for term in terms]


def test_every_word_has_its_own_label_in_english_and_spanish(vocabulary: Values) -> None:
    assert SPANISH.keys() == {terms.__name__ for terms in Term.__subclasses__()}
    for terms in Term.__subclasses__():
        spanish = SPANISH[terms.__name__].words
        assert spanish.keys() == {term.value for term in terms}, terms.__name__
        assert all(label and meaning for label, meaning in spanish.values()), terms.__name__
        assert ENGLISH.get(terms.__name__, {}).keys() <= {term.value for term in terms}, terms.__name__
    found = {one["name"]: {word["word"]: word["label"] for word in one["words"]} for one in vocabulary["lists"]}
    assert found["source_kind"]["press_release"] == {"en": "Press release", "es": "Nota de prensa"}
    assert found["source_kind"]["dataset"]["en"] == "Data set"
    for labels in found.values():
        for language in ("en", "es"):
            assert len({label[language] for label in labels.values()}) == len(labels)


def test_words_and_rules_are_explained_in_spanish_for_who_asks(anonymous: httpx.Client, vocabulary: Values) -> None:
    assert anonymous.get("/v1/vocabulary", params={"language": "en"}).json() == vocabulary
    spanish = anonymous.get("/v1/vocabulary", params={"language": "es"}).json()
    assert explained(vocabulary).keys() == explained(spanish).keys()
    for place, text in explained(spanish).items():
        assert text, place
        assert text != explained(vocabulary)[place], place
    assert spanish["filters"] == vocabulary["filters"]
    assert explained(spanish)["status_changes.guards.citation"].startswith("una afirmación sobre lo ocurrido")
    assert explained(spanish)["status.waived"] == "aquellos a quienes se debe ya no lo piden"
    assert anonymous.get("/v1/vocabulary", params={"language": "fr"}).status_code == 422


def explained(vocabulary: Values) -> dict[str, str]:
    """Return all that is said in words about lists, words and rules, by what it is about."""
    found = {"dates": vocabulary["dates"], "accounts": vocabulary["accounts"], **vocabulary["judgements"]}
    for one in vocabulary["lists"]:
        found[one["name"]] = one["meaning"]
        found |= {f"{one['name']}.{word['word']}": word["meaning"] for word in one["words"]}
    rules = vocabulary["status"]
    found |= {f"status_changes.guards.{guard['name']}": guard["asks"] for guard in rules["guards"]}
    found |= {f"status_changes.{name}": rules[name] for name in ("history", "basis", "withdrawal", "overdue")}
    found |= {"newer_evidence": rules["newer_evidence"], "conflict": rules["conflict"]["rule"]}
    found |= {f"collective.{step['name']}": step["when"] for step in rules["collective"]["steps"]}
    return found | {"collective": rules["collective"]["rule"]}


def test_every_filter_of_every_list_is_told(vocabulary: Values, document: Values) -> None:
    told = {one["path"]: {rule["name"]: rule for rule in one["filters"]} for one in vocabulary["filters"]}
    components = document["components"].get("parameters", {})
    for path, item in document["paths"].items():
        if path in told:
            given = [*item.get("parameters", []), *item["get"]["parameters"]]
            parameters = [components[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in given]
            names = {one["name"] for one in parameters if one["in"] == "query"}
            assert told[path].keys() == names - NO_FILTERS, path
    assert {f"/v1/{collection}" for collection in COLLECTIONS} <= told.keys()
    pledges = told["/v1/pledges"]
    assert (pledges["promisor"]["takes"], pledges["promisor"]["of"]) == ("id", "participants")
    assert pledges["promisor"]["meaning"] == "owed by the participant"
    assert (pledges["strength"]["takes"], "null" in pledges["strength"]["words"]) == ("word", True)
    assert (pledges["overdue"]["takes"], pledges["overdue"]["words"]) == ("flag", ["true", "false"])
    assert (pledges["due_before"]["takes"], pledges["due_before"]["repeated"]) == ("day", False)
    assert (pledges["tag"]["takes"], pledges["tag"]["repeated"]) == ("text", True)
    assert pledges["updated_since"]["takes"] == "instant"
    assert (pledges["status"]["takes"], "fulfilled" in pledges["status"]["words"]) == ("word", True)


def test_filters_by_words_name_their_closed_list_and_lists_their_sorts(vocabulary: Values) -> None:
    words = {one["name"]: [word["word"] for word in one["words"]] for one in vocabulary["lists"]}
    named = 0
    for listed in vocabulary["filters"]:
        assert {"updated_at", "-updated_at"} <= {*listed["sorts"]} or {"recorded", "-recorded"} <= {*listed["sorts"]}
        for rule in listed["filters"]:
            if rule["closed_list"] is not None:
                assert [word for word in rule["words"] if word != "null"] == words[rule["closed_list"]]
                named += 1
    assert named > 30


def test_lists_name_the_fields_that_take_them(vocabulary: Values) -> None:
    fields = {found["name"]: found["fields"] for found in vocabulary["lists"]}
    assert fields["party_role"] == ["party.role"]
    assert fields["relation"] == ["citation.relation"]
    assert (fields["axis"], fields["assessor_kind"]) == (["assessment.axis"], ["assessment.assessor_kind"])
    assert set(fields["status"]) == {"status_change.status", "batch_item.status"}


@pytest.mark.parametrize(("mark", "those"), [("ends", ENDED), ("final", FINAL), ("claims", NO_CLAIM)])
def test_statuses_carry_their_marks(vocabulary: Values, mark: str, those: frozenset[Status]) -> None:
    marked = {word["word"] for word in vocabulary["status"]["words"] if word[mark]}
    assert marked == (set(Status) - those if mark == "claims" else those)


def test_a_refusal_names_published_guards(vocabulary: Values, client: httpx.Client, service: Service) -> None:
    client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"})
    pledge = {
        "title": "A pledge", "kind": "policy", "strength": "firm",
        "parties": [{"participant": "guatemala", "role": "promisor"}],
    }  # fmt: skip
    client.put("/v1/pledges/a-pledge", json=pledge)
    refused = client.post("/v1/pledges/a-pledge/status-changes", json={"status": "fulfilled", "reason": "so they say"})
    guards = {guard["name"]: guard for guard in vocabulary["status"]["guards"]}
    assert refused.json()["guards"] == ["citation", "concrete_action"]
    for name, fault in zip(refused.json()["guards"], refused.json()["errors"], strict=True):
        assert guards[name]["kind"] == "evidence"
        assert guards[name]["asks"] in fault["message"]
        assert fault["pointer"] == f"/{guards[name]['field']}"


@pytest.mark.parametrize(
    ("of", "field", "most", "unit"),
    [
        ("pledge", "parties", 250, "items"),
        ("pledge", "citations", 100, "items"),
        ("pledge", "topics", 20, "items"),
        ("pledge", "links", 100, "items"),
        ("pledge", "conditions", 50, "items"),
        ("meeting", "attendance", 500, "items"),
        ("source", "tags", 50, "items"),
        ("source", "external_ids", 20, "entries"),
        ("pledge", "title", 300, "characters"),
        ("pledge", "summary", 20_000, "characters"),
        ("batch", "items", 500, "items"),
        ("record_query", "limit", 200, "value"),
        ("request", "body", 1_048_576, "bytes"),
        ("record", "written", 1_048_576, "bytes"),
    ],
)
def test_limits_are_published(vocabulary: Values, of: str, field: str, most: int, unit: str) -> None:
    assert {"of": of, "field": field, "most": most, "unit": unit} in vocabulary["limits"]


def test_problems_are_published_with_what_would_satisfy_them(vocabulary: Values) -> None:
    found = {problem["type"]: problem["remedy"] for problem in vocabulary["problems"]}
    assert found == {f"/problems/{slug}": error.remedy for slug, error in all_errors().items()}


def test_it_need_not_be_read_twice(anonymous: httpx.Client) -> None:
    tag = anonymous.get("/v1/vocabulary").headers["etag"]
    assert anonymous.get("/v1/vocabulary", headers={"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED


def test_the_rules_of_intake_are_published_in_both_languages(anonymous: httpx.Client, vocabulary: Values) -> None:
    spanish = anonymous.get("/v1/vocabulary", params={"language": "es"}).json()["intake_rules"]
    english = vocabulary["intake_rules"]
    assert [rule["name"] for rule in english] == [rule.name for rule in ALL_RULES]
    agreed, acordado = (next(one for one in rules if one["name"] == "en-agreed") for rules in (english, spanish))
    assert (agreed["gives"], agreed["strength"], agreed["language"]) == ("pledge", "firm", "en")
    assert agreed["meaning"] != acordado["meaning"]
    assert agreed["examples"]
    assert agreed["counterexamples"]
