"""What the commands print, and how they end."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from app.access.keys import hash_of
from app.db.engines import sqlite_file, writing_engine
from app.db.migration import wanted_revision
from tests.cli.conftest import ROOT, Pacta
from tests.databases import Databases
from tests.following import pieces_of
from tests.protection import unprotect_entries
from tests.writing import put

TOPICS = "topics:\n- {id: borders, name: Borders}\n- {id: ports, name: Ports, parent: borders}\n"


def execute(url: str, *statements: str) -> None:
    """Change a database behind the application's back."""
    engine = writing_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def fill(url: str) -> None:
    engine = writing_engine(url)
    with engine.begin() as connection:
        put(connection, "topics", "borders", name="Borders")
        put(connection, "topics", "ports", name="Ports", parent="borders")
    engine.dispose()


def test_the_version_is_that_of_the_package(pacta: Pacta) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    outcome = pacta("--version")
    assert (outcome.code, outcome.out) == (0, f"pacta {project['version']}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("keys",), ("nope",), ("serve", "now"), ("--colour",), ("keys", "create"), ("keys", "revoke"),
        ("keys", "create", "--label", "x"), ("keys", "create", "--label", "x", "--scope", "root"),
        ("keys", "create", "--label", " ", "--scope", "read"),
        ("keys", "create", "--label", "x" * 301, "--scope", "read"),
        ("import", "a", "b"), ("import", "a", "--undo", "1"), ("import", "--undo", "one"),
        ("import", "--data-set", "x" * 301), ("ledger",), ("ledger", "mend"),
        ("import", "--as-amendments", "2025-02-30"), ("import", "--as-amendments", "2999-01-01"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2(pacta: Pacta, folder: Path, arguments: tuple[str, ...]) -> None:
    outcome = pacta(*arguments)
    assert outcome.code == 2
    assert "Usage: " in outcome.err + outcome.out
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("serve", "--help"), ("migrate", "--help"), ("import", "--help"), ("keys", "create", "--help")],
)
def test_help_is_no_fault(pacta: Pacta, arguments: tuple[str, ...]) -> None:
    outcome = pacta(*arguments)
    assert outcome.code == 0
    assert "Usage: " in outcome.out


def test_help_waits_for_no_framework() -> None:
    script = "import sys, app.cli; print(*sorted({'fastapi', 'pydantic', 'rich', 'sqlalchemy'} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"


COMMANDS = [
    ("serve",),
    ("migrate",),
    ("import",),
    ("keys", "list"),
    ("duplicates",),
    ("ledger", "verify"),
    ("ledger", "head"),
    ("quotes", "check"),
]


@pytest.mark.parametrize("arguments", COMMANDS)
def test_bad_settings_are_named_by_their_variables(pacta: Pacta, folder: Path, arguments: tuple[str, ...]) -> None:
    outcome = pacta(
        *arguments,
        PACTA_PORT="eighty",
        PACTA_SEED="perhaps",
        PACTA_DATABASE_URL="mysql://root:hunter2@localhost/pacta",
        PACTA_BOOTSTRAP_KEY="hunter2 hunter2 hunter2",
        PACTA_CORS_ORIGINS="https://hunter2.example/path",
    )
    assert (outcome.code, outcome.out) == (1, "")
    lines = outcome.err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "PACTA_DATABASE_URL", "PACTA_PORT", "PACTA_SEED", "PACTA_BOOTSTRAP_KEY",
        "PACTA_CORS_ORIGINS",
    ]  # fmt: skip
    assert lines[0] == "PACTA_DATABASE_URL: write sqlite:///FILE or postgresql://USER@HOST/NAME"
    assert lines[1:3] == ["PACTA_PORT: must be a whole number", "PACTA_SEED: must be true or false"]
    assert lines[3] == "PACTA_BOOTSTRAP_KEY: write at least 20 visible ASCII characters, without spaces"
    assert lines[4].startswith("PACTA_CORS_ORIGINS: write * or origins with spaces between them, ")
    assert "hunter2" not in outcome.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "sqlite:////no/such/folder/pacta.db",
            ("There is no folder /no/such/folder", "There is no database at /no/such"),
        ),
        ("sqlite:////proc", ("cannot be used: unable to open database file",)),
        ("sqlite:///junk.db", ("cannot be used: file is not a database",)),
        ("postgresql://u:hunter2@127.0.0.1:1/pacta", ("postgresql://u:***@127.0.0.1:1/pacta cannot be used: ",)),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_line(
    pacta: Pacta, folder: Path, arguments: tuple[str, ...], url: str, told: tuple[str, ...]
) -> None:
    (folder / "junk.db").write_text("this is no database, however long it may be" * 50)
    outcome = pacta(*arguments, PACTA_DATABASE_URL=url, PACTA_PORT="0")
    assert (outcome.code, outcome.out) == (1, "")
    (line,) = outcome.err.splitlines()
    assert any(words in line for words in told), line
    assert "hunter2" not in line
    assert list(folder.iterdir()) == [folder / "junk.db"]


