"""What tests of uploads share: files, read as the child reads them, in it or in the process of the test."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import Any

import pytest

from app.exchange.formats.bounded_process import END, FAILED
from app.exchange.formats.uploads.child import told
from app.exchange.formats.uploads.limits import Limits, Sheet, Task
from app.exchange.formats.uploads.messages import FileFault, Message, Note, RefusedFile, SheetBegins
from app.exchange.formats.uploads.rows import message_of, open_rows


@dataclass
class Told:
    """What was told of a file."""

    sheets: list[SheetBegins] = field(default_factory=list)
    rows: list[tuple[int, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    refused: str = ""

    def take(self, message: Message) -> None:
        """Take a message."""
        if isinstance(message, list):
            self.rows += [(row.line, row.cells) for row in message]
        elif isinstance(message, SheetBegins):
            self.sheets.append(message)
        elif isinstance(message, Note):
            self.notes.append(message.message)
        else:
            self.faults.append(message)

    def refuse(self, refusal: RefusedFile) -> None:
        """Take a refusal."""
        place = f"{refusal.sheet}:{refusal.line}: " if refusal.line else f"{refusal.sheet}: "
        self.refused = place + refusal.message


Read = Callable[..., Told]


@pytest.fixture
def read() -> Iterator[Read]:
    """Return what reads bytes as a file of a name, in this process."""

    def read(data: bytes, name: str, *sheets: Sheet, limits: Limits | None = None) -> Told:
        found = Told()
        try:
            for line in told(io.BytesIO(data), Task(name, sheets, limits or Limits())):
                if line.strip() != END and not line.startswith(FAILED):
                    found.take(message_of(line, name))
        except RefusedFile as refusal:
            found.refuse(refusal)
        return found

    # A child of its own would set it for itself alone.
    longest = csv.field_size_limit()
    yield read
    csv.field_size_limit(longest)


@pytest.fixture
def read_in_child() -> Read:
    """Return what reads bytes as a file of a name, in a child as in operation."""

    def read(data: bytes, name: str, *sheets: Sheet, limits: Limits | None = None) -> Told:
        found = Told()
        with TemporaryFile() as opened:
            opened.write(data)
            opened.flush()
            try:
                with open_rows(opened, name, sheets, limits) as messages:
                    for message in messages:
                        found.take(message)
            except RefusedFile as refusal:
                found.refuse(refusal)
        return found

    return read


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive of files, the same bytes at any time: names of tests are made of them, too."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
