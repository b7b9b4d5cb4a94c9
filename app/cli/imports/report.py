"""The report of an import, row by row: what became of each record, and how the file and what stood here differ."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.cli.terminal import say

if TYPE_CHECKING:
    from app.client import Client

UNCHANGED = "unchanged"


def read_report(client: "Client", id: int) -> Iterator[dict[str, Any]]:
    """Return the rows of an import, in the order of the file, page by page."""
    from app.client.requests import address

    return client.items(address("imports", str(id), "rows"), limit=200)


def say_report(client: "Client", id: int) -> None:
    """Print the rows of an import, but for those of records that stay as they are."""
    for row in read_report(client, id):
        if row["outcome"] != UNCHANGED:
            say(*_lines(row))


def _lines(row: dict[str, Any]) -> Iterator[str]:
    line = "" if row["line"] is None else f":{row['line']}"
    record = "" if row["record"] is None else f" {row['collection']}/{row['record']}:"
    yield f"{row['sheet']}{line}:{record} {row['outcome']}"
    for difference in row["differences"]:
        yield f"    {difference['field']}: {_difference(difference)}"
    for part in row["parts"]:
        yield f"    {part['part']}: {part['operation']}"
    for fault in row["faults"]:
        yield f"    {fault['field']}: {fault['message']}" if fault["field"] else f"    {fault['message']}"


def _difference(difference: dict[str, Any]) -> str:
    """Return what the file says, what it said before, what stood here, and which of them stands."""
    from app.strict_json import encode_text

    said = f"the file says {encode_text(difference['upstream'])}"
    if "upstream_before" in difference:
        said += f" (before: {encode_text(difference['upstream_before'])})"
    return f"{said}; here {encode_text(difference['here'])}: {'taken' if difference['taken'] else 'left'}"
