"""Answers that are sent as they are made: too long to be kept, or to be made before the first byte goes out."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from app.db.snapshot_streams import SnapshotStream
from app.errors import Unavailable

LONGEST_SECONDS = 3_600
"""How long a client may take for an answer, and keep its snapshot."""


class StreamedResponse(Response):
    """Sends a stream. Where that breaks, so does the connection: no client can take a part for the whole."""

    def __init__(self, stream: SnapshotStream[Any], headers: Mapping[str, str], media_type: str) -> None:
        """Take what to send, and its headers."""
        super().__init__(headers=dict(headers), media_type=media_type)
        del self.headers["content-length"]
        self._stream = stream

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        leaving = asyncio.create_task(_leave(receive))
        leaving.add_done_callback(lambda left: None if left.cancelled() else self._stream.interrupt())
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if not scope.get("head"):
                async with asyncio.timeout(LONGEST_SECONDS):
                    async for piece in self._stream:
                        if leaving.done():
                            return
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except Unavailable:
            if not leaving.done():
                raise
        finally:
            leaving.cancel()
            await self._stream.close()


async def _leave(receive: Receive) -> None:
    """Return when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
