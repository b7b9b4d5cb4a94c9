"""Reading beside other work: one text at a time in a process of its own, of which few may wait."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

import orjson

from app.errors import Fault, Invalid, Unavailable
from app.exchange.formats.bounded_process import lines_of_child
from app.exchange.formats.uploads.messages import RefusedFile
from app.exchange.intake.child import LIMITS, ReadTask
from app.intake.findings import Actor, Due, Finding, FoundMeeting, FoundTarget, Ignored, Reading
from app.vocabulary import IntakeReason, Origin, Precision, StatementKind, Strength

CHILD = "app.exchange.intake.child"
AT_ONCE = 2
"""Texts that are read at once: each takes a processor."""

WAITING = 8
"""Texts that may wait or be read."""


@dataclass(frozen=True)
class ReadFile:
    """What was found in a file, and what it says of itself: title, author, publisher, url, published."""

    reading: Reading
    about: dict[str, str | None]


class TextReader:
    """Reads texts and files, each in a process of its own."""

    def __init__(self) -> None:
        """Make the threads that wait for those processes."""
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pacta-intake")
        self._now = 0

    async def stop(self) -> None:
        """Wait for what is being read; what waits is left."""
        await asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)

    async def __call__(self, data: bytes, task: ReadTask, pointer: str) -> ReadFile:
        """Return what a file says. Raises `Invalid` at the pointer for what cannot be read."""
        if self._now >= WAITING:
            raise Unavailable("Too many texts are waiting to be read: try again.")
        self._now += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, read_file, data, task)
        except RefusedFile as refusal:
            raise Invalid("The text cannot be read.", faults=[Fault(refusal.message, pointer=pointer)]) from None
        finally:
            self._now -= 1


def read_file(data: bytes, task: ReadTask) -> ReadFile:
    """Return what a file says, read in a process. Raises `RefusedFile`."""
    with TemporaryFile() as file:
        file.write(data)
        file.flush()
        with lines_of_child(CHILD, file, "", task.encoded(), LIMITS) as lines:
            told = [orjson.loads(line) for line in lines]
    return _heard(*told[0])


def _heard(outcome: str, content: Any, about: dict[str, str | None] | None = None) -> ReadFile:
    if outcome != "read":
        raise RefusedFile(content)
    found = {**content, "actors": [Actor(**{**one, "spans": _spans(one["spans"])}) for one in content["actors"]]}
    meeting = content["meeting"]
    found["meeting"] = None if meeting is None else FoundMeeting(**{**meeting, "span": tuple(meeting["span"])})
    found["findings"] = [_finding(one) for one in content["findings"]]
    found["ignored"] = [
        Ignored(tuple(one["span"]), one["rule"], IntakeReason(one["why"])) for one in content["ignored"]
    ]
    return ReadFile(Reading(**found), about or {})


def _spans(spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(first, last) for first, last in spans]


def _finding(told: dict[str, Any]) -> Finding:
    terms = {"kind": StatementKind, "origin": Origin, "strength": Strength, "precision": Precision}
    found: dict[str, Any] = told | {
        name: None if told[name] is None else term(told[name]) for name, term in terms.items()
    }
    found["span"] = tuple(told["span"])
    found["reasons"] = [IntakeReason(one) for one in told["reasons"]]
    found["due"] = None if told["due"] is None else Due(**told["due"])
    found["targets"] = [FoundTarget(**one) for one in told["targets"]]
    return Finding(**found)
