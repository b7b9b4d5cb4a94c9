"""Tables as text: in any encoding, with any separators and line ends, each row with the line on which it begins."""

import pytest

from app.exchange.formats.uploads.limits import Sheet
from tests.exchange.uploads.conftest import Read

TEXT = 'id,título\n1,"Córdoba\ny Perú"\n2,añil\n'
FOLLOWED = "is not CSV: text follows a closing quotation mark; within a text, write the mark twice"
ROWS = [(2, ["1", "Córdoba\ny Perú"]), (4, ["2", "añil"])]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", "begins with a byte order mark, left out"),
        ("utf-16", "is UTF-16"),
        ("utf-16-le", "is UTF-16 without a byte order mark"),
        ("utf-16-be", "is UTF-16 without a byte order mark"),
        ("cp1252", "is not UTF-8: read as windows-1252, as far as can be told; say its encoding in the mapping"),
        ("mac_roman", "is not UTF-8: read as mac-roman, as far as can be told; say its encoding in the mapping"),
    ],
)
def test_the_encoding_is_found_out_and_told(read: Read, encoding: str, note: str | None) -> None:
    told = read(TEXT.encode(encoding), "table.csv")
    assert (told.rows, told.refused) == (ROWS, "")
    assert told.notes == ([] if note is None else [note])


@pytest.mark.parametrize(("name", "python"), [("latin-1", "latin-1"), ("mac-roman", "mac_roman"), ("utf-16", "utf-16")])
def test_the_encoding_can_be_said(read: Read, name: str, python: str) -> None:
    told = read(TEXT.encode(python), "table.csv", Sheet(encoding=name))
    assert (told.rows, told.notes) == (ROWS, [])


def test_an_encoding_that_was_said_and_is_not_so_is_refused_with_its_line(read: Read) -> None:
    told = read("id,text\n1,a\n2,Perú\n".encode("cp1252"), "table.csv", Sheet(encoding="utf-8"))
    assert told.refused == "table.csv:1: byte 0xfa is not utf-8, as the mapping says: name its encoding"


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_the_separator_is_found_out_and_told(read: Read, separator: str) -> None:
    told = read(f'id{separator}text\n1{separator}"a, b, c"\n2{separator}x\n'.encode(), "table.csv")
    assert told.rows == [(2, ["1", "a, b, c"]), (3, ["2", "x"])]
    assert told.notes[0].startswith("separates its cells by ")


def test_old_macs_end_their_lines_with_bare_carriage_returns(read: Read) -> None:
    told = read("id,text\r1,Perú\r\r2,x\r".encode("mac_roman"), "table.csv")
    assert told.rows == [(2, ["1", "Perú"]), (4, ["2", "x"])]
    assert told.notes[-1] == "ends its lines with bare carriage returns, as old Macs do"


def test_lines_above_the_header_are_skipped_and_columns_can_be_named(read: Read) -> None:
    assert read(b"A title\n\nid,text\n1,a\n", "table.csv", Sheet(skip_lines=2)).rows == [(4, ["1", "a"])]
    assert read(b"1,a\n", "table.csv", Sheet(columns=("id", "text"))).rows == [(1, ["1", "a"])]


def test_short_rows_are_filled_and_long_ones_are_faults(read: Read) -> None:
    told = read(b"id,text\n1\n2,a,b\n3,a,,\n", "table.csv")
    assert told.rows == [(2, ["1", ""]), (4, ["3", "a"])]
    assert [(fault.line, fault.message) for fault in told.faults] == [(3, "has 3 cells, more than the 2 columns")]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "table.csv:1: is empty: it needs a line that names its columns"),
        (b"id,text,id\n", "table.csv:1: several columns have this name: give each its own"),
        (b'id,text\n1,"a"b\n', f"table.csv:2: {FOLLOWED}"),
        (b'id,text\n1,"a\n2,b\n', "table.csv:2: is not CSV: a quotation mark is opened here and never closed"),
        (
            b"id,text\n1," + b"x" * 200_000,
            "table.csv:2: has a cell of more than 100000 characters; shorten it, or close its quotation mark",
        ),
        (b"id,text\n1,a\x00\n", "table.csv:2: holds the control character U+0000: is it a text?"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(read: Read, content: bytes, refused: str) -> None:
    assert read(content, "table.csv").refused == refused
