"""Bundles in a zip archive: each file of it is read as in a folder, unpacked and parsed by a child process."""

from math import inf
from typing import IO, Any, cast

from app.exchange.formats.bundle import MAX_BYTES, Bundle, line_node, read_root
from app.exchange.formats.faults import MOST, BadBundle, BundleFault
from app.exchange.formats.strict_yaml import Node
from app.exchange.formats.uploads.bundles import node_of
from app.exchange.formats.uploads.limits import Limits
from app.exchange.formats.uploads.messages import FileFault, Note, RefusedFile, Row, SheetBegins
from app.exchange.formats.uploads.rows import open_bundles

LIMITS = Limits(row_length=MAX_BYTES, document_bytes=MAX_BYTES)


def read_package(opened: IO[bytes], name: str, bundle: Bundle, most: float = inf, limits: Limits = LIMITS) -> None:
    """Add to a bundle what the files of an archive hold, and what is wrong with that.

    `opened` is an open file of the system's. More records than `most` are too many: they are in memory together.
    """
    file = _File(name, "line", bundle)
    try:
        with open_bundles(opened, name, limits) as told:
            for message in told:
                if isinstance(message, list):
                    for row in message:
                        file.take(row)
                        if len(bundle.records) + file.waiting > most:
                            too_many = f"holds more than {most} records; split it"
                            bundle.faults.append(BundleFault(name, None, "", too_many))
                            return
                elif isinstance(message, SheetBegins):
                    file.end()
                    file = _File(message.name, message.unit, bundle)
                elif not isinstance(message, Note):
                    if message.sheet != file.path:
                        file.end()
                        file = _File(message.sheet, "line", bundle)
                    bundle.faults.append(_fault(message))
                if len(bundle.faults) >= MOST:
                    raise BadBundle(bundle.faults)
        file.end()
    except RefusedFile as refusal:
        bundle.faults.append(_fault(refusal.fault(name)))


def _fault(fault: FileFault) -> BundleFault:
    return BundleFault(fault.sheet, fault.line, "", fault.message)


class _File:
    """A file of an archive, as it is told row by row."""

    def __init__(self, path: str, unit: str, bundle: Bundle) -> None:
        """Begin a file; its rows are lines, each a bundle, or pieces of one tree."""
        self.path, self._is_tree, self._bundle = path, unit == "tree", bundle
        self._members = dict[str | None, Node]()
        self.waiting = 0
        """Items that are read when the file ends."""

    def take(self, row: Row) -> None:
        """Take a row."""
        cells = cast("list[Any]", row.cells)
        if not self._is_tree:
            read_root(self.path, line_node(cells[0], row.line), self._bundle)
            return
        name, node = cells[0], node_of(cells[1])
        begun = self._members.setdefault(name, node)
        if begun is not node and isinstance(begun.value, list):
            begun.value.append(node)
            self.waiting += 1

    def end(self) -> None:
        """Read what came in pieces."""
        if None in self._members:
            read_root(self.path, self._members[None], self._bundle)
        elif self._is_tree:
            named = {name: node for name, node in self._members.items() if name is not None}
            read_root(self.path, Node(named, 0), self._bundle)
