"""Make the database of a release, as a file that the tests of all later ones open: `make release-database`."""

import json
import lzma
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from app.access.keys import create_key, list_keys, revoke_key
from app.db import database
from app.db.engines import writing_engine
from app.db.migration import upgrade
from app.exchange.formats.bundle import SEEDS, read_bundle
from app.exchange.loading.loader import load_bundle
from app.exchange.releases.commands import edition_of, record_release, withdraw_release
from app.exchange.releases.making import make_release
from app.http.server.request_log import configure
from app.ledger.upkeep import keep_up
from app.settings import Settings
from app.vocabulary import Scope
from tests.contract import Contract, served_contract
from tests.engines import ENGINES
from tests.releases.answers import addresses, ask
from tests.releases.wholeness import lacking
from tests.releases.world import write_first, write_last, write_then
from tests.releases.writing import World
from tests.serving import serve

KEPT = Path(__file__).parent / "kept"
BEGINNING = "2025-09-01T00:00:00Z"
NEXT_DAY = "2025-09-02T00:00:00Z"
A_WEEK_LATER = "2025-09-08T00:00:00Z"


def make(database_url: str, contract: Contract) -> list[str]:
    """Fill an empty database without tables with the seeds and a made-up world; return instants of that time."""
    instants = []
    with time_machine.travel(BEGINNING, tick=False) as clock:
        engine = writing_engine(database_url)
        with engine.begin() as connection:
            upgrade(connection)
            create_key(connection, "a key that was revoked", [Scope.READ])
            revoke_key(connection, list_keys(connection)[0]["id"])
        load_bundle(engine, read_bundle(SEEDS))
        # What was announced takes effect when the service starts a week later.
        for day, write in ((BEGINNING, write_first), (NEXT_DAY, write_then), (A_WEEK_LATER, write_last)):
            clock.move_to(day)
            with serve(database_url, contract) as service, service.client("admin") as client:
                write(World(service, client, clock.shift))
                instants.append(client.get("/v1/ledger").json()["at"])
        with engine.begin() as connection:
            while keep_up(connection):
                pass
        with engine.begin() as connection, tempfile.TemporaryDirectory() as folder:
            for version in ("1", "2"):
                edition = edition_of(connection, version, Settings(), "Made up")
                record_release(connection, make_release(connection, edition, Path(folder)))
            withdraw_release(connection, "1", "It named a private person.")
        engine.dispose()
    return instants


def keep(release: str) -> None:
    """Make the database of a release, ask it, and keep both. Raises AssertionError where it is not whole."""
    contract = served_contract()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pacta.db"
        url = f"sqlite:///{file}"
        instants = make(url, contract)
        with serve(url, contract) as service, service.client() as client:
            answered = {address: ask(client, address) for address in addresses(instants)}
        engine = writing_engine(url)
        with engine.connect() as connection:
            missing = lacking(connection)
        engine.dispose()
        assert not missing, "\n".join(missing)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM")
        _write(KEPT / f"{release}.sqlite3.xz", file.read_bytes())
        _write(KEPT / f"{release}.answers.json.xz", json.dumps(answered, ensure_ascii=False, indent=1).encode())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    print(f"{file.name}: {file.stat().st_size // 1024} KiB")  # noqa: T201 - a command says what it made


if __name__ == "__main__":
    configure(Settings(log_format="text", log_level="error"))
    with pytest.MonkeyPatch.context() as patch:
        # As for the tests: see tests/conftest.py.
        patch.setattr(database, "writing_engine", ENGINES.writing_engine)
        patch.setattr(database, "reading_engine", ENGINES.reading_engine)
        keep(sys.argv[1])
