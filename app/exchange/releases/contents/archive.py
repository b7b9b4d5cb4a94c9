"""The zip file of a release: written piece by piece, the same bytes from the same contents."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.db.columns import INSTANT_FORMAT

READ_AT_ONCE = 1_048_576
UNIX = 3
PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Member:
    """A file in the zip: its name, its media type, how long it is, and its hash."""

    name: str
    media_type: str
    bytes: int
    sha256: str


class Archive:
    """A zip file that is being written. Its files bear one time, and whatever else may differ is fixed."""

    def __init__(self, file: Path, at: str) -> None:
        """Begin the file; `at` is the instant that its members bear."""
        made = datetime.strptime(at, INSTANT_FORMAT)  # noqa: DTZ007 - zip files know no zone
        self._time = (made.year, made.month, made.day, made.hour, made.minute, made.second)
        self._zip = ZipFile(file, "w", allowZip64=True)
        self.members: list[Member] = []

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the file."""
        self._zip.close()

    def add(self, name: str, media_type: str, pieces: Iterable[bytes]) -> Member:
        """Write a file of these pieces."""
        described = ZipInfo(name, self._time)
        described.compress_type, described.create_system, described.external_attr = ZIP_DEFLATED, UNIX, PLAIN_FILE
        size, digest = 0, hashlib.sha256()
        with self._zip.open(described, "w", force_zip64=True) as writing:
            for piece in pieces:
                writing.write(piece)
                digest.update(piece)
                size += len(piece)
        member = Member(name, media_type, size, digest.hexdigest())
        self.members.append(member)
        return member


def hash_of_file(file: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as reading:
        while piece := reading.read(READ_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()
