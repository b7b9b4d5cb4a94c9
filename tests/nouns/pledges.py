"""Pledges as the contract tests know them. Their statuses have tests of their own."""

from tests.nouns.common import (
    CITATIONS,
    COMMON,
    COMMON_DEFAULTS,
    COMMON_DOCUMENT,
    COMMON_FILTERS,
    COMMON_WRONG,
)
from tests.nouns.noun import Filtering, Noun

PROMISOR = {"participant": "guatemala", "role": "promisor"}
FULL = {
    "title": "Increase deportation flights by 40 %",
    "summary": "More flights than before.",
    "wording": {"text": "Aumentaremos los vuelos.", "language": "es"},
    "kind": "operational",
    "strength": "conditional",
    "legal_nature": "unilateral",
    "joint": "common",
    "meeting": "the-talks",
    "announced": "2025-02-05",
    "due": "2025-12?",
    "due_text": "by the end of the year",
    "conditions": [{"id": "money", "text": "if the costs are paid"}],
    "topics": ["migration", "trade"],
    "parties": [PROMISOR, {"participant": "united-states", "role": "promisee"}],
    "target": {
        "indicator": "deportation flights received",
        "measure": "percentage",
        "direction": "increase",
        "value": 40.25,
        "unit": "percent",
        "relative_to_baseline": True,
        "baseline": {"value": 7, "date": "2024", "source": "report-a"},
    },
    "links": [{"type": "part_of", "pledge": "the-pledge"}],
}
NOT_ASSESSED = {"status": "not_assessed", "effective_on": None, "reason": None, "change": None}
GUATEMALA = {"id": "guatemala", "name": "Guatemala"}

PLEDGES = Noun(
    collection="pledges",
    singular="pledge",
    label="title",
    minimal={"title": "Send a delegation", "kind": "process", "strength": "firm", "parties": [PROMISOR]},
    derived="send-a-delegation",
    defaults={
        "summary": None, "wording": None, "legal_nature": None, "joint": "individual", "meeting": None,
        "announced": None, "due": None, "due_text": None, "conditions": [], "topics": [], "target": None, "links": [],
        **COMMON_DEFAULTS,
    },  # fmt: skip
    full=FULL | COMMON,
    document=FULL
    | COMMON_DOCUMENT
    | {
        "meeting": {"id": "the-talks", "title": "The talks"},
        "announced": {
            "edtf": "2025-02-05",
            "from": "2025-02-05",
            "to": "2025-02-05",
            "approximate": False,
            "uncertain": False,
        },
        "due": {
            "edtf": "2025-12?",
            "from": "2025-12-01",
            "to": "2025-12-31",
            "approximate": False,
            "uncertain": True,
        },
        "topics": [{"id": "migration", "name": "Migration"}, {"id": "trade", "name": "Trade"}],
        "parties": [
            {"participant": GUATEMALA, "role": "promisor", "status": NOT_ASSESSED},
            {"participant": {"id": "united-states", "name": "United States"}, "role": "promisee", "status": None},
        ],
        "target": FULL["target"]
        | {
            "baseline": {
                "value": 7,
                "date": {
                    "edtf": "2024",
                    "from": "2024-01-01",
                    "to": "2024-12-31",
                    "approximate": False,
                    "uncertain": False,
                },
                "source": {"id": "report-a", "title": "Report A"},
            }
        },
        "links": [{"type": "part_of", "pledge": {"id": "the-pledge", "title": "The pledge"}}],
        "status": NOT_ASSESSED | {"basis": "none"},
        "collective": {"status": "not_assessed", "assessed": 0, "promisors": 1},
        "status_conflict": False,
        "counts": {"status_changes": 0, "withdrawn": 0},
        "overdue": True,
        "due_soon": False,
    },
    edit={"meeting": "the-tour"},
    edited={"meeting": {"id": "the-tour", "title": "The tour"}},
    wrong=COMMON_WRONG
    | {
        "title": ["", "x" * 301],
        "summary": ["", "x" * 20_001],
        "wording": [{}, {"text": ""}, {"text": "x", "language": "spanish"}, {"text": "x", "by": "y"}],
        "kind": ["promise", ""],
        "strength": ["strong", ""],
        "legal_nature": ["binding", ""],
        "joint": ["together", ""],
        "meeting": ["no-such-meeting", "The Talks"],
        "announced": ["2025-02-30", "recently"],
        "due": ["2025-13", "soon"],
        "due_text": ["", "x" * 301],
        "conditions": [[{}], [{"text": ""}], [{"text": "a", "id": "x"}, {"text": "b", "id": "x"}], [{"text": "a"}] * 51],
        "topics": [["no-such-topic"], [f"topic-{number}" for number in range(21)]],
        "parties": [
            [],
            [{}],
            [{"participant": "guatemala", "role": "promisee"}],
            [PROMISOR, PROMISOR],
            [PROMISOR, {"participant": "nobody-known", "role": "promisee"}],
            [PROMISOR, {"participant": "elsewhere", "role": "debtor"}],
            [PROMISOR | {"status": "fulfilled"}],
            [PROMISOR, *({"participant": f"p-{number}", "role": "promisee"} for number in range(250))],
        ],
        "target": [
            {},
            FULL["target"] | {"measure": "currency", "unit": "dollars"},
            FULL["target"] | {"measure": "currency", "unit": None},
            FULL["target"] | {"measure": "weight"},
            FULL["target"] | {"direction": "sideways"},
            FULL["target"] | {"value": "forty"},
            FULL["target"] | {"value": 10**20},
            FULL["target"] | {"relative_to_baseline": "yes"},
            FULL["target"] | {"relative_to_baseline": 1},
            FULL["target"] | {"baseline": {}},
            FULL["target"] | {"baseline": {"value": 1, "source": "no-such-source"}},
        ],
        "links": [
            [{}],
            [{"type": "part_of", "pledge": "no-such-pledge"}],
            [{"type": "next_to", "pledge": "the-pledge"}],
            [{"type": "part_of", "pledge": "the-pledge"}] * 2,
        ],
    },
    filters=COMMON_FILTERS
    | {
        "status": Filtering("not_assessed", "fulfilled"),
        "basis": Filtering("none", "whole"),
        "kind": Filtering("operational", "policy"),
        "strength": Filtering("conditional", "firm"),
        "topic": Filtering("migration", "borders"),
        "meeting": Filtering("the-talks", "the-tour"),
        "promisor": Filtering("guatemala", "united-states"),
        "promisee": Filtering("united-states", "guatemala"),
        "participant": Filtering("united-states", "america"),
        "under": Filtering("america", "elsewhere"),
        "announced_from": Filtering("2025-02-05", "2025-02-06", repeated=False),
        "announced_to": Filtering("2025-02-05", "2025-02-04", repeated=False),
        "due_before": Filtering("2026-01-01", "2025-12-31", repeated=False),
        "due_after": Filtering("2025-12-30", "2025-12-31", repeated=False),
        "overdue": Filtering("true", "false", repeated=False),
    },
    sorts={
        "title": ({"title": "Ámbito"}, {"title": "barrera"}),
        "announced": ({"announced": "2024-12/2025-03"}, {"announced": "2025-01-01"}),
        "due": ({"due": "2025-01-01"}, {"due": "2024-12/2025-03"}),
    },
    lacking=frozenset({"announced", "due"}),
    referrer=lambda record: {
        "title": "A pledge on another",
        "kind": "policy",
        "strength": "firm",
        "parties": [PROMISOR],
        "links": [{"type": "implements", "pledge": record}],
    },
    reference="/links/0/pledge",
    items={"citations": CITATIONS},
)
