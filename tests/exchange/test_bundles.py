"""Every fault of a bundle is told at once, with its file, line and field."""

import os
from pathlib import Path

import pytest

from app.exchange.formats.bundle import MAX_BYTES, SEEDS, read_bundle
from app.exchange.formats.faults import BadBundle, BundleFault, field_of
from app.records.registry import RECORD_TYPES
from tests.exchange.conftest import Write


def faults(path: Path) -> list[str]:
    return [str(fault) for fault in BadBundle(read_bundle(path).faults).faults]


def test_the_seeds_have_no_faults() -> None:
    bundle = read_bundle(SEEDS)
    assert bundle.faults == []
    counts = {collection: sum(key[0] == collection for key in bundle.places) for collection in RECORD_TYPES}
    assert min(counts.values()) > 0
    assert len(bundle.records) == sum(counts.values())


def test_content_is_normalised_and_found_by_its_place(write: Write) -> None:
    folder = write(
        "a.yaml",
        """
        topics:
          - id: borders
            name: >-
              Borders
              and customs
            tags: [a, b, a]
        """,
    )
    (record,) = read_bundle(folder).records
    assert record.key == ("topics", "borders")
    assert record.values == {
        "name": "Borders and customs",
        "parent": None,
        "language": None,
        "different_from": [],
        "translations": {},
        "tags": ["a", "b"],
        "classifications": {},
        "external_ids": {},
        "citations": [],
    }
    assert str(record.fault("/name", "x")) == "bundle/a.yaml:4:name: x"


COLLECTIONS = "sources, participants, topics, meetings, instruments, pledges, statements, actions"
NO_FIELD = (
    "unknown field; remove it; the fields are id, language, tags, classifications, external_ids, citations, name, "
    "parent, different_from, translations"
)
ID = "Write an id of 2 to 80 lower-case letters a-z, digits and hyphens, beginning with a letter or a digit."
TEXT = "Write a string: text between quotation marks."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- x", [f"1: must be a mapping; begin with {COLLECTIONS.replace(',', ':,')}:"]),
        ("treaties: []", [f"1:treaties: unknown collection; one of {COLLECTIONS}"]),
        # A name is the file's and may be anything: what a terminal would act on is escaped.
        (r'"a\u00e9\e]8;;": []', [rf"1:'a\xe9\x1b]8;;': unknown collection; one of {COLLECTIONS}"]),
        ("topics:", ["1:topics: must be a list of records"]),
        ("topics: {id: a1}", ["1:topics: must be a list of records"]),
        ("topics:\n- x", ["2:topics: must be a mapping: the fields of a topic"]),
        ("topics:\n- name: A", ["2:id: is required: a record of a bundle has an id"]),
        ("topics:\n- name: A\n  id: null", ["3:id: is required: a record of a bundle has an id"]),
        ("topics:\n- id: No Id\n  name: A", [f"2:id: {ID}"]),
        ("topics:\n- id: a1", ["2:name: is required"]),
        ("topics:\n- id: a1\n  name: 2025", [f"3:name: {TEXT}"]),
        ("topics:\n- id: a1\n  name: A\n  nam: B", ["4:nam: unknown field; the nearest is name"]),
        ('topics:\n- id: a1\n  name: A\n  "odd\\e": B', [rf"4:'odd\x1b': {NO_FIELD}"]),
        ("topics:\n- id: a1\n  name: A\n  parent: [b1]", [f"4:parent: {TEXT}"]),
        ("topics:\n- id: a1\n  name: A\n  tags:\n  - ok\n  - Bad", ["6:tags[1]: Write tags in lower case."]),
        (
            "topics:\n- id: a1\n  name: A\n  citations:\n  - source: s1\n    quote:\n      exact: 7\n  - quote: null",
            [f"7:citations[0].quote.exact: {TEXT}", "8:citations[1].source: is required"],
        ),
        (
            "topics:\n- id: a1\n  name: A\n  citations:\n  - {source: s1, id: x}\n  - source: s2\n    id: x",
            ["7:citations[1].id: repeats the id of another item: give each its own"],
        ),
        (
            (
                "pledges:\n- id: p1\n  strength: firm\n  kind: policy\n  title: P\n"
                "  parties: [{participant: p1, role: promisor}]\n"
                "  milestones:\n  - {title: A, id: x}\n  - {title: B}\n  - {title: C, id: x}"
            ),
            ["10:milestones[2].id: repeats the id of another item: give each its own"],
        ),
        (
            "topics:\n- id: a1\n  name: A\n- name: B\n  id: a1\n- {id: a1}",
            [
                "5:id: is the id of another topic: see bundle/a.yaml:2",
                "6:id: is the id of another topic: see bundle/a.yaml:2",
                "6:name: is required",
            ],
        ),
        (
            (
                "meetings:\n- id: m1\n  title: M\n  form: visit\n  status: held\n  attendance:\n"
                "  - participant: p1\n  - participant: p1"
            ),
            ["2: attendance names somebody twice in one role: name it once"],
        ),
        (
            (
                "pledges:\n- id: p1\n  status_changes: x\n  strength: firm\n  kind: policy\n  title: P\n"
                "  parties: [{participant: p1, role: promisor}]\n  status: planned"
            ),
            [
                "3:status_changes: must be a list",
                "8:status: cannot be written here: POST /v1/pledges/{id}/status-changes changes it",
            ],
        ),
        (
            (
                "pledges:\n- id: p1\n  strength: firm\n  kind: policy\n  title: P\n"
                "  parties: [{participant: p1, role: promisor}]\n  status_changes:\n"
                "  - status: planned\n    reason: R\n"
                "  - {reason: 5, status: planned, effective_on: '2025'}\n"
                "  - {reason: R, status: planned, effective_on: 2025-02-05, successor: p2}\n"
            ),
            [
                "8:status_changes[0].effective_on: is required in a bundle",
                f"10:status_changes[1].reason: {TEXT}",
                "11:status_changes[2]: successor goes with the status superseded: leave it out",
            ],
        ),
    ],
)
def test_each_fault_has_its_place(write: Write, text: str, told: list[str]) -> None:
    assert faults(write("a.yaml", text)) == [f"bundle/a.yaml:{fault}" for fault in told]


