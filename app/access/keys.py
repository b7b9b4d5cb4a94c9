"""Making, listing and revoking keys. The secret is shown once and kept as a hash alone."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from app.db.columns import INSTANT_FORMAT
from app.errors import NotFound
from app.tables.access import Key, KeyScope
from app.vocabulary import Scope


def hash_of(secret: str) -> str:
    """Return the hash by which a key is found: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def create_key(connection: Connection, label: str, scopes: Iterable[Scope], secret: str | None = None) -> str:
    """Make a key with the scopes under a public label; return its secret, which is kept nowhere."""
    secret = secret or f"pacta_{secrets.token_urlsafe(32)}"
    made = secrets.token_hex(4)
    row = {
        "id": made,
        "label": label,
        "secret_hash": hash_of(secret),
        "created_at": datetime.now(UTC).strftime(INSTANT_FORMAT),
        "revoked_at": None,
    }
    connection.execute(insert(Key), [row])
    connection.execute(insert(KeyScope), [{"key_id": made, "scope": scope} for scope in {one.value for one in scopes}])
    return secret


def list_keys(connection: Connection) -> Sequence[Mapping[str, Any]]:
    """Return every key, oldest first, with its scopes and without its hash."""
    scopes: dict[str, list[str]] = {}
    for key, scope in connection.execute(select(KeyScope.key_id, KeyScope.scope).order_by(KeyScope.scope)):
        scopes.setdefault(key, []).append(scope)
    statement = select(Key.id, Key.label, Key.created_at, Key.revoked_at).order_by(Key.created_at, Key.id)
    rows = connection.execute(statement).mappings()
    return [{**row, "scopes": scopes.get(row["id"], [])} for row in rows]


def revoke_key(connection: Connection, key_id: str) -> None:
    """End a key from now on. Raises `NotFound`; revoking twice keeps the first time."""
    if connection.scalar(select(Key.id).where(Key.id == key_id)) is None:
        detail = "There is no such key."
        raise NotFound(detail)
    at = datetime.now(UTC).strftime(INSTANT_FORMAT)
    connection.execute(update(Key).where(Key.id == key_id, Key.revoked_at.is_(None)).values(revoked_at=at))


def has_keys(connection: Connection) -> bool:
    """Return whether any key was ever made."""
    return bool(connection.scalar(select(func.count()).select_from(Key)))


def key_id(connection: Connection, secret: str) -> str | None:
    """Return the id of the key with this secret, None where there is none."""
    return connection.scalar(select(Key.id).where(Key.secret_hash == hash_of(secret)))
