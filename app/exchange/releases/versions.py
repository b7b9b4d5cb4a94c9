"""What releases are called: by a number, as data users cite them ("V8"), with a second one for a corrected edition."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, WithJsonSchema

from app.errors import Fault, Invalid

PATTERN: Final = r"^[1-9][0-9]{0,3}(\.[1-9][0-9]{0,3})?$"
EXPECTED: Final = "must be a number such as 8, or 8.1 for a corrected edition of 8"


def _refuse_others(given: str) -> str:
    if not re.match(PATTERN, given):
        raise ValueError(EXPECTED)
    return given


VersionNumber = Annotated[str, AfterValidator(_refuse_others), WithJsonSchema({"type": "string", "pattern": PATTERN})]
"""The number of a release, as requests name it: with the pattern alone, they would be told a regular expression."""


def parse_version(given: str) -> str:
    """Return the version that somebody names, `8` of `V8`. Raises `Invalid`."""
    version = given.strip().removeprefix("v").removeprefix("V")
    if not re.match(PATTERN, version):
        detail = "A release is called by a number."
        raise Invalid(detail, faults=[Fault(EXPECTED, parameter="version")])
    return version


def order(version: str) -> tuple[int, int]:
    """Return what versions are compared by."""
    number, _dot, edition = version.partition(".")
    return int(number), int(edition or 0)


def following(version: str | None) -> str:
    """Return the number that comes after a version."""
    return str(order(version)[0] + 1) if version else "1"


def semantic(version: str) -> str:
    """Return the version as Data Packages write theirs, `8.1.0`."""
    number, edition = order(version)
    return f"{number}.{edition}.0"