def test_all_files_are_read_to_the_end(write: Write) -> None:
    write("c.yml", "topics:\n- id: a1\n  name: A\n")
    write("b.yaml", "topics: [")
    write("a.yaml", "topics:\n- id: a1\n  name: 5\n- &x y\n")
    folder = write("notes.txt", "not: [yaml")
    assert faults(folder) == [
        "bundle/a.yaml:4: has an anchor; remove it",
        "bundle/b.yaml:2: is not YAML: did not find expected node content",
    ]
    write("a.yaml", "topics:\n- id: a1\n  name: 5\n")
    (folder / "b.yaml").unlink()
    assert faults(folder) == [
        f"bundle/a.yaml:3:name: {TEXT}",
        "bundle/c.yml:2:id: is the id of another topic: see bundle/a.yaml:2",
    ]


def test_a_file_is_read_as_far_as_it_may_be_long(write: Write) -> None:
    folder = write("a.yaml", b"# " + b"x" * MAX_BYTES)
    assert faults(folder) == [f"bundle/a.yaml: is too large: more than {MAX_BYTES} bytes; split it"]


def test_a_path_without_a_bundle_is_refused(write: Write) -> None:
    folder = write("notes.txt", "nothing")
    for path, told in [
        (folder, "bundle: holds no files that end in .yaml, .yml or .jsonl"),
        (folder / "missing.yaml", "bundle/missing.yaml: is neither a file nor a folder"),
    ]:
        with pytest.raises(BadBundle) as caught:
            read_bundle(path)
        assert list(map(str, caught.value.faults)) == [told]


def test_a_file_that_goes_away_is_a_fault(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("a.yaml", "topics: []")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    assert faults(folder) == ["bundle/a.yaml: cannot be read: Permission denied"]


def test_faults_come_in_the_order_of_files_and_lines() -> None:
    places = [("b", 1), ("a", 10), ("a", 9), ("a", None)]
    bad = BadBundle([BundleFault(file, line, "", "x") for file, line in [*places, ("b", 1)]])
    assert [fault.place for fault in bad.faults] == ["a", "a:9", "a:10", "b:1"]


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("", ""),
        ("/a", "a"),
        ("/a/0/b_c", "a[0].b_c"),
        ("/0", "[0]"),
        ("/a~1b", "'a/b'"),
        ("/" + "x" * 99, f"'{'x' * 60}'"),
    ],
)
def test_a_pointer_is_shown_as_people_write_it(pointer: str, field: str) -> None:
    assert field_of(pointer) == field
