"""Instruments as the contract tests know them. Participation has tests of its own."""

from tests.nouns.common import (
    CITATIONS,
    COMMON,
    COMMON_DEFAULTS,
    COMMON_DOCUMENT,
    COMMON_FILTERS,
    COMMON_WRONG,
    different_from,
    told_different,
    translations,
    wrong_differences,
    wrong_translations,
)
from tests.nouns.noun import Body, Filtering, Items, Noun

FULL: Body = {
    "title": "Convención sobre los puertos",
    "kind": "treaty",
    "summary": "A made-up convention.",
    "legal_nature": "legally_binding",
    "adopted": "2025-02-05",
    "in_force": "2025-03",
    "ended": "2031?",
    "meeting": "the-talks",
    "topics": ["trade", "migration"],
    "links": [
        {"type": "amends", "instrument": "the-declaration"},
        {"type": "replaces", "instrument": "the-declaration"},
        {"type": "implements", "instrument": "the-declaration"},
        {"type": "part_of", "instrument": "the-declaration"},
    ],
    "translations": translations("title", "summary"),
}

INSTRUMENTS = Noun(
    collection="instruments",
    singular="instrument",
    label="title",
    minimal={"title": "Plan of action", "kind": "programme"},
    derived="plan-of-action",
    defaults={
        "summary": None,
        "legal_nature": None,
        "adopted": None,
        "in_force": None,
        "ended": None,
        "meeting": None,
        "topics": [],
        "links": [],
        "different_from": [],
        **COMMON_DEFAULTS,
    },
    full=FULL | COMMON | different_from("instrument", "the-other-declaration"),
    document=FULL
    | COMMON_DOCUMENT
    | told_different("instrument", "the-other-declaration", "title", "The other declaration")
    | {
        "adopted": {
            "edtf": "2025-02-05",
            "from": "2025-02-05",
            "to": "2025-02-05",
            "approximate": False,
            "uncertain": False,
        },
        "in_force": {
            "edtf": "2025-03",
            "from": "2025-03-01",
            "to": "2025-03-31",
            "approximate": False,
            "uncertain": False,
        },
        "ended": {
            "edtf": "2031?",
            "from": "2031-01-01",
            "to": "2031-12-31",
            "approximate": False,
            "uncertain": True,
        },
        "meeting": {"id": "the-talks", "title": "The talks"},
        "parties": [],
        "counts": {"participation": 0, "withdrawn": 0},
        "topics": [{"id": "trade", "name": "Trade"}, {"id": "migration", "name": "Migration"}],
        "links": [
            link | {"instrument": {"id": "the-declaration", "title": "The declaration"}} for link in FULL["links"]
        ],
    },
    edit={"meeting": None},
    edited={"meeting": None},
    wrong=COMMON_WRONG
    | {"different_from": wrong_differences("instrument", "the-other-declaration")}
    | {
        "translations": wrong_translations("title", "summary"),
        "title": ["", "x" * 301],
        "kind": ["accord", ""],
        "summary": ["", "x" * 20_001],
        "legal_nature": ["binding", ""],
        "adopted": ["2025-02-30", "recently"],
        "in_force": ["2025-02-30", "soon", "2025-02-04"],
        "ended": ["2025-02-30", "later", "2025-02-28"],
        "meeting": ["no-such-meeting", "The Talks"],
        "topics": [["no-such-topic"], [f"topic-{number}" for number in range(21)]],
        "links": [
            [{}],
            [{"type": "amends", "instrument": "no-such-instrument"}],
            [{"type": "next_to", "instrument": "the-declaration"}],
            [{"type": "amends", "instrument": "the-declaration"}] * 2,
        ],
    },
    filters=COMMON_FILTERS
    | {
        "kind": Filtering("treaty", "law"),
        "legal_nature": Filtering("legally_binding", "not_legally_binding"),
        "meeting": Filtering("the-talks", "the-summit"),
        "topic": Filtering("migration", "fishing"),
        "amends": Filtering("the-declaration", "the-other-declaration"),
        "replaces": Filtering("the-declaration", "the-other-declaration"),
        "implements": Filtering("the-declaration", "the-other-declaration"),
        "part_of": Filtering("the-declaration", "the-other-declaration"),
        "linked_to": Filtering("the-declaration", "the-other-declaration"),
        "adopted_from": Filtering("2025-02-05", "2025-02-06", repeated=False),
        "adopted_to": Filtering("2025-02-05", "2025-02-04", repeated=False),
        "in_force_on": Filtering("2025-03-01", "2025-02-28", repeated=False),
    },
    sorts={
        "title": ({"title": "Ámbito"}, {"title": "barrera"}),
        "adopted": ({"adopted": "2024-12/2025-03"}, {"adopted": "2025-01-01"}),
        "in_force": ({"in_force": "2025-02/2025-05"}, {"in_force": "2025-03-01"}),
    },
    lacking=frozenset({"adopted", "in_force"}),
    referrer=lambda record: {
        "title": "A protocol",
        "kind": "treaty",
        "links": [{"type": "part_of", "instrument": record}],
    },
    reference="/links/0/instrument",
    items={
        "citations": CITATIONS,
        "links": Items(
            item={"type": "part_of", "instrument": "the-declaration"},
            id="part-of-the-declaration",
            document={"type": "part_of", "instrument": {"id": "the-declaration", "title": "The declaration"}},
            other={"type": "amends", "instrument": "the-other-declaration"},
            wrong=[
                ({"type": "amends"}, "/instrument"),
                ({"type": "amends", "instrument": "no-such-instrument"}, "/instrument"),
                ({"type": "next_to", "instrument": "the-declaration"}, "/type"),
            ],
            keyed=True,
        ),
    },
    of_parts=frozenset({"participant", "standing", "reserves"}),
)
