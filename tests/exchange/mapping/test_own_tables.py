"""Tables that Pacta gives come back in, as far as their columns go."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from app.exchange.formats.bundle import Bundle
from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import ready_mapping
from tests.exchange.uploads.conftest import packed
from tests.serving import Service

LISTS = ("sources", "topics", "participants", "meetings", "instruments", "actions", "pledges", "status-changes")
FIELDS = {
    "sources": "kind title publisher author url published caveats language",
    "topics": "name parent tags classifications",
    "participants": "kind name country wikidata_id from to succeeds part_of",
    "meetings": "title form rank status starts ends place country part_of topics summary",
    "instruments": "title kind summary legal_nature adopted in_force topics links",
    "actions": "kind title summary actors happened place amount instrument",
    "pledges": "title summary wording kind origin strength precision joint meetings announced due due_text topics "
    "parties links criteria external_ids tags",
}


def taken_in(folder: Path, name: str, content: bytes) -> Bundle:
    """Return what the mapping of Pacta's tables makes of a file."""
    path = folder / "upload"
    path.write_bytes(content)
    with path.open("rb") as opened:
        return ImportedFile(opened, name, ready_mapping("pacta-tables")).bundle()


def written(client: httpx.Client, collection: str) -> dict[str, dict[str, Any]]:
    """Return the records of a collection as they are written."""
    answer = client.get(f"/v1/{collection}", params={"limit": 200, "form": "written"})
    assert answer.is_success, answer.text
    return {item["id"]: item for item in answer.json()["items"]}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_all_lists_come_back_as_they_were_written(seeded: Service, tmp_path: Path, ending: str) -> None:
    with seeded.client("write") as client:
        client.put("/v1/topics/risky", json={"name": "=1+1", "tags": ["one two", "b"]})
        client.patch("/v1/topics/risky", json={"classifications": {"x": "a; b\\", "y": "-1"}})
        tables: dict[str, bytes | str] = {
            f"{name}.{ending}": client.get(f"/v1/{name}.{ending}").content for name in LISTS
        }
        there = {collection: written(client, collection) for collection in FIELDS}
        changes = client.get("/v1/status-changes").json()["items"]
    bundle = taken_in(tmp_path, "tables.zip", packed(tables))
    assert [str(fault) for fault in bundle.faults] == []
    assert len(bundle.records) == sum(map(len, there.values()))
    for record in bundle.records:
        collection = record.record_type.collection
        known = there[collection][record.id]
        for name in FIELDS[collection].split():
            assert record.values[name] == known[name], (record.id, name)
    items = [item.values for record in bundle.records for item in record.items]
    assert [(item["id"], item["status"], item["reason"]) for item in items] == [
        (change["id"], change["status"], change["reason"]) for change in changes
    ]


def test_one_table_is_known_by_its_name_and_another_file_is_refused(seeded: Service, tmp_path: Path) -> None:
    with seeded.client() as client:
        topics = client.get("/v1/topics.csv").content
    assert {record.record_type.collection for record in taken_in(tmp_path, "topics.csv", topics).records} == {"topics"}
    (fault,) = taken_in(tmp_path, "table.csv", topics).faults
    assert fault.message.startswith("is none of the files that the mapping reads: sources, topics, ")
