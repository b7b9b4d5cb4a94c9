"""Releases as they are made, listed, downloaded and withdrawn."""

import hashlib
import json
import os
import shutil
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.db.statements import core_table
from app.errors import Conflict, NotReady, Unavailable
from app.exchange.releases import jobs
from app.exchange.releases.commands import record_release
from app.exchange.releases.contents.tables import ReleaseTable
from app.exchange.releases.making import Made, make_release
from app.exchange.releases.versions import EXPECTED
from app.tables.ledger.projections import DocumentQueue
from tests.cli.conftest import Pacta, folder, pacta
from tests.exchange.releases.conftest import Releasing, files_in
from tests.refusals import refused
from tests.serving import PATIENCE, Service

__all__ = ["folder", "pacta"]
ZIP = "/v1/releases/1/pacta-v1.zip"


@pytest.fixture(scope="module")
def client(releasing: Releasing) -> Iterator[httpx.Client]:
    with releasing.service.client() as client:
        yield client


@pytest.fixture(scope="module")
def made(releasing: Releasing) -> Made:
    """Return the first release."""
    return releasing.release("1", "The first")


def test_it_is_listed_with_what_vouches_for_it(client: httpx.Client, releasing: Releasing, made: Made) -> None:
    listed = client.get("/v1/releases").json()["items"][-1]
    assert (listed["version"], listed["notes"], listed["previous"]) == ("1", "The first", None)
    assert listed["ledger"]["hash"] == made.edition.head.hash
    content = client.get(listed["address"]).content
    assert (len(content), hashlib.sha256(content).hexdigest()) == (listed["bytes"], listed["sha256"])
    assert content == (releasing.folder / "pacta-v1.zip").read_bytes()


def test_each_of_its_files_has_an_address(client: httpx.Client, made: Made) -> None:
    release = client.get("/v1/releases/1")
    files = {file["name"]: file for file in release.json()["files"]}
    whole = files_in(client.get(ZIP).content)
    assert files.keys() == whole.keys()
    for name in ("pledges.csv", "datapackage.json", "bundle.jsonl", "README.md", "CITATION.cff", "SHA256SUMS"):
        response = client.get(files[name]["address"])
        assert response.content == whole[name]
        assert hashlib.sha256(response.content).hexdigest() == files[name]["sha256"]
        assert response.headers["content-type"].partition(";")[0] == files[name]["media_type"]
    again = client.get("/v1/releases/1", headers={"If-None-Match": release.headers["etag"]})
    assert again.status_code == httpx.codes.NOT_MODIFIED


@pytest.mark.parametrize(
    ("name", "saved_as"), [("pacta-v1.zip", "pacta-v1.zip"), ("pledges.csv", "pacta-v1-pledges.csv")]
)
def test_files_are_kept_by_caches_for_good(client: httpx.Client, made: Made, name: str, saved_as: str) -> None:
    response = client.get(f"/v1/releases/1/{name}", headers={"Accept-Encoding": "gzip"})
    headers, digest = response.headers, hashlib.sha256(response.content)
    assert headers["etag"] == f'"{digest.hexdigest()}"'
    assert headers["repr-digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"
    assert "content-encoding" not in headers
    assert {"public", "immutable", "max-age=31536000", "no-transform"} == set(headers["cache-control"].split(", "))
    assert headers["content-disposition"].endswith(
        f'"pacta-v1{name.removeprefix("pacta-v1").replace("pledges", "-pledges")}"'
    )
    held = client.get(f"/v1/releases/1/{name}", headers={"If-None-Match": headers["etag"]})
    assert (held.status_code, held.content) == (httpx.codes.NOT_MODIFIED, b"")
    head = client.head(f"/v1/releases/1/{name}")
    assert (head.headers["content-length"], head.content) == (headers["content-length"], b"")


@pytest.mark.parametrize("name", ["pacta-v1.zip", "bundle.jsonl"])
def test_parts_of_files_can_be_asked_for(client: httpx.Client, made: Made, name: str) -> None:
    address = f"/v1/releases/1/{name}"
    whole = client.get(address)
    size, tag = len(whole.content), whole.headers["etag"]
    for asked, part in {
        "bytes=0-99": slice(0, 100),
        f"bytes=1000-{size + 5}": slice(1000, None),
        "bytes=7-": slice(7, None),
        "bytes=-50": slice(-50, None),
        f"bytes=-{size * 2}": slice(0, None),
    }.items():
        response = client.get(address, headers={"Range": asked, "If-Range": tag})
        assert response.status_code == httpx.codes.PARTIAL_CONTENT, asked
        assert response.content == whole.content[part]
        first, last, _size = part.indices(size)
        assert response.headers["content-range"] == f"bytes {first}-{last - 1}/{size}"
    for headers in ({"Range": "bytes=0-1,5-9"}, {"Range": "lines=1-2"}, {"Range": "bytes=9-3"}, {"Range": "bytes=x"}):
        assert client.get(address, headers=headers).status_code == httpx.codes.OK
    assert client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).content == whole.content
    for asked in (f"bytes={size}-", "bytes=-0"):
        response = client.get(address, headers={"Range": asked})
        refused(response, 416, "range-not-satisfiable")
        assert response.headers["content-range"] == f"bytes */{size}"


