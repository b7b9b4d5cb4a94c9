"""The nearest id is found by index, wherever it stands among however many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from app.db.engines import writing_engine
from app.ledger.model.record_type import record_type_of
from app.ledger.references.nearest_ids import ALIKE, LETTERS, SHORT, nearest
from tests.writing import put

TOPICS = ("borders", "trade", "energy-security", "water", "m9", f"{'long-' * 12}name", "g" * SHORT)


@pytest.fixture(scope="module")
def connection(database_url: str) -> Connection:
    """Return a connection to a database of some topics, and of more alike than are compared."""
    engine = writing_engine(database_url)
    with engine.begin() as connection:
        for record in (*TOPICS, *(f"alike-{number:04}" for number in range(ALIKE + 20))):
            put(connection, "topics", record, name="A topic")
    return engine.connect()


@settings(max_examples=60)
@given(
    record=st.sampled_from([record for record in TOPICS if len(record) <= SHORT]),
    place=st.integers(0, SHORT),
    letter=st.sampled_from(LETTERS),
    slip=st.sampled_from(["more", "less", "other", "swapped"]),
)
def test_one_slip_away(connection: Connection, record: str, place: int, letter: str, slip: str) -> None:
    place %= len(record)
    before, own, after = record[:place], record[place], record[place + 1 :]
    unknown = {
        "more": f"{before}{letter}{own}{after}",
        "less": before + after,
        "other": before + letter + after,
        "swapped": before + after[:1] + own + after[1:],
    }[slip]
    if unknown not in TOPICS and len(unknown) <= SHORT:
        assert nearest(connection, record_type_of("topics"), unknown) == record


@pytest.mark.parametrize(
    ("unknown", "expected"),
    [
        ("trade-and-investment", "trade"),
        ("energy-security-of-the-north", "energy-security"),
        ("energy-securities", "energy-security"),
        ("alike-00x7", "alike-0007"),
        (f"{'long-' * 12}nome", f"{'long-' * 12}name"),
        (f"{'long-' * 12}names", f"{'long-' * 12}name"),
        ("zz-nothing-like-it", None),
    ],
)
def test_what_begins_alike(connection: Connection, unknown: str, expected: str | None) -> None:
    assert nearest(connection, record_type_of("topics"), unknown) == expected


def test_no_more_is_read_than_is_compared(connection: Connection) -> None:
    sent: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda _c, _cursor, text, *_more: sent.append(text))
    assert nearest(connection, record_type_of("topics"), "alike-0xx7x") is not None
    assert len(sent) == 2
    for text in sent:
        assert "json_each" in text or " = ANY(" in text or text.count("LIMIT") == 3
