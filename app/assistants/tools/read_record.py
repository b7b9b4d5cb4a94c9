"""`read_record`: a record, and the rest of what is too long for one answer."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, NotRequired

from anyio import to_thread
from pydantic import Field

from app.assistants.answer_size import MOST_BYTES, Fits, fitting, leading
from app.assistants.answers import Answer, Attestation, Disputed, Document, Version
from app.assistants.arguments import AtAMoment, Id
from app.assistants.refusals import Refused
from app.assistants.tools.collections import Collection
from app.assistants.tools.tool import Tool
from app.client import AsyncClient
from app.client.requests import address
from app.values.format_characters import without_hidden


class ReadRecord(AtAMoment):
    """Which record, and from where on."""

    collection: Collection
    id: Id
    at: Annotated[
        str,
        Field(
            max_length=300,
            pattern="^(/[^/]*){0,8}$",
            description="only what is there: a JSON pointer into the record, such as /summary or /citations",
        ),
    ] = ""
    offset: Annotated[
        int, Field(ge=0, le=10_000_000, description="skip so many characters or items of what is there")
    ] = 0


class Record(Answer):
    """A record, or a piece of it."""

    collection: str
    id: str
    version: Version
    attestation: Attestation
    disputed: Disputed
    record: NotRequired[Annotated[Document, Field(description="all of it")]]
    value: NotRequired[Annotated[Any, Field(description="the text at `at` from `offset` on")]]
    items: NotRequired[Annotated[list[Any], Field(description="the items at `at` from `offset` on")]]
    of: NotRequired[Annotated[int, Field(description="characters or items there")]]
    next_offset: NotRequired[Annotated[int | None, Field(description="where to go on; null: this is the end")]]


async def read_record(client: AsyncClient, asked: ReadRecord, fits: Fits) -> dict[str, Any]:
    """Return a record, or a piece of it."""
    path = address(asked.collection.value, asked.id)
    document = await client.get(path, as_of=asked.as_of, known_at=asked.known_at)
    head = {
        "collection": asked.collection.value,
        "id": document["id"],
        "version": document["version"],
        "attestation": document["attestation"],
        "disputed": document["disputed"],
    }
    return await to_thread.run_sync(partial(_piece, head, document, asked, fits))


def _piece(head: dict[str, Any], document: dict[str, Any], asked: ReadRecord, fits: Fits) -> dict[str, Any]:
    found = _at(document, asked.at)
    if isinstance(found, str):
        return head | _text(found, asked.offset, fits)
    if isinstance(found, list):
        return head | _items(found, asked.offset, fits)
    if asked.offset:
        raise Refused("offset: is for texts and lists; what is there is neither")
    member = "record" if found is document else "value"
    return fitting(head | {member: found}, fits)


def _at(document: Any, pointer: str) -> Any:
    found = document
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict):
            # As cuts name it.
            found = {without_hidden(key)[:120]: value for key, value in found.items()}
        try:
            found = found[int(name)] if isinstance(found, list) and name.isdecimal() else found[name]
        except (KeyError, IndexError, TypeError):
            raise Refused("at: nothing is there in this record") from None
    return found


def _text(text: str, offset: int, fits: Fits) -> dict[str, Any]:
    length = MOST_BYTES
    while True:
        # Counted as it is stored: what is taken out of a piece moves no later one.
        piece = text[offset : offset + length]
        end = offset + len(piece)
        answer = {
            "value": without_hidden(piece),
            "of": len(text),
            "next_offset": end if end < len(text) else None,
            "whole": True,
            "cut": [],
        }
        if fits(answer):
            return answer
        length //= 2


def _items(items: Sequence[Any], offset: int, fits: Fits) -> dict[str, Any]:
    answer, count = leading(items[offset:], {}, fits)
    end = offset + count
    return answer | {"of": len(items), "next_offset": end if end < len(items) else None}


TOOL = Tool(
    "read_record",
    "Read a record",
    "Read one record of any collection, as it is, was on a day (as_of), or was known at an instant (known_at). Its "
    "citations say in whose words (voice) each source is cited and where accounts conflict. What `cut` names is read "
    "by `at` and `offset`.",
    ReadRecord,
    Record,
    read_record,
)