def test_what_is_not_there_is_not_found(client: httpx.Client, made: Made) -> None:
    for address in (
        "/v1/releases/99",
        "/v1/releases/99/pledges.csv",
        "/v1/releases/1/secrets.csv",
        "/v1/releases/1/..%2Fx",
    ):
        refused(client.get(address), 404, "not-found")
    for path in ("/v1/releases/V1", "/v1/releases/01"):
        (fault,) = refused(client.get(path), 422, "invalid-content")["errors"]
        assert fault == {"parameter": "version", "message": EXPECTED}
    refused(client.get("/v1/releases/1/pledges.csv", headers={"Accept": "application/zip"}), 406, "not-acceptable")


def test_a_folder_without_the_file_is_the_operators_to_mend(
    client: httpx.Client, releasing: Releasing, made: Made
) -> None:
    file = releasing.folder / "pacta-v1.zip"
    away = shutil.move(file, releasing.folder / "away")
    try:
        for name in ("pacta-v1.zip", "pledges.csv"):
            refused(client.get(f"/v1/releases/1/{name}"), 503, "unavailable")
    finally:
        shutil.move(away, file)


def test_versions_count_up_and_are_never_used_again(releasing: Releasing, made: Made) -> None:
    with pytest.raises(Conflict, match="call this one 2") as refusal:
        releasing.make("1")
    assert refusal.value.members["next"] == "2"
    slow, quick = releasing.make("1.1"), releasing.make("2")
    releasing.service.write(record_release, quick)
    with pytest.raises(Conflict, match="call this one 3"):
        releasing.service.write(record_release, slow)
    slow.file.unlink()
    assert (releasing.folder / "pacta-v1.zip").exists()
    assert not (releasing.folder / "pacta-v1.1.zip").exists()


def test_nothing_is_left_of_one_that_failed(releasing: Releasing, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_table: ReleaseTable) -> str:
        raise Unavailable

    before = releasing.files()
    with monkeypatch.context() as patch:
        patch.setattr(ReleaseTable, "file", property(fail))
        with pytest.raises(Unavailable):
            releasing.make("9")
    assert releasing.files() == before


def test_it_waits_for_documents_that_follow_a_rename(releasing: Releasing, made: Made) -> None:
    row = {"collection": "topics", "record": "migration", "remaining": 3}
    queue = core_table(DocumentQueue)
    columns = {column.name: "" for column in queue.c if not column.nullable}
    releasing.service.write(lambda connection: connection.execute(queue.insert(), [columns | row]).rowcount)
    try:
        with pytest.raises(NotReady, match="renamed"):
            releasing.make("9")
    finally:
        releasing.service.write(lambda connection: connection.execute(queue.delete()).rowcount)


def test_the_command_makes_lists_and_withdraws_them(pacta: Pacta, client: httpx.Client, releasing: Releasing) -> None:
    variables = {
        "PACTA_DATABASE_URL": releasing.service.database_url,
        "PACTA_RELEASES": str(releasing.folder),
    }
    abandoned = releasing.folder / ".unfinished-long-ago.zip"
    abandoned.touch()
    os.utime(abandoned, (0, 0))
    done = pacta("release", "create", "v7", "--notes", "More", "--by", "the editors", "--json", **variables)
    assert done.code == 0, done.err
    assert done.json["file"] == str(releasing.folder / "pacta-v7.zip")
    assert not abandoned.exists()
    listed = pacta("release", "list", "--json", **variables).json["items"][0]
    assert (listed["version"], listed["notes"]) == ("7", "More")
    assert client.get("/v1/releases/7").json()["actor"] == "the editors"
    again = pacta("release", "create", "7", **variables)
    assert (again.code, "call this one 8" in again.err) == (1, True)
    wrong = pacta("release", "create", "7.", **variables)
    assert (wrong.code, "must be a number such as 8" in " ".join(wrong.err.split())) == (2, True)

    reason = "It held a name that was redacted"
    assert pacta("release", "withdraw", "7", "--reason", reason, "--by", "the editors", **variables).code == 0
    for address in ("/v1/releases/7", "/v1/releases/7/pacta-v7.zip", "/v1/releases/7/pledges.csv"):
        problem = refused(client.get(address), 410, "withdrawn")
        assert problem["withdrawn"] | {"by": "the editors", "reason": reason} == problem["withdrawn"]
    assert client.get("/v1/releases").json()["items"][0]["withdrawn"]["reason"] == reason
    assert not (releasing.folder / "pacta-v7.zip").exists()
    twice = pacta("release", "withdraw", "7", "--reason", "again", **variables)
    assert (twice.code, "already" in twice.err) == (1, True)
    assert pacta("release", "withdraw", "70", "--reason", "none", **variables).code == 1
    assert pacta("release", "create", "7", **variables).code == 1
    assert json.loads(pacta("release", "create", "8", "--json", **variables).out)["version"] == "8"


