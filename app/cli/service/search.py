"""`pacta search`: records by their words."""

from itertools import islice
from typing import Annotated, Any

import typer

from app.cli.arguments import AsJson
from app.cli.service.connection import connected


def search(
    words: Annotated[list[str], typer.Argument(help='Words, "whole phrases", begin*, -without.')],
    collection: Annotated[
        list[str] | None, typer.Option("--in", help="In this collection alone; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most records to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find records by their words, in any of their forms, the best first.

    Example: pacta search deported flight --in pledges
    """
    from app.cli.cells import nothing_found, say_items, say_rows

    with connected() as client:
        found = client.search(" ".join(words), type=collection, limit=min(limit, 50))
        hits: Any = islice(found, limit)
        if as_json:
            say_items(hits)
            return
        rows = [hit | {"found": _found(hit)} for hit in hits]
    say_rows(("collection", "id", "label", "found"), rows)
    if not rows:
        nothing_found("records")


def _found(hit: Any) -> str:
    """Return where the words stand, with marks around those that match."""
    for highlight in hit["highlights"]:
        if highlight["field"].lstrip("/") not in {"title", "name"}:
            return "".join(f"«{one['text']}»" if one["matched"] else one["text"] for one in highlight["fragments"])
    return ""
