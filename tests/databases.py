"""New databases in milliseconds: migrated, and filled with the seeds, once a session, then copied."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from app.db.engines import sqlite_file, writing_engine
from app.db.migration import upgrade
from app.exchange.formats.bundle import SEEDS, read_bundle
from app.exchange.loading.loader import load_bundle
from tests.postgresql import PostgresqlServer

Server = Callable[[], PostgresqlServer]
"""How the PostgreSQL server is come by: it is started for the first test that asks."""


class Databases:
    """Makes migrated, empty databases of either sort and takes them away again."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._folder = folder
        self._server = server
        self._templates: dict[tuple[str, bool], str] = {}
        self._numbers = itertools.count(1)

    def create(self, backend: str, *, seeded: bool = False) -> str:
        """Return the URL of a new database that has all tables, and no rows or those of the seeds."""
        return self.copy(self._template(backend, seeded=seeded))

    def copy(self, template: str) -> str:
        """Return the URL of a new database like another, which nobody may be connected to."""
        if make_url(template).get_backend_name() == "postgresql":
            return self._server().create_database(template)
        url = self._new_file()
        shutil.copyfile(sqlite_file(make_url(template)), sqlite_file(make_url(url)))
        return url

    def create_bare(self, backend: str) -> str:
        """Return the URL of a new database without tables, for tests of migrations."""
        return self._server().create_database() if backend == "postgresql" else self._new_file()

    def drop(self, url: str) -> None:
        """Remove a database. Nobody may use it any longer."""
        if make_url(url).get_backend_name() == "postgresql":
            self._server().drop_database(url)
            return
        file = sqlite_file(make_url(url))
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)

    def _new_file(self) -> str:
        return f"sqlite:///{self._folder}/{next(self._numbers)}.db"

    def _template(self, backend: str, *, seeded: bool) -> str:
        if (backend, seeded) not in self._templates:
            url = self.create(backend) if seeded else self.create_bare(backend)
            engine = writing_engine(url)
            if seeded:
                load_bundle(engine, read_bundle(SEEDS))
            else:
                with engine.begin() as connection:
                    upgrade(connection)
            # A template may have no connections, and an SQLite file is whole once the last one is closed.
            engine.dispose()
            self._templates[backend, seeded] = url
        return self._templates[backend, seeded]
