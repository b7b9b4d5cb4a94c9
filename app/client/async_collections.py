"""The collections and part types of the service, for the client that awaits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.client.requests import QueryValue, Written, address

if TYPE_CHECKING:
    from app.client.async_client import AsyncClient

D = TypeVar("D")
W = TypeVar("W")
P = TypeVar("P")
EDITS = 5


class Collection(Generic[D, W, P]):
    """A collection: D is what is read of a record, W what is written, P a merge patch.

    All that reads takes `known_at`, `as_of` and `fields`, all that writes `dry_run`; what is doubtful about what was
    written stands in `warnings` of the answer.
    """

    def __init__(self, client: AsyncClient, name: str) -> None:
        """Keep the collection's name in addresses."""
        self._client, self._name = client, name

    def list(self, /, **query: QueryValue) -> AsyncIterator[D]:
        """Yield all records that match the filters, page after page; `limit` is the size of a page."""
        return self._client.items(address(self._name), **query)

    async def get(self, id: str, /, **query: QueryValue) -> D:
        """Return a record: of a merged one, the survivor. Raises `NotFound`."""
        record: D = await self._client.get(address(self._name, id), **query)
        return record

    async def written(self, id: str) -> Written[W]:
        """Return a record as `put` takes it, with its tag."""
        return await self._client.run(self._client.conversation.written(address(self._name, id)))

    async def create(self, record: W, /, *, key: str | None = None, **query: QueryValue) -> D:
        """Create a record under an id of its own, or derived from its title. `unless_duplicate=True` refuses twins."""
        made: D = await self._client.post(address(self._name), record, key, **query)
        return made

    async def put(
        self, id: str, record: W, /, *, if_match: str | None = None, only_create: bool = False, **query: QueryValue
    ) -> D:
        """Create a record, or replace it under the tag that was read. Raises `PreconditionFailed`."""
        path = address(self._name, id)
        steps = self._client.conversation.put(path, record, query, if_match, only_create=only_create)
        put: D = await self._client.run(steps)
        return put

    async def edit(
        self, id: str, change: Callable[[W], W | None], /, *, attempts: int = EDITS, **query: QueryValue
    ) -> D:
        """Read a record, change it and put it back; where somebody was faster, again.

        `change` takes what is written and changes it, or returns another.
        """
        edited: D = await self._client.run(
            self._client.conversation.edit(address(self._name, id), change, query, attempts)
        )
        return edited

    async def patch(self, id: str, change: P, /, *, if_match: str | None = None, **query: QueryValue) -> D:
        """Change the fields that a JSON merge patch names."""
        path = address(self._name, id)
        patched: D = await self._client.run(self._client.conversation.patch(path, change, query, if_match))
        return patched

    async def delete(self, id: str, /, *, if_match: str | None = None, **query: QueryValue) -> None:
        """Delete a record that no other refers to. Raises `Conflict`, whose `members` name those that do."""
        await self._client.run(self._client.conversation.delete(address(self._name, id), query, if_match))

    async def merge(self, id: str, into: str, reason: str, **query: QueryValue) -> Any:
        """Merge a record into another, which takes over what refers to it; return the report."""
        return await self._client.post(address(self._name, id, "merge"), {"into": into, "reason": reason}, **query)


class Parts(Generic[D, W, P]):
    """What is added to the records of a collection, such as assessments to pledges."""

    def __init__(self, client: AsyncClient, collection: str, name: str) -> None:
        """Keep the names in addresses."""
        self._client, self._collection, self._name = client, collection, name

    def _path(self, owner: str, *more: str) -> str:
        return address(self._collection, owner, self._name, *more)

    def list(self, owner: str, /, **query: QueryValue) -> AsyncIterator[D]:
        """Yield the parts of a record that match the filters."""
        return self._client.items(self._path(owner), **query)

    async def get(self, owner: str, part: str, /, **query: QueryValue) -> D:
        """Return a part of a record."""
        found: D = await self._client.get(self._path(owner, part), **query)
        return found

    async def record(self, owner: str, part: W, /, *, key: str | None = None, **query: QueryValue) -> D:
        """Add a part to a record."""
        recorded: D = await self._client.post(self._path(owner), part, key, **query)
        return recorded

    async def correct(self, owner: str, part: str, change: P, /, **query: QueryValue) -> D:
        """Put right where a part stands what a JSON merge patch names."""
        steps = self._client.conversation.patch(self._path(owner, part), change, query, None)
        corrected: D = await self._client.run(steps)
        return corrected

    async def withdraw(self, owner: str, part: str, reason: str, **query: QueryValue) -> D:
        """Withdraw a part: it stays, and no longer counts."""
        withdrawn: D = await self._client.post(self._path(owner, part, "withdraw"), {"reason": reason}, **query)
        return withdrawn
