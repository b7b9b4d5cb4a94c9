"""The migrations: up, down and up again, on both databases, with rows in every table."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select, text

from app.db.engines import writing_engine
from app.db.migration import configuration, current_revision, downgrade, known_revisions, upgrade, wanted_revision
from app.ledger.checking.verification import verify
from app.tables import Base
from tests.databases import Databases
from tests.migrations.conftest import write_everything


@pytest.fixture
def engine(databases: Databases, backend: str) -> Iterator[Engine]:
    """Return an engine on a database without tables."""
    url = databases.create_bare(backend)
    engine = writing_engine(url)
    yield engine
    engine.dispose()
    databases.drop(url)


def left(connection: Connection) -> list[str]:
    """Return what a database holds beside the note of its revision."""
    if connection.dialect.name == "sqlite":
        statement = "SELECT type || ' ' || name FROM sqlite_master WHERE tbl_name <> 'alembic_version'"
    else:
        statement = (
            "SELECT 'relation ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relname NOT LIKE 'alembic_version%' "
            "UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
            "UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace "
            "AND typname NOT LIKE '%alembic_version%'"
        )
    return list(connection.scalars(text(statement)))


def empty_tables(connection: Connection) -> list[str]:
    return [
        table.name
        for table in Base.metadata.sorted_tables
        if connection.scalar(select(func.count()).select_from(table)) == 0
    ]


def test_there_is_one_way_up() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    assert scripts.get_heads() == [wanted_revision()]
    assert len(scripts.get_bases()) == 1
    # Told without Alembic, also of the first: a database of 0.3.0 is not refused as that of a draft.
    assert known_revisions() == {script.revision for script in scripts.walk_revisions()}


def test_the_tables_of_the_first_release_are_as_they_were() -> None:
    first = ScriptDirectory.from_config(configuration()).get_base()
    assert first is not None
    script = ScriptDirectory.from_config(configuration()).get_revision(first).module
    made = (script.TABLES, script.ON_SQLITE, script.SEARCH, script.PROTECTION)
    assert first == f"0001.{sha256(repr(made).encode()).hexdigest()[:8]}"


def test_up_and_down_and_up_again(engine: Engine) -> None:
    for _ in range(2):
        with engine.begin() as connection:
            assert current_revision(connection) is None
            upgrade(connection)
            assert current_revision(connection) == wanted_revision()
            # Raises where the tables are not what the program's declarations say.
            command.check(configuration(connection))
        with engine.begin() as connection:
            downgrade(connection)
            assert current_revision(connection) is None
            assert left(connection) == []


def test_with_rows_in_every_table(engine: Engine) -> None:
    for _ in range(2):
        with engine.begin() as connection:
            upgrade(connection)
            write_everything(connection)
        with engine.begin() as connection:
            assert empty_tables(connection) == []
            assert verify(connection) == []
            command.check(configuration(connection))
        with engine.begin() as connection:
            downgrade(connection)
            assert left(connection) == []


def test_a_migration_that_fails_leaves_nothing(engine: Engine) -> None:
    def stumble() -> None:
        with engine.begin() as connection:
            upgrade(connection)
            write_everything(connection)
            raise RuntimeError("stumbled")

    with pytest.raises(RuntimeError, match="stumbled"):
        stumble()
    with engine.begin() as connection:
        assert left(connection) == []
        assert inspect(connection).get_table_names() == []


def test_upgrading_what_is_up_to_date_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        write_everything(connection)
    with engine.begin() as connection:
        upgrade(connection)
        assert empty_tables(connection) == []
