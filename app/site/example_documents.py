"""Example answers: what the example bodies would be read as, made by the same `render()` as real ones."""

from typing import Any

from app.ledger.model.documents.rendering import render, render_parts
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.shapes import Values
from app.ledger.writing.item_ids import identify
from app.site.examples import RECORDS, Schema, taken
from app.strict_json import decode, encode
from app.values.times.dates import read_date

AT, ACTOR = "2026-11-22T03:14:33.123456Z", "a newcomer"
CLOCK = {
    "overdue": False,
    "due_soon": False,
    "conditional": False,
    "effective_legal_nature": None,
    "components": None,
    "newer_evidence": False,
    "review_due": False,
}
NAMES = {
    ("participants", "bernardo-arevalo"): "Bernardo Arévalo",
    ("participants", "guatemala"): "Guatemala",
    ("participants", "guatemala-national-civil-police"): "National Civil Police of Guatemala",
    ("participants", "marco-rubio"): "Marco Rubio",
    ("participants", "united-states"): "United States",
    ("topics", "asylum"): "Asylum",
    ("topics", "border-security"): "Border security",
    ("topics", "deportation-and-return"): "Deportation and return",
    ("topics", "trade-and-investment"): "Trade and investment",
    ("topics", "transnational-crime"): "Transnational crime",
    ("meetings", "rubio-arevalo-2025-02-05"): "Talks between Secretary Rubio and President Arévalo",
    ("meetings", "rubio-central-america-tour"): "Secretary Rubio's first official visit to Central America",
    ("instruments", "los-angeles-declaration"): "Los Angeles Declaration on Migration and Protection",
    ("pledges", "guatemala-border-task-force"): "Establish a border task force",
    ("pledges", "guatemala-deportation-flights"): "Increase deportation flights by 40 %",
    ("pledges", "guatemala-third-country-repatriation"): "Send deported foreign nationals on to their own countries",
    ("actions", "puerto-quetzal-works"): "Works at the port terminal of Puerto Quetzal",
    ("sources", "guatemala-us-migration-security-ties"): (
        "Guatemala and the United States Strengthen Migration and Security Ties"
    ),
    ("sources", "landau-arevalo-talks"): "[Untitled report on Christopher Landau's talks in Guatemala]",
    ("sources", "latam-reports-trilateral-migration"): (
        "U.S., Mexico and Guatemala pledge to work together against illegal migration"
    ),
    ("sources", "us-guatemala-strategic-cooperation"): (
        "U.S. and Guatemala Strengthen Strategic Cooperation on Security, Migration, and Economic Development"
    ),
}
"""What the seeds call the records that the example bodies refer to."""


def fill(document: Schema) -> None:
    """Give the models of records, nested items and parts their examples, and so every answer that holds them."""
    components: dict[str, Schema] = document["components"]["schemas"]
    # FastAPI leaves nulls out of the examples that models declare; an open end is one.
    components["DateDocument"]["examples"] = [read_date("2024-02~"), read_date("2025-02-12/..")]
    for record_type in all_record_types():
        example = record_example(record_type)
        name = f"{record_type.written.__name__}Document"
        components[f"{name}Revision"]["examples"] = [example]
        clock = {key: value for key, value in CLOCK.items() if key in components[name]["properties"]}
        components[name]["examples"] = [example | clock]
        for part_type in record_type.part_types.values():
            components[f"{part_type.written.__name__}Document"]["examples"] = [part_example(record_type, part_type)]
        if example["citations"]:
            components["CitationDocument"]["examples"] = [example["citations"][0]]
        if "attendance" in example:
            components["AttendanceDocument"]["examples"] = [example["attendance"][0]]


def record_example(record_type: RecordType) -> Values:
    """Return the document of the record that POST makes of the example body."""
    return render(record_type, _state(record_type), NAMES)


def part_example(record_type: RecordType, part_type: PartType) -> Values:
    """Return the document of a part as POST makes it of the example body, on the record that paths name."""
    written = identify(part_type.inline, taken(part_type.written), None)
    written["id"] = part_type.derive(written)
    part = PartState(written["id"], written, 1, AT, ACTOR, 2)
    state = _state(record_type)
    state.id = RECORDS[record_type.collection]
    state.parts = {part_type.name: {part.id: part}}
    if record_type.label is not None:
        state.written[record_type.label] = NAMES[record_type.collection, state.id]
    document: Values = decode(encode(render_parts(record_type, part_type.name, state, NAMES)[part.id]))
    return document


def _state(record_type: RecordType) -> State:
    values: dict[str, Any] = taken(record_type.written)
    del values["id"]
    return State(record_type.derive(values), 1, AT, AT, identify(record_type.inline, values, None))
