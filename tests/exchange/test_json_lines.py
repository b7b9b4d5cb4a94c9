"""Bundles in JSON Lines: a bundle a line, however many there are, each fault with its line."""

from io import BytesIO

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.errors import MalformedJson
from app.exchange.bundles.requests import bundle_of
from app.exchange.formats import bundle as bundles
from app.exchange.formats.bundle import read_bundle
from app.exchange.formats.faults import BadBundle
from app.exchange.imports.file_reading import import_file, read_file
from app.exchange.imports.received_file import MEDIA_TYPES, MULTIPART
from app.exchange.loading.loader import load_bundle
from app.strict_json import MOST_MEMBERS
from tests.exchange.conftest import Write

TOPIC = '{"topics": [{"id": "ports", "name": "Ports"}]}\n'


def faults_of(engine: Engine, folder: Write, text: str) -> list[str]:
    with pytest.raises(BadBundle) as refusal:
        load_bundle(engine, read_bundle(folder("a.jsonl", text) / "a.jsonl"))
    return [str(fault) for fault in refusal.value.faults]


def test_lines_add_up_to_a_bundle(engine: Engine, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MAX_BYTES", 100)
    child = '{"topics": [{"id": "quays", "name": "Quays", "parent": "ports"}]}\n\n'
    folder = write("a.jsonl", child + TOPIC)
    assert load_bundle(engine, read_bundle(folder)).created == 2
    assert load_bundle(engine, read_bundle(folder / "a.jsonl")).unchanged == 2


def test_faults_name_their_lines(engine: Engine, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TOPIC + '{"topics": [{"id": "quays", "name": ""}]}\n' + TOPIC + "nonsense\n[]\n" + '{"topics": 1}\n'
    found = faults_of(engine, write, text)
    assert [fault.rpartition(": ")[0].partition(": ")[0] for fault in found] == [
        "bundle/a.jsonl:2:name",
        "bundle/a.jsonl:3:id",
        "bundle/a.jsonl:4",
        "bundle/a.jsonl:5",
        "bundle/a.jsonl:6:topics",
    ]
    monkeypatch.setattr(bundles, "MAX_BYTES", 60)
    (fault,) = faults_of(engine, write, TOPIC + '{"topics": [' + " " * 100 + "]}\n")
    assert fault.startswith("bundle/a.jsonl:2: is too long a line")


def test_what_is_too_much_for_one_text_is_told_to_come_in_lines() -> None:
    flood = b":" * (MOST_MEMBERS + 1)
    (fault,) = read_file(import_file(BytesIO(flood), "a.json")).faults
    assert fault.message.endswith(f"or {MOST_MEMBERS} members: send it as JSON Lines, a bundle of one record a line")
    with pytest.raises(MalformedJson, match="or all of it to /v1/imports as JSON Lines"):
        bundle_of(flood, is_yaml=False)


@settings(max_examples=40)
@given(
    body=st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.just(TOPIC.encode()),
    media_type=st.sampled_from([*MEDIA_TYPES, f"{MULTIPART}; boundary=x"]),
    name=st.sampled_from(["a.json", "a.yaml", "a.jsonl", "a.csv", "a.xlsx", "a.zip", "a", "."]),
)
def test_whatever_comes_in_is_no_failure(client: httpx.Client, body: bytes, media_type: str, name: str) -> None:
    asked = {"name": name, "dry_run": "true"} | ({"mapping": "nothing"} if name.endswith("csv") else {})
    sent = client.post("/v1/imports", content=body, params=asked, headers={"Content-Type": media_type})
    assert sent.status_code in {200, 400, 413, 415, 422}, sent.text
