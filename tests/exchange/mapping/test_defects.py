"""The defects of real files, one by one: read as they are meant where that is plain, else refused with their place."""

from decimal import Decimal
from typing import Any

import pytest

from app.exchange.imports.mapping.forms.dates import form_of
from app.exchange.imports.mapping.forms.numbers import number_of, score_of
from app.exchange.imports.mapping.models import NumberForm
from tests.exchange.mapping.conftest import GoThrough

PLEDGES = """\
    words:
      progress: {"": null, "0%": not_started, "50 %": in_progress, "100%": fulfilled}
    sheets:
      - empty: ["n/a", nan]
        skip: [{cell: deleted, equals: [yes, true]}]
        gives:
          - collection: pledges
            id: {column: id, strip: ".", id: true}
            record:
              title: {column: title, one_line: true, escapes: true, shorten: 40}
              due: {column: due, date: [edtf, "%d/%m/%Y", "%B %Y", "%d de %B de %Y", "%B %d, %Y"]}
              parties:
                - {participant: guatemala, role: promisor}
                - for_each: {column: with, split: [";", " and "], id: true}
                  give: {participant: {use: piece}, role: promisee}
              targets:
                - indicator: money
                  measure: currency
                  unit: USD
                  direction: at_least
                  value: {column: amount, number: {decimal: ",", thousands: [".", " "]}}
              status_changes:
                - when: [{cell: progress, filled: true}]
                  status: {column: progress, words: progress}
                  effective_on: "2025-06-30"
                  reason: {column: note, default: No reason is given.}
                  as_published: {scale: Progress, value: {column: progress}}
    """
FORMS = "edtf or %d/%m/%Y or %B %Y or %d de %B de %Y or %B %d, %Y"
WORDS = "it lists '', '0%', '50 %', '100%'"
HEADER = "id;title;due;with;amount;progress;note;deleted\n"


def test_a_table_with_every_defect_is_read_and_each_is_told(go_through: GoThrough) -> None:
    table = HEADER + (
        'A1. ;One\u00a0thing;2/3/2025;"Mexico ; United States";1.234,5;0%;;\n'
        '"A2";"Two \nthings and quite a few more than that";marzo 2025;Mexico and Mexico;;;;no\n'
        "A3;Three \\u2019s;3 de Febrero de 2025;;12 000;50  %;n/a;\n"
        "A4;Gone;;;;;;yes\n"
        "A5;Five;December 16, 2021;nan;;100%;;\n"
    )
    gone = go_through(b"\xef\xbb\xbf" + table.encode(), PLEDGES)
    assert gone.faults == []
    pledges = {key[1]: values for key, values in gone.records.items() if key[0] == "pledges"}
    assert [(one, values["title"], values["due"]) for one, values in pledges.items()] == [
        ("a1", "One thing", "2025-03-02"),
        ("a2", "Two things and quite a few more than …", "2025-03"),
        ("a3", "Three \N{RIGHT SINGLE QUOTATION MARK}s", "2025-02-03"),
        ("a5", "Five", "2021-12-16"),
    ]
    promisees = {one: [party["participant"] for party in values["parties"][1:]] for one, values in pledges.items()}
    assert promisees == {"a1": ["mexico", "united-states"], "a2": ["mexico"], "a3": [], "a5": []}
    amounts = {one: [target["value"] for target in values["targets"]] for one, values in pledges.items()}
    assert amounts == {"a1": [Decimal("1234.5")], "a2": [], "a3": [Decimal(12000)], "a5": []}
    # A blank is not assessed, which differs from nothing done.
    statuses = {
        key[1]: [(one["status"], one["as_published"]["value"]) for one in parts] for key, parts in gone.parts.items()
    }
    assert statuses == {
        "a1": [("not_started", "0%")],
        "a2": [],
        "a3": [("in_progress", "50  %")],
        "a5": [("fulfilled", "100%")],
        "scores": [],
    }
    assert dict(gone.imported.skipped) == {"table.csv": 1}
    assert gone.notes == [
        "table.csv: begins with a byte order mark, left out (1)",
        "table.csv: separates its cells by semicolons (1)",
        "table.csv: id: white space around a value, left out (1)",
        "table.csv: id: '.' at an end, left out (1)",
        "table.csv: due: dates of another form than EDTF, rewritten (4)",
        "table.csv: title: longer than 40 characters, cut (1)",
        "table.csv: title: escapes of JSON left in the text, read (1)",
    ]


def test_what_cannot_be_meant_is_a_fault_that_says_what_can(go_through: GoThrough) -> None:
    table = HEADER + "A1;One;31/31/2025;;1,234.5;done;;\n ;Two;;;;;;\nA1.;Three;;;;;;\n"
    assert go_through(table, PLEDGES).faults == [
        f"table.csv:2: column 'due': is no date of the form {FORMS}: '31/31/2025'",
        "table.csv:2: column 'amount': is no number with the decimal sign ',': '1,234.5'",
        f"table.csv:2: column 'progress': is a word that the mapping does not list: 'done'; {WORDS}",
        "table.csv:3: column 'id': is blank: the id of the record is made of it",
    ]


