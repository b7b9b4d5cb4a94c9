"""Settings from the environment, `PACTA_*`: each typed, checked at start and described."""

import re
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

MAX_WRITTEN_BYTES = 1_048_576
"""The largest record, or part, as it is stored and read by `form=written`: as large as a body has to be taken."""


DataLicense = Literal["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0"]
"""The licences that data can be released under."""


class Settings(BaseSettings):
    """What an operator may set. The README's table is made from these descriptions."""

    model_config = SettingsConfigDict(env_prefix="PACTA_", env_ignore_empty=True, extra="ignore")

    database_url: Annotated[
        str, Field(description="`sqlite:///FILE` or `postgresql://USER@HOST/NAME` (15 or later)")
    ] = "sqlite:///pacta.db"
    host: Annotated[str, Field(description="address to listen on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="port to listen on")] = 8000
    seed: Annotated[bool, Field(description="load `seeds/` into an empty database at start; 0 starts empty")] = True
    bootstrap_key: Annotated[
        SecretStr | None,
        Field(description="first admin key of an empty database: 20 visible ASCII characters or more; made if unset"),
    ] = None
    public_read: Annotated[bool, Field(description="reading needs no key; 0 asks for a key with scope read")] = True
    public_url: Annotated[
        str | None,
        Field(
            pattern=r"^https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?$",
            description="where readers reach the service, such as `https://pacta.example.org`: whole addresses begin "
            "with it, in feeds, citations and pages; unset, they begin as the request's did",
        ),
    ] = None
    cors_origins: Annotated[
        str | None,
        Field(
            description="origins whose pages may read in browsers, such as `https://example.org`; `*` for any; of "
            "reconciliation, all may"
        ),
    ] = None
    synchronous: Annotated[
        Literal["full", "normal"],
        Field(description="SQLite's durability; normal may lose the last commits on power loss"),
    ] = "full"
    max_body_bytes: Annotated[
        int, Field(ge=MAX_WRITTEN_BYTES, description="largest request body, not below the largest record")
    ] = MAX_WRITTEN_BYTES
    import_bytes: Annotated[int, Field(ge=1024, description="largest file that is imported; it is kept on disk")] = (
        256 * 1024 * 1024
    )
    connections: Annotated[
        int, Field(ge=8, le=100_000, description="clients' connections at once, at most half of the files it may open")
    ] = 1_000
    idle_seconds: Annotated[float, Field(gt=0, description="a connection without requests is closed after these")] = 75
    head_seconds: Annotated[float, Field(gt=0, description="time-out of a request's line and headers")] = 10
    body_seconds: Annotated[
        float, Field(gt=0, description="time-out of a request's body, unless it comes at 4 KiB a second or faster")
    ] = 60
    stall_seconds: Annotated[
        float, Field(gt=0, description="a client that takes less than 4 KiB a second of an answer is left after these")
    ] = 30
    read_connections: Annotated[int, Field(ge=1, le=100, description="PostgreSQL connections for hot reads")] = 8
    slow_read_threads: Annotated[int, Field(ge=1, le=32, description="threads for counts and unindexed lists")] = 2
    slow_read_seconds: Annotated[float, Field(gt=0, le=300, description="time-out of such a read")] = 5.0
    streams: Annotated[
        int, Field(ge=1, le=32, description="tables and other long answers that are sent at once; others get a 503")
    ] = 4
    releases: Annotated[
        str | None,
        Field(
            description="folder of data releases, which several processes share; unset, `NAME-releases` beside the "
            "database's file, or `pacta-releases`"
        ),
    ] = None
    publisher: Annotated[
        str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]+$", description="who data releases are by")
    ] = "Pacta"
    data_license: Annotated[DataLicense, Field(description="licence of data releases, by its SPDX identifier")] = (
        "CC-BY-4.0"
    )
    contact: Annotated[
        str | None,
        Field(
            max_length=300,
            pattern=r"^(https?://[!-;=?-~]+|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+)$",
            description="to whom readers report errors: an e-mail or web address, which the page `/about` shows",
        ),
    ] = None
    webhooks: Annotated[
        bool, Field(description="deliver webhooks within `pacta serve`; 0 leaves that to `pacta webhooks work`")
    ] = True
    webhook_http: Annotated[bool, Field(description="let webhooks go to http:// as well, unencrypted")] = False
    webhook_loopback: Annotated[
        bool, Field(description="let webhooks go to this machine, at any port: for tests and development")
    ] = False
    webhook_days: Annotated[
        int, Field(ge=1, le=3650, description="days in which a webhook's receiver took nothing, and it is disabled")
    ] = 5
    secret_key: Annotated[
        SecretStr | None,
        Field(
            description="encrypts the secrets of webhooks: 32 random bytes in base64; unset, it is made in a file "
            "`.secret` beside the database"
        ),
    ] = None
    log_format: Annotated[
        Literal["json", "text"], Field(description="shape of log lines; unset, it is text on a terminal")
    ] = "json"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Field(description="least level logged")] = "info"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            message = "write sqlite:///FILE or postgresql://USER@HOST/NAME"
            raise ValueError(message) from None
        if url.get_backend_name() == "postgresql":
            return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
            return url.set(drivername="sqlite").render_as_string(hide_password=False)
        message = "write sqlite:///FILE or postgresql://USER@HOST/NAME"
        raise ValueError(message)

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, value: str | None) -> str | None:
        origins = [] if value is None or value.strip() == "*" else value.split()
        if not all(re.fullmatch(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?", origin) for origin in origins):
            message = "write * or origins with spaces between them, such as https://example.org, without a path"
            raise ValueError(message)
        return value

    def reading_origins(self) -> list[str]:
        """Return the origins whose pages may read; `*` stands for any."""
        return (self.cors_origins or "").split()

    @field_validator("secret_key")
    @classmethod
    def _key_of_256_bits(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9+/_-]{43}=", value.get_secret_value()):
            message = "write 32 random bytes in base64, as `openssl rand -base64 32` prints them"
            raise ValueError(message)
        return value

    @field_validator("bootstrap_key")
    @classmethod
    def _hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[\x21-\x7e]{20,}", value.get_secret_value()):
            message = "write at least 20 visible ASCII characters, without spaces"
            raise ValueError(message)
        return value


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
