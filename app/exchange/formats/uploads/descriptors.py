"""Data Packages: what `datapackage.json` tells of the files beside it."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import jiter

from app.exchange.formats.uploads.encodings import NAMES
from app.exchange.formats.uploads.limits import Sheet
from app.exchange.formats.uploads.messages import RefusedFile
from app.exchange.formats.uploads.packages import checked_path

DESCRIPTOR = "datapackage.json"
LARGEST = 4 * 1024 * 1024

Told = dict[str, dict[str, Any]]
"""What is told of each file, by its path."""


def told_of_files(package: ZipFile, members: Collection[str]) -> Told:
    """Return what the descriptor of a package tells of its files; nothing if it has none.

    Raises `RefusedFile` for a file that stands elsewhere: at an address, or outside of the package.
    """
    if DESCRIPTOR not in members:
        return {}
    with package.open(DESCRIPTOR) as opened:
        data = opened.read(LARGEST + 1)
    try:
        descriptor = jiter.from_json(data[:LARGEST], allow_inf_nan=False)
    except ValueError as error:
        raise RefusedFile(f"is not JSON: {error}", DESCRIPTOR) from None
    return dict(_told(descriptor))


def _told(descriptor: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    for resource in resources if isinstance(resources, list) else ():
        if not isinstance(resource, dict):
            continue
        paths = resource.get("path")
        for path in paths if isinstance(paths, list) else [paths]:
            if isinstance(path, str):
                yield checked_path(path, DESCRIPTOR), resource


def as_told(sheet: Sheet, resource: dict[str, Any]) -> Sheet:
    """Return how a sheet is to be read, with what the descriptor tells where the mapping says nothing."""
    dialect, encoding = resource.get("dialect"), resource.get("encoding")
    delimiter = dialect.get("delimiter") if isinstance(dialect, dict) else None
    if sheet.delimiter is None and isinstance(delimiter, str) and len(delimiter) == 1:
        sheet = replace(sheet, delimiter=delimiter)
    if sheet.encoding is None and encoding in NAMES:
        sheet = replace(sheet, encoding=encoding)
    return sheet
