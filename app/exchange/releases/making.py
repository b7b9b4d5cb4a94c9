"""Making a release: every table, the bundle, the codebook and what vouches for them, from one snapshot."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection

from app.audience import PUBLIC, audience
from app.errors import Conflict, NotReady
from app.exchange.export.bundle_writer import BundleFormat, write_bundle
from app.exchange.releases.contents.archive import Archive, Member, hash_of_file
from app.exchange.releases.contents.codebook import ColumnMeaning, WordMeaning, column_meanings, word_meanings
from app.exchange.releases.contents.crosswalk import GoneId, gone_ids
from app.exchange.releases.contents.descriptor import descriptor
from app.exchange.releases.contents.tables import ReleaseTable, csv_of, record_tables
from app.exchange.releases.contents.texts import Edition, citation_file, license_text, readme
from app.ledger.model.documents.queued import REMAINING
from app.strict_json import encode

UNFINISHED = ".unfinished-"
"""What the names of files begin with that nobody has finished."""

CSV, TEXT, JSON = "text/csv", "text/plain", "application/json"

Watch = Callable[[str], None]
"""Is told, before each piece, which file is being written."""


@dataclass(frozen=True)
class Made:
    """A release that is written, and not recorded yet: where its file is, and what is in it."""

    edition: Edition
    file: Path
    bytes: int
    sha256: str
    members: Sequence[Member]


def make_release(connection: Connection, edition: Edition, folder: Path, watch: Watch = lambda _name: None) -> Made:
    """Return a release of what a snapshot shows, in a file of the folder that is to be moved to its place.

    The same records of the same ledger make the same bytes. Raises `NotReady` while documents follow a renamed record,
    and `Conflict` where nothing is recorded yet.
    """
    if not edition.head.number:
        detail = "The ledger is empty: there is nothing to release."
        raise Conflict(detail)
    if connection.scalar(REMAINING.statement):
        detail = "Documents still follow a renamed record: `/readyz` says how many are left."
        raise NotReady(detail)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{UNFINISHED}{uuid4().hex}.zip"
    token = audience.set(PUBLIC)
    try:
        with Archive(file, edition.head.at) as archive:
            _fill(archive, connection, edition, watch)
        _settle(file)
        return Made(edition, file, file.stat().st_size, hash_of_file(file), archive.members)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    finally:
        audience.reset(token)


def _fill(archive: Archive, connection: Connection, edition: Edition, watch: Watch) -> None:
    tables = release_tables(edition)
    day = date.fromisoformat(edition.day)

    def add(name: str, media_type: str, pieces: Iterator[bytes]) -> None:
        archive.add(name, media_type, _watched(pieces, name, watch))

    add("README.md", "text/markdown", _once(readme(edition, tables)))
    add("LICENSE.txt", TEXT, _once(license_text(edition)))
    add("CITATION.cff", "application/yaml", _once(citation_file(edition)))
    last = {"number": edition.head.number, "hash": edition.head.hash, "time": edition.head.at}
    add("ledger.json", JSON, iter([encode(last) + b"\n"]))
    for table in tables:
        add(table.file, CSV, table.pieces(connection, day))
    add("bundle.jsonl", BundleFormat.LINES.media_type, write_bundle(connection, BundleFormat.LINES))
    add("datapackage.json", JSON, iter([encode(descriptor(edition, tables, archive.members)) + b"\n"]))
    sums = "".join(f"{member.sha256}  {member.name}\n" for member in archive.members)
    add("SHA256SUMS", TEXT, _once(sums))


def release_tables(edition: Edition) -> Sequence[ReleaseTable]:
    """Return every table of a release, those that it makes itself last."""
    records = record_tables()
    crosswalk = ReleaseTable(
        "crosswalk",
        "Ids that stood in the ledger once and no longer do, and what stands for them.",
        GoneId,
        lambda connection, _day: csv_of(GoneId, gone_ids(connection, edition.previous_number)),
        ("collection", "id"),
    )
    words = ReleaseTable(
        "codebook-words",
        "The words of closed lists, and what they mean.",
        WordMeaning,
        lambda _connection, _day: csv_of(WordMeaning, iter([word_meanings()])),
        ("closed_list", "word"),
    )
    columns = ReleaseTable(
        "codebook-columns",
        "The columns of tables, and what they mean.",
        ColumnMeaning,
        lambda _connection, _day: csv_of(ColumnMeaning, column_meanings([*records, crosswalk, words])),
        ("table", "column"),
    )
    return [*records, crosswalk, columns, words]


def _watched(pieces: Iterator[bytes], name: str, watch: Watch) -> Iterator[bytes]:
    for piece in pieces:
        watch(name)
        yield piece


def _once(text: str) -> Iterator[bytes]:
    yield text.encode()


def _settle(file: Path) -> None:
    """Have the file on the disk before anything names it."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