@pytest.mark.parametrize(
    "arguments", [arguments for arguments in COMMANDS if arguments not in {("serve",), ("migrate",)}]
)
def test_a_missing_database_is_not_made_in_passing(pacta: Pacta, folder: Path, arguments: tuple[str, ...]) -> None:
    outcome = pacta(*arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("There is no database at pacta.db")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("revision", ["9999", "0099", "0001"], ids=["newer", "older", "an earlier draft"])
@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_database_at_an_unknown_revision_is_left_alone(
    pacta: Pacta, fresh_database_url: str, arguments: tuple[str, ...], revision: str
) -> None:
    execute(fresh_database_url, f"UPDATE alembic_version SET version_num = '{revision}'")
    outcome = pacta(*arguments, PACTA_DATABASE_URL=fresh_database_url, PACTA_PORT="0")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        f"The database is at revision {revision}, which this program does not know and cannot upgrade: use the newer "
        "Pacta that made it. If a development version before 0.3.0 made it, start with a new database "
        "(PACTA_DATABASE_URL).\n"
    )


@pytest.mark.parametrize(
    "arguments", [arguments for arguments in COMMANDS if arguments not in {("serve",), ("migrate",)}]
)
def test_a_database_without_tables_asks_for_them(
    pacta: Pacta, databases: Databases, backend: str, arguments: tuple[str, ...]
) -> None:
    url = databases.create_bare(backend)
    execute(url, "SELECT 1")
    outcome = pacta(*arguments, PACTA_DATABASE_URL=url)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "The database has no tables yet: run `pacta migrate`.\n"


def test_migrating_tells_from_where_to_where(pacta: Pacta, databases: Databases, backend: str) -> None:
    url = databases.create_bare(backend)
    wanted = wanted_revision()
    first = pacta("migrate", PACTA_DATABASE_URL=url)
    assert (first.code, first.err) == (0, "")
    assert first.out.endswith(f" from nothing to revision {wanted}.\n")
    again = pacta("migrate", PACTA_DATABASE_URL=url)
    assert again.out.endswith(f" is up to date, at revision {wanted}.\n")
    asked = pacta("migrate", "--json", PACTA_DATABASE_URL=url)
    assert (asked.json["before"], asked.json["after"]) == (wanted, wanted)


def test_migrating_shows_no_password(pacta: Pacta, fresh_database_url: str) -> None:
    if make_url(fresh_database_url).get_backend_name() == "postgresql":
        # The server trusts everybody on its socket.
        fresh_database_url = fresh_database_url.replace("postgres@", "postgres:hunter2@")
    outcome = pacta("migrate", PACTA_DATABASE_URL=fresh_database_url)
    assert outcome.code == 0
    assert "hunter2" not in outcome.out + outcome.err


