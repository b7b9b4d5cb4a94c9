"""Mappings themselves: what is wrong with one is told with its lines, all at once, and none costs more than it may."""

import json
from textwrap import dedent
from time import thread_time

import pytest

from app.exchange.formats.faults import BadBundle
from app.exchange.imports.mapping.mapping_file import mapping_of, ready_mapping, ready_mappings
from app.exchange.imports.mapping.models import CELL_KEYS, EACH_KEYS, WHEN
from app.records.registry import RECORD_TYPES
from tests.exchange.mapping.conftest import HEAD, GoThrough


def faults_of(text: str | bytes) -> list[str]:
    with pytest.raises(BadBundle) as raised:
        mapping_of(text if isinstance(text, bytes) else (HEAD + dedent(text)).encode())
    return [str(fault) for fault in raised.value.faults]


def test_every_fault_of_a_mapping_is_told_with_its_line() -> None:
    found = faults_of("""\
        colour: red
        sheets:
          - gives:
              - collection: pledge
                id: {column: id}
              - collection: pledges
                id: {colunm: id}
                record: {title: {column: title, date: []}, parties: [{participant: {column: a, use: piece}}]}
        """)
    one_of = "names one of column, first_of, use, piece and join"
    assert found == [
        "mapping:4:colour: unknown field; remove it",
        "mapping:10:sheets[0].gives[1].id.colunm: unknown field; the nearest is column",
        f"mapping:11:sheets[0].gives[1].record.parties[0].participant: {one_of}",
    ]


def test_fields_words_and_forms_that_there_are_not_are_told() -> None:
    found = faults_of("""\
        records: {pledge: []}
        sheets:
          - gives:
              - collection: pledge
                id: {column: id}
              - collection: topics
                id: {column: id}
                record:
                  title: {column: title}
                  id: x
              - collection: pledges
                id: {column: id}
                record:
                  due: {column: due, date: ["%d/%y"]}
                  parties: [{for_each: {column: who}, give: {name: {use: piece, words: names}}}]
                  status_changes: [{when: [{cell: a}], state: x}]
        """)
    text = "\n".join(found)
    assert "mapping:4:records.pledge: unknown collection; one of " in text
    assert "mapping:7:sheets[0].gives[0].collection: unknown collection; one of " in text
    assert "mapping:12:sheets[0].gives[1].record.title: unknown field; one of " in text
    assert "mapping:13:sheets[0].gives[1].record.id: stands beside the record, as the rule's id" in text
    assert "mapping:17:sheets[0].gives[2].record.due.date[0]: a form of dates has %d, %m, %Y" in text
    assert "mapping:18:sheets[0].gives[2].record.parties[0].give.name.words: names no list of words" in text
    assert "mapping:18:sheets[0].gives[2].record.parties[0].give.name: unknown field; one of participant" in text
    assert "mapping:19:sheets[0].gives[2].record.status_changes[0].when[0]: is no condition" in text
    assert "mapping:19:sheets[0].gives[2].record.status_changes[0].state: unknown field; one of " in text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"[1]", "mapping:1: "),
        (b"", "mapping:1: is empty"),
        (b"a: &a [x, x]\nb: [*a, *a]\n", "has an anchor; remove it"),
        (b'{"a": 1, "a": 2}', "a key is repeated"),
        (b"pacta_mapping: 2\n", "must be 1"),
        (b"x" * 2_000_000, "is larger than"),
        (b"a: [" + b"1, " * 10_000 + b"1]\n", "holds 10003 values, more than 5000"),
        (b"[" * 60 + b"]" * 60, "nested deeper than 50 levels"),
        (b"{" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_mapping_is_refused_soon(text: bytes, fault: str) -> None:
    began = thread_time()
    assert fault in "\n".join(faults_of(text))
    assert thread_time() - began < 5


def test_a_row_gives_no_more_than_a_row_may(go_through: GoThrough) -> None:
    nested = "{use: heading}"
    for _ in range(4):
        nested = f"[{{for_columns: {{all_but: []}}, give: {nested}}}]"
    columns = ",".join(f"c{one}" for one in range(100))
    mapping = f"sheets: [{{gives: [{{collection: topics, id: {{column: c1}}, record: {{tags: {nested}}}}}]}}]\n"
    gone = go_through(f"{columns}\n{columns}\n", mapping)
    assert gone.faults == ["table.csv:2: gives more items than a row may: too many columns or pieces"]


def test_a_column_that_is_not_there_is_told_once(go_through: GoThrough) -> None:
    mapping = "sheets: [{gives: [{collection: topics, id: {column: Id}, record: {name: {column: Name}}}]}]\n"
    gone = go_through("id,Name\na1,A\na2,B\n", mapping)
    assert gone.faults == ["table.csv:1: column 'Id': is not there: the sheet has id, Name"]


def test_no_written_field_is_called_as_what_makes_a_cell() -> None:
    reserved = CELL_KEYS | EACH_KEYS | {WHEN}
    for record_type in RECORD_TYPES.values():
        models = [record_type.written, *(part.written for part in record_type.part_types.values())]
        for model in models:
            schema = json.dumps(model.model_json_schema(by_alias=True))
            assert not [name for name in reserved if f'"{name}": {{' in schema], model


def test_ready_mappings_name_their_licence_and_source() -> None:
    assert ready_mappings() == ["buildcanada", "pacta-tables", "trumptracker"]
    for name in ("buildcanada", "trumptracker"):
        mapping = ready_mapping(name)
        assert (mapping.licence, (mapping.url or "")[:19]) == ("MIT", "https://github.com/")
    with pytest.raises(BadBundle, match="1 faults"):
        ready_mapping("other")
