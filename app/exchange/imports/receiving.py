"""Files as requests bring them: spooled to disk as they come, never longer than the settings say."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from app.errors import BadRequest, ContentTooLarge, Fault, Invalid
from app.exchange.imports.file_reading import FORMATS, TABLES, UNNAMED, ending_of
from app.exchange.imports.mapping.mapping_file import MAX_BYTES, ready_mappings
from app.http.routing.strict import refuse_other_content

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


async def _of_form(request: Request, name: str | None, mapping: str | None) -> Received:
    parser = MultiPartParser(request.headers, _bytes_of(request), max_files=2, max_fields=2, max_part_size=MAX_BYTES)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        detail = f"The body is not a form: {error.message}"
        raise BadRequest(detail) from None
    unknown = [key for key in form if key not in {"file", "mapping"}]
    file, given = form.get("file"), form.get("mapping")
    text = given if isinstance(given, str) else None
    faults = [
        Fault("unknown field; remove it: file and mapping are known", pointer=f"/{escaped(key)}") for key in unknown
    ]
    if not isinstance(file, UploadFile):
        faults.append(Fault("is required: the file, with its name", pointer="/file"))
    if given is not None and mapping is not None:
        faults.append(Fault("goes beside no parameter of this name: give one of them", pointer="/mapping"))
    if isinstance(given, UploadFile):
        try:
            text = (await given.read(MAX_BYTES + 1)).decode()
        except UnicodeDecodeError:
            faults.append(Fault("must be text in UTF-8", pointer="/mapping"))
        await given.close()
    if faults or not isinstance(file, UploadFile):
        await form.close()
        detail = "The form is not as an import takes it."
        raise Invalid(detail, faults=faults)
    return Received(file.file, (name or file.filename or "")[:NAME_LENGTH], mapping or text or None)
