"""Public ids: readable, immutable, and the same in every database and URL."""

import hashlib
import re
from collections.abc import Container
from itertools import count
from typing import Annotated

from slugify import slugify

from app.values._strings import StringType, pattern_check

_RECORD_ID = r"^[a-z0-9][a-z0-9-]{1,79}$"
_PART_ID = r"^[a-z0-9][a-z0-9-]{0,119}$"
_RECORD_PLACE = r"^[a-z]{2,40}/[a-z0-9][a-z0-9-]{1,79}$"
_FIELD_NAME = r"^[a-z][a-z_]{0,39}$"
_JUDGEMENT_PATH = r"^(status_changes|assessments)/[a-z0-9][a-z0-9-]{0,119}$"
# What is made of an id is the id: most texts that ids are derived of are ids themselves.
_IS_SLUG = re.compile(r"(?=..)[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII).fullmatch
# Room for a digest: the shortest id that can always be made.
_SHORTEST_LIMIT = 8
_SHORTEST_SLUG = 2
# More of a text than any limit needs, yet little enough that hostile runs of accents cost nothing to fold.
_READ = 1_000

is_record_id = re.compile(_RECORD_ID, re.ASCII).fullmatch
"""Tells whether a text could be the id of a record."""

RecordId = Annotated[
    str,
    StringType(
        check=pattern_check(
            _RECORD_ID,
            "record_id",
            "Write an id of 2 to 80 lower-case letters a-z, digits and hyphens, beginning with a letter or a digit.",
        ),
        description="The id of a record: a readable slug that never changes.",
        examples=("guatemala-deportation-flights", "united-states"),
        min_length=2,
        max_length=80,
        pattern=_RECORD_ID,
    ),
]
"""The id of a record."""

PartId = Annotated[
    str,
    StringType(
        check=pattern_check(
            _PART_ID,
            "part_id",
            "Write an id of 1 to 120 lower-case letters a-z, digits and hyphens, beginning with a letter or a digit.",
        ),
        description="The id of an item within its record: a citation, a status change, a condition.",
        examples=("2025-06-13-in-progress", "report-a"),
        max_length=120,
        pattern=_PART_ID,
    ),
]
"""The id of a part, unique within its owner."""

RecordPlace = Annotated[
    str,
    StringType(
        check=pattern_check(
            _RECORD_PLACE,
            "record_place",
            "Write the collection, a slash and the id, such as pledges/guatemala-deportation-flights.",
        ),
        description="A record of any collection: the collection, and the id in it.",
        examples=("pledges/guatemala-deportation-flights",),
        min_length=5,
        max_length=121,
        pattern=_RECORD_PLACE,
    ),
]
"""A record of any collection."""

JudgementPath = Annotated[
    str,
    StringType(
        check=pattern_check(
            _JUDGEMENT_PATH,
            "judgement_path",
            "Write status_changes/ or assessments/ and the id of one of the pledge's, such as assessments/an-id.",
        ),
        description="A status change or an assessment of a pledge: which of the two, and its id.",
        examples=("status_changes/2025-06-30-planned",),
        max_length=135,
        pattern=_JUDGEMENT_PATH,
    ),
]
"""A judgement of a pledge, by its path within the pledge."""

FieldName = Annotated[
    str,
    StringType(
        check=pattern_check(
            _FIELD_NAME, "field_name", "Write the name of a field: small letters and underscores, such as place."
        ),
        description="The name of a field of the record.",
        examples=("place",),
        max_length=40,
        pattern=_FIELD_NAME,
    ),
]
"""The name of a field."""


def digest8(text: str) -> str:
    """Return eight hexadecimal digits that stand for `text`, the same on every machine and in every release."""
    # surrogatepass, so that any string whatever has a digest.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def slug(text: str, limit: int = 80) -> str:
    """Return an id derived from `text`: accents folded, other scripts romanised, cut at a word.

    A text that leaves fewer than two characters gets its digest. The result is a `RecordId` (a `PartId` for a
    `limit` up to 120) and does not end with a hyphen.

    Raises:
        ValueError: `limit` is below 8, too short for a digest.
    """
    _check_limit(limit)
    if len(text) <= limit and _IS_SLUG(text):
        return text
    made = slugify(
        text[:_READ],
        max_length=limit,
        word_boundary=True,
        save_order=True,
        # Titles are text, not HTML.
        entities=False,
        decimal=False,
        hexadecimal=False,
        # Named, since "auto" takes whatever is installed and ids must not depend on that.
        backend="text-unidecode",
    ).strip("-")
    return made if len(made) >= _SHORTEST_SLUG else digest8(text)


def distinct(base: str, taken: Container[str], limit: int = 80) -> str:
    """Return `base`, or the first of `base-2`, `base-3`, … that is not taken, shortened to stay within `limit`.

    Raises:
        ValueError: `limit` is below 8.
    """
    _check_limit(limit)
    base = base[:limit].rstrip("-") or digest8(base)
    candidate = base
    for number in count(2):
        if candidate not in taken:
            break
        suffix = f"-{number}"
        candidate = base[: limit - len(suffix)].rstrip("-") + suffix
    return candidate


def _check_limit(limit: int) -> None:
    if limit < _SHORTEST_LIMIT:
        message = f"an id needs a limit of at least {_SHORTEST_LIMIT} characters"
        raise ValueError(message)
