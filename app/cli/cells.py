"""Values of JSON as people read them in a table."""

from codecs import getincrementaldecoder
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from app.cli.control_characters import visible_json
from app.cli.terminal import on_terminal, say, say_table, write

if TYPE_CHECKING:
    from app.client import Client

NAMES = ("edtf", "id", "status", "participant", "meeting", "text", "reason")
"""What stands for an object in a cell: the first of these that it has."""


def value_at(document: Any, path: str) -> Any:
    """Return what a path with dots leads to, such as `status.status`; None where it leads to nothing."""
    found = document
    for step in path.split("."):
        if isinstance(found, list):
            found = [value_at(one, step) for one in found]
        else:
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def leads_anywhere(document: Any, path: str) -> bool:
    """Return whether there is what a path with dots leads to, or may be: within nothing, anything may be."""
    first, _dot, rest = path.partition(".")
    if isinstance(document, list):
        return not document or any(leads_anywhere(one, path) for one in document)
    if document is None:
        return True
    return isinstance(document, Mapping) and first in document and (not rest or leads_anywhere(document[first], rest))


def cell(value: Any) -> str:
    """Return a value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(filter(None, map(cell, value)))
    return str(value)


def _object(value: Mapping[str, Any]) -> str:
    named = next((cell(value[name]) for name in NAMES if value.get(name) is not None), None)
    if named is not None:
        return named
    parts = list(value.values())
    # A word and how often, or words with their counts.
    if parts and isinstance(parts[0], str):
        return " ".join(map(cell, parts))
    return "; ".join(f"{name} {cell(one)}" for name, one in value.items())


def say_rows(columns: Sequence[str], rows: Iterable[Any]) -> None:
    """Print a table of what stands under the columns' paths in each row."""
    listed = [[cell(value_at(row, column)) for column in columns] for row in rows]
    if listed:
        say_table([column.rpartition(".")[2].replace("_", " ") for column in columns], listed, cut=True)


def say_items(items: Iterable[Any]) -> None:
    """Print a list for a script, as it comes: `{"items": […]}`."""
    from app.strict_json import encode_text

    left = iter(items)
    # What is refused is refused before anything is printed.
    first = list(islice(left, 1))
    write('{"items":[')
    for number, item in enumerate(chain(first, left)):
        write(("," if number else "") + visible_json(encode_text(item)))
    write("]}\n")


def say_table_file(client: "Client", path: str, query: Mapping[str, Any]) -> None:
    """Print the CSV at an address, as it comes: all that the filters find."""
    decoder = getincrementaldecoder("utf-8")()
    for chunk in client.chunks(path, **query):
        write(decoder.decode(chunk))


def nothing_found(what: str) -> None:
    """Tell a person that there is nothing; a script sees it."""
    if on_terminal():
        say(f"No {what} found.")
