"""Tables that are no lists: pledges party by party, and scores with a column for each member."""

import csv
import io
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Serve
from tests.databases import Databases
from tests.exchange.tables.csv_rows import rows_of
from tests.pledges.tracked import Tracked
from tests.refusals import invalid
from tests.serving import Service

SCRIPT = Path(__file__).parents[3] / "examples" / "import_scores.py"
SCORES = [
    ["id", "text", "Côte d'Ivoire", "France", "United States"],
    ["2009-1", "=Promise one", "-1", "0", "1"],
    ["2009-2", "Promise two, for all", "", "1", "0"],
    ["2009-3", "Promise; three", "", "", ""],
]


@pytest.fixture(scope="module")
def pledge(service: Service) -> Iterator[Tracked]:
    """Return a pledge of two promisors and an implementer, of whom one has moved and one was judged."""
    with service.client("write") as client:
        for record in ("france", "germany", "agency", "everybody"):
            client.put(f"/v1/participants/{record}", json={"kind": "state", "name": record.capitalize()})
        client.put("/v1/sources/report", json={"kind": "readout", "title": "A report"})
        roles = {"france": "promisor", "germany": "promisor", "agency": "implementer", "everybody": "promisee"}
        parties = [{"participant": record, "role": role} for record, role in roles.items()]
        body = {"title": "Open ports", "due": "2024", "announced": "2023-05", "parties": parties}
        assert client.put("/v1/pledges/ports", json=body).status_code == httpx.codes.CREATED
        tracked = Tracked(client, "ports")
        tracked.judge("in_progress", "2024-02-01", party="france", citations=[{"source": "report"}])
        score = {"party": "france", "score": 1, "period": "2024", "assessor": "agency", "assessor_kind": "independent"}
        client.post(f"{tracked.path}/assessments", json=score | {"rationale": "Ports are open."})
        yield tracked


def test_each_party_has_a_row_with_where_it_stands_itself(pledge: Tracked) -> None:
    rows = rows_of(pledge.client.get("/v1/pledge-parties.csv"))
    assert [(row["party.id"], row["role"], row["status"]) for row in rows] == [
        ("france", "promisor", "in_progress"),
        ("germany", "promisor", "not_assessed"),
        ("agency", "implementer", "not_assessed"),
    ]
    france, germany, _agency = rows
    assert (france["since"], france["sources.id"], france["sources.title"]) == ("2024-02-01", "report", "A report")
    assert (france["score"], france["scores"]) == ("1", "1") != (germany["score"], germany["scores"])
    assert (france["due"], france["due.to"], france["overdue"]) == ("2024", "2024-12-31", "true")
    assert pledge.change(france["change"])["reason"] == france["reason"]


def test_of_promisors_that_are_named_there_are_no_others(pledge: Tracked) -> None:
    for asked in ({"promisor": "france"}, {"promisor": "france", "status": "in_progress"}):
        rows = rows_of(pledge.client.get("/v1/pledge-parties.csv", params=asked))
        assert [row["party.id"] for row in rows] == ["france"]
    assert rows_of(pledge.client.get("/v1/pledge-parties.csv?promisor=germany&status=in_progress")) == []
    assert invalid(pledge.client.get("/v1/pledge-parties.csv", params={"form": "written"})) == ["form"]


def test_ids_of_other_registers_are_guarded_as_texts_are(pledge: Tracked) -> None:
    pledge.client.patch(pledge.path, json={"external_ids": {"register": "=1+1"}}).raise_for_status()
    asked = {"assessor": "agency", "scheme": "register"}
    (guarded,) = rows_of(pledge.client.get("/v1/pledge-scores.csv", params=asked))
    (raw,) = rows_of(pledge.client.get("/v1/pledge-scores.csv", params=asked | {"raw": "true"}))
    assert (guarded["id"], raw["id"], guarded["France"]) == ("'=1+1", "=1+1", "1")


def test_parties_as_they_stood(pledge: Tracked) -> None:
    head = pledge.client.get("/v1/ledger").json()["at"]
    before = rows_of(pledge.client.get("/v1/pledge-parties.csv", params={"as_of": "2024-01-01", "promisor": "france"}))
    assert [(row["status"], row["sources.id"], row["overdue"]) for row in before] == [("not_assessed", "", "false")]
    known = {"known_at": head, "promisor": "france"}
    then = rows_of(pledge.client.get("/v1/pledge-parties.csv", params=known))
    pledge.client.patch("/v1/sources/report", json={"title": "Another title"})
    assert then == rows_of(pledge.client.get("/v1/pledge-parties.csv", params=known))
    (now,) = rows_of(pledge.client.get("/v1/pledge-parties.csv", params={"promisor": "france"}))
    assert (then[0]["sources.title"], now["sources.title"]) == ("A report", "Another title")


def test_scores_come_out_as_they_went_in(
    databases: Databases, backend: str, serving: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "given.csv"
    with given.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(SCORES)
    first = imported(databases.create(backend), serving, given, monkeypatch)
    again = tmp_path / "again.csv"
    again.write_bytes(first)
    # The text that a spreadsheet would run is guarded for people, and raw for programs.
    assert list(csv.reader(io.StringIO(first.decode(), newline=""))) == SCORES
    assert imported(databases.create(backend), serving, again, monkeypatch) == first


def imported(database_url: str, serving: Serve, file: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the scores of a file as they are exported once they were imported."""
    options = {"--source": "g20", "--title": "Compliance", "--assessor": "The Group", "--period": "2009"}
    with serving(database_url) as service, service.client() as client:
        arguments = [word for pair in options.items() for word in pair]
        monkeypatch.setattr("sys.argv", [str(SCRIPT), str(file), *arguments, "--address", service.url])
        monkeypatch.setenv("PACTA_KEY", service.keys["write"])
        runpy.run_path(str(SCRIPT), run_name="__main__")
        asked: dict[str, Any] = {"assessor": "the-group", "scheme": "g20", "tag": "g20", "raw": "true"}
        table = client.get("/v1/pledge-scores.csv", params=asked)
        assert (
            rows_of(client.get("/v1/pledge-scores.csv", params=asked | {"raw": "false"}))[0]["text"] == "'=Promise one"
        )
        other = rows_of(client.get("/v1/pledge-scores.csv", params=asked | {"period": "2010"}))
        assert list(other[0]) == ["id", "text"]
        lines = client.get("/v1/pledge-scores.ndjson", params=asked).text.splitlines()
        assert '"scores":{"france":1,"united-states":0}' in lines[1]
        assert invalid(client.get("/v1/pledge-scores.csv", params=asked | {"as_of": "2020-01-01"})) == ["as_of"]
        assert invalid(client.get("/v1/pledge-scores.csv")) == ["assessor"]
        return table.content
