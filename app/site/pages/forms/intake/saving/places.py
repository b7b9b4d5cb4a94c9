"""In which field of the form stands what a pointer into the bundle names."""

from collections.abc import Mapping
from typing import Any

from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.numbering import Numbering

OTHERWISE: Mapping[str, str] = {
    "topics": "topic",
    "conditions": "condition",
    "parties": "promisor",
    "meetings": "meeting_role",
    "meeting": "at_meeting",
    "offices": "office",
    "citations": "quote",
    "targets": "target-1-value",
    "links": "link-1-pledge",
    "attendance": "attendance-1-participant",
}
"""Fields of the form that say what fields of records say, where they are called otherwise."""

WHOLE: Mapping[str, str] = {"pledges": "take", "statements": "take", "participants": "name"}
"""The field for a record as a whole, where that is not its title."""

OF_CITATIONS = ("voice", "speaker", "attributed_to", "section", "page", "note")


def places_of(
    collection: str, place: str, prefix: str, record: Mapping[str, Any], numbering: Numbering
) -> dict[str, str]:
    """Return the fields of a record that stands at a place of the bundle, by the pointers of what they say."""
    found = {place: prefix + WHOLE.get(collection, "title")}
    # What is missing has a place, too: there it is asked for.
    for name in (*record, *fields.OF_COLLECTIONS[collection]):
        found[f"{place}/{name}"] = prefix + OTHERWISE.get(name, name)
    for index, party in enumerate(record.get("parties", ())):
        found[f"{place}/parties/{index}"] = prefix + party["role"]
    for index, row in enumerate(numbering.rows(prefix, "target", fields.OF_TARGET)):
        for name in fields.OF_TARGET:
            found[f"{place}/targets/{index}/{name}"] = f"{prefix}target-{row}-{name}"
    for index, row in enumerate(numbering.rows(prefix, "link", ("pledge",))):
        found[f"{place}/links/{index}"] = f"{prefix}link-{row}-pledge"
    for index, row in enumerate(numbering.rows(prefix, "attendance", fields.WHO_ATTENDED)):
        found[f"{place}/attendance/{index}"] = f"{prefix}attendance-{row}-participant"
        found[f"{place}/attendance/{index}/title"] = f"{prefix}attendance-{row}-title"
    return found | {f"{place}/citations/0/{name}": prefix + name for name in OF_CITATIONS}
