"""Whatever a file holds and whatever a mapping says: records, or faults that name their place. Never anything else."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from textwrap import dedent
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.formats.bounded_process import END, FAILED
from app.exchange.formats.faults import BadBundle
from app.exchange.formats.uploads.child import told
from app.exchange.formats.uploads.limits import Limits, Sheet, Task
from app.exchange.formats.uploads.messages import Message
from app.exchange.formats.uploads.rows import message_of
from app.exchange.imports.mapping import imported_file
from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import mapping_of, ready_mapping
from app.strict_json import encode
from tests.exchange.mapping.conftest import HEAD
from tests.exchange.mapping.test_defects import PLEDGES
from tests.exchange.mapping.test_scores import WIDE
from tests.exchange.uploads.conftest import packed

HOSTILE = st.sampled_from(
    ["", "A1", "\N{MINUS SIGN}1", "31/12/2025", "1.234,5", "50 %", "\u202e", "a" * 5_000, "\\u2019", "é" * 40, "=1+1",
     "; ;", "9" * 400, "1e999", "\x85", "\u0300" * 50, "0000-00-00", "../..", "2025-02-30", "null", "\ufeff"]
)  # fmt: skip
CELL = HOSTILE | st.text(max_size=12)
COLUMNS = ["id", "title", "due", "with", "amount", "progress", "note", "deleted"]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse files here: a process for each of hundreds takes minutes."""

    @contextmanager
    def opened(
        file: IO[bytes], name: str, sheets: tuple[Sheet, ...] = (), limits: Limits | None = None
    ) -> Iterator[Iterator[Message]]:
        data = io.BytesIO(file.read())
        lines = told(data, Task(name, sheets, limits or Limits()))
        lines = (line for line in lines if not line.startswith(FAILED))
        yield (message_of(line, name) for line in lines if line.strip() != END)

    monkeypatch.setattr(imported_file, "open_rows", opened)


def go_through(name: str, content: bytes, mapping: Any) -> ImportedFile:
    """Go through a file; every fault names where it stands."""
    imported = ImportedFile(io.BytesIO(content), name, mapping)
    for record in imported:
        assert record.values
    assert all(fault.file and fault.message for fault in imported.faults)
    return imported


def text_of(rows: list[list[str]]) -> bytes:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\n".join(quoted).encode("utf-8", "surrogatepass")


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELL, min_size=8, max_size=8), max_size=6))
def test_any_cells_give_records_or_faults(rows: list[list[str]]) -> None:
    mapping = mapping_of((HEAD + dedent(PLEDGES)).encode())
    go_through("table.csv", text_of([COLUMNS, *rows]), mapping)


@settings(max_examples=60)
@given(columns=st.lists(CELL, min_size=1, max_size=6), rows=st.lists(st.lists(CELL, max_size=6), max_size=4))
def test_any_columns_give_records_or_faults(columns: list[str], rows: list[list[str]]) -> None:
    mapping = mapping_of((HEAD + dedent(WIDE)).encode())
    go_through("table.csv", text_of([["Id", "Text", *columns], *rows]), mapping)


FIELDS = ["title", "url", "tags", "sources", "category"]
HISTORY = b"title,date,old_status,new_status,status_info\n"
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | CELL,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "id", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(objects=st.lists(st.dictionaries(st.sampled_from(FIELDS), ANY), max_size=4))
def test_any_objects_give_records_or_faults(objects: list[Any]) -> None:
    files = {
        "data.json": encode({"promises": objects}),
        "status_history.csv": b"title,date,old_status,new_status,status_info\n",
    }
    go_through("set.zip", packed(files), ready_mapping("trumptracker"))


WORDS = st.sampled_from(
    ["pacta_mapping", "title", "data_set", "sheets", "gives", "collection", "id", "record", "column", "use", "for_each",
     "give", "words", "date", "when", "join", "for_columns", "for_lists", "pairs", "all_but", "cites", "pledges"]
)  # fmt: skip
MAPPINGS = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | WORDS | CELL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=60)
@given(
    template=st.dictionaries(st.sampled_from(["title", "summary", "tags", "parties", "wording"]), MAPPINGS),
    id=st.just({"column": "id"}) | MAPPINGS,
    words=st.just({}) | MAPPINGS,
)
def test_any_mapping_is_refused_or_reads_a_table(template: Any, id: Any, words: Any) -> None:
    rule = {"collection": "pledges", "id": id, "record": template}
    told = {"pacta_mapping": 1, "title": "T", "data_set": "tt", "words": words, "sheets": [{"gives": [rule]}]}
    mapping = None
    with suppress(BadBundle):
        mapping = mapping_of(encode(told))
    if mapping is not None:
        go_through("table.csv", b"id,title,a\n1,One,b\n2,Two,\n", mapping)
