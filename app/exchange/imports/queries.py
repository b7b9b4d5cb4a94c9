"""Imports and the rows of their reports, as pages."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.exchange.imports.batches import PAGE, ROWS, ROWS_OF_OUTCOME, find, row_shown, shown
from app.http.paging import Position, fingerprint, read_cursor, write_cursor
from app.ledger.model.shapes import Values

IMPORTS = fingerprint(["imports"])
LAST = 2**63 - 1
"""The id of no import: one that leaves none out."""


def import_page(connection: Connection, limit: int, cursor: str | None) -> Values:
    """Return a page of imports, the newest first. Raises `BadCursor`."""
    before = LAST if cursor is None else read_cursor(cursor, IMPORTS, int).key
    rows = PAGE.mappings(connection, {"before": before, "limit": limit + 1})
    return _page([shown(row) for row in rows], limit, "id", IMPORTS)


def row_page(connection: Connection, id: int, limit: int, cursor: str | None, outcome: str | None) -> Values:
    """Return a page of the rows of an import's report. Raises `NotFound` and `BadCursor`."""
    find(connection, id)
    own = fingerprint(["import rows", id, outcome])
    after = -1 if cursor is None else read_cursor(cursor, own, int).key
    asked = {"import": id, "after": after, "limit": limit + 1}
    query = ROWS if outcome is None else ROWS_OF_OUTCOME
    rows = query.mappings(connection, asked if outcome is None else asked | {"outcome": outcome})
    return _page([row_shown(row) for row in rows], limit, "number", own)


def _page(rows: Sequence[Values], limit: int, key: str, own: str) -> Values:
    items = rows[:limit]
    more = write_cursor(Position(None, items[-1][key]), own) if len(rows) > limit else None
    return {"items": items, "next_cursor": more}
