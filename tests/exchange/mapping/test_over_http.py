"""Files with a mapping over HTTP, and bundles in a zip archive: read, judged, and refused with their place."""

from textwrap import dedent
from typing import Any

import httpx

from tests.conftest import Unique
from tests.exchange.mapping.test_rows_together import STATUSES
from tests.exchange.uploads.conftest import packed

PATH = "/v1/imports"


def send(
    client: httpx.Client, name: str, content: bytes, mapping: str | None = None, **parameters: Any
) -> httpx.Response:
    form = {} if mapping is None else {"mapping": mapping}
    return client.post(PATH, data=form, files={"file": (name, content)}, params=parameters)


def mapping_of(data_set: str) -> str:
    head = f"pacta_mapping: 1\ntitle: Scores\ndata_set: {data_set}\n"
    mapping = dedent(STATUSES).replace("source: scores", f"source: {data_set}")
    return head + mapping.replace("id: {column: id, id: true}", f'id: {{column: id, id: true, prefix: "{data_set} "}}')


def test_a_table_and_its_history_come_in_and_a_guard_names_the_cell(client: httpx.Client, unique: Unique) -> None:
    data_set = unique("scores")
    table = "id,title,due,status,on\np1,One,,in_progress,2025-01-01\np1,,2026,{status},2025-02-01\n"
    refused = send(client, "table.csv", table.format(status="fulfilled").encode(), mapping_of(data_set))
    assert refused.status_code == 422
    (fault,) = client.get(f"{PATH}/{refused.json()['import_id']}").json()["faults"]
    assert (fault["sheet"], fault["line"], fault["field"]) == ("table.csv", 3, "status_changes[1].citations")
    taken = send(client, "table.csv", table.format(status="stalled").encode(), mapping_of(data_set))
    assert taken.status_code == 201, taken.text
    status = client.get(f"/v1/pledges/{data_set}-p1/status").json()["status"]
    assert (status["status"], status["effective_on"]["edtf"]) == ("stalled", "2025-02-01")


def test_an_unknown_word_is_a_fault_with_its_column(client: httpx.Client, unique: Unique) -> None:
    table = b"id,title,due,status,on\np1,One,,half done,2025-01-01\n"
    refused = send(client, "table.csv", table, mapping_of(unique("scores")), dry_run=True)
    assert refused.status_code == 200
    (fault,) = refused.json()["faults"]
    assert (fault["line"], fault["column"], fault["field"]) == (2, "status", "status_changes[0].status")


def test_a_zip_archive_of_bundles_is_one_bundle(client: httpx.Client, unique: Unique) -> None:
    parent, child = unique("parent"), unique("child")
    files: dict[str, bytes | str] = {
        "a/child.yaml": f"topics:\n  - {{id: {child}, name: Child, parent: {parent}}}\n",
        "parent.jsonl": f'{{"topics": [{{"id": "{parent}", "name": "Parent"}}]}}\n',
    }
    taken = send(client, "report-2025.zip", packed(files))
    assert taken.status_code == 201, taken.text
    assert (taken.json()["data_set"], taken.json()["done"]) == ("report-2025", 2)


def test_what_is_wrong_in_a_zip_archive_names_its_file(client: httpx.Client, unique: Unique) -> None:
    files: dict[str, bytes | str] = {
        "a.yaml": f"topics:\n  - {{id: {unique('a')}, name: 7}}\n",
        "b.csv": "id\n",
        "c.json": "{",
    }
    refused = send(client, "files.zip", packed(files))
    assert refused.status_code == 422
    told = [(fault.get("line"), fault["message"].partition(": ")[0]) for fault in refused.json()["errors"]]
    assert told == [(2, "a.yaml"), (None, "b.csv"), (2, "c.json")]
    faults = client.get(f"{PATH}/{refused.json()['import_id']}").json()["faults"]
    assert [(fault["sheet"], fault["line"]) for fault in faults] == [("a.yaml", 2), ("b.csv", None), ("c.json", 2)]
    for hostile in (packed({"../a.yaml": "topics: []\n"}), b"PK\x03\x04", packed({})):
        assert send(client, "files.zip", hostile).status_code == 422
