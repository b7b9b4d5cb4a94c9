"""The secrets that deliveries are signed with: shown once, and encrypted wherever they are kept."""

import base64
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import make_url
from standardwebhooks import Webhook

from app.db.engines import sqlite_file
from app.errors import Unavailable
from app.settings import Settings
from app.values.times.instants import parse_instant

BYTES = 32


def new_secret() -> str:
    """Return a secret as Standard Webhooks has it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(message: str, at: datetime, body: str, whose: Iterable[str]) -> Mapping[str, str]:
    """Return the headers of a message, signed with each of the secrets."""
    return {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message, at, body) for secret in whose),
    }


def key_file(settings: Settings) -> Path:
    """Return the file of the key that secrets are encrypted with: beside an SQLite database, else where Pacta runs."""
    url = make_url(settings.database_url)
    file = sqlite_file(url) if url.get_backend_name() == "sqlite" else Path("pacta")
    return file.absolute().with_suffix(".secret")


class SecretBox:
    """Encrypts secrets and opens them again, with the key of the settings, or of a file that is made if need be."""

    def __init__(self, settings: Settings) -> None:
        """Keep where the key is; it is read when it is needed first."""
        self._settings = settings

    @cached_property
    def _fernet(self) -> Fernet:
        given = self._settings.secret_key
        key = given.get_secret_value() if given else _key_in(key_file(self._settings))
        return Fernet(key.translate(str.maketrans("+/", "-_")))

    def close(self, secret: str) -> str:
        """Return the secret encrypted. Raises `Unavailable` without a key."""
        try:
            return self._fernet.encrypt(secret.encode()).decode()
        except (OSError, ValueError):
            detail = "The key that encrypts secrets can be neither read nor made: PACTA_SECRET_KEY gives one."
            raise Unavailable(detail) from None

    def open(self, encrypted: str) -> str | None:
        """Return an encrypted secret, None where it was encrypted with another key."""
        try:
            return self._fernet.decrypt(encrypted).decode()
        except (InvalidToken, OSError, ValueError):
            return None


def _key_in(file: Path) -> str:
    """Return the key in a file. If there is none it is made, for its owner alone to read, and never half."""
    if not file.exists():
        fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(Fernet.generate_key() + b"\n")
                opened.flush()
                os.fsync(opened.fileno())
            # Another process may be doing the same: the first one's stays.
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink(missing_ok=True)
    return file.read_text("ascii").strip()


def valid_secrets(box: SecretBox, row: Mapping[str, Any], now: datetime) -> list[str]:
    """Return the secrets of a webhook that are valid now, the newest first."""
    kept = [row["secret"]]
    if row["previous_secret"] is not None and parse_instant(row["previous_until"]) > now:
        kept.append(row["previous_secret"])
    return [secret for encrypted in kept if (secret := box.open(encrypted)) is not None]
