"""A check can be widened under rows that are there, on both databases."""

from collections.abc import Iterator

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.db.engines import writing_engine
from app.vocabulary import Status
from migrations.checks import replace_check, set_closed_list
from tests.pledges.conftest import pledge
from tests.writing import put

WORDS = ", ".join(f"'{word}'" for word in (*Status, "dormant"))
SET = "UPDATE pledges SET status = '{}'"


@pytest.fixture
def connection(fresh_database_url: str) -> Iterator[Connection]:
    """Return a connection in a migration, to a database with a pledge; what is tried is undone."""
    engine = writing_engine(fresh_database_url)
    with engine.connect() as connection, Operations.context(MigrationContext.configure(connection)):
        put(connection, "participants", "guatemala", kind="state", name="Guatemala")
        put(connection, "participants", "the-union", kind="group", name="The Union")
        put(connection, "pledges", "kept", **pledge("guatemala"))
        yield connection
        connection.rollback()
    engine.dispose()


def refuses(connection: Connection, statement: str) -> bool:
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(statement)
    except IntegrityError:
        return True
    return False


def test_what_was_refused_is_taken_and_the_rest_is_not(connection: Connection) -> None:
    assert refuses(connection, SET.format("dormant"))
    set_closed_list("pledges", "status", *Status, "dormant")
    assert not refuses(connection, SET.format("dormant"))
    assert refuses(connection, SET.format("unheard_of"))
    assert not refuses(connection, SET.format("planned"))


def test_rows_and_what_refers_to_them_stay(connection: Connection) -> None:
    replace_check("pledges", "status", f"(status IN ({WORDS}))")
    assert connection.exec_driver_sql("SELECT id FROM pledges").scalars().all() == ["kept"]
    assert len(connection.exec_driver_sql("SELECT participant FROM parties").all()) == 2
    # Other checks of the table are as they were.
    assert refuses(connection, "UPDATE pledges SET version = 0")


def test_only_a_check_that_is_there_is_replaced(connection: Connection) -> None:
    with pytest.raises((ValueError, ProgrammingError)), connection.begin_nested():
        replace_check("pledges", "unheard_of", "1 = 1")
    assert refuses(connection, SET.format("dormant"))
