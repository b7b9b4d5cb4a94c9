"""`pacta export`: tables and the whole database, as files."""

import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from app.cli.arguments import Filters, filters_of
from app.cli.service.connection import connected
from app.cli.terminal import fail, on_terminal, say_aside, write

TABLE_FORMATS = ("csv", "ndjson", "xlsx")
WHOLE_FORMATS = ("jsonl", "json", "yaml")
ALL = "all"


def export(
    what: Annotated[
        str, typer.Argument(help="all: every record, as a bundle; or pledges, status-changes, stats/compliance, …")
    ] = ALL,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; without it, standard output.")
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", help="csv, ndjson, xlsx; of all: jsonl, json, yaml. Default: the file's ending."),
    ] = None,
    filter_: Filters = None,
) -> None:
    """Write a list, a statistic or the whole database into a file, all of it, from one moment.

    Examples: pacta export -o pacta.jsonl; pacta export pledges -o pledges.xlsx --filter promisor=guatemala;
    pacta export stats/compliance --filter by=participant > compliance.csv
    """
    formats = WHOLE_FORMATS if what == ALL else TABLE_FORMATS
    chosen = format_ or (output.suffix.removeprefix(".") if output else "") or formats[0]
    if chosen not in formats:
        raise typer.BadParameter(f"must be one of {', '.join(formats)}", param_hint="--format")
    if output is None and chosen == "xlsx" and on_terminal():
        fail("A workbook is nothing for a terminal: -o FILE.")
    path = f"/v1/{'export' if what == ALL else what.strip('/')}.{chosen}"
    query: dict[str, Any] = filters_of(filter_)
    from app.cli.progress import progress

    with connected() as client:
        chunks = client.chunks(path, **query)
        if output is None:
            _print(chunks)
            return
        size = 0
        with _opened(output) as file, progress(f"Writing {output}", "bytes written") as watching:
            for chunk in chunks:
                file.write(chunk)
                size += len(chunk)
                watching(size, None)
    say_aside(f"{size:,} bytes written to {output}.")


def _print(chunks: Iterable[bytes]) -> None:
    """Print what comes: to a terminal as it can be shown, elsewhere as it is."""
    if on_terminal():
        decoder = getincrementaldecoder("utf-8")()
        for chunk in chunks:
            write(decoder.decode(chunk))
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


@contextmanager
def _opened(output: Path) -> Iterator[IO[bytes]]:
    """Open the file, which is there once it is whole."""
    import secrets

    fresh = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        with fresh.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(output)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}.")
    finally:
        fresh.unlink(missing_ok=True)
