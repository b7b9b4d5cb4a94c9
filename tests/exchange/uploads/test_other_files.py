"""Workbooks, documents and packages."""

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped] # has no types

from app.exchange.formats.uploads.limits import Sheet
from tests.exchange.uploads.conftest import Read, packed


def workbook() -> bytes:
    """Return a workbook of two sheets, with a number, a day, a formula and a blank row."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    first, second = book.add_worksheet("Pledges"), book.add_worksheet("Other")
    first.write_row(0, 0, ["id", "due", "amount", "done"])
    first.write_row(2, 0, [1, "", 2.5, True])
    first.write_datetime(2, 1, date(2025, 2, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
    first.write_formula(3, 0, "=1+1", None, 2)
    second.write_row(0, 0, ["a"])
    second.write_row(1, 0, ["x"])
    book.close()
    return made.getvalue()


def test_a_workbook_gives_its_cells_as_they_are_and_its_own_row_numbers(read: Read) -> None:
    told = read(workbook(), "book.xlsx")
    assert [sheet.name for sheet in told.sheets] == ["book.xlsx[Pledges]"]
    assert told.rows == [(3, [1, "2025-02-05", Decimal("2.5"), True]), (4, [2, "", "", ""])]
    assert read(workbook(), "book.xlsx", Sheet(sheet="Other")).rows == [(2, ["x"])]


def spreadsheet() -> bytes:
    """Return a spreadsheet as LibreOffice writes it, as far as it is read: a text, a day and a number."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    kinds = (("string", ""), ("date", ' office:date-value="2025-02-05"'), ("float", ' office:value="2.5"'))
    header = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>' for name in "abc"
    )
    row = "".join(
        f'<table:table-cell office:value-type="{kind}"{value}><text:p>x</text:p></table:table-cell>'
        for kind, value in kinds
    )
    rows = f"<table:table-row>{header}</table:table-row><table:table-row>{row}</table:table-row>"
    table = f'<table:table table:name="Data">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    files = {"META-INF/manifest.xml": manifest, "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    return packed({**files, "content.xml": f"<office:document-content {names}>{body}</office:document-content>"})


def test_a_spreadsheet_of_libreoffice_is_read_alike(read: Read) -> None:
    told = read(spreadsheet(), "book.ods")
    assert (told.refused, told.rows) == ("", [(2, ["x", "2025-02-05", Decimal("2.5")])])


def test_a_worksheet_that_is_not_there_is_told_with_those_that_are(read: Read) -> None:
    told = read(workbook(), "book.xlsx", Sheet(sheet="Third"))
    assert [fault.message for fault in told.faults] == ["has no worksheet 'Third'; it has Pledges, Other"]


def test_documents_give_the_objects_of_a_list(read: Read) -> None:
    sheet = Sheet(at=("data", "promises"))
    told = read(b'{"data": {"promises": [{"id": 1.10}, 3, {"id": 100000000000000000000}]}}', "a.json", sheet)
    assert told.rows == [(1, {"id": Decimal("1.10")}), (3, {"id": 100000000000000000000})]
    assert [(fault.line, fault.message) for fault in told.faults] == [(2, "is no object")]
    assert read(b"data:\n  promises:\n    - id: 1\n    - id: NO\n", "a.yaml", sheet).rows == [
        (3, {"id": 1}),
        (4, {"id": "NO"}),
    ]


def test_lines_of_json_that_do_not_parse_are_faults_and_the_others_are_read(read: Read) -> None:
    told = read(b'\xef\xbb\xbf{"a": 1}\n\n{"a": \n[1]\n{"a": 1, "a": 2}\n{"a": 3}\n', "a.jsonl")
    assert told.rows == [(1, {"a": 1}), (6, {"a": 3})]
    assert [fault.line for fault in told.faults] == [3, 4, 5]
    assert told.notes == ["begins with a byte order mark, left out"]


def test_yaml_that_does_not_parse_is_refused_with_its_lines(read: Read) -> None:
    told = read(b"a:\n  - title: One\n    status: In: progress\n", "a.yaml", Sheet(at=("a",)))
    assert told.refused == "a.yaml: is not YAML as Pacta reads it"
    assert [(fault.line, fault.message) for fault in told.faults] == [
        (3, "is not YAML: mapping values are not allowed in this context")
    ]


def test_a_package_gives_each_sheet_its_file_wherever_that_stands(read: Read) -> None:
    package = packed({"set/a.csv": "id\n1\n", "set/b.jsonl": '{"id": 2}\n', "__MACOSX/x": "", "set/.DS_Store": ""})
    told = read(package, "set.zip", Sheet(file="b.jsonl"), Sheet(file="set/a.csv"))
    assert [(sheet.wanted, sheet.name) for sheet in told.sheets] == [(0, "set/b.jsonl"), (1, "set/a.csv")]
    assert told.rows == [(1, {"id": 2}), (2, ["1"])]


def test_a_file_that_the_mapping_wants_and_is_not_there_is_a_fault_unless_it_is_optional(read: Read) -> None:
    told = read(packed({"a.csv": "id\n1\n"}), "set.zip", Sheet(file="b.csv"), Sheet(file="c.csv", optional=True))
    assert [fault.message for fault in told.faults] == [
        "'b.csv' is not in it: the mapping reads it; put all its files into one zip archive"
    ]


def test_a_data_package_tells_of_its_files_what_the_mapping_does_not_say(read: Read) -> None:
    resource = {"path": "a.csv", "encoding": "mac-roman", "dialect": {"delimiter": ":"}}
    package: dict[str, bytes | str] = {
        "datapackage.json": json.dumps({"resources": [resource]}),
        "a.csv": "id:name\n1:Per\xfa\n".encode("mac_roman"),
    }
    told = read(packed(package), "set.zip", Sheet(file="a.csv"))
    assert (told.rows, told.notes) == ([(2, ["1", "Per\xfa"])], [])
    said = read(packed(package), "set.zip", Sheet(file="a.csv", delimiter=";", encoding="latin-1"))
    assert said.rows == [(2, ["1:Per\x9c"])]


@pytest.mark.parametrize("path", ["/a.csv", "../a.csv", "https://example.org/a.csv", ["a.csv", "b/../../c.csv"]])
def test_a_data_package_whose_files_stand_elsewhere_is_refused(read: Read, path: Any) -> None:
    package = {"datapackage.json": json.dumps({"resources": [{"path": path}]}), "a.csv": "id\n1\n"}
    refused = read(packed(package), "set.zip", Sheet(file="a.csv")).refused
    assert refused.startswith("datapackage.json: names the path ")


@pytest.mark.parametrize("path", ["/etc/passwd", "../x.csv", "a/../../x.csv", "C:\\x.csv", "https://x.example/y.csv"])
def test_paths_that_lead_out_of_a_package_refuse_it(read: Read, path: str) -> None:
    assert read(packed({path: "id\n1\n"}), "a.zip").refused.endswith("a path in a package is relative, and within it")
