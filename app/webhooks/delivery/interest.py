"""Which entries a webhook wants: by what they are themselves, and by what their records have named up to them."""

from collections.abc import Sequence

from app.db.database import Database
from app.features.changes.request import named_ids
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.change_pages import naming_query
from app.ledger.projections.mentions import MENTIONS
from app.ledger.projections.projections import up_to_date
from app.webhooks.events import Event, Filters, is_wanted
from app.webhooks.named_records import ASKED

MOVING = frozenset({*ASKED, ENTRIES})
"""The collections whose entries may change what ids stand for, by a merge, and what lies below them."""


class Interest:
    """The filters of a webhook, and what the ids in them mean now."""

    def __init__(self, database: Database, filters: Filters) -> None:
        """Keep what is asked for; what it means is found with the first entries."""
        self._database, self._filters = database, filters
        self._asked = {name: filters[collection] for collection, name in ASKED.items() if filters[collection]}
        self._ids: dict[str, tuple[str, ...]] | None = None

    async def wanted(self, events: Sequence[Event], after: int, until: int) -> list[Event]:
        """Return those that are wanted of all the events after a number and up to another.

        Raises `NotReady` while it is still being gathered what records have named.
        """
        if any(event.collection in MOVING for event in events):
            self._ids = None
        found = [event for event in events if is_wanted(self._filters, event)]
        if not found or not self._asked:
            return found
        await up_to_date(self._database, MENTIONS)
        if self._ids is None:
            self._ids = await named_ids(self._database, self._asked)
        values = {"after": after, "until": until} | {name: list(ids) for name, ids in self._ids.items()}
        numbers = {number for (number,) in await self._database.hot(naming_query(tuple(self._ids)), values)}
        return [event for event in found if event.number in numbers]
