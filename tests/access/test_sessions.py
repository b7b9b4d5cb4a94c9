"""Sessions as the database holds them: found with their keys, and deleted when their time is over."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from app.access import sessions
from app.access.keys import create_key, key_id, revoke_key
from app.access.sessions import LASTS, close_session, find_session, open_session, purge_sessions
from app.db.columns import INSTANT_FORMAT
from app.tables.access import Key, Session
from app.vocabulary import Scope
from tests.serving import Service


def instant(after: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + after).strftime(INSTANT_FORMAT)


def test_a_session_has_what_its_key_has_until_it_is_closed(service: Service) -> None:
    secret = service.write(create_key, "An editor", [Scope.READ, Scope.WRITE])
    key = service.write(lambda connection: key_id(connection, secret))

    async def lived() -> None:
        opened = await open_session(service.database, secret)
        assert opened is not None
        found = await find_session(service.database, opened.token)
        assert found == opened
        assert (opened.caller.key_id, opened.caller.label) == (key, "An editor")
        assert opened.caller.scopes == {"read", "write"}
        other = await open_session(service.database, secret)
        assert other is not None
        assert other.token != opened.token
        assert not opened.made(other.form_token)
        assert opened.made(opened.form_token)
        await close_session(service.database, opened.token)
        assert await find_session(service.database, opened.token) is None
        assert await find_session(service.database, other.token) == other

    asyncio.run(lived())
    lasts = service.write(lambda connection: list(connection.execute(select(Session.created_at, Session.expires_at))))
    for created, expires in lasts:
        assert datetime.fromisoformat(expires) - datetime.fromisoformat(created) == LASTS


@pytest.mark.parametrize("secret", ["", "unknown", "x" * 10_000, "\x00"])
def test_what_is_no_key_opens_nothing(service: Service, secret: str) -> None:
    assert asyncio.run(open_session(service.database, secret)) is None
    assert asyncio.run(find_session(service.database, secret)) is None


def test_a_session_goes_with_its_key(service: Service) -> None:
    secret = service.write(create_key, "For a while", [Scope.WRITE])
    key = service.write(lambda connection: key_id(connection, secret))
    assert key is not None
    opened = asyncio.run(open_session(service.database, secret))
    assert opened is not None
    service.write(revoke_key, key)
    assert asyncio.run(find_session(service.database, opened.token)) is None
    assert asyncio.run(open_session(service.database, secret)) is None
    service.write(lambda connection: connection.execute(delete(Key).where(Key.id == key)))
    left = service.write(lambda connection: list(connection.scalars(select(Session.id).where(Session.key_id == key))))
    assert left == []


def test_what_has_expired_is_deleted_piece_by_piece(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "PURGED", 2)
    secret = service.write(create_key, "With many sessions", [Scope.WRITE])
    key = service.write(lambda connection: key_id(connection, secret))
    opened = asyncio.run(open_session(service.database, secret))
    assert opened is not None
    rows = [
        {
            "id": f"{number:064}",
            "key_id": key,
            "created_at": instant(-2 * LASTS),
            "expires_at": instant(-LASTS * number),
        }
        for number in range(1, 6)
    ]
    service.write(lambda connection: connection.execute(update(Session).values(expires_at=instant(LASTS))))
    service.write(lambda connection: connection.execute(insert(Session), rows))
    more = [service.write(purge_sessions) for _ in range(4)]
    assert more == [True, True, False, False]
    left = service.write(lambda connection: list(connection.scalars(select(Session.id).where(Session.key_id == key))))
    assert len(left) == 1
