"""Files of releases as they are sent: the zip file, or one that is in it, whole or a range of it.

They are read piece by piece in a few threads: a slow client holds a file, and no thread. To reach a place within a file
of the zip what is before it is unpacked and thrown away, in pieces that take turns with others.
"""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from app.errors import NotAcceptable, Unavailable
from app.etags import held_tag
from app.exchange.releases.folder import file_of
from app.exchange.releases.schemas import zip_name
from app.http.content_negotiation import best_accepted
from app.http.ranges import asked_range

ZIP = "application/zip"
A_YEAR = 31_536_000
PIECE = 262_144
SKIPPED = 1_048_576
THREADS = ThreadPoolExecutor(2, thread_name_prefix="pacta-files")


def respond_with_file(request: Request, version: str, found: Mapping[str, Any], member: str | None) -> Response:
    """Return a file of a release, or what is asked for of it. Raises `NotAcceptable` and `RangeNotSatisfiable`."""
    if best_accepted(request.headers.get("accept"), [found["media_type"]]) is None:
        detail = f"This address gives {found['media_type']} alone."
        raise NotAcceptable(detail)
    settings, tag, size = request.app.state.settings, f'"{found["sha256"]}"', found["bytes"]
    headers = _headers(found, version, tag, public=settings.public_read)
    if held_tag(request.headers.get("if-none-match"), tag) is not None:
        return Response(status_code=304, headers=headers)
    wanted = asked_range(request.headers.get("range"), request.headers.get("if-range"), tag, size)
    stored = Stored(file_of(settings, version), member)
    if wanted is None:
        return Download(stored, range(size), 200, headers, found["media_type"])
    headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return Download(stored, wanted, 206, headers, found["media_type"])


def _headers(found: Mapping[str, Any], version: str, tag: str, *, public: bool) -> dict[str, str]:
    name = found["name"]
    saved_as = name if name == zip_name(version) else f"pacta-v{version}-{name}"
    return {
        "ETag": tag,
        # Compressed on the way it would have no ranges.
        "Vary": "Accept, Authorization",
        "Cache-Control": f"{'public' if public else 'private'}, max-age={A_YEAR}, immutable, no-transform",
        "Accept-Ranges": "bytes",
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(found['sha256'])).decode()}:",
        "Content-Disposition": f'attachment; filename="{saved_as}"',
    }


@dataclass(frozen=True)
class Stored:
    """A file in the folder of releases, or one that such a zip file has within it."""

    file: Path
    member: str | None = None

    def open(self) -> "Opened":
        """Open it. Raises `Unavailable` where it is not to be had."""
        stack = ExitStack()
        try:
            if self.member is None:
                return Opened(stack.enter_context(self.file.open("rb")), stack, seekable=True)
            archive = stack.enter_context(ZipFile(self.file))
            return Opened(stack.enter_context(archive.open(self.member)), stack, seekable=False)
        except (OSError, BadZipFile, KeyError) as error:
            stack.close()
            detail = "The file of this release is not in the folder of releases (PACTA_RELEASES) of this server."
            raise Unavailable(detail) from error


@dataclass(frozen=True)
class Opened:
    """An open file: a place in it is sought, or reached by reading."""

    reading: IO[bytes]
    stack: ExitStack
    seekable: bool


async def _in_thread(function: Callable[..., object], *arguments: object) -> object:
    return await asyncio.get_running_loop().run_in_executor(THREADS, function, *arguments)


class Download(Response):
    """Sends bytes of a file. Where that breaks, so does the connection."""

    def __init__(self, stored: Stored, wanted: range, status: int, headers: Mapping[str, str], media_type: str) -> None:
        """Take what to send, and its headers."""
        super().__init__(status_code=status, headers=dict(headers), media_type=media_type)
        self.headers["content-length"] = str(len(wanted))
        self._stored, self._wanted = stored, wanted

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        if scope.get("head"):
            await send(start)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        opened = await _in_thread(self._stored.open)
        assert isinstance(opened, Opened)  # noqa: S101 - it opens, or raises
        leaving = asyncio.create_task(_leave(receive))
        try:
            await self._skip(opened, leaving)
            await send(start)
            left = len(self._wanted)
            while left and not leaving.done():
                piece = await _in_thread(opened.reading.read, min(PIECE, left))
                assert isinstance(piece, bytes)  # noqa: S101 - it was opened for bytes
                if not piece:
                    raise Unavailable
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
        finally:
            leaving.cancel()
            await _in_thread(opened.stack.close)

    async def _skip(self, opened: Opened, leaving: "asyncio.Task[None]") -> None:
        """Go to where the wanted bytes begin."""
        if opened.seekable:
            await _in_thread(opened.reading.seek, self._wanted.start)
            return
        left = self._wanted.start
        while left and not leaving.done():
            passed = await _in_thread(opened.reading.read, min(SKIPPED, left))
            assert isinstance(passed, bytes)  # noqa: S101 - it was opened for bytes
            left -= len(passed)


async def _leave(receive: Receive) -> None:
    """Return when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
