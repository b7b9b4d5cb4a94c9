"""The seeds keep their own rules: short quotations, a place in the coverage table, no status without evidence."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.exchange.formats.bundle import SEEDS, Bundle, BundleRecord, read_bundle
from app.ledger.model.nested_tables import translated
from app.vocabulary import NO_CLAIM, Status
from tests.serving import Service

QUOTED_WORDS = 10
COLLECTIONS = {"sources", "participants", "topics", "meetings", "instruments", "pledges", "actions", "statements"}
CITED = {"meetings", "instruments", "pledges", "actions", "statements"}
SAME_IN_SPANISH = {"china", "cnn", "el-salvador", "g7", "guatemala", "honduras"}
README = (SEEDS / "README.md").read_text()


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return read_bundle(SEEDS)


def citations(bundle: Bundle) -> Iterator[tuple[str, dict[str, Any]]]:
    for record in bundle.records:
        for citation in record.values["citations"]:
            yield record.id, citation
        for item in record.items:
            for citation in item.values["citations"]:
                yield record.id, citation


def span(part: str) -> range:
    """Return the paragraphs that a cell of the first column stands for."""
    first, _dash, last = part.partition("–")  # noqa: RUF001 - as the table is printed
    return range(int(first), int(last or first) + 1)


def test_every_collection_has_records(bundle: Bundle) -> None:
    assert not bundle.faults
    assert {record.record_type.collection for record in bundle.records} == COLLECTIONS


def test_quotations_are_fragments(bundle: Bundle) -> None:
    quotes = [(owner, citation["quote"]["exact"]) for owner, citation in citations(bundle) if citation["quote"]]
    assert quotes
    assert [owner for owner, exact in quotes if len(exact.split()) > QUOTED_WORDS] == []


def test_what_was_met_adopted_promised_done_and_said_is_cited(bundle: Bundle) -> None:
    uncited = [
        record.id
        for record in bundle.records
        if record.record_type.collection in CITED and not record.values["citations"]
    ]
    assert uncited == []


def is_in_our_words(record: BundleRecord) -> bool:
    """Return whether a record says anything that is neither a proper name nor the title of a publication."""
    if record.record_type.collection == "sources":
        return bool(record.values["title"].startswith("["))
    return record.id not in SAME_IN_SPANISH and record.values.get("kind") != "person"


def test_what_is_in_our_words_stands_there_in_spanish_too(bundle: Bundle) -> None:
    untranslated = []
    for record in bundle.records:
        if is_in_our_words(record):
            spanish = record.values["translations"].get("es", {})
            texts = translated(record.record_type.written).model_fields
            missing = [field for field in texts if record.values[field] and not spanish.get(field)]
            untranslated += [f"{record.id}: {field}" for field in missing]
            if record.values["language"] != "en":
                untranslated.append(f"{record.id}: language")
    assert untranslated == []


def test_every_record_stands_in_the_coverage_table(bundle: Bundle) -> None:
    named = set(re.findall(r"`([a-z0-9][a-z0-9-]+)`", README))
    unnamed = sorted(
        record.id for record in bundle.records if record.record_type.collection != "topics" and record.id not in named
    )
    assert unnamed == []


def test_a_coverage_table_covers_each_report_without_a_gap(bundle: Bundle) -> None:
    sources = [record.id for record in bundle.records if record.record_type.collection == "sources"]
    for source in sources:
        start = README.index(f"### `{source}`")
        table = README[start : README.find("\n### ", start + 1)]
        cells = re.findall(r"^\| (\d[^|]*?) *\|", table, re.MULTILINE)
        covered = {paragraph for cell in cells for part in cell.split(", ") for paragraph in span(part)}
        assert covered == set(range(1, max(covered) + 1)), source


def test_a_claimed_status_has_evidence(bundle: Bundle) -> None:
    items = [item for record in bundle.records for item in record.items]
    changes = [item.values for item in items if item.part_type.name == "status_changes"]
    assert changes
    for change in changes:
        assert Status(change["status"]) in NO_CLAIM or change["citations"]
        assert change["override"] is None


def test_nothing_is_scored_or_measured_that_no_report_scores_or_measures(seeded: Service) -> None:
    with seeded.client() as client:
        pledges = client.get("/v1/pledges", params={"limit": 200}).json()["items"]
        ports = client.get("/v1/pledges/us-army-corps-port-plans/progress").json()["progress"]["targets"][0]
    assert {(one["counts"]["assessments"], one["counts"]["measurements"]) for one in pledges} == {(0, 0)}
    assert ports["goal"] == {"lower": 2, "upper": None}
    assert (ports["percent"], ports["met"], ports["missing"]) == (None, None, ["measurements"])


def test_both_accounts_of_the_border_stand_side_by_side(seeded: Service) -> None:
    with seeded.client() as client:
        found = client.get("/v1/pledges/guatemala-border-task-force/citations").json()["items"]
    accounts = [account for citation in found if (account := citation["account"]) and account["field"] == "place"]
    assert [(account["value"], account["conflicts"]) for account in accounts] == [
        ("northern border", True), ("eastern borders", True),
    ]  # fmt: skip
    assert len({citation["source"]["id"] for citation in found if citation["account"]}) == 2


def test_a_pledge_that_two_reports_tell_is_one_record(seeded: Service) -> None:
    with seeded.client() as client:
        pledge = client.get("/v1/pledges/guatemala-deportation-flights").json()
    assert len({citation["source"]["id"] for citation in pledge["citations"]}) == 2
    assert [target["baseline"] for target in pledge["targets"]] == [None]


def test_the_works_in_the_port_claim_nothing_of_the_plans(seeded: Service) -> None:
    with seeded.client() as client:
        pledge = client.get("/v1/pledges/us-army-corps-port-plans").json()
        change = client.get(f"/v1/pledges/us-army-corps-port-plans/status-changes/{pledge['status']['change']}").json()
        works = client.get("/v1/actions", params={"about": "us-army-corps-port-plans"}).json()["items"]
    assert (pledge["status"]["status"], change["unknown_because"]) == ("not_assessed", "not_published")
    assert [action["id"] for action in change["actions"]] == [action["id"] for action in works]
    assert [about["relation"] for action in works for about in action["about"]] == ["possibly_related"]
    assert [citation["relation"] for citation in change["citations"]] == ["context"]


def test_what_is_only_foretold_is_owed_by_nobody(seeded: Service) -> None:
    with seeded.client() as client:
        found = client.get("/v1/statements", params={"kind": "forecast"}).json()["items"]
        pledges = client.get("/v1/pledges", params={"limit": 200}).json()["items"]
    assert "us-official-expects-operational-cell" in {one["id"] for one in found}
    assert {one["strength"] for one in pledges} == {"firm", "intention", "exploratory", None}
    assert {one["origin"] for one in pledges} == {"agreed", "declared"}


def test_only_accounts_that_cannot_both_be_true_dispute_a_record(seeded: Service) -> None:
    with seeded.client() as client:
        found = client.get("/v1/pledges", params={"disputed": "true"}).json()["items"]
    assert {one["id"] for one in found} == {"guatemala-border-task-force", "guatemala-returnee-reintegration"}
