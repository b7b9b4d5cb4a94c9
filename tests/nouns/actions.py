"""Actions as the contract tests know them."""

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
    "kind": "construction",
    "title": "Obras en el puerto",
    "summary": "They built.\nThen they built again.",
    "actors": [
        {"participant": "state-department", "on_behalf_of": "united-states"},
        {"participant": "guatemala", "on_behalf_of": None},
    ],
    "happened": "2025-02-05",
    "place": "Puerto Quetzal",
    "amount": {"value": 600000000.5, "unit": "USD"},
    "instrument": "the-declaration",
    "about": [
        {"pledge": "the-pledge", "relation": "carries_out", "note": "One port of two."},
        {"pledge": "the-other-pledge", "relation": "works_against", "note": None},
    ],
    "translations": translations("title", "summary"),
}

ACTIONS = Noun(
    collection="actions",
    singular="action",
    label="title",
    minimal={"kind": "payment", "title": "First payment"},
    derived="first-payment",
    defaults={
        "summary": None,
        "actors": [],
        "happened": None,
        "place": None,
        "amount": None,
        "instrument": None,
        "about": [],
        "different_from": [],
        **COMMON_DEFAULTS,
    },
    full=FULL | COMMON | different_from("action", "the-action"),
    document=FULL
    | COMMON_DOCUMENT
    | told_different("action", "the-action", "title", "The action")
    | {
        "actors": [
            {
                "participant": {"id": "state-department", "name": "State Department"},
                "on_behalf_of": {"id": "united-states", "name": "United States"},
            },
            {"participant": {"id": "guatemala", "name": "Guatemala"}, "on_behalf_of": None},
        ],
        "happened": {
            "edtf": "2025-02-05",
            "from": "2025-02-05",
            "to": "2025-02-05",
            "approximate": False,
            "uncertain": False,
        },
        "instrument": {"id": "the-declaration", "title": "The declaration"},
        "about": [
            {
                "pledge": {"id": "the-pledge", "title": "The pledge"},
                "relation": "carries_out",
                "note": "One port of two.",
            },
            {
                "pledge": {"id": "the-other-pledge", "title": "The other pledge"},
                "relation": "works_against",
                "note": None,
            },
        ],
    },
    edit={"instrument": None},
    edited={"instrument": None},
    wrong=COMMON_WRONG
    | {"different_from": wrong_differences("action", "the-action")}
    | {
        "translations": wrong_translations("title", "summary"),
        "kind": ["deed", ""],
        "title": ["", "x" * 301],
        "summary": ["", "x" * 20_001],
        "actors": [
            [{}],
            [{"participant": "nobody-known"}],
            [{"participant": "guatemala", "on_behalf_of": "nobody-known"}],
            [{"participant": "guatemala"}, {"participant": "guatemala", "on_behalf_of": "elsewhere"}],
            [{"participant": "guatemala", "role": "host"}],
            [{"participant": f"p-{number}"} for number in range(51)],
        ],
        "happened": ["2025-02-30", "then"],
        "place": ["", "x" * 301],
        "amount": [{}, {"value": 1, "unit": "dollars"}, {"value": "one", "unit": "USD"}, {"sum": 1}, 600],
        "instrument": ["no-such-instrument", ""],
        "about": [
            [{}],
            [{"pledge": "the-pledge"}],
            [{"pledge": "no-such-pledge", "relation": "carries_out"}],
            [{"pledge": "the-pledge", "relation": "helps"}],
            [{"pledge": "the-pledge", "relation": "carries_out"}, {"pledge": "the-pledge", "relation": "contributes"}],
            [{"pledge": f"p-{number}", "relation": "contributes"} for number in range(101)],
        ],
    },
    filters=COMMON_FILTERS
    | {
        "kind": Filtering("construction", "payment"),
        "actor": Filtering("united-states", "america"),
        "under": Filtering("america", "elsewhere"),
        "about": Filtering("the-pledge", "a-third-pledge"),
        "relation": Filtering("carries_out", "contributes"),
        "meeting": Filtering("the-tour", "the-summit"),
        "instrument": Filtering("the-declaration", "the-other-declaration"),
        "happened_from": Filtering("2025-02-05", "2025-02-06", repeated=False),
        "happened_to": Filtering("2025-02-05", "2025-02-04", repeated=False),
    },
    sorts={
        "title": ({"title": "Ámbito"}, {"title": "barrera"}),
        "happened": ({"happened": "2024-12/2025-03"}, {"happened": "2025-01-01"}),
    },
    lacking=frozenset({"happened"}),
    items={
        "citations": CITATIONS,
        "actors": Items(
            item={"participant": "state-department", "on_behalf_of": "united-states"},
            id="state-department",
            document={
                "participant": {"id": "state-department", "name": "State Department"},
                "on_behalf_of": {"id": "united-states", "name": "United States"},
            },
            other={"participant": "guatemala"},
            patch={"on_behalf_of": None},
            patched={"on_behalf_of": None},
            wrong=[
                ({}, "/participant"),
                ({"participant": "nobody-known"}, "/participant"),
                ({"participant": "guatemala", "on_behalf_of": "nobody-known"}, "/on_behalf_of"),
            ],
            keyed=True,
        ),
        "about": Items(
            item={"pledge": "the-pledge", "relation": "contributes", "note": "in part"},
            id="the-pledge",
            document={
                "pledge": {"id": "the-pledge", "title": "The pledge"},
                "relation": "contributes",
                "note": "in part",
            },
            other={"pledge": "a-third-pledge", "relation": "works_against"},
            patch={"relation": "carries_out", "note": None},
            patched={"relation": "carries_out", "note": None},
            wrong=[
                ({"pledge": "no-such-pledge", "relation": "contributes"}, "/pledge"),
                ({"pledge": "the-pledge", "relation": "next_to"}, "/relation"),
            ],
            keyed=True,
        ),
    },
)
