"""What the OpenAPI document says before its operations, and the order in which readers meet them."""

from app.records.registry import COLLECTIONS

SUMMARY = "What states promise each other, and what came of it."

DESCRIPTION = """\
Pacta tracks pledges between states: a meeting is held, parties pledge, sources report it, and the pledge is kept,
stalls or is broken, party by party. Every claim names its source; nothing that was recorded is ever lost.

**Reading needs no key** unless the operator says so. **To write**, press *Authorize* once and paste a key: the first
one is shown when Pacta starts on an empty database, `pacta keys create` makes others. The fields of every operation
are filled in with records that the seeds hold, so *Execute* works at once.

**Try this**: open *status*, then `POST /v1/pledges/{id}/status-changes`, and execute it: the pledge has moved.
`GET /v1/pledges/{id}/status` shows where it stands, `GET /v1/pledges/{id}/revisions` who moved it and when.

| word | meaning |
|---|---|
| record | a source, participant, topic, meeting, pledge or statement, under an id that never changes |
| part | what belongs to one record: a citation, an attendance, a status change; writing it is writing its record |
| citation | where a source speaks of a record, in which words, and what that is evidence of |
| account | what a source says of a field; where accounts differ, the record is `disputed`, and none is preferred |
| status | what came of a pledge, as a whole or for one promisor; each change of it is judged by guards |
| assessment | how one promisor did in a period, as one assessor sees it; several stand side by side |
| measurement | a value of the pledge's target that a source reports; progress is computed from them |
| entry | one thing that was written, in the ledger, chained to the entry before by its hash |
| version | a record's counter; a record at a version is a **revision**, and every revision stays readable |

Dates of the world are EDTF (`2025-02-05`, `2024-02~`, `2025-02-05/2025-02-12`), times of the record UTC instants.
Lists give `next_cursor`; records carry an `ETag`, which `If-Match` takes; every refusal is a
[problem](problems) that says what would be accepted. The [vocabulary](v1/vocabulary) holds every closed list, every
rule and every limit. A request has at most 16 KiB of address (414), 64 KiB of headers (431) and 1 MiB of body (413,
unless the operator says otherwise), and must come without long pauses (408); the key is looked at before the body.
"""

TAGS = [
    *(
        {"name": name, "description": description}
        for collection in COLLECTIONS.values()
        for name, description in collection.tags.items()
    ),
    {"name": "statistics", "description": "Numbers over pledges, each with its denominator."},
    {"name": "search", "description": "All texts of all records at once, in Spanish and English."},
    {"name": "history", "description": "The ledger: every write, in order, chained by hashes."},
    {"name": "service", "description": "Vocabulary, problems, health."},
]
"""The groups of operations in reading order."""
