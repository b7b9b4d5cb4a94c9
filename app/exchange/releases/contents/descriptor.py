"""The descriptor of a release: a Data Package, version 2, with a Table Schema for each table."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.exchange.export.bundle_writer import BundleFormat
from app.exchange.releases.contents.archive import Member
from app.exchange.releases.contents.codebook import words_of
from app.exchange.releases.contents.tables import ReleaseTable
from app.exchange.releases.contents.texts import LICENSES, Edition
from app.exchange.releases.versions import semantic
from app.records.base.columns import Column, Kind
from app.site.vocabulary.columns import meaning_of

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES: Mapping[Kind, str] = {"number": "number", "flag": "boolean"}
"""Types of what a cell holds one of; all else is text."""


def descriptor(edition: Edition, tables: Sequence[ReleaseTable], members: Sequence[Member]) -> Mapping[str, Any]:
    """Return what datapackage.json says of the files that are written."""
    by_name = {member.name: member for member in members}
    name, address = LICENSES[edition.license]
    described = [_table(table, by_name[table.file]) for table in tables]
    of_tables = {table.file for table in tables}
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"pacta-v{edition.version}",
        "title": edition.title,
        "version": semantic(edition.version),
        "created": edition.head.at,
        "description": f"What states promise each other and what came of it. Cite as: {edition.citation}",
        "licenses": [{"name": edition.license, "title": name, "path": address}],
        "contributors": [{"title": edition.publisher, "roles": ["publisher"]}],
        "keywords": ["diplomacy", "pledges", "compliance"],
        "ledger": {"number": edition.head.number, "hash": edition.head.hash, "time": edition.head.at},
        "previous": edition.previous,
        "resources": described + [_file(member) for member in members if member.name not in of_tables],
    }


def _table(table: ReleaseTable, member: Member) -> Mapping[str, Any]:
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
        for column, other in table.foreign.items()
    ]
    return {
        "name": table.name,
        "type": "table",
        "path": member.name,
        "description": table.description,
        "format": "csv",
        "mediatype": member.media_type,
        "encoding": "utf-8",
        "bytes": member.bytes,
        "hash": f"sha256:{member.sha256}",
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column) -> Mapping[str, Any]:
    described: dict[str, Any] = {"name": column.name, "type": "string", "description": meaning_of(column)}
    if column.several:
        return described
    described["type"] = TYPES.get(column.kind, "string")
    if words := words_of(column):
        described["constraints"] = {"enum": list(words)}
    return described


def _file(member: Member) -> Mapping[str, Any]:
    stem, _dot, ending = member.name.rpartition(".")
    # Lines of JSON that are no rows of one table: programs would take them for it by the ending.
    of_no_table = {"format": "pacta-bundle"} if member.media_type == BundleFormat.LINES.media_type else {}
    return {
        "name": (stem or ending).lower(),
        "path": member.name,
        **of_no_table,
        "mediatype": member.media_type,
        "encoding": "utf-8",
        "bytes": member.bytes,
        "hash": f"sha256:{member.sha256}",
    }