def test_keys_are_made_listed_and_revoked(pacta: Pacta, fresh_database_url: str) -> None:
    nobody = pacta("keys", "list", PACTA_DATABASE_URL=fresh_database_url)
    assert (nobody.code, nobody.out) == (0, "There are no keys: `pacta keys create` makes one.\n")

    made = pacta(
        "keys", "create", "--label", "La Cancillería", "--scope", "write", "--scope", "read",
        PACTA_DATABASE_URL=fresh_database_url,
    )  # fmt: skip
    secret = made.out.strip()
    # The secret alone is the result; the rest goes beside it.
    assert (made.code, made.out) == (0, f"{secret}\n")
    assert secret.startswith("pacta_")
    assert "La Cancillería" in made.err
    assert secret not in made.err

    other = pacta(
        "keys", "create", "--label", "other", "--scope", "admin", "--json", PACTA_DATABASE_URL=fresh_database_url
    ).json
    assert (other["label"], other["scopes"]) == ("other", ["admin"])

    listed = pacta("keys", "list", "--json", PACTA_DATABASE_URL=fresh_database_url)
    first, second = listed.json["items"]
    assert (first["label"], first["scopes"], first["revoked_at"]) == ("La Cancillería", ["read", "write"], None)
    assert second["id"] == other["id"]
    shown = pacta("keys", "list", PACTA_DATABASE_URL=fresh_database_url)
    for output in (listed.out, shown.out):
        assert secret not in output
        assert hash_of(secret) not in output
    assert [line.split()[0] for line in shown.out.splitlines()] == ["id", first["id"], second["id"]]

    revoked = pacta("keys", "revoke", first["id"], PACTA_DATABASE_URL=fresh_database_url)
    assert (revoked.code, revoked.out) == (0, f"Key {first['id']} is revoked.\n")
    again = pacta("keys", "list", "--json", PACTA_DATABASE_URL=fresh_database_url).json["items"]
    assert again[0]["revoked_at"] is not None
    assert again[1]["revoked_at"] is None

    unknown = pacta("keys", "revoke", "nobody", PACTA_DATABASE_URL=fresh_database_url)
    assert (unknown.code, unknown.err) == (1, "There is no key with this id: `pacta keys list` names them.\n")


def test_a_sound_ledger_is_called_sound(pacta: Pacta, fresh_database_url: str) -> None:
    fill(fresh_database_url)
    head = pacta("ledger", "head", "--json", PACTA_DATABASE_URL=fresh_database_url).json
    assert head["number"] == 2
    shown = pacta("ledger", "head", PACTA_DATABASE_URL=fresh_database_url)
    assert shown.out == f"2 {head['hash']} {head['at']}\n"
    found = pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_database_url)
    assert (found.code, found.out) == (0, f"The ledger is sound, up to entry 2 with hash {head['hash']}.\n")
    asked = pacta("ledger", "verify", "--json", PACTA_DATABASE_URL=fresh_database_url)
    assert asked.json == {"sound": True, "entries": 2, "hash": head["hash"], "queued": 0, "faults": []}
    assert pacta("ledger", "rebuild", PACTA_DATABASE_URL=fresh_database_url).out == "Rebuilt: 0 rows changed.\n"


def test_what_is_queued_is_told_beside_what_is_sound(pacta: Pacta, fresh_database_url: str) -> None:
    fill(fresh_database_url)
    engine = writing_engine(fresh_database_url)
    with pieces_of(1), engine.begin() as connection:
        put(connection, "topics", "borders", name="Borders and customs")
    engine.dispose()
    found = pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_database_url)
    assert (found.code, found.out[:20]) == (0, "The ledger is sound,")
    assert found.err == "Queued, and so not compared: 1 document; `/readyz` says how many are left.\n"
    asked = pacta("ledger", "verify", "--json", PACTA_DATABASE_URL=fresh_database_url).json
    assert (asked["sound"], asked["queued"]) == (True, 1)
    # Where no service runs that would bring it up.
    assert pacta("ledger", "rebuild", PACTA_DATABASE_URL=fresh_database_url).out == "Rebuilt: 1 row changed.\n"
    assert pacta("ledger", "verify", "--json", PACTA_DATABASE_URL=fresh_database_url).json["queued"] == 0


