"""What was typed into a form: read from a body of bounded size, in UTF-8, whatever else it holds."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from fastapi import Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect
from typing_extensions import override

from app.errors import BadRequest, ContentTooLarge
from app.http.routing.strict import refuse_other_content
from app.site.pages.editing.large_forms import is_large, one_at_a_time

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MOST_FIELDS = 500
MOST_FILES = 5
MOST_BYTES = 262_144
"""Of a form without files: its longest text takes 20,000 characters."""

PIECE = 65_536
"""Bytes of a value that are decoded at once: each escape in them takes a hundred bytes until they are put together."""

NO_FORM = "The body is no form: send at most {most} fields, in UTF-8."


@dataclass(frozen=True)
class Upload:
    """A file that was sent with a form. Its name and media type are what the browser calls it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Entries:
    """The values of a form's fields by name, in the order in which they came; `sent` unless the form is opened."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    sent: bool = False

    def text(self, name: str) -> str:
        """Return what was typed into a field, without space around it; "" where it is missing or empty."""
        values = self.values.get(name)
        return values[-1].strip() if values else ""

    def given(self, name: str) -> str | None:
        """Return what was typed into a field, None where it is missing or empty: what a body leaves open."""
        return self.text(name) or None

    def all(self, name: str) -> list[str]:
        """Return every value that was given to a field, each once."""
        return list(dict.fromkeys(value.strip() for value in self.values.get(name, ()) if value.strip()))

    @property
    def size(self) -> int:
        """How many characters were typed in all, about."""
        return sum(len(name) + sum(map(len, values)) for name, values in self.values.items())

    def number(self, name: str, most: int) -> int:
        """Return a count from 1 to `most`; 1 where it is none."""
        text = self.text(name)
        return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < len("1000") else 1


def entries_of(pairs: Iterable[tuple[str, str]], *, sent: bool, files: Mapping[str, Upload] | None = None) -> Entries:
    """Return fields and values as entries: lines end with a line feed, as everywhere in Pacta."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\r", "\n"))
    return Entries(values, files or {}, sent)


async def read_entries(request: Request, most_bytes: int = MOST_BYTES, most_fields: int = MOST_FIELDS) -> Entries:
    """Return what a request has sent.

    Raises `UnsupportedMediaType` for what is no form, `ContentTooLarge`, and `BadRequest` for what cannot be read.
    """
    refuse_other_content(request, (URLENCODED, MULTIPART))
    body = await _body(request, most_bytes)
    if request.headers["content-type"].lower().startswith(URLENCODED):
        if not is_large(len(body)):
            return entries_of(_pairs(body, most_fields), sent=True)
        return entries_of(await one_at_a_time(_pairs, body, most_fields), sent=True)
    if not is_large(len(body)):
        return await _parts(request.headers, body, most_fields)
    return await one_at_a_time(lambda: asyncio.run(_parts(request.headers, body, most_fields)))


async def _body(request: Request, most: int) -> bytes:
    detail = f"The form may have at most {most} bytes."
    if int(request.headers.get("content-length", "0")) > most:
        raise ContentTooLarge(detail, headers={"Connection": "close"})
    body = bytearray()
    try:
        async for chunk in request.stream():
            body.extend(chunk)
            if len(body) > most:
                raise ContentTooLarge(detail, headers={"Connection": "close"})
    except ClientDisconnect:
        left = "The body ended early: it is shorter than declared."
        raise BadRequest(left) from None
    return bytes(body)


def _pairs(body: bytes, most: int) -> list[tuple[str, str]]:
    if not body.isascii() or body.count(b"&") >= most:
        raise BadRequest(NO_FORM.format(most=most))
    try:
        split = [pair.partition(b"=") for pair in body.split(b"&") if pair]
        return [(_unescaped(name), _unescaped(value)) for name, _equals, value in split]
    except UnicodeDecodeError:
        raise BadRequest(NO_FORM.format(most=most)) from None


def _unescaped(given: bytes) -> str:
    """Return what a form writes with escapes, piece by piece: at once, megabytes would take a hundred times as much."""
    told, at = bytearray(), 0
    while at < len(given):
        end = at + PIECE
        # An escape is in one piece.
        cut = given.rfind(b"%", end - 2, end)
        end = cut if cut > 0 and end < len(given) else end
        told += unquote_to_bytes(given[at:end].replace(b"+", b" "))
        at = end
    return told.decode()


class _WholeForm(MultiPartParser):
    """A parser that refuses a form which breaks off, and texts that are no UTF-8."""

    has_ended = False

    @override
    def on_part_end(self) -> None:
        if self._current_part.file is None:
            self._current_part.data.decode()
        super().on_part_end()

    @override
    def on_end(self) -> None:
        self.has_ended = True


async def _parts(headers: Headers, body: bytes, most_fields: int) -> Entries:
    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    _type, options = parse_options_header(headers["content-type"])
    if options.get(b"charset", b"utf-8").lower() != b"utf-8":
        # Before it is parsed, by which texts are decoded: some encodings take a time that is quadratic in the length.
        raise BadRequest(NO_FORM.format(most=most_fields))
    most = {"max_files": MOST_FILES, "max_fields": most_fields, "max_part_size": len(body) + 1}
    parser = _WholeForm(headers, whole(), **most)
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError):
        raise BadRequest(NO_FORM.format(most=most_fields)) from None
    try:
        if not parser.has_ended:
            raise BadRequest(NO_FORM.format(most=most_fields))
        pairs, files = list[tuple[str, str]](), dict[str, Upload]()
        for name, value in form.multi_items():
            if isinstance(value, str):
                pairs.append((name, value))
            elif content := await value.read():
                # Of a field in which no file was chosen, browsers send an empty one.
                files[name] = Upload(value.filename or "", value.content_type or "", content)
    finally:
        await form.close()
    return entries_of(pairs, sent=True, files=files)
