"""Bundles as text: JSON, JSON Lines or YAML, written piece by piece."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

import yaml
from sqlalchemy import Connection

from app.exchange.export.records import records_in_bundle
from app.ledger.entries.history import Moment
from app.records.registry import RECORD_TYPES
from app.strict_json import decode_kept

PIECE = 256 * 1024
"""Bytes that are handed on together, at least."""


class BundleFormat(Enum):
    """In what a bundle is written: the ending of such files, and the media type."""

    JSON = "json", "application/json"
    LINES = "jsonl", "application/jsonl"
    YAML = "yaml", "application/yaml"

    def __init__(self, ending: str, media_type: str) -> None:
        """Take what the members are made of."""
        self.ending, self.media_type = ending, media_type


def write_bundle(
    connection: Connection, form: BundleFormat, collections: Collection[str] = (), moment: Moment | None = None
) -> Iterator[bytes]:
    """Yield a bundle of all records, or of those of some collections, as they are or were at a moment.

    Collections come as they refer to each other, records by their ids: of the same records it is the same bytes.
    """
    wanted = [one for name, one in RECORD_TYPES.items() if not collections or name in collections]
    records = ((one.collection, text) for one in wanted for text in records_in_bundle(connection, one, moment))
    yield from _in_pieces(WRITERS[form](records))


def _in_pieces(texts: Iterator[bytes]) -> Iterator[bytes]:
    waiting, size = list[bytes](), 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


Records = Iterator[tuple[str, bytes]]


def _as_lines(records: Records) -> Iterator[bytes]:
    """Yield a line for each record, which is a bundle of that record alone."""
    for collection, text in records:
        yield b'{"%s":[%s]}\n' % (collection.encode(), text)


def _as_json(records: Records) -> Iterator[bytes]:
    before = None
    for collection, text in records:
        if collection != before:
            yield b'%s"%s":[\n' % (b"{" if before is None else b"\n],\n", collection.encode())
            before = collection
        else:
            yield b",\n"
        yield text
    yield b"{}\n" if before is None else b"\n]}\n"


class _Dumper(yaml.CSafeDumper):
    """Writes decimals with all their digits, as plain numbers."""


_Dumper.add_representer(Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}"))

WIDE = 2**31 - 1
"""Characters of a line: no text is folded."""


def _as_yaml(records: Records) -> Iterator[bytes]:
    before = None
    for collection, text in records:
        if collection != before:
            yield b"%s:\n" % collection.encode()
            before = collection
        yield _yaml_of(decode_kept(text))
    if before is None:
        yield b"{}\n"


def _yaml_of(record: Any) -> bytes:
    return yaml.dump([record], Dumper=_Dumper, encoding="utf-8", allow_unicode=True, sort_keys=False, width=WIDE)


WRITERS = {BundleFormat.JSON: _as_json, BundleFormat.LINES: _as_lines, BundleFormat.YAML: _as_yaml}
