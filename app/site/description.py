"""What the OpenAPI document says before its operations, and the order in which readers meet them."""

from app.records.registry import COLLECTIONS

SUMMARY = "What states promise each other, and what came of it."

DESCRIPTION = """\
Pacta tracks pledges between states: a meeting is held, parties pledge, sources report it, and the pledge is kept,
stalls or is broken, party by party. Every claim names its source; nothing that was recorded is ever lost.

**Reading needs no key** unless the operator says so. **To write**, send a key as `Authorization: Bearer KEY`: the first
one is shown when Pacta starts on an empty database, `pacta keys create` makes others. The examples name records that
the seeds hold.

Dates of the world are EDTF (`2025-02-05`, `2024-02~`, `2025-02-05/2025-02-12`,
`[2024-02..2024-03]`), times of the record UTC instants.
Lists give `next_cursor`; records carry an `ETag`, which `If-Match` takes; every refusal is a
[problem](problems) that says what would be accepted. The [glossary](glossary) explains the words used here, the
[vocabulary](v1/vocabulary) holds every closed list, every rule and every limit.

A request has at most 16 KiB of address (414), 64 KiB of headers (431) and 1 MiB of body (413, unless the operator says
otherwise), and must come without long pauses (408); the key is looked at before the body. What cannot be read as HTTP
is answered 400. Operations that take a body list 400, 408 and 413. Before an operation is looked for, 400 and 408 can
be answered to any request; 414 and 431 are listed with none.
"""

LICENCE = {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
CONTACT = {"name": "The Pacta authors"}
SERVERS = [{"url": "/", "description": "the service that gave this document"}]

TAGS = [
    *(
        {"name": name, "description": description}
        for collection in COLLECTIONS.values()
        for name, description in collection.tags.items()
    ),
    {"name": "statistics", "description": "Numbers over pledges, each with its denominator."},
    {"name": "search", "description": "All texts of all records at once, in Spanish and English."},
    {
        "name": "reconciliation",
        "description": "Which records the names in a table mean, for OpenRefine (Reconciliation Service API 0.2).",
    },
    {
        "name": "exchange",
        "description": "Whole reports in one request, files that can be taken back, and all that there is.",
    },
    {"name": "history", "description": "The ledger: every write, in order, chained by hashes."},
    {
        "name": "webhooks",
        "description": "What is written is sent to other programs, signed. For keys with the scope admin alone.",
    },
    {"name": "service", "description": "Vocabulary, problems, health."},
]
"""The groups of operations in reading order."""
