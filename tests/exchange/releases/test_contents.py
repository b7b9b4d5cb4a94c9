"""What a release holds: a Data Package that any reader can check, and the database again."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
import yaml
from frictionless import Package

from app.db.engines import writing_engine
from app.exchange.export.bundle_writer import BundleFormat, write_bundle
from app.exchange.formats.bundle import read_bundle
from app.exchange.loading.loader import load_bundle
from app.exchange.releases.contents.tables import record_tables
from app.vocabulary import PledgeKind
from tests.databases import Databases
from tests.exchange.releases.conftest import PUBLISHER, Releasing, files_in

PLEDGE = "us-army-corps-port-plans"
RISKY = {"x": "a; b", "y": "-1"}
Row = dict[str, str]


@pytest.fixture(scope="module")
def client(releasing: Releasing) -> Iterator[httpx.Client]:
    with releasing.service.client("write") as client:
        client.put("/v1/topics/risky", json={"name": "=1+1", "classifications": RISKY}).raise_for_status()
        client.put("/v1/topics/twice", json={"name": "Migration once more"}).raise_for_status()
        client.post("/v1/topics/twice/merge", json={"into": "migration", "reason": "the same"}).raise_for_status()
        yield client


@pytest.fixture(scope="module")
def content(client: httpx.Client, releasing: Releasing) -> bytes:
    """Return the first release, as it is downloaded, and make a second one."""
    releasing.release("1", "With two topics more")
    client.put("/v1/topics/wrong", json={"name": "Recorded by mistake"}).raise_for_status()
    client.delete("/v1/topics/wrong", headers={"If-Match": "*"}).raise_for_status()
    releasing.release("2")
    return client.get("/v1/releases/1/pacta-v1.zip").content


@pytest.fixture(scope="module")
def files(content: bytes) -> Mapping[str, bytes]:
    return files_in(content)


@pytest.fixture(scope="module")
def second(client: httpx.Client, content: bytes) -> Mapping[str, bytes]:
    return files_in(client.get("/v1/releases/2/pacta-v2.zip").content)


def rows_in(file: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


@pytest.fixture
def unpacked(files: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that holds the files of the release."""
    for name, file in files.items():
        (tmp_path / name).write_bytes(file)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_a_valid_data_package(unpacked: Path) -> None:
    report = Package("datapackage.json").validate()
    assert report.valid, report.to_summary()
    checked = {task.name: task.type for task in report.tasks}
    assert {checked[table.name] for table in record_tables()} == {"table"}
    assert checked["bundle"] == "file"


def test_a_changed_cell_makes_it_invalid(unpacked: Path) -> None:
    file = unpacked / "pledges.csv"
    file.write_bytes(file.read_bytes().replace(b",agreed,", b",refuse,", 1))
    report = Package("datapackage.json").get_resource("pledges").validate()
    assert {error.type for error in report.tasks[0].errors} >= {"constraint-error", "hash-count"}


def test_sums_and_the_descriptor_tell_every_file(files: Mapping[str, bytes]) -> None:
    lines = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    sums = {name: found for found, name in lines}
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == found for name, found in sums.items())
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        file = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(file), f"sha256:{hashlib.sha256(file).hexdigest()}")
    assert {one["path"] for one in package["resources"]} == files.keys() - {"SHA256SUMS", "datapackage.json"}


def test_tables_have_every_record_and_part(client: httpx.Client, files: Mapping[str, bytes]) -> None:
    now = {row["id"]: row for row in rows_in(client.get("/v1/pledges.csv").content)}
    released = {row["id"]: row for row in rows_in(files["pledges.csv"])}
    assert released == now
    assert rows_in(files["pledge-parties.csv"]) == rows_in(client.get("/v1/pledge-parties.csv").content)
    changes = rows_in(files["status-changes.csv"])
    assert changes == rows_in(client.get("/v1/status-changes.csv").content)
    assert PLEDGE in {row["pledge.id"] for row in changes}
    (risky,) = [row for row in rows_in(files["topics.csv"]) if row["id"] == "risky"]
    assert (risky["name"], risky["classifications"]) == ("'=1+1", "x:a\\; b; y:-1")


