"""Reading lists, a page at a time."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from anyio import to_thread

from app.assistants.answer_size import Fits, leading


async def page(
    read: Callable[[int], Awaitable[dict[str, Any]]],
    limit: int,
    row: Callable[[Any], dict[str, Any]],
    fits: Fits,
    rest: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a page of rows that fits. `read(limit)` reads one; `rest` is what stands beside the rows."""
    while True:
        found = await read(limit)
        # Long texts take a while to look through, for which nobody else has to wait.
        answer, count = await to_thread.run_sync(partial(_rows, found["items"], row, rest or {}, fits))
        if count == len(found["items"]):
            return answer | {"next_cursor": found["next_cursor"]}
        # A cursor leads on from the end of its page: so the page ends where the answer does.
        limit = count


def _rows(
    items: list[Any], row: Callable[[Any], dict[str, Any]], rest: dict[str, Any], fits: Fits
) -> tuple[dict[str, Any], int]:
    return leading([row(item) for item in items], rest, fits)
