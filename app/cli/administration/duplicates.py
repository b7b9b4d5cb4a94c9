"""`pacta duplicates`: likely duplicates."""

from typing import Annotated

import typer

from app.cli.arguments import AsJson, checked_settings
from app.cli.terminal import counted, fail, say, say_json, say_table


def duplicates(
    collection: Annotated[str, typer.Option("--type", help="The collection to compare.")] = "participants",
    threshold: Annotated[float, typer.Option(min=0.5, max=1, help="The least score, up to 1.")] = 0.85,
    limit: Annotated[int, typer.Option(min=1, help="Most pairs to show.")] = 50,
    record: Annotated[str | None, typer.Option("--id", help="Duplicates of this record alone.")] = None,
    different: Annotated[bool, typer.Option("--different", help="Those that were found to be different.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show likely duplicates: POST /v1/{collection}/{id}/merge merges them.

    Example: pacta duplicates --type meetings --threshold 0.9
    """
    from app.cli.administration.database import snapshot
    from app.features.duplicates.queries import COMPARED, suggestions, suggestions_of, told_apart
    from app.features.duplicates.routes import report

    if collection not in COMPARED:
        fail(f"Unknown collection; give --type {', '.join(COMPARED)}.")
    with snapshot(checked_settings()) as connection:
        if different:
            found = told_apart(connection, collection, threshold, limit, record)
        elif record is None:
            found = suggestions(connection, collection, threshold, limit)
        else:
            found = suggestions_of(connection, collection, threshold, limit, record)
    if as_json:
        say_json(report(found))
        return
    rows = [
        (f"{pair.score:.2f}", pair.first.id, pair.first.label, pair.second.id, pair.second.label, "; ".join(pair.why))
        for pair in found.pairs
    ]
    if rows:
        say_table(("score", "record", "called", "and", "called", "why"), rows)
    said = "Found to be different" if different else "Likely the same"
    say(f"{said}: {counted(found.found, 'pair')} of {collection}.")
