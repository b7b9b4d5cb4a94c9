"""Entries stay as they were written, whoever asks: the database itself refuses to change them."""

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from app.ledger.checking.verification import verify
from app.tables.ledger.entries import Entry
from tests.db.conftest import on_postgresql, on_sqlite

KEPT = [column.name for column in Entry.__table__.columns if column.name not in {"body", "salt"}]
REFUSED = pytest.raises(DBAPIError, match="entries are never changed or deleted")


@pytest.mark.parametrize("column", KEPT)
def test_no_column_can_be_changed(filled: Engine, column: str) -> None:
    with filled.begin() as connection:
        entry = connection.execute(select(Entry).limit(1)).mappings().one()
    other = {"at": "2020-01-01T00:00:00.000000Z"}.get(column, "other")
    if isinstance(entry[column], int):
        other = entry[column] + 1_000
    # Not even together with what is allowed.
    for also in ({}, {"body": None, "salt": None}):
        changed = update(Entry).where(Entry.number == entry["number"]).values({column: other, **also})
        with REFUSED, filled.begin() as connection:
            connection.execute(changed)


def test_no_entry_can_be_deleted(filled: Engine) -> None:
    for statement in (delete(Entry).where(Entry.number == 1), delete(Entry)):
        with REFUSED, filled.begin() as connection:
            connection.execute(statement)


@on_sqlite
def test_nor_can_one_be_replaced(filled: Engine) -> None:
    with filled.begin() as connection:
        entry = connection.execute(select(Entry).limit(1)).mappings().one()
    for otherwise in ({"actor": "somebody else"}, {"number": 1_000}):
        with REFUSED, filled.begin() as connection:
            connection.execute(insert(Entry).prefix_with("OR REPLACE"), [dict(entry) | otherwise])


@on_postgresql
def test_nor_can_all_of_them(filled: Engine) -> None:
    with REFUSED, filled.begin() as connection:
        connection.execute(text("TRUNCATE entries CASCADE"))


@pytest.mark.parametrize(
    "values",
    [
        {"body": "{}"},
        {"salt": "0" * 32},
        {"body": "{}", "salt": "0" * 32},
        {"body": None},
        {"salt": None},
    ],
)
def test_body_and_salt_cannot_be_rewritten_or_parted(filled: Engine, values: dict[str, str | None]) -> None:
    with REFUSED, filled.begin() as connection:
        connection.execute(update(Entry).where(Entry.number == 1).values(values))


def test_a_body_can_be_blanked_for_good(filled: Engine) -> None:
    with filled.begin() as connection:
        held = select(Entry.body, Entry.salt).where(Entry.number == 2)
        body, salt = connection.execute(held).one()
        connection.execute(update(Entry).where(Entry.number == 2).values(body=None, salt=None))
        assert connection.execute(held).one() == (None, None)
        # The chain runs over the digests: it holds, but somebody must say what was done.
        assert verify(connection) == ["entry 2: its body is gone, and no entry says that it was redacted"]
    with REFUSED, filled.begin() as connection:
        connection.execute(update(Entry).where(Entry.number == 2).values(body=body, salt=salt))
