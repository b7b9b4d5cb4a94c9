"""Sessions: people sign in to the pages with a key, and a random token stands for it until the session ends.

The token is kept as a hash alone, like a key's secret. A session ends after twelve hours, when somebody signs out, and
with its key: it is found together with the key, so that a key that is revoked ends its sessions at once.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.access.callers import BY_HASH, Caller
from app.access.keys import hash_of
from app.db.columns import INSTANT_FORMAT
from app.db.database import Database
from app.db.statements import Query
from app.tables.access import Key, KeyScope, Session

LASTS = timedelta(hours=12)
"""How long a session lasts, whatever is done in it."""

PURGED = 1000
"""Sessions that are deleted at once, at most."""

is_token = re.compile(r"[A-Za-z0-9_-]{43}").fullmatch
BY_ID = Query(
    select(Key.id, Key.label, KeyScope.scope)
    .join(Session, Session.key_id == Key.id)
    .join(KeyScope, KeyScope.key_id == Key.id)
    .where(Session.id == bindparam("session"), Session.expires_at > bindparam("now"), Key.revoked_at.is_(None))
)


@dataclass(frozen=True)
class OpenSession:
    """A session that has not ended: its token, and in whose name it acts."""

    token: str
    caller: Caller

    @property
    def form_token(self) -> str:
        """What forms of this session carry, which no page of another site can know."""
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()

    def made(self, form_token: str) -> bool:
        """Return whether a form was made for this session, in constant time."""
        return hmac.compare_digest(self.form_token.encode(), form_token.encode("utf-8", "surrogatepass"))


async def open_session(database: Database, secret: str) -> OpenSession | None:
    """Return a new session of the key with this secret, None where the key is unknown or revoked.

    A wrong key costs one hash and one query: it never comes to the writer.
    """
    rows = await database.hot(BY_HASH, {"secret_hash": hash_of(secret)})
    if not rows:
        return None
    key, label, _scope = rows[0]
    token = secrets.token_urlsafe(32)
    await database.write(_insert, _id_of(token), key)
    return OpenSession(token, Caller(key, label, frozenset(scope for _key, _label, scope in rows)))


async def find_session(database: Database, token: str) -> OpenSession | None:
    """Return the session of a token, None where it has ended, its key is revoked, or it never was one."""
    if not is_token(token):
        return None
    rows = await database.hot(BY_ID, {"session": _id_of(token), "now": _instant(datetime.now(UTC))})
    if not rows:
        return None
    key, label, _scope = rows[0]
    return OpenSession(token, Caller(key, label, frozenset(scope for _key, _label, scope in rows)))


async def close_session(database: Database, token: str) -> None:
    """End the session of a token, if there is one."""
    if is_token(token):
        await database.write(_delete, _id_of(token))


def purge_sessions(connection: Connection) -> bool:
    """Delete a piece of the sessions that have expired; return whether more are left."""
    at = Session.expires_at
    old = at < _instant(datetime.now(UTC))
    last = connection.scalar(select(at).where(old).order_by(at).offset(PURGED - 1).limit(1))
    connection.execute(delete(Session).where(old if last is None else at <= last))
    return last is not None


def _id_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _insert(connection: Connection, session: str, key: str) -> None:
    now = datetime.now(UTC)
    row = {"id": session, "key_id": key, "created_at": _instant(now), "expires_at": _instant(now + LASTS)}
    connection.execute(insert(Session), [row])


def _delete(connection: Connection, session: str) -> None:
    connection.execute(delete(Session).where(Session.id == session))


def _instant(moment: datetime) -> str:
    return moment.strftime(INSTANT_FORMAT)
