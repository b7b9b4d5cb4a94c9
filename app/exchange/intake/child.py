"""What runs in the bounded process: it reads the file on its standard input, by the rules, and tells what it found."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import orjson

from app.exchange.formats.bounded_process import END, MEMORY, bound, failure
from app.exchange.formats.uploads.limits import MEBIBYTE, Limits
from app.exchange.formats.uploads.messages import RefusedFile
from app.exchange.intake.files import text_of

LIMITS = Limits(
    memory_bytes=1024 * MEBIBYTE, cpu_seconds=30, wall_seconds=60.0, inflated_bytes=64 * MEBIBYTE, members=2_000
)
"""What reading a text may take."""


@dataclass(frozen=True)
class ReadTask:
    """What the child is asked: of which kind the file is, and what is known of the text."""

    kind: str
    language: str | None = None
    published: str | None = None

    def encoded(self) -> bytes:
        """Return the task as it is handed over."""
        return orjson.dumps(self)

    @classmethod
    def of(cls, told: str) -> Self:
        """Return the task that `encoded` gave."""
        return cls(**orjson.loads(told))


def main() -> None:
    """Read, and end with a message that says so; without it, the child was ended."""
    task = ReadTask.of(sys.argv[2])
    bound(LIMITS, int(sys.argv[3]))
    # What libraries say of a damaged file is for nobody.
    logging.disable()
    try:
        for line in told(sys.stdin.buffer.read(), task):
            sys.stdout.buffer.write(line)
        end = END
    except MemoryError:
        end = MEMORY
    sys.stdout.buffer.write(end + b"\n")
    sys.stdout.buffer.flush()


def told(data: bytes, task: ReadTask) -> Iterator[bytes]:
    """Yield what was found in a file and what it says of itself, or why it cannot be read."""
    from app.intake.reading import MOST_SENTENCES, TooManySentences, read  # noqa: PLC0415 - bounded first

    try:
        text, about = text_of(data, task.kind, LIMITS)
    except RefusedFile as refusal:
        yield _line(["refused", refusal.message])
        return
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the parsers raise of a file that is damaged, it cannot be read
        yield failure(error)
        yield _line(["refused", "is damaged, or not what its media type says"])
        return
    try:
        found = read(text, task.language, task.published or about.get("published"))
    except TooManySentences:
        yield _line(["refused", f"holds more than {MOST_SENTENCES} sentences or lines: send it in parts"])
        return
    yield _line(["read", found.as_values(), about])


def _line(values: list[Any]) -> bytes:
    return orjson.dumps(values) + b"\n"
