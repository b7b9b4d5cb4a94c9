"""Conditions that a client puts on the record it writes (RFC 9110 section 13)."""

from dataclasses import dataclass
from typing import Literal

from app.errors import PreconditionFailed, PreconditionRequired


@dataclass(frozen=True)
class Condition:
    """`If-Match` as versions ("*": any), and `If-None-Match: *` as `only_create`.

    Versions alone are compared: a rename elsewhere or midnight changes the bytes, and refuses nobody's edit.
    """

    versions: frozenset[int] | Literal["*"] | None = None
    only_create: bool = False

    def check(self, version: int | None) -> None:
        """Raise `PreconditionFailed` where the record, at `version` or absent, is not as the condition says."""
        if self.only_create and version is not None:
            detail = "The record already exists."
            raise PreconditionFailed(detail, current_version=version)
        if self.versions is None:
            return
        if version is None:
            detail = "There is no such record."
            raise PreconditionFailed(detail)
        if self.versions != "*" and version not in self.versions:
            detail = f"The record is now at version {version}."
            raise PreconditionFailed(detail, current_version=version)

    def require(self, version: int, tag: str) -> None:
        """Raise `PreconditionRequired`, with the current tag, where a record would be replaced without `If-Match`."""
        if self.versions is None:
            detail = "The record exists and differs from what was sent."
            raise PreconditionRequired(detail, current_version=version, current_etag=tag, headers={"ETag": tag})


UNCONDITIONAL = Condition()
