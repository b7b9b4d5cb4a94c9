"""Keys are shown once, kept as hashes, listed by age and revoked for good."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import Connection

from app.access.keys import create_key, has_keys, hash_of, key_id, list_keys, revoke_key
from app.db.engines import writing_engine
from app.errors import NotFound
from app.vocabulary import Scope

# Far from UTC: what is recorded is UTC, wherever the service runs.
NOW = datetime(2026, 11, 28, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def connection(fresh_database_url: str) -> Iterator[Connection]:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_a_secret_is_long_random_and_kept_as_a_hash(connection: Connection) -> None:
    secrets = {create_key(connection, "a key", [Scope.READ]) for _ in range(5)}
    assert len(secrets) == 5
    # 256 bits, in base64.
    assert all(re.fullmatch(r"pacta_[A-Za-z0-9_-]{43}", secret) for secret in secrets)
    held = "".join(str(row) for row in connection.exec_driver_sql("SELECT * FROM keys"))
    assert not any(secret in held for secret in secrets)
    assert all(hash_of(secret) in held for secret in secrets)
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(hash_of("\ud800")) == 64


def test_a_given_secret_is_taken(connection: Connection) -> None:
    assert create_key(connection, "given", [Scope.ADMIN], "a secret of the operator's") == "a secret of the operator's"


def test_a_key_is_found_by_its_secret(connection: Connection) -> None:
    secrets = [create_key(connection, label, [Scope.READ]) for label in ("one", "other")]
    ids = {key["label"]: key["id"] for key in list_keys(connection)}
    assert [key_id(connection, secret) for secret in secrets] == [ids["one"], ids["other"]]
    assert key_id(connection, "no such secret") is None
    assert all(re.fullmatch(r"[0-9a-f]{8}", found) for found in ids.values())


def test_keys_are_listed_by_age_then_id_without_their_hashes(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter(["ffff0000", "bbbb0000", "aaaa0000"])
    monkeypatch.setattr("secrets.token_hex", lambda _length: next(ids))
    with time_machine.travel(NOW, tick=False) as clock:
        create_key(connection, "first", [Scope.WRITE, Scope.READ, Scope.ADMIN])
        clock.shift(timedelta(hours=1))
        create_key(connection, "second", [Scope.READ])
        create_key(connection, "third", [Scope.READ])
    found = [dict(row) for row in list_keys(connection)]
    assert [(key["id"], key["label"]) for key in found] == [
        ("ffff0000", "first"),
        ("aaaa0000", "third"),
        ("bbbb0000", "second"),
    ]
    assert found[0].keys() == {"id", "label", "scopes", "created_at", "revoked_at"}
    assert [list(key["scopes"]) for key in found] == [["admin", "read", "write"], ["read"], ["read"]]
    assert found[0]["created_at"] == "2026-11-27T23:30:00.000000Z"
    assert found[0]["revoked_at"] is None


def test_a_key_is_revoked_once_and_for_all(connection: Connection) -> None:
    create_key(connection, "one", [Scope.WRITE])
    create_key(connection, "other", [Scope.WRITE])
    one = next(key["id"] for key in list_keys(connection) if key["label"] == "one")
    for day in (NOW, NOW + timedelta(days=1)):
        with time_machine.travel(day, tick=False):
            revoke_key(connection, one)
    assert {key["label"]: key["revoked_at"] for key in list_keys(connection)} == {
        "one": "2026-11-27T23:30:00.000000Z",
        "other": None,
    }


def test_what_is_no_key_cannot_be_revoked(connection: Connection) -> None:
    with pytest.raises(NotFound) as refused:
        revoke_key(connection, "0000ffff")
    assert refused.value.detail


def test_whether_there_was_ever_a_key_is_known(connection: Connection) -> None:
    assert has_keys(connection) is False
    create_key(connection, "one", [Scope.READ])
    revoke_key(connection, list_keys(connection)[0]["id"])
    assert has_keys(connection) is True
