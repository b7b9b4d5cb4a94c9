"""Answers that are sent as they are made: too long to be kept, or to be made before the first byte goes out."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from app.db.snapshot_streams import SnapshotStream


class StreamedResponse(Response):
    """Sends a stream. Where that breaks, so does the connection: no client can take a part for the whole."""

    def __init__(self, stream: SnapshotStream[Any], headers: Mapping[str, str], media_type: str) -> None:
        """Take what to send, and its headers."""
        super().__init__(headers=dict(headers), media_type=media_type)
        del self.headers["content-length"]
        self._stream = stream

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if not scope.get("head"):
                async for piece in self._stream:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await self._stream.close()
