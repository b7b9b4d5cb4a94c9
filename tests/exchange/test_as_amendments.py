"""Two editions of a data set told as amendments: what was loaded first stays written, and is shown for its days."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from app.db.engines import writing_engine
from app.exchange.formats.bundle import read_bundle
from app.exchange.formats.faults import BadBundle
from app.exchange.loading.load_report import KINDS
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from tests.exchange.conftest import Write
from tests.serving import Service

EDITION = """
participants:
- {id: state-a, kind: state, name: State A}
sources:
- {id: list-1, kind: dataset, title: A list}
pledges:
- id: other
  title: Another pledge
  parties: [{participant: state-a, role: promisor}]
- id: kept
  title: A pledge
  summary: As it was
  strength: firm
  announced: 2024-01-01
  due: 2024-06-30
  wording: {text: By June.}
  conditions: [{text: If there is money}]
  parties: [{participant: state-a, role: promisor}]
"""
LATER = (
    EDITION.replace("due: 2024-06-30", "due: '2030'")
    .replace("By June.", "By 2030.")
    .replace("conditions: [{text: If there is money}]", "conditions: [{text: Once that is done, pledge: other}]")
    .replace("As it was", "As we see it now")
)
Load = Callable[..., tuple[dict[str, int], list[str]]]


@pytest.fixture
def client(fresh_service: Service) -> Iterator[httpx.Client]:
    with fresh_service.client("write") as client:
        yield client


@pytest.fixture
def load(fresh_service: Service, write: Write) -> Iterator[Load]:
    """Return what loads a text, and gives what became of records and items, and what was left."""
    engine: Engine = writing_engine(fresh_service.database_url)

    def load(text: str, day: str | None = None, **loading: Any) -> tuple[dict[str, int], list[str]]:
        bundle = read_bundle(write("a.yaml", text))
        report = load_bundle(engine, bundle, Loading(bundle.data_set, as_amendments=day, **loading))
        counts = {kind: report.total(kind) for kind in KINDS if kind != "unchanged"}
        return {kind: count for kind, count in counts.items() if count}, [str(fault) for fault in report.left]

    yield load
    engine.dispose()


def read(client: httpx.Client, path: str, **parameters: str) -> Any:
    response = client.get(f"/v1/{path}", params=parameters)
    assert response.is_success, response.text
    return response.json()


def test_what_differs_is_told_as_an_amendment(client: httpx.Client, load: Load) -> None:
    assert load(EDITION) == ({"created": 4}, [])
    # The summary is ours: it is corrected as ever.
    assert load(LATER, "2025-03-01") == ({"created": 1, "changed": 1}, [])
    pledge = read(client, "pledges/kept")
    assert (pledge["due"]["edtf"], pledge["due_original"]["edtf"], pledge["summary"]) == (
        "2030",
        "2024-06-30",
        "As we see it now",
    )
    assert (pledge["wording"]["text"], pledge["conditions"][0]["pledge"]["id"]) == ("By 2030.", "other")
    assert read(client, "pledges/kept", as_of="2025-02-28")["due"]["edtf"] == "2024-06-30"
    (amendment,) = read(client, "pledges/kept/amendments")["items"]
    assert (amendment["effective_on"]["edtf"], set(amendment["changes"])) == (
        "2025-03-01",
        {"due", "wording", "conditions"},
    )
    assert amendment["reason"] == "The data set list-1 says so since 2025-03-01"
    assert [one["source"]["id"] for one in amendment["citations"]] == ["list-1"]
    # Twice does nothing, on the same day or another, nor does loading it without telling amendments.
    for day in ("2025-03-01", "2025-09-01", None):
        assert load(LATER, day) == ({}, [])
    assert read(client, "pledges/kept")["version"] == pledge["version"]
    # A third edition is told from what the second said; what it says as at first is told, too.
    assert load(LATER.replace("due: '2030'", "due: 2024-06-30"), "2025-09-01") == ({"created": 1}, [])
    pledge = read(client, "pledges/kept")
    assert (pledge["due"]["edtf"], pledge["due_moved"], pledge["wording"]["text"]) == ("2024-06-30", False, "By 2030.")
    assert read(client, "pledges/kept", as_of="2025-08-31")["due"]["edtf"] == "2030"


def test_what_is_not_told_as_an_amendment(client: httpx.Client, load: Load) -> None:
    load(EDITION)
    # Corrected, since no day was given; then nothing differs from what the data set said.
    assert load(EDITION.replace("due: 2024-06-30", "due: 2024-07-31")) == ({"changed": 1}, [])
    assert load(EDITION.replace("due: 2024-06-30", "due: 2024-07-31"), "2025-03-01") == ({}, [])
    # People have recorded it already.
    amendment = {"changes": {"due": "2030"}, "effective_on": "2025-02-01", "reason": "agreed"}
    assert client.post("/v1/pledges/kept/amendments", json=amendment).is_success
    assert load(EDITION.replace("due: 2024-06-30", "due: '2030'"), "2025-03-01") == ({}, [])
    assert len(read(client, "pledges/kept/amendments")["items"]) == 1


def test_what_was_told_so_is_not_corrected_by_a_load_without_a_day(client: httpx.Client, load: Load) -> None:
    load(EDITION)
    load(LATER, "2025-03-01")
    counts, left = load(LATER.replace("due: '2030'", "due: '2031'"))
    assert counts == {"left": 1}
    assert left[0].endswith(
        "due: was told as an amendment before; left as it is here: load with --as-amendments DAY to tell another"
    )
    assert read(client, "pledges/kept")["due"]["edtf"] == "2030"


def test_an_amendment_that_cannot_be_refuses_the_bundle(client: httpx.Client, load: Load) -> None:
    load(EDITION)
    with pytest.raises(BadBundle) as refused:
        load(LATER, "2023-12-31")
    assert "must not end before the pledge was announced (2024-01-01)" in str(refused.value.faults[0])
    assert read(client, "pledges/kept")["version"] == 1


def test_amendments_in_a_bundle(client: httpx.Client, load: Load) -> None:
    amended = (
        EDITION
        + """  amendments:
  - {effective_on: 2025-03-01, changes: {due: '2030'}, reason: agreed}
  - {effective_on: 2025-02-01, changes: {conditions: [{text: a, pledge: other}]}, reason: agreed}
"""
    )
    assert load(amended) == ({"created": 6}, [])
    assert load(amended) == ({}, [])
    assert [one["id"] for one in read(client, "pledges/kept/amendments", sort="effective_on")["items"]] == [
        "2025-02-01",
        "2025-03-01",
    ]
    assert read(client, "pledges/kept")["due"]["edtf"] == "2030"
    reworded = amended.replace("due: '2030'", "due: '2031'")
    assert load(reworded) == ({"changed": 1}, [])
    assert read(client, "pledges/kept")["due"]["edtf"] == "2031"
    assert load(EDITION) == ({"removed": 2}, [])
    assert read(client, "pledges/kept")["due"]["edtf"] == "2024-06-30"
    cycle = amended.replace("- id: other\n", "- id: other\n  conditions: [{text: b, pledge: kept}]\n")
    with pytest.raises(BadBundle) as refused:
        load(cycle)
    assert "waits for" in str(refused.value.faults[0])