def test_a_request_makes_one_beside_other_work(
    releasing: Releasing, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    with releasing.service.client("write") as writer:
        refused(writer.post("/v1/releases", json={"version": "91"}), 403, "forbidden")
    with releasing.service.client("admin") as admin:
        refused(admin.post("/v1/releases", json={"version": "V91"}), 422, "invalid-content")
        problem = refused(admin.post("/v1/releases", json={"version": "1"}), 409, "conflict")
        following = problem["next"]
        tried = admin.post("/v1/releases?dry_run=true", json={"version": following})
        assert (tried.status_code, tried.json()["version"]) == (httpx.codes.OK, following)
        refused(admin.get(f"/v1/releases/{following}"), 404, "not-found")
        done = admin.post("/v1/releases", json={"version": following, "notes": "By request"})
        assert (done.status_code, done.json()["actor"]) == (httpx.codes.CREATED, "the admin key")
        assert admin.get(done.headers["location"]).json() == done.json()

        held, go_on = threading.Event(), threading.Event()

        def make_slowly(*arguments: Any) -> Made:
            held.set()
            assert go_on.wait(PATIENCE)
            return make_release(*arguments)

        monkeypatch.setattr(jobs, "PATIENCE", 0.05)
        monkeypatch.setattr(jobs, "make_release", make_slowly)
        later = str(int(following) + 1)
        begun = admin.post("/v1/releases", json={"version": later})
        assert (begun.status_code, begun.json()["version"]) == (httpx.codes.ACCEPTED, later)
        assert held.wait(PATIENCE)
        refused(admin.post("/v1/releases", json={"version": later}), 503, "unavailable")
        problem = refused(admin.get(begun.headers["location"]), 404, "not-found")
        assert problem["release"] | {"version": later, "state": "being_made", "reason": None} == problem["release"]
        admin.put("/v1/topics/meanwhile", json={"name": "Meanwhile"}).raise_for_status()
        go_on.set()
        end = time.monotonic() + PATIENCE
        while admin.get(begun.headers["location"]).status_code != httpx.codes.OK:
            assert time.monotonic() < end
            time.sleep(0.02)


def test_redacting_names_the_releases_that_may_hold_it(pacta: Pacta, fresh_seeded: Service, tmp_path: Path) -> None:
    variables = {"PACTA_DATABASE_URL": fresh_seeded.database_url, "PACTA_RELEASES": str(tmp_path / "releases")}
    why = ("--reason", "It named a private person")
    assert pacta("release", "create", "1", **variables).code == 0
    with fresh_seeded.client("write") as client:
        client.put("/v1/topics/wrong", json={"name": "A private person"}).raise_for_status()
        number = client.get("/v1/ledger").json()["number"]
        assert pacta("release", "create", "2", **variables).code == 0
        client.put("/v1/topics/wrong", json={"name": "Somebody"}, headers={"If-Match": "*"}).raise_for_status()
    assert pacta("release", "create", "3", **variables).code == 0
    assert pacta("release", "withdraw", "2", *why, **variables).code == 0
    redacted = pacta("ledger", "redact", str(number), *why, **variables)
    assert "may hold it, and are not changed: V3 (`pacta release withdraw`)" in redacted.err, redacted.err


def test_a_file_that_a_crash_left_is_no_release(client: httpx.Client, releasing: Releasing, made: Made) -> None:
    (releasing.folder / "pacta-v90.zip").write_bytes(b"recorded nowhere")
    refused(client.get("/v1/releases/90/pacta-v90.zip"), 404, "not-found")
    releasing.release("90")
    assert files_in(client.get("/v1/releases/90/pacta-v90.zip").content)


def test_an_empty_ledger_is_not_released(pacta: Pacta, fresh_database_url: str, tmp_path: Path) -> None:
    variables = {"PACTA_DATABASE_URL": fresh_database_url, "PACTA_RELEASES": str(tmp_path / "releases")}
    assert "nothing to release" in pacta("release", "create", "1", **variables).err
    assert pacta("release", "list", **variables).out.startswith("There are no releases")
