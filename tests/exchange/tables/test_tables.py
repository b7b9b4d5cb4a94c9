"""Every list as a table: the values of the list, whichever way they are written."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.exchange.formats.formula_guard import unguard
from app.exchange.formats.list_cells import join, split
from app.exchange.tables.catalogue import lists, statistics
from app.records.base.columns import Column, columns_of
from tests.exchange.tables.column_values import read
from tests.exchange.tables.csv_rows import Row, rows_of
from tests.exchange.tables.sheets import sheet_of
from tests.refusals import invalid, refused
from tests.serving import Service

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLEDGE = "/v1/pledges/guatemala-deportation-flights"


@pytest.fixture(scope="module")
def client(seeded: Service) -> Iterator[httpx.Client]:
    with seeded.client("write") as client:
        client.put("/v1/topics/risky", json={"name": "=1+1", "tags": ["one two", "b"]})
        client.patch("/v1/topics/risky", json={"classifications": {"x": "a; b\\", "y": "-1"}})
        # Who asks first waits for the history of the seeds, and longer where the machine is busy.
        while client.get("/v1/topics?as_of=2026-01-01").status_code == httpx.codes.SERVICE_UNAVAILABLE:
            pass
        yield client


def all_of(client: httpx.Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        response = client.get(path, params={"limit": 200, **parameters, **cursor})
        assert response.status_code == httpx.codes.OK, response.text[:1000]
        page = response.json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = {"cursor": page["next_cursor"]}


def text_of(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, (bool, int, float)) else str(value)


def told(column: Column, cell: str) -> Any:
    """Return what a cell of CSV says."""
    plain = unguard(cell)
    return split(plain) if column.several else plain


def meant(column: Column, document: dict[str, Any]) -> Any:
    """Return what the document says in a column."""
    value = read(column, document)
    # A list of one that is not known is as empty as none.
    return split(join([text_of(one) for one in value])) if column.several else text_of(value)


@pytest.mark.parametrize("name", sorted(lists().keys() - {"pledge-parties", "pledge-scores"}))
@pytest.mark.parametrize("clocks", [{}, {"as_of": "2026-01-01"}], ids=["now", "then"])
def test_a_table_has_exactly_the_values_of_its_list(client: httpx.Client, name: str, clocks: dict[str, str]) -> None:
    documents = all_of(client, f"/v1/{name}", **clocks)
    rows = rows_of(client.get(f"/v1/{name}.csv", params=clocks))
    columns = columns_of(lists()[name].model)
    assert documents or clocks or name in {"milestones", "assessments", "measurements"}
    assert len(rows) == len(documents)
    for row, document in zip(rows, documents, strict=True):
        assert list(row) == [column.name for column in columns]
        for column in columns:
            assert told(column, row[column.name]) == meant(column, document), (column.name, row)
    lines = client.get(f"/v1/{name}.ndjson", params=clocks).text.splitlines()
    assert [json.loads(line) for line in lines] == documents


def test_a_workbook_has_the_same_cells_as_the_text(client: httpx.Client) -> None:
    response = client.get("/v1/topics.xlsx")
    assert response.headers["content-type"] == XLSX
    names, *rows = sheet_of(response)
    cells = [[as_in_text(cell) for cell in row] for row in rows]
    assert [dict(zip(names, row, strict=True)) for row in cells] == rows_of(client.get("/v1/topics.csv"))
    about = dict(sheet_of(response, "about"))
    assert about["ledger number"] == response.headers["pacta-ledger-number"]
    assert about["ledger hash"] == client.get("/v1/ledger").json()["hash"]


def as_in_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return json.dumps(cell)
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def test_texts_that_a_spreadsheet_would_run_are_guarded_unless_they_are_wanted_raw(client: httpx.Client) -> None:
    for suffix in ("csv", "xlsx"):
        cells = {"csv": rows_of, "xlsx": rows_of_sheet}[suffix]
        (guarded,) = cells(client.get(f"/v1/topics.{suffix}", params={"id": "risky"}))
        (raw,) = cells(client.get(f"/v1/topics.{suffix}", params={"id": "risky", "raw": "true"}))
        assert (guarded["name"], raw["name"]) == ("'=1+1", "=1+1")
        assert guarded["classifications"] == raw["classifications"] == "x:a\\; b\\\\; y:-1"


def rows_of_sheet(response: httpx.Response) -> list[Row]:
    names, *rows = sheet_of(response)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_csv_as_a_spanish_spreadsheet_opens_it(client: httpx.Client) -> None:
    asked = {"delimiter": "semicolon", "decimal": "comma", "mark": "true", "fields": "progress,trackability"}
    response = client.get("/v1/pledges.csv", params=asked)
    assert response.content.startswith(b"\xef\xbb\xbfid;")
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert {row["trackability.of"] for row in rows_of(response, delimiter=";")} == {"5"}
    faults = refused(client.get("/v1/pledges.csv", params={"decimal": "comma"}), 422, "invalid-content")["errors"]
    assert faults == [{"parameter": "decimal", "message": "add delimiter=semicolon or delimiter=tab"}]


def test_fields_thin_a_table_as_they_thin_the_list(client: httpx.Client) -> None:
    asked = {"fields": "title,status", "status": "not_assessed"}
    documents = all_of(client, "/v1/pledges", **asked)
    assert documents
    lines = client.get("/v1/pledges.ndjson", params=asked).text.splitlines()
    assert [json.loads(line) for line in lines] == documents
    rows = rows_of(client.get("/v1/pledges.csv", params=asked))
    assert [row["title"] for row in rows] == [document["title"] for document in documents]
    assert {name.partition(".")[0] for name in rows[0]} == {"id", "title", "status"}
    refused(client.get("/v1/pledges.csv", params={"fields": "titel"}), 422, "invalid-content")


def test_columns_are_chosen_by_their_names(client: httpx.Client) -> None:
    asked = {"fields": "status.status, due.from,title"}
    response = client.get("/v1/pledges.csv", params=asked)
    assert response.text.splitlines()[0] == "id,title,due.from,status.status"
    assert sheet_of(client.get("/v1/pledges.xlsx", params=asked))[0] == ["id", "title", "due.from", "status.status"]
    (fault,) = refused(client.get("/v1/pledges.csv?fields=status.statu"), 422, "invalid-content")["errors"]
    assert fault == {"parameter": "fields", "message": "unknown field; the nearest is status.status"}
    # Lines of JSON hold fields, and have no columns.
    refused(client.get("/v1/pledges.ndjson", params=asked), 422, "invalid-content")


def test_a_refusal_names_the_forms_that_there_are(client: httpx.Client) -> None:
    for suffix in ("json", "xls", "pdf"):
        problem = refused(client.get(f"/v1/pledges.{suffix}"), 404, "not-found")
        assert problem["detail"] == "The table is there as .csv, .ndjson, .xlsx, and in no other form."
    for path, near in (("pledge", "pledges"), ("stats/complience", "compliance")):
        problem = refused(client.get(f"/v1/{path}.csv"), 404, "not-found")
        assert problem["detail"] == f"There is no such table; the nearest is {near}."
    problem = refused(client.get("/v1/pledges", headers={"Accept": "application/pdf"}), 406, "not-acceptable")
    forms = f"application/json or text/csv or application/x-ndjson or {XLSX}"
    assert problem["detail"] == f"Only {forms} is available here."
    problem = refused(client.get("/v1/topics/risky", headers={"Accept": "text/csv"}), 406, "not-acceptable")
    assert problem["detail"] == "Only application/json or application/ld+json is available here."


def test_the_written_shape_as_a_table(client: httpx.Client) -> None:
    rows = rows_of(client.get("/v1/pledges.csv", params={"form": "written"}))
    assert all(row["parties.participant"] for row in rows)
    assert "status.status" not in rows[0]


@pytest.mark.parametrize("parameter", ["limit", "cursor", "count"])
def test_a_table_has_no_pages(client: httpx.Client, parameter: str) -> None:
    problem = refused(client.get("/v1/pledges.csv", params={parameter: "50"}), 422, "invalid-content")
    assert problem["errors"] == [{"parameter": parameter, "message": "remove it; a table holds all rows"}]


def test_a_table_refuses_what_its_list_refuses(client: httpx.Client) -> None:
    for asked in ({"promisor": "guatemalaa"}, {"status": "done"}, {"stat": "x"}, {"as_of": "2100-01-01"}):
        listed, tabled = (client.get(f"/v1/pledges{suffix}", params=asked) for suffix in ("", ".csv"))
        assert invalid(listed) == invalid(tabled)
    refused(client.get("/v1/pledges/nothing/milestones.csv"), 404, "not-found")
    for path in ("/v1/pledges.pdf", "/v1/plegdes.csv", "/v1/pledges/us-army-corps-port-plans/nothing.csv"):
        refused(client.get(path), 404, "not-found")


def test_lists_of_one_record_are_tables_too(client: httpx.Client) -> None:
    for path in ("/v1/pledges/us-army-corps-port-plans/status-changes", f"{PLEDGE}/citations"):
        items = client.get(path).json()["items"]
        assert items
        assert [row["id"] for row in rows_of(client.get(f"{path}.csv"))] == [item["id"] for item in items]
        assert [json.loads(line) for line in client.get(f"{path}.ndjson").text.splitlines()] == items


def test_what_a_client_accepts_is_the_same_as_the_suffix(client: httpx.Client) -> None:
    for media_type, suffix in (("text/csv", "csv"), ("application/x-ndjson", "ndjson"), (XLSX, "xlsx")):
        accepted = client.get("/v1/topics?sort=-name", headers={"Accept": f"{media_type}, application/json;q=0.5"})
        assert accepted.headers["content-type"].startswith(media_type)
        assert "Accept" in accepted.headers["vary"]
        if suffix != "xlsx":
            assert accepted.content == client.get(f"/v1/topics.{suffix}?sort=-name").content
    # Among equals the list is JSON.
    assert client.get("/v1/topics", headers={"Accept": "text/csv, */*"}).json()["items"]
    assert client.get("/v1/topics", headers={"Accept": "*/*"}).json()["items"]
    refused(client.get("/v1/topics.csv", headers={"Accept": "application/json"}), 406, "not-acceptable")
    refused(client.get("/v1/topics/risky", headers={"Accept": "text/csv"}), 406, "not-acceptable")


def test_a_table_that_the_client_holds_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/v1/topics.csv")
    again = {"If-None-Match": first.headers["etag"]}
    assert client.get("/v1/topics.csv", headers=again).status_code == httpx.codes.NOT_MODIFIED
    head = client.head("/v1/topics.csv")
    assert (head.headers["etag"], head.content) == (first.headers["etag"], b"")
    assert "content-length" not in head.headers
    assert client.get("/v1/topics.ndjson", headers=again).status_code == httpx.codes.OK
    client.put("/v1/topics/another", json={"name": "Another"})
    assert client.get("/v1/topics.csv", headers=again).status_code == httpx.codes.OK


def test_the_file_is_called_by_what_it_holds_and_tells_how_far_it_goes(client: httpx.Client) -> None:
    head = client.get("/v1/ledger").json()
    response = client.get("/v1/status-changes.csv", params={"as_of": "2026-01-01"})
    name = f'attachment; filename="pacta-status-changes-2026-01-01-entry-{head["number"]}.csv"'
    assert response.headers["content-disposition"] == name
    assert response.headers["pacta-ledger-number"] == str(head["number"])
    assert response.headers["pacta-ledger-hash"] == head["hash"]
    (earlier,) = client.get("/v1/changes", params={"after": head["number"] - 1}).json()["items"]
    client.put("/v1/participants/somebody-new", json={"kind": "person", "name": "Somebody New"})
    then = client.get("/v1/participants.csv", params={"known_at": earlier["at"]})
    assert then.headers["pacta-ledger-number"] == str(earlier["number"])
    assert then.headers["pacta-ledger-hash"] == earlier["hash"]


def test_tables_are_compressed_piece_by_piece(client: httpx.Client) -> None:
    plain = client.get("/v1/pledges.ndjson")
    compressed = client.get("/v1/pledges.ndjson", headers={"Accept-Encoding": "gzip"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.content == plain.content
    assert compressed.headers["etag"] == plain.headers["etag"][:-1] + '-gzip"'
    assert "content-encoding" not in client.get("/v1/topics.xlsx", headers={"Accept-Encoding": "gzip"}).headers


STATISTICS = (
    "overview", "matrix", "timeline", "compliance", "trackability", "panel", "agreement", "positions",
)  # fmt: skip


@pytest.mark.parametrize("name", STATISTICS)
def test_a_statistic_as_a_table(client: httpx.Client, name: str) -> None:
    path, asked = f"/v1/stats/{name}", {"participant": "guatemala", "as_of": "2026-06-01"}
    found = client.get(path, params=asked).json()
    response = client.get(f"{path}.csv", params=asked | {"mark": "true"})
    rows = rows_of(response)
    documents = [json.loads(line) for line in client.get(f"{path}.ndjson", params=asked).text.splitlines()]
    for row, document in zip(rows, documents, strict=True):
        for column in columns_of(statistics()[name].model):
            assert told(column, row[column.name]) == meant(column, document), column.name
    if "items" in found:
        assert documents == found["items"]
    else:
        totals = {(row["by"], row["value"]): row["total"] for row in rows}
        assert totals["", ""] == str(found["total"])
        assert totals["flag", "overdue"] == str(found["flags"]["overdue"])
        assert totals["topic", "migration"] == str(
            next(row["total"] for row in found["by_topic"] if row["topic"]["id"] == "migration")
        )
    again = client.get(
        f"{path}.csv", params=asked | {"mark": "true"}, headers={"If-None-Match": response.headers["etag"]}
    )
    assert again.status_code == httpx.codes.NOT_MODIFIED
    assert client.get(path, params=asked, headers={"Accept": "text/csv"}).headers["content-type"].startswith("text/csv")


def test_the_vocabulary_says_what_each_column_means(client: httpx.Client) -> None:
    told_of = {path: table for table in client.get("/v1/vocabulary").json()["tables"] for path in table["paths"]}
    for path in ("/v1/pledges", "/v1/status-changes", "/v1/stats/compliance"):
        names = list(rows_of(client.get(f"{path}.csv"))[0]) if "stats" not in path else []
        assert [column["name"] for column in told_of[path]["columns"]][: len(names)] == names
        assert all(column["meaning"] for column in told_of[path]["columns"])
    status = next(column for column in told_of["/v1/pledges"]["columns"] if column["name"] == "parties.status.status")
    assert (status["holds"], status["several"]) == ("word", True)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "migration"},
        {"topic": "migration", "sort": "-announced"},
        {"under": "guatemala", "sort": "due"},
        {"promisor_under": "united-states", "sort": "-due", "as_of": "2025-06-01"},
        {"status": ["not_assessed", "in_progress"], "kind": "null", "sort": "-updated_at"},
        {"meeting": "rubio-arevalo-2025-02-05", "disputed": "true"},
        {"overdue": "false", "sort": "title", "as_of": "2025-03-01"},
        {"updated_since": "2100-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_a_table_holds_what_the_filters_find_in_the_order_of_the_list(
    client: httpx.Client, asked: dict[str, Any]
) -> None:
    found = [document["id"] for document in all_of(client, "/v1/pledges", **asked)]
    assert found or "updated_since" in asked
    assert [row["id"] for row in rows_of(client.get("/v1/pledges.csv", params=asked))] == found
