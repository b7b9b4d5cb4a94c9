"""Where the files of releases lie."""

from pathlib import Path

from sqlalchemy import make_url

from app.db.engines import sqlite_file
from app.exchange.releases.schemas import zip_name
from app.settings import Settings


def releases_folder(settings: Settings) -> Path:
    """Return the folder of releases: that of the settings, else one beside the database's file."""
    if settings.releases is not None:
        return Path(settings.releases)
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return Path("pacta-releases")
    file = sqlite_file(url)
    return file.with_name(f"{file.stem}-releases")


def file_of(settings: Settings, version: str) -> Path:
    """Return where the zip file of a release lies."""
    return releases_folder(settings) / zip_name(version)
