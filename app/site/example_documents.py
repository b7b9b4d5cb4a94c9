"""Example answers: what the example bodies would be read as, made by the same `render()` as real ones."""

from typing import Any

from app.ledger.model.documents import render, render_parts
from app.ledger.model.part_type import Side
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import Kind, all_kinds
from app.ledger.model.shapes import Values
from app.ledger.writing.item_ids import identify
from app.site.examples import RECORDS, Schema, taken
from app.strict_json import decode, encode
from app.values.dates import read_date

AT, ACTOR = "2026-11-22T03:14:33.123456Z", "a newcomer"
CLOCK = {"overdue": False, "due_soon": False}
NAMES = {
    ("participants", "bernardo-arevalo"): "Bernardo Arévalo",
    ("participants", "guatemala"): "Guatemala",
    ("participants", "guatemala-delegation-to-washington-members"): "Guatemalan delegation to Washington",
    ("participants", "marco-rubio"): "Marco Rubio",
    ("participants", "united-states"): "United States",
    ("topics", "asylum"): "Asylum",
    ("topics", "border-security"): "Border security",
    ("topics", "deportation-and-return"): "Deportation and return",
    ("topics", "trade-and-investment"): "Trade and investment",
    ("topics", "transnational-crime"): "Transnational crime",
    ("meetings", "rubio-arevalo-2025-02-05"): "Talks between Secretary Rubio and President Arévalo",
    ("meetings", "rubio-central-america-tour"): "Secretary Rubio's first official visit to Central America",
    ("pledges", "guatemala-deportation-flights"): "Increase deportation flights by 40 %",
    ("pledges", "guatemala-third-country-repatriation"): "Send deported foreign nationals on to their own countries",
    ("sources", "guatemala-us-migration-security-ties"): (
        "Guatemala and the United States Strengthen Migration and Security Ties"
    ),
    ("sources", "landau-arevalo-talks"): "[Untitled report on Christopher Landau's talks in Guatemala]",
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
    for kind in all_kinds():
        example = record_example(kind)
        name = f"{kind.written.__name__}Document"
        components[f"{name}Revision"]["examples"] = [example]
        clock = {key: value for key, value in CLOCK.items() if key in components[name]["properties"]}
        components[name]["examples"] = [example | clock]
        for side in kind.sides.values():
            components[f"{side.written.__name__}Document"]["examples"] = [part_example(kind, side)]
        if example["citations"]:
            components["CitationDocument"]["examples"] = [example["citations"][0]]
        if "attendance" in example:
            components["AttendanceDocument"]["examples"] = [example["attendance"][0]]


def record_example(kind: Kind) -> Values:
    """Return the document of the record that POST makes of the example body."""
    return render(kind, _state(kind), NAMES)


def part_example(kind: Kind, side: Side) -> Values:
    """Return the document of a part as POST makes it of the example body, on the record that paths name."""
    written = identify(side.inline, taken(side.written), None)
    written["id"] = side.derive(written)
    part = PartState(written["id"], written, 1, AT, ACTOR, 2)
    state = _state(kind)
    state.id = RECORDS[kind.collection]
    state.parts = {side.name: {part.id: part}}
    if kind.label is not None:
        state.written[kind.label] = NAMES[kind.collection, state.id]
    document: Values = decode(encode(render_parts(kind, side.name, state, NAMES)[part.id]))
    return document


def _state(kind: Kind) -> State:
    values: dict[str, Any] = taken(kind.written)
    del values["id"]
    return State(kind.derive(values), 1, AT, AT, identify(kind.inline, values, None))