def test_an_id_that_comes_twice_is_a_fault_that_names_the_other_line(go_through: GoThrough) -> None:
    gone = go_through(HEADER + "A1;One;;;;;;\nA1.;Three;;;;;;\n", PLEDGES)
    assert gone.faults == ["table.csv:3: column 'id': the id is that of table.csv:2, too: 'a1'"]
    numbered = go_through(
        HEADER + "A1;One;;;;;;\nA1.;Three;;;;;;\n",
        PLEDGES.replace("record:", "repeated: number\n            record:", 1),
    )
    assert ("pledges", "a1-2") in numbered.records
    assert "table.csv: id: an id that comes again, numbered (1)" in numbered.notes


def test_old_macs_and_mixed_timestamps(go_through: GoThrough) -> None:
    table = "id,title\rP1,Cooperaci\u00f3n\rP2,A\u00f1o\r".encode("mac_roman")
    mapping = """
        sheets:
          - gives:
              - collection: sources
                id: {column: id, id: true}
                record: {kind: other, title: {column: title}, published: {column: on, date: [iso], optional: true}}
        """
    gone = go_through(table, mapping)
    assert [values["title"] for key, values in gone.records.items() if key[1] != "scores"] == [
        "Cooperaci\u00f3n",
        "A\u00f1o",
    ]
    lines = """\
        {"id": "s1", "title": "A", "on": {"_seconds": 1749469491}}
        {"id": "s2", "title": "B", "on": "2025-06-09T23:48:07-05:00"}
        """
    both = mapping.replace(
        "{column: on, date: [iso], optional: true}", "{first_of: [[on, _seconds], on], date: [unix, iso]}"
    )
    dated = go_through(lines, both, "a.jsonl")
    assert [values["published"] for values in dated.records.values()][:2] == ["2025-06-09", "2025-06-10"]


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("%d/%m/%Y", "2/3/2025", "2025-03-02"),
        ("%d/%m/%Y", "02/03/2025", "2025-03-02"),
        ("%d/%m/%Y", "31/02/2025", None),
        ("%d/%m/%Y", "2/3/25", None),
        ("%m/%Y", "3/2025", "2025-03"),
        ("%Y", "2025", "2025"),
        ("%d %B %Y", "5 Feb. 2025", "2025-02-05"),
        ("%d %B %Y", "5 ENERO 2025", "2025-01-05"),
        ("%B %Y", "sept 2025", "2025-09"),
        ("%B %Y", "Sextilis 2025", None),
        ("iso", "2025-2-5", "2025-02-05"),
        ("iso", "2017-02-03T23:33:41-05:00", "2017-02-04"),
        ("iso", "yesterday", None),
        ("edtf", "2024-02~", "2024-02~"),
        ("unix", "1749469491", "2025-06-09"),
        ("unix", "9" * 30, None),
        ("%Y-%m-%dT%H:%M:%S", "2025-02-05T10:11:12", "2025-02-05"),
    ],
)
def test_dates_are_made_into_edtf(form: str, text: str, day: str | None) -> None:
    assert form_of(form)(text) == day


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "number"),
    [
        ("1,234.5", ".", [","], "1234.5"),
        ("1.234,5", ",", ["."], "1234.5"),
        ("1 234 567", ".", [" "], "1234567"),
        ("1\N{NARROW NO-BREAK SPACE}234", ".", [" "], "1234"),
        ("1\N{RIGHT SINGLE QUOTATION MARK}234", ".", ["'"], "1234"),
        ("\N{MINUS SIGN}3", ".", [], "-3"),
        ("+3", ".", [], "3"),
        ("1,2", ".", [","], None),
        ("1,2345", ".", [","], None),
        ("1.5", ",", [], None),
        ("--1", ".", [], None),
        ("1.", ".", [], None),
        ("\N{ARABIC-INDIC DIGIT ONE}", ".", [], None),
        ("", ".", [], None),
        ("1" * 50, ".", [], None),
    ],
)
def test_numbers_are_exact(text: str, decimal: Any, thousands: Any, number: str | None) -> None:
    found = number_of(text, NumberForm(decimal=decimal, thousands=thousands))
    assert found == (None if number is None else Decimal(number))


def test_bare_signs_are_scores() -> None:
    assert [score_of(text) for text in ("-", "\N{MINUS SIGN}", "+", "0", "+1", "\N{MINUS SIGN}1", "2", "")] == [
        -1, -1, 1, 0, 1, -1, None, None,
    ]  # fmt: skip
