"""A file that comes in, read as a bundle: by a mapping, or as the bundle that it is."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from app.errors import MalformedJson
from app.exchange.formats.bundle import MAX_BYTES, Bundle, lines_of, read_lines, read_root
from app.exchange.formats.bundle_packages import read_package
from app.exchange.formats.faults import BundleFault
from app.exchange.formats.strict_yaml import BadYaml, Node, nodes_of, parse
from app.exchange.imports.batches import FileFacts
from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import mapping_named
from app.exchange.imports.mapping.models import Mapping
from app.strict_json import TooManyValues, decode, too_many_values

LINES = ("jsonl", "ndjson")
BUNDLES = ("json", "yaml", "yml", *LINES)
TABLES = ("csv", "tsv", "txt", "xlsx", "ods")
PACKAGE = "zip"
FORMATS = (*BUNDLES, *TABLES, PACKAGE)
"""Endings of the files that are taken. Those of tables need a mapping; a package holds bundles, or has one, too."""

UNNAMED = "upload"
"""What a file is called whose client does not say it."""

MOST_RECORDS = 200_000
"""Records of one file: all are judged before any is written, so they are in memory together, 10 kB each."""

AS_LINES = "send it as JSON Lines, a bundle of one record a line"

PIECE = 1024 * 1024


@dataclass(frozen=True)
class ImportFile:
    """An open file of the system's, what is known of it, and the mapping that it comes with."""

    opened: IO[bytes]
    facts: FileFacts
    mapping: str | None = None

    @property
    def rules(self) -> Mapping | None:
        """The mapping, which may be one of Pacta's by its name. Raises `BadBundle` with what is wrong with it."""
        if self.mapping is None:
            return None
        return mapping_named(self.mapping)


def import_file(opened: IO[bytes], name: str, mapping: str | None = None) -> ImportFile:
    """Return a file with what is known of it before it is read."""
    digest, size = hashlib.sha256(), 0
    opened.seek(0)
    while piece := opened.read(PIECE):
        digest.update(piece)
        size += len(piece)
    opened.seek(0)
    return ImportFile(opened, FileFacts(name, ending_of(name), digest.hexdigest(), size), mapping)


def name_of(name: str) -> str:
    """Return what a data set is called whose file has this name; nothing where the client does not say it."""
    stem = PurePath(name).stem
    return "" if stem == UNNAMED else stem


def ending_of(name: str) -> str:
    """Return what a file is, by its name."""
    return PurePath(name).suffix.removeprefix(".").lower()


def read_file(file: ImportFile) -> Bundle:
    """Return the bundle that a file holds, or that its mapping makes of it; what is wrong with it is in `faults`."""
    rules, name = file.rules, file.facts.name
    if rules is not None:
        return ImportedFile(file.opened, name, rules).bundle(MOST_RECORDS)
    bundle = Bundle(name_of(name))
    if file.facts.format == PACKAGE:
        read_package(file.opened, name, bundle, MOST_RECORDS)
    elif file.facts.format in LINES:
        read_lines(name, lines_of(file.opened), bundle, MOST_RECORDS)
    elif file.facts.size > MAX_BYTES:
        message = f"is larger than {MAX_BYTES} bytes: {AS_LINES}"
        bundle.faults.append(BundleFault(name, None, "", message))
    elif (root := _root(file, bundle)) is not None:
        read_root(name, root, bundle)
    return bundle


def _root(file: ImportFile, bundle: Bundle) -> Node | None:
    text, name = file.opened.read(), file.facts.name
    try:
        return nodes_of(decode(text)) if file.facts.format == "json" else parse(text)
    except TooManyValues:
        bundle.faults.append(BundleFault(name, None, "", f"{too_many_values()}: {AS_LINES}"))
    except MalformedJson as error:
        bundle.faults.append(BundleFault(name, None, "", f"is not JSON: {error.detail}"))
    except BadYaml as error:
        bundle.faults.extend(BundleFault(name, line, "", message) for line, message in error.faults)
    return None
