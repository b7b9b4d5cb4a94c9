"""What a write answers, whatever it wrote."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WriteResult:
    """The body to send, the record written and its version, and whether something came into being.

    `part` is the path of the part below its record; `replayed` marks the first answer given again.
    """

    record: str
    version: int
    body: bytes
    created: bool = False
    part: str | None = None
    replayed: bool = False
