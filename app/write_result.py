"""What a write answers, whatever it wrote."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.vocabulary import WarningCode


@dataclass(frozen=True)
class WriteWarning:
    """What was written and may be a mistake: where in the body, which mistake, and what to do about it.

    `other` is the address of the record that it is about where that is another one. The message names no record:
    answers that are kept to be given again are searched for what was redacted by their addresses.
    """

    pointer: str
    code: WarningCode
    message: str
    other: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the members that are set, as they stand in the answer."""
        members = {"pointer": self.pointer, "code": self.code.value, "message": self.message}
        return members | {"other": self.other} if self.other else members


@dataclass(frozen=True)
class WriteResult:
    """The body to send, the record written and its version, and whether something came into being.

    `part` is the path of the part below its record; `replayed` marks the first answer given again, `dry_run` the answer
    to what was not written.
    """

    record: str
    version: int
    body: bytes
    created: bool = False
    part: str | None = None
    replayed: bool = False
    dry_run: bool = False
    warnings: Sequence[WriteWarning] = ()


def within(warnings: Iterable[WriteWarning], place: str, whole: str) -> Iterator[WriteWarning]:
    """Yield those of the warnings that are about what stands at `place`, with their places in that, or of its list."""
    for warning in warnings:
        if warning.pointer == whole:
            yield replace(warning, pointer="")
        elif warning.pointer == place or warning.pointer.startswith(f"{place}/"):
            yield replace(warning, pointer=warning.pointer.removeprefix(place))


def placed(warnings: Iterable[WriteWarning], place: str) -> Iterator[WriteWarning]:
    """Yield the warnings about what stands at `place`, with their places in what holds it."""
    for warning in warnings:
        yield replace(warning, pointer=place + warning.pointer)
