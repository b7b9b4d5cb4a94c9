"""What a reader may see: said here alone, for lists, details, the change feed, and all that reads through them.

A request's audience is set by its guard (`app.access.callers.may_read`) and carried in the context, as `app.context`
carries who writes. Whoever reads without a request (exports, releases, feeds, webhooks) reads as `PUBLIC`.

A reader does two things, and decides nothing itself:

- it reads by the queries of `app.records.base` or of the change feed, whose statements go through `may_see`. Statements
  that are kept between requests are kept by audience.
- where it keeps an answer, or tags one by anything but its bytes, `audience.get().name` is part of the key or the tag.

All records are public so far. Those that will be restricted are left out by `may_see`.
"""

from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import ColumnElement


@dataclass(frozen=True)
class Audience:
    """Readers who may see the same. The name stands in tags and in the keys of what is kept."""

    name: str


PUBLIC = Audience("public")
audience: ContextVar[Audience] = ContextVar("audience", default=PUBLIC)


def may_see(
    _audience: Audience, _collection: str | ColumnElement[str], _record: ColumnElement[str]
) -> list[ColumnElement[bool]]:
    """Return the clauses by which an audience may see a record, its parts and its entries: none, of what is public."""
    return []
