"""Opening the kept database of a release: a copy of it on SQLite, the same rows on PostgreSQL."""

import json
import lzma
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, make_url, text

from app.db.engines import sqlite_file, writing_engine
from app.db.migration import is_unknown, upgrade
from tests.databases import Databases
from tests.releases.make_database import KEPT

Row = tuple[Any, ...]
RELEASES = sorted(file.name.removesuffix(".sqlite3.xz") for file in KEPT.glob("*.sqlite3.xz"))
AGAIN = (
    "A draft made the kept database {}: before that version is tagged, make it again: make release-database RELEASE={}"
)
FOUND_BY_WORDS = "search_words"
"""The one table that the databases have in forms of their own. It is made of the others."""


def kept_answers(release: str) -> dict[str, Any]:
    """Return what was answered when the database was made, by what was asked."""
    answered: dict[str, Any] = json.loads(lzma.decompress((KEPT / f"{release}.answers.json.xz").read_bytes()))
    return answered


def opened(release: str, databases: Databases, backend: str) -> str:
    """Return the URL of a new database as the release left it. Raises AssertionError where a draft made the file."""
    url = databases.create_bare("sqlite")
    file = sqlite_file(make_url(url))
    file.write_bytes(lzma.decompress((KEPT / f"{release}.sqlite3.xz").read_bytes()))
    with closing(sqlite3.connect(file)) as source:
        ((revision,),) = source.execute("SELECT version_num FROM alembic_version")
        assert not is_unknown(revision), AGAIN.format(release, release)
        if backend == "sqlite":
            return url
        copy = databases.create_bare(backend)
        engine = writing_engine(copy)
        with engine.begin() as connection:
            upgrade(connection, revision)
            _copy(source, connection)
        engine.dispose()
    databases.drop(url)
    return copy


def _copy(source: sqlite3.Connection, connection: Connection) -> None:
    """Copy the rows of every table, whichever order keys and triggers would ask for."""
    connection.exec_driver_sql("SET session_replication_role = replica")
    kinds: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(
        text("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'")
    ):
        kinds.setdefault(table, {})[column] = kind
    cursor = connection.connection.cursor()
    for table, columns in kinds.items():
        if table in {"alembic_version", FOUND_BY_WORDS}:
            continue
        turned: list[Callable[[Any], Any]] = [_TURNED.get(kind, _as_it_is) for kind in columns.values()]
        names = ", ".join(f'"{column}"' for column in columns)
        rows = source.execute(f'SELECT {names} FROM "{table}"')
        places = ", ".join(f"%s::{kind}" for kind in columns.values())
        cursor.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({places})',
            [tuple(turn(value) for turn, value in zip(turned, row, strict=True)) for row in rows],
        )
    # What is found by words is made of the other tables anew.
    connection.exec_driver_sql("DELETE FROM projections WHERE name = 'search'")
    connection.exec_driver_sql("DELETE FROM search_records")
    connection.exec_driver_sql("SET session_replication_role = origin")


def _as_it_is(value: Any) -> Any:
    return value


def _as_boolean(value: int | None) -> bool | None:
    return None if value is None else bool(value)


_TURNED: dict[str, Callable[[Any], Any]] = {"boolean": _as_boolean}
