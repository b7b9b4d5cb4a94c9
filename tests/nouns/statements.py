"""Statements as the contract tests know them."""

from tests.nouns.common import (
    CITATIONS,
    COMMON,
    COMMON_DEFAULTS,
    COMMON_DOCUMENT,
    COMMON_FILTERS,
    COMMON_WRONG,
)
from tests.nouns.noun import Body, Filtering, Noun

FULL: Body = {
    "kind": "denial",
    "summary": "There is no agreement on a safe third country.",
    "speaker": "marco-rubio",
    "on_behalf_of": "guatemala",
    "addressed_to": "united-states",
    "meeting": "the-talks",
    "said": "2025-02-05",
    "topics": ["migration"],
    "about": "the-pledge",
}

STATEMENTS = Noun(
    collection="statements",
    singular="statement",
    label=None,
    minimal={"kind": "praise", "summary": "Good work."},
    derived="unnamed-praise",
    defaults={
        "speaker": None,
        "on_behalf_of": None,
        "addressed_to": None,
        "meeting": None,
        "said": None,
        "topics": [],
        "about": None,
        **COMMON_DEFAULTS,
    },
    full=FULL | COMMON,
    document=FULL
    | COMMON_DOCUMENT
    | {
        "speaker": {"id": "marco-rubio", "name": "Marco Rubio"},
        "on_behalf_of": {"id": "guatemala", "name": "Guatemala"},
        "addressed_to": {"id": "united-states", "name": "United States"},
        "meeting": {"id": "the-talks", "title": "The talks"},
        "said": {
            "edtf": "2025-02-05",
            "from": "2025-02-05",
            "to": "2025-02-05",
            "approximate": False,
            "uncertain": False,
        },
        "topics": [{"id": "migration", "name": "Migration"}],
        "about": {"id": "the-pledge", "title": "The pledge"},
    },
    edit={"about": None},
    edited={"about": None},
    wrong=COMMON_WRONG
    | {
        "kind": ["joke", ""],
        "summary": ["", "x" * 20_001],
        "speaker": ["nobody-known", "Marco Rubio"],
        "on_behalf_of": ["nobody-known", ""],
        "addressed_to": ["nobody-known", ""],
        "meeting": ["no-such-meeting", ""],
        "said": ["2025-02-30", "then"],
        "topics": [["no-such-topic"], [f"topic-{number}" for number in range(21)]],
        "about": ["no-such-pledge", ""],
    },
    filters=COMMON_FILTERS
    | {
        "kind": Filtering("denial", "praise"),
        "speaker": Filtering("marco-rubio", "guatemala"),
        "on_behalf_of": Filtering("guatemala", "united-states"),
        "addressed_to": Filtering("united-states", "guatemala"),
        "participant": Filtering("guatemala", "state-department"),
        "under": Filtering("america", "elsewhere"),
        "meeting": Filtering("the-talks", "the-summit"),
        "topic": Filtering("migration", "fishing"),
        "about": Filtering("the-pledge", "the-other-pledge"),
        "said_from": Filtering("2025-02-05", "2025-02-06", repeated=False),
        "said_to": Filtering("2025-02-05", "2025-02-04", repeated=False),
    },
    sorts={"said": ({"said": "2024-12/2025-03"}, {"said": "2025-01-01"})},
    lacking=frozenset({"said"}),
    items={"citations": CITATIONS},
)