def test_the_codebook_tells_every_column_and_word(files: Mapping[str, bytes]) -> None:
    columns = {(row["table"], row["column"]): row for row in rows_in(files["codebook-columns.csv"])}
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        names = [field["name"] for field in resource.get("schema", {"fields": []})["fields"]]
        if resource["name"] == "codebook-columns":
            continue
        assert [(resource["name"], name) in columns for name in names] == [True] * len(names)
    assert columns["pledges", "kind"]["closed_list"] == "pledge_kind"
    assert (
        columns["pledges", "parties.role"] | {"closed_list": "party_role", "several": "true"}
        == (columns["pledges", "parties.role"])
    )
    words = [row for row in rows_in(files["codebook-words.csv"]) if row["closed_list"] == "pledge_kind"]
    assert [row["word"] for row in words] == [kind.value for kind in PledgeKind]
    assert words[0]["label_es"] == "Operativo"
    assert all(row["meaning"] for row in words)


def test_the_crosswalk_says_what_stands_for_ids_that_are_gone(
    files: Mapping[str, bytes], second: Mapping[str, bytes]
) -> None:
    before, after = rows_in(files["crosswalk.csv"]), rows_in(second["crosswalk.csv"])
    (merged,) = before
    assert merged | {"collection": "topics", "id": "twice", "operation": "merge", "became": "migration"} == merged
    assert merged["since_previous"] == "true"
    assert after[0] == merged | {"since_previous": "false"}
    deleted = {"id": "wrong", "operation": "delete", "became": "", "since_previous": "true"}
    assert after[1] | deleted == after[1]


def test_it_names_the_head_of_the_ledger(client: httpx.Client, second: Mapping[str, bytes]) -> None:
    head = client.get("/v1/ledger").json()
    assert json.loads(second["ledger.json"]) == {"number": head["number"], "hash": head["hash"], "time": head["at"]}
    assert json.loads(second["datapackage.json"])["ledger"]["hash"] == head["hash"]
    assert str(head["number"]) in second["README.md"].decode()


def test_it_says_how_to_cite_it_and_under_which_licence(files: Mapping[str, bytes]) -> None:
    citation = yaml.safe_load(files["CITATION.cff"])
    assert (citation["cff-version"], citation["version"], citation["license"]) == ("1.2.0", "1", "CC-BY-4.0")
    assert citation["authors"] == [{"name": PUBLISHER}]
    assert "https://creativecommons.org/licenses/by/4.0/" in files["LICENSE.txt"].decode()
    assert "With two topics more" in files["README.md"].decode()
    assert json.loads(files["datapackage.json"])["version"] == "1.0.0"


def test_the_same_ledger_makes_the_same_bytes(releasing: Releasing, content: bytes) -> None:
    first, again = releasing.make("3"), releasing.make("3")
    assert first.file.read_bytes() == again.file.read_bytes()
    first.file.unlink()
    again.file.unlink()


def test_its_bundle_is_the_database_again(
    files: Mapping[str, bytes], databases: Databases, backend: str, tmp_path: Path
) -> None:
    (tmp_path / "bundle.jsonl").write_bytes(files["bundle.jsonl"])
    url = databases.create(backend)
    engine = writing_engine(url)
    load_bundle(engine, read_bundle(tmp_path / "bundle.jsonl"))
    with engine.begin() as connection:
        assert b"".join(write_bundle(connection, BundleFormat.LINES)) == files["bundle.jsonl"]
    engine.dispose()
    databases.drop(url)


def test_nothing_unfinished_is_left(releasing: Releasing, content: bytes) -> None:
    assert releasing.files() == ["pacta-v1.zip", "pacta-v2.zip"]
