"""Zip archives: files in a package, which are read where they are and never unpacked."""

import stat
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from app.exchange.formats.uploads.limits import Limits
from app.exchange.formats.uploads.messages import RefusedFile

RATIO = 1_000
"""How much smaller than itself a file may be in a package: texts come to a tenth, tables of zeros to a hundredth."""
SMALL = 1024 * 1024
"""What may be as small as it likes."""
LONGEST_PATH = 300
DESCRIPTIONS = "__MACOSX"


def members_of(package: ZipFile, name: str, limits: Limits) -> dict[str, ZipInfo]:
    """Return the files of a package by their paths. Raises `RefusedFile` for a path or a size that is refused."""
    found = dict[str, ZipInfo]()
    infos = package.infolist()
    if len(infos) > limits.members:
        raise RefusedFile(f"holds {len(infos)} files, more than {limits.members}", name)
    for info in infos:
        path = checked_path(info.filename, name)
        if info.is_dir() or path.split("/")[0] == DESCRIPTIONS or path.split("/")[-1].startswith("."):
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            raise RefusedFile(f"holds a link, {path!r}: put the file itself there", name)
        if info.flag_bits & 1:
            raise RefusedFile(f"is encrypted: {path!r}", name)
        if path in found:
            raise RefusedFile(f"holds two files named {path!r}", name)
        if info.file_size > max(SMALL, info.compress_size * RATIO):
            raise RefusedFile(f"{path!r} inflates to more than {RATIO} times its size", name)
        found[path] = info
    if sum(info.file_size for info in found.values()) > limits.inflated_bytes:
        raise RefusedFile(f"inflates to more than {limits.inflated_bytes} bytes", name)
    return found


def checked_path(path: str, name: str) -> str:
    """Return a path within a package. Raises `RefusedFile` for one that is absolute, climbs, or is an address."""
    steps = PurePosixPath(path).parts
    climbs = path.startswith("/") or ".." in steps
    if climbs or not 0 < len(path) <= LONGEST_PATH or "\\" in path or ":" in path or "\0" in path:
        message = f"names the path {path[:200]!r}: a path in a package is relative, and within it"
        raise RefusedFile(message, name)
    return path


def open_package(opened: BinaryIO, name: str) -> ZipFile:
    """Return an archive that is open. Raises `RefusedFile` for what is none."""
    try:
        return ZipFile(opened)
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise RefusedFile("is no zip archive, or a damaged one: pack it again", name) from None


def matching(paths: Collection[str], wanted: str) -> str | None:
    """Return the path that a mapping names: by the whole path, else by the last step where only one has it.

    A name without an ending is that of a file with any.
    """
    if wanted in paths:
        return wanted
    named = [path for path in paths if is_named(path, wanted)]
    return named[0] if len(named) == 1 else None


def is_named(path: str, wanted: str) -> bool:
    """Return whether the last step of a path is a name, which may lack the ending."""
    last = path.rsplit("/", 1)[-1]
    return last == wanted or ("." not in wanted and last.rsplit(".", 1)[0] == wanted)
