"""Bundles in a zip archive: each file of it is read where it is, as in a folder."""

import zlib
from typing import IO, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from app.exchange.formats.bundle import LINES, MAX_BYTES, Bundle, lines_of, read_lines, read_root
from app.exchange.formats.faults import BundleFault
from app.exchange.formats.strict_yaml import BadYaml, parse
from app.exchange.formats.uploads.limits import Limits
from app.exchange.formats.uploads.messages import RefusedFile
from app.exchange.formats.uploads.packages import members_of, open_package

ENDINGS = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")
DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)
"""What is raised while a file of an archive is inflated that is not what its directory says."""


def read_package(opened: IO[bytes], name: str, bundle: Bundle) -> None:
    """Add to a bundle what the files of an archive hold, and what is wrong with that."""
    try:
        package = open_package(cast("BinaryIO", opened), name)
        members = members_of(package, name, Limits())
    except RefusedFile as refusal:
        bundle.faults.append(BundleFault(name, None, "", refusal.message))
        return
    if not members:
        bundle.faults.append(BundleFault(name, None, "", "holds no files"))
    for path in sorted(members):
        try:
            _read_member(package, path, members[path], bundle)
        except DAMAGED:
            bundle.faults.append(BundleFault(path, None, "", "is damaged: it cannot be unpacked"))


def _read_member(package: ZipFile, path: str, info: ZipInfo, bundle: Bundle) -> None:
    if not path.lower().endswith(ENDINGS):
        message = f"is no bundle: such files end in {', '.join(ENDINGS)}; a table needs a mapping"
        bundle.faults.append(BundleFault(path, None, "", message))
        return
    with package.open(info) as member:
        if path.lower().endswith((LINES, ".ndjson")):
            read_lines(path, lines_of(cast("BinaryIO", member)), bundle)
            return
        data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        bundle.faults.append(BundleFault(path, None, "", f"is too large: more than {MAX_BYTES} bytes; split it"))
        return
    try:
        # What is JSON is YAML, too.
        root = parse(data)
    except BadYaml as error:
        bundle.faults.extend(BundleFault(path, line, "", message) for line, message in error.faults)
    else:
        read_root(path, root, bundle)