def test_an_empty_ledger_is_sound_and_says_so(pacta: Pacta, fresh_database_url: str) -> None:
    assert pacta("ledger", "head", PACTA_DATABASE_URL=fresh_database_url).out == "The ledger is empty.\n"
    assert pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_database_url).code == 0


def test_faults_are_named_and_mended(pacta: Pacta, fresh_database_url: str) -> None:
    fill(fresh_database_url)
    execute(fresh_database_url, "UPDATE topics SET document = '{}'")
    found = pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_database_url)
    assert found.code == 1
    assert [line.partition(":")[0] for line in found.out.splitlines()] == ["topics/borders", "topics/ports"]
    assert found.err == "The ledger is not sound: 2 faults (last entry: 2).\n"
    asked = pacta("ledger", "verify", "--json", PACTA_DATABASE_URL=fresh_database_url)
    assert asked.code == 1
    assert (asked.json["sound"], asked.json["faults"]) == (False, found.out.splitlines())

    assert pacta("ledger", "rebuild", "--json", PACTA_DATABASE_URL=fresh_database_url).json == {"changed": 2}
    assert pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_database_url).code == 0


def test_a_tampered_entry_is_found(pacta: Pacta, databases: Databases, backend: str) -> None:
    url = databases.create(backend)
    fill(url)
    engine: Engine = writing_engine(url)
    with engine.begin() as connection:
        unprotect_entries(connection)
        connection.execute(text("UPDATE entries SET actor = 'somebody else' WHERE number = 1"))
    engine.dispose()
    found = pacta("ledger", "verify", PACTA_DATABASE_URL=url)
    assert (found.code, found.out) == (1, "entry 1: its hash is not that of its columns\n")
    databases.drop(url)


def test_a_terminal_that_lacks_a_character_ends_no_command(
    pacta: Pacta, fresh_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pacta("keys", "create", "--label", "ключ", "--scope", "read", PACTA_DATABASE_URL=fresh_database_url)
    assert made.code == 0
    with Path(os.devnull).open("w", encoding="ascii") as ascii_only:
        monkeypatch.setattr("sys.stdout", ascii_only)
        assert pacta("keys", "list", PACTA_DATABASE_URL=fresh_database_url).code == 0


def test_an_sqlite_file_is_found_where_the_url_says(pacta: Pacta, folder: Path) -> None:
    (folder / "data").mkdir()
    assert pacta("migrate", PACTA_DATABASE_URL="sqlite:///data/own.db").code == 0
    assert sqlite_file(make_url("sqlite:///data/own.db")).exists()


def test_likely_duplicates(pacta: Pacta, fresh_database_url: str) -> None:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        for record, name in (("borders", "Borders"), ("border", "Border"), ("ports", "Ports")):
            put(connection, "topics", record, name=name)
    engine.dispose()
    found = pacta("duplicates", "--type", "topics", PACTA_DATABASE_URL=fresh_database_url)
    assert found.code == 0
    assert [line.split() for line in found.out.splitlines()[:2]] == [
        ["score", "record", "called", "and", "called", "why"],
        ["0.92", "border", "Border", "borders", "Borders", "names", "alike:", "0.92"],
    ]
    assert found.out.endswith("Likely the same: 1 pair of topics.\n")
    for record, count in (("borders", 1), ("ports", 0)):
        asked = pacta("duplicates", "--type", "topics", "--id", record, "--json", PACTA_DATABASE_URL=fresh_database_url)
        assert asked.json["found"] == count
    assert pacta("duplicates", "--type", "statements", PACTA_DATABASE_URL=fresh_database_url).code == 1
    assert pacta("duplicates", "--id", "is-not-there", PACTA_DATABASE_URL=fresh_database_url).code == 1
