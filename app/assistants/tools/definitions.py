"""`definitions`: what the words mean, and how things are judged."""

from enum import StrEnum
from functools import partial
from typing import Annotated, Any, NotRequired

from anyio import to_thread
from pydantic import Field

from app.assistants.answer_size import Fits, fitting
from app.assistants.answers import Answer, Document
from app.assistants.arguments import Arguments
from app.assistants.refusals import Refused
from app.assistants.tools.tool import Tool
from app.client import AsyncClient
from app.client.requests import address
from app.values.wording.expectations import nearest_word


class Subject(StrEnum):
    """What rules are about."""

    STATUS = "status"
    DATES = "dates"
    ACCOUNTS = "accounts"
    JUDGEMENTS = "judgements"


class Definitions(Arguments):
    """Which words, or which rules."""

    list: Annotated[
        str | None,
        Field(max_length=40, pattern="^[a-z_]+$", description="a closed list, such as strength; without, their names"),
    ] = None
    rules: Subject | None = None


class Meaning(Answer):
    """What Pacta means. No record says it, so it has no attestation."""

    lists: NotRequired[Annotated[list[Document], Field(description="their names and meanings")]]
    words: NotRequired[list[Document]]
    rules: NotRequired[Any]


async def definitions(client: AsyncClient, asked: Definitions, fits: Fits) -> dict[str, Any]:
    """Return the words of a list, the rules of a subject, or which lists there are."""
    vocabulary = await client.get(address("vocabulary"))
    answer: dict[str, Any] = {}
    lists = {one["name"]: one for one in vocabulary["lists"]}
    if asked.list is not None:
        if asked.list not in lists:
            near = nearest_word(asked.list, lists)
            raise Refused(f"list: is unknown{f'; the nearest is {near}' if near else ''}; there are {', '.join(lists)}")
        answer["words"] = [{"word": one["word"], "meaning": one["meaning"]} for one in lists[asked.list]["words"]]
    if asked.rules is not None:
        answer["rules"] = vocabulary[asked.rules.value]
    if not answer:
        answer["lists"] = [{"name": one["name"], "meaning": one["meaning"]} for one in lists.values()]
    # Nothing of it is long; it is made small for other versions' sake.
    return await to_thread.run_sync(partial(fitting, answer, fits))


TOOL = Tool(
    "definitions",
    "Read what words mean",
    "Say what Pacta's words mean (every closed list, such as status, strength, voice) and by which rules statuses, "
    "dates, conflicting accounts and judgements are read. Use it before you explain a figure or a status to anybody.",
    Definitions,
    Meaning,
    definitions,
)
