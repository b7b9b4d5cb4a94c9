"""`pacta changes`: what was written, entry by entry."""

from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any

import typer

from app.cli.arguments import AsJson, Filters, filters_of
from app.cli.service.connection import connected
from app.cli.terminal import say, say_json

PAGE = 200
LAST = 20
"""Entries that are shown where nobody says after which."""


def changes(
    after: Annotated[int | None, typer.Option(min=0, help="After this entry. Default: the last 20.")] = None,
    since: Annotated[str | None, typer.Option(help="Recorded at or after an instant: 2026-01-31T12:00:00Z.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Wait for further ones; Ctrl-C ends it.")] = False,
    collection: Annotated[str | None, typer.Option("--in", help="Of this collection alone.")] = None,
    record: Annotated[str | None, typer.Option(help="Of this record alone; needs --in.")] = None,
    filter_: Filters = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most entries to show.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what was written: every entry of the ledger, in order. With --json, an entry a line.

    Examples: pacta changes; pacta changes --after 100 --follow --json; pacta changes --since 2026-01-31T00:00:00Z
    --filter topic=migration
    """
    query: dict[str, Any] = {"limit": PAGE, "collection": collection, "record": record} | filters_of(filter_)
    if query.keys() & {"after", "since", "wait", "follow"}:
        told = "--after and --since say where to begin, and --follow whether to wait"
        raise typer.BadParameter(told, param_hint="--filter")
    if since is not None:
        query["since"], after = since, after or 0
    with connected() as client:
        if after is None:
            after = max(0, client.get("/v1/ledger")["number"] - (0 if follow else limit or LAST))
        found: Iterable[Any] = client.changes(after, follow=follow, **query)
        for entry in islice(found, limit):
            if as_json:
                say_json(entry)
            else:
                say(_line(entry))


def _line(entry: Any) -> str:
    part = f"/{entry['part']}" if entry["part"] else ""
    what = f"{entry['operation']} {entry['collection']}/{entry['record']}{part}, version {entry['version']}"
    return f"{entry['number']}  {entry['at'][:19]}Z  {what}, by {entry['actor']}"
