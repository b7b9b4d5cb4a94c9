"""A file as a request brings it: spooled to disk as it comes, never longer than the settings say."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from fastapi import Request
from pydantic_core import PydanticCustomError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect
from typing_extensions import override

from app.errors import BadRequest, ContentTooLarge, Fault, Invalid, UnsupportedMediaType
from app.exchange.imports.file_reading import FORMATS, TABLES, UNNAMED, ending_of
from app.exchange.imports.mapping.mapping_file import MAX_BYTES, ready_mappings
from app.http.routing.strict import refuse_other_content
from app.values.texts import normal_line

MULTIPART = "multipart/form-data"
MEDIA_TYPES = {
    "application/json": "json",
    "application/yaml": "yaml",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "ndjson",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/zip": "zip",
}
"""What a body may be, each with the ending of such files."""

NAME_LENGTH = 300
PIECE = 1024 * 1024
FORM = 65_536
"""Bytes that the form may take around its file and its mapping."""


@dataclass(frozen=True)
class Received:
    """An open file, what the client calls it, and the mapping that came with it or is named by it."""

    opened: IO[bytes]
    name: str
    mapping: str | None


async def receive(request: Request, name: str | None, mapping: str | None) -> Received:
    """Return the file that a request brings: its body, or the `file` of a form. Raises what is wrong with that."""
    refuse_other_content(request, (MULTIPART, *MEDIA_TYPES))
    media_type = request.headers["content-type"].partition(";")[0].strip().lower()
    if media_type == MULTIPART:
        found = await _of_form(request, name, mapping)
    else:
        found = Received(await _spooled(request), name or f"{UNNAMED}.{MEDIA_TYPES[media_type]}", mapping)
    try:
        _refuse_unknown(found)
    except Invalid:
        found.opened.close()
        raise
    return found


def _refuse_unknown(found: Received) -> None:
    ending = ending_of(found.name)
    if ending not in FORMATS:
        detail = "What the file is, is told by the ending of its name."
        raise Invalid(detail, faults=[Fault(f"must end in one of .{', .'.join(FORMATS)}", pointer="/file")])
    if ending in TABLES and found.mapping is None:
        detail = "A table needs a mapping, which says what its columns are."
        message = f"is required: a mapping in YAML or JSON, or the name of one: {', '.join(ready_mappings()) or 'none'}"
        raise Invalid(detail, faults=[Fault(message, pointer="/mapping")])


async def _bytes_of(request: Request) -> AsyncGenerator[bytes, None]:
    """Yield the body. Raises `ContentTooLarge` beyond what the settings allow."""
    most = request.app.state.settings.import_bytes
    detail, size = f"A file may have at most {most} bytes.", 0
    if int(request.headers.get("content-length", "0")) > most + FORM:
        raise ContentTooLarge(detail, headers={"Connection": "close"})
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most + FORM:
                raise ContentTooLarge(detail, headers={"Connection": "close"})
            yield chunk
    except ClientDisconnect:
        left = "The body ended early: it is shorter than declared."
        raise BadRequest(left) from None


async def _spooled(request: Request) -> IO[bytes]:
    opened = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    waiting, size = list[bytes](), 0
    try:
        async for chunk in _bytes_of(request):
            waiting.append(chunk)
            size += len(chunk)
            if size >= PIECE:
                await asyncio.to_thread(opened.writelines, waiting)
                waiting, size = [], 0
        await asyncio.to_thread(opened.writelines, waiting)
    except BaseException:
        opened.close()
        raise
    return opened


def escaped(name: str) -> str:
    """Return a name of the client's as a step of a JSON Pointer."""
    return name[:200].replace("~", "~0").replace("/", "~1")


class _WholeForm(MultiPartParser):
    """A parser that refuses a form which breaks off."""

    def __init__(self, request: Request) -> None:
        """Take the request's body, and no more parts than an import has."""
        self._has_ended = False
        body = self._to_the_end(_bytes_of(request))
        super().__init__(request.headers, body, max_files=2, max_fields=2, max_part_size=MAX_BYTES)

    async def _to_the_end(self, body: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        async for chunk in body:
            yield chunk
        if not self._has_ended:
            message = "it ends before its last boundary"
            raise MultiPartException(message)

    @override
    def on_end(self) -> None:
        self._has_ended = True


async def _form_of(request: Request) -> FormData:
    """Return the form. Raises `UnsupportedMediaType` for another charset, and `BadRequest` for what is no form."""
    _type, options = parse_options_header(request.headers["content-type"])
    if options.get(b"charset", b"utf-8").lower() != b"utf-8":
        other = "Send the form in UTF-8, without another charset."
        raise UnsupportedMediaType(other)
    try:
        return await _WholeForm(request).parse()
    except MultiPartException as error:
        detail = f"The body is not a form: {error.message}"
        raise BadRequest(detail) from None


async def _of_form(request: Request, name: str | None, mapping: str | None) -> Received:
    form = await _form_of(request)
    file, given = form.get("file"), form.get("mapping")
    faults = list(_faults(form))
    if given is not None and mapping is not None:
        faults.append(Fault("goes beside no parameter of this name: give one of them", pointer="/mapping"))
    called, text = "", given if isinstance(given, str) else None
    try:
        called = name or normal_line(getattr(file, "filename", None) or UNNAMED, NAME_LENGTH)
        if isinstance(given, UploadFile):
            text = (await given.read(MAX_BYTES + 1)).decode()
            await given.close()
    except PydanticCustomError as refusal:
        faults.append(Fault(f"its name: {refusal.message()}", pointer="/file"))
    except UnicodeDecodeError:
        faults.append(Fault("must be text in UTF-8", pointer="/mapping"))
    if faults or not isinstance(file, UploadFile):
        await form.close()
        detail = "The form is not as an import takes it."
        raise Invalid(detail, faults=faults)
    return Received(file.file, called, mapping or text or None)


def _faults(form: FormData) -> Iterator[Fault]:
    """Yield what is wrong with the parts of a form."""
    for key in form:
        if key not in {"file", "mapping"}:
            yield Fault("unknown field; remove it: file and mapping are known", pointer=f"/{escaped(key)}")
        elif len(form.getlist(key)) > 1:
            yield Fault("is given more than once: send one", pointer=f"/{key}")
    if not isinstance(form.get("file"), UploadFile):
        yield Fault("is required: the file, with its name", pointer="/file")
