"""Ids that are proposed for new records: each holds as long as the record is called what it was made of."""

import hashlib
from collections.abc import Mapping

from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake.record_fields import MEETING, PARTICIPANT, PLEDGE, SOURCE, STATEMENT

ID, MADE_OF = "id", "made_of"
"""The field of a proposed id, and that of what it was made of: a mark of the name, which may be long."""

CALLED_BY: Mapping[str, str] = {
    SOURCE: "title", MEETING: "title", PARTICIPANT: "name", PLEDGE: "title", STATEMENT: "summary",
}  # fmt: skip
"""The field by which each sort of record is called."""


def mark_of(name: str) -> str:
    """Return what tells a name from others, whatever its white space."""
    return hashlib.sha256(" ".join(name.split()).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def own_id(entries: Entries, prefix: str, kind: str) -> str:
    """Return the id that was proposed for a record; "" where none was, or where its name has been corrected since."""
    made_of = entries.text(prefix + MADE_OF)
    if made_of and made_of != mark_of(entries.text(prefix + CALLED_BY[kind])):
        return ""
    return entries.text(prefix + ID)
