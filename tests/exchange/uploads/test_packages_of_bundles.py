"""Bundles in a zip archive are parsed in a child process, and read as the same files in a folder are."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from app.exchange.formats import bundle, bundle_packages
from app.exchange.formats.bundle import MAX_BYTES, SEEDS, Bundle, read_bundle
from app.exchange.formats.bundle_packages import read_package
from app.exchange.formats.faults import BadBundle, BundleFault
from app.exchange.formats.uploads.limits import Limits
from tests.exchange.uploads.conftest import packed

Files = dict[str, bytes | str]


def bundle_of(content: bytes, most: float = float("inf"), limits: Limits = bundle_packages.LIMITS) -> Bundle:
    sent = Bundle("sent")
    with TemporaryFile() as opened:
        opened.write(content)
        opened.flush()
        read_package(opened, "sent.zip", sent, most, limits)
    return sent


def shown(read: Bundle) -> Iterator[tuple[object, ...]]:
    """Yield all that is known of records and faults."""
    for record in read.records:
        items = [(item.part_type.name, item.place, item.values) for item in record.items]
        lines = [record.node.line_of(pointer) for pointer in ("", "/names", "/name/es", "/status_changes/0")]
        yield record.file, record.place, record.key, record.values, items, lines
    for fault in read.faults:
        yield fault.file, fault.line, fault.field, fault.message, fault.pointer


FAULTY: Files = {
    "a.yaml": "topics:\n- id: one\n  name: One\n- id: two\n  nam:\n    es: Dos\n- 7\nunknown: []\nsources: none\n",
    "b.jsonl": b'{"topics": [{"id": "three", "name": "Three"}]}\n\n{"topics": [{}]}\nno\n[]\n{"topics": {}}\n',
    "c.yml": "topics:\n- id: &anchor five\n  name: *anchor\n",
    "d.yaml": "- a list\n",
    "e.yaml": "",
    "f.jsonl": b'\xef\xbb\xbf{"topics": []}\n{"topics": [{"id": "six", "id": "six"}]}\n',
    "g.yaml": "topics:\n- id: three\n  name: Three again\n- id: large\n  name: 123456789012345678901234567890\n",
    "h.yaml": b"#" * 1_001,
    "i.jsonl": b'{"topics": []}\n' + b" " * 1_001,
}


@pytest.mark.parametrize(
    ("files", "largest"),
    [
        ({path.name: path.read_bytes() for path in SEEDS.iterdir() if path.suffix == ".yaml"}, MAX_BYTES),
        (FAULTY, 1_000),
    ],
)
def test_a_package_is_read_as_a_folder_is(
    files: Files, largest: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MAX_BYTES", largest)
    monkeypatch.chdir(tmp_path)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    folder = list(shown(read_bundle(tmp_path)))
    found = list(shown(bundle_of(packed(files), limits=Limits(row_length=largest, document_bytes=largest))))
    assert folder
    assert found == folder


def test_json_is_read_with_its_lines() -> None:
    files: Files = {"in/a.json": '{"topics": [\n{"id": "one", "name": "One"},\n{"id": "two",\n"nam": "Two"}]}'}
    found = bundle_of(packed(files))
    assert [record.id for record in found.records] == ["one"]
    assert ("in/a.json", 4, "nam") in {(fault.file, fault.line, fault.field) for fault in found.faults}


def deep(levels: int) -> bytes:
    return b'{"topics": ' + b"[" * levels + b"]" * levels + b"}\n"


@pytest.mark.parametrize(
    ("content", "limits", "file", "message"),
    [
        (packed({"a.csv": "a,b\n"}), Limits(), "a.csv", "is no bundle: such files end in"),
        (packed({}), Limits(), "sent.zip", "holds no files"),
        (packed({"../a.yaml": "topics: []"}), Limits(), "sent.zip", "a path in a package is relative"),
        (packed({"a.yaml": b"#" * 4_000_000}), Limits(), "sent.zip", "inflates to more than 1000 times"),
        (packed({"a.yaml": "topics: []"}), Limits(inflated_bytes=5), "sent.zip", "inflates to more than 5 bytes"),
        (packed({"a.jsonl": b"{}\n" * 30}), Limits(rows=20), "a.jsonl", "has more than 20 rows"),
        (packed({"a.jsonl": b"{}\n"}), Limits(wall_seconds=0.001), "sent.zip", "takes more than 0 seconds to read"),
        (packed({"a.jsonl": deep(198)}), Limits(), "sent.zip", "nests lists and objects more deeply"),
        (packed({"a.jsonl": deep(250)}), Limits(), "a.jsonl", "is not JSON: recursion limit exceeded"),
        (packed({"a.yaml": "topics: []"})[:-30], Limits(), "sent.zip", "is no zip archive"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, limits: Limits, file: str, message: str) -> None:
    (fault,) = bundle_of(content, limits=limits).faults
    assert fault.file == file
    assert message in fault.message


def test_one_damaged_file_does_not_hide_the_others() -> None:
    content = bytearray(packed({"a.yaml": "topics: []\n" * 50, "b.yaml": "unknown: []\n"}))
    content[content.index(b"a.yaml") + 8] ^= 0xFF
    messages = {fault.file: fault.message for fault in bundle_of(bytes(content)).faults}
    assert messages["a.yaml"] == "is damaged: it cannot be unpacked"
    assert messages["b.yaml"].startswith("unknown collection")


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
def test_more_records_than_may_be_are_to_be_split(name: str) -> None:
    line = '{"topics": [{"id": "t%d", "name": "Topic"}]}\n'
    text = "topics:\n" + "".join(f"- id: t{one}\n  name: Topic\n" for one in range(5))
    files: Files = {name: text if name == "a.yaml" else "".join(line % one for one in range(5))}
    (fault,) = bundle_of(packed(files), most=3).faults
    assert fault == BundleFault("sent.zip", None, "", "holds more than 3 records; split it")
    assert len(bundle_of(packed(files), most=5).records) == 5


def test_faults_without_end_are_not_looked_for() -> None:
    with pytest.raises(BadBundle):
        bundle_of(packed({"a.jsonl": b"no\n" * 5_000, "b.jsonl": b"[]\n" * 5_000}))
