"""What a form asks of the API: one write, with others that have to go before it, all of them or none."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from app.access.callers import Command as RunCommand
from app.errors import Fault, PactaError
from app.etags import record_tag
from app.site.pages.asking import Parameters
from app.site.pages.editing.entries import Entries
from app.site.pages.sending import Answer
from app.site.pages.visit import Visit
from app.write_result import WriteResult

ONCE = "once"
"""The field by which a form that is sent twice is carried out once."""

is_once = re.compile(r"[A-Za-z0-9_-]{16,64}").fullmatch
DRY = {"dry_run": "true"}
Places = Mapping[str, str]


@dataclass(frozen=True)
class Command:
    """A write. `places` says in which field of the form stands what a pointer into the body names.

    A pointer that is not in it belongs to the field called like its first step. `version`: the record is still at it.
    `before` are the writes that go before, by names under which `places` has their pointers: `/source-1/title`.
    """

    method: str
    path: str
    body: Any
    places: Places = field(default_factory=dict)
    version: int | None = None
    parameters: Parameters = field(default_factory=dict)
    before: Mapping[str, "Command"] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What became of a command: the API's answer, and what it warned of, with places in the form's fields."""

    answer: Answer
    warnings: Sequence[Mapping[str, Any]] = ()


async def check(visit: Visit, command: Command) -> Sent:
    """Return what carrying out a command would answer; nothing is written."""
    warnings: list[Mapping[str, Any]] = []
    for name, one in command.before.items():
        answer = await visit.send(one.method, one.path, one.body, parameters={**one.parameters, **DRY})
        if answer.is_refusal:
            return Sent(_placed(answer, name))
        warnings += [{**warning, "pointer": f"/{name}{warning['pointer']}"} for warning in answer.body["warnings"]]
    return await _carried_out(visit, command, DRY, {}, warnings)


async def carry_out(visit: Visit, command: Command, entries: Entries) -> Sent:
    """Carry out a command; what the same form has sent already is answered again."""
    once = entries.text(ONCE)
    headers = {"Idempotency-Key": f"{once}-{_digest(entries)}"} if is_once(once) else {}
    return await _carried_out(visit, command, {}, headers, [])


async def _carried_out(
    visit: Visit,
    command: Command,
    parameters: Parameters,
    headers: Mapping[str, str],
    warnings: Sequence[Mapping[str, Any]],
) -> Sent:
    before: list[RunCommand] = []
    for name, one in command.before.items():
        kept = await visit.postpone(one.method, one.path, one.body, parameters=one.parameters)
        if isinstance(kept, Answer):
            return Sent(_placed(kept, name))
        before.append(_saying_where(name, kept))
    if command.version is not None:
        # If-Match compares the version alone, so that the digest says nothing.
        headers = {**headers, "If-Match": record_tag(command.version, b"")}
    answer = await visit.send(
        command.method,
        command.path,
        command.body,
        parameters={**command.parameters, **parameters},
        headers=headers,
        before=before,
    )
    told = answer.body.get("warnings", []) if isinstance(answer.body, dict) and not answer.is_refusal else []
    return Sent(answer, [*warnings, *told])


def _placed(answer: Answer, name: str) -> Answer:
    """Return the refusal of a write that goes before, with its places below its name."""
    errors = answer.body.get("errors") or [{"pointer": "", "message": answer.body["detail"]}]
    placed = [{**one, "pointer": f"/{name}{one.get('pointer', '')}"} for one in errors]
    return replace(answer, body={**answer.body, "errors": placed})


def _saying_where(name: str, command: RunCommand) -> RunCommand:
    """Return a command that goes before another, whose refusals name it."""

    def run(connection: Connection) -> WriteResult:
        try:
            return command(connection)
        except PactaError as error:
            faults = error.faults or (Fault(error.detail, pointer=""),)
            error.faults = tuple(replace(fault, pointer=f"/{name}{fault.pointer or ''}") for fault in faults)
            raise

    return run


def _digest(entries: Entries) -> str:
    """Return what two forms have in common if they say the same."""
    told = repr(sorted((name, list(values)) for name, values in entries.values.items()))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


Effect = Callable[[Visit, Any], Sequence[str]]
"""Returns what an answer of the API says that was, or would be, done: sentences for people."""
