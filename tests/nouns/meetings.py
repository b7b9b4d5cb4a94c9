"""Meetings as the contract tests know them."""

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
    "title": "Talks on ports",
    "form": "meeting",
    "rank": "ministers",
    "status": "held",
    "starts": "2025-02-05",
    "ends": "2025-02-06?",
    "place": "Puerto Quetzal",
    "country": "gt",
    "part_of": "the-tour",
    "topics": ["trade", "migration"],
    "summary": "They spoke.\nThen they spoke again.",
    "attendance": [
        {
            "id": "the-guest",
            "participant": "marco-rubio",
            "role": "visitor",
            "on_behalf_of": "united-states",
            "title": "Secretary of State",
        },
        {"id": "the-host", "participant": "guatemala", "role": "host", "on_behalf_of": None, "title": None},
        {"id": "an-office", "participant": None, "role": "chair", "on_behalf_of": "guatemala", "title": "Minister"},
        {"id": "a-deputy", "participant": None, "role": "chair", "on_behalf_of": "guatemala", "title": "Vice Minister"},
    ],
    "translations": translations("title", "summary"),
}
GUEST = {
    "participant": {"id": "marco-rubio", "name": "Marco Rubio"},
    "role": "visitor",
    "on_behalf_of": {"id": "united-states", "name": "United States"},
    "title": "Secretary of State",
}

OFFICE = {"participant": None, "role": "chair", "on_behalf_of": {"id": "guatemala", "name": "Guatemala"}}

MEETINGS = Noun(
    collection="meetings",
    singular="meeting",
    label="title",
    minimal={"title": "A call", "form": "call", "status": "planned"},
    derived="a-call",
    defaults={
        "rank": None,
        "starts": None,
        "ends": None,
        "place": None,
        "country": None,
        "part_of": None,
        "topics": [],
        "summary": None,
        "attendance": [],
        "different_from": [],
        **COMMON_DEFAULTS,
    },
    full=FULL | COMMON | different_from("meeting", "the-summit"),
    document=FULL
    | COMMON_DOCUMENT
    | told_different("meeting", "the-summit", "title", "The summit")
    | {
        "starts": {
            "edtf": "2025-02-05",
            "from": "2025-02-05",
            "to": "2025-02-05",
            "approximate": False,
            "uncertain": False,
        },
        "ends": {
            "edtf": "2025-02-06?",
            "from": "2025-02-06",
            "to": "2025-02-06",
            "approximate": False,
            "uncertain": True,
        },
        "part_of": {"id": "the-tour", "title": "The tour"},
        "topics": [{"id": "trade", "name": "Trade"}, {"id": "migration", "name": "Migration"}],
        "attendance": [
            {"id": "the-guest", **GUEST},
            {
                "id": "the-host",
                "participant": {"id": "guatemala", "name": "Guatemala"},
                "role": "host",
                "on_behalf_of": None,
                "title": None,
            },
            OFFICE | {"id": "an-office", "title": "Minister"},
            OFFICE | {"id": "a-deputy", "title": "Vice Minister"},
        ],
    },
    edit={"place": "Guatemala City"},
    edited={"place": "Guatemala City"},
    wrong=COMMON_WRONG
    | {"different_from": wrong_differences("meeting", "the-summit")}
    | {
        "translations": wrong_translations("title", "summary"),
        "title": ["", "x" * 301],
        "form": ["chat", "summit", ""],
        "rank": ["kings", ""],
        "status": ["over", ""],
        "starts": ["2025-02-29", "soon"],
        "ends": ["2025-02-29", "later"],
        "place": ["", "x" * 301],
        "country": ["GT", "zz", "nowhere"],
        "part_of": ["no-such-meeting", "The Tour"],
        "topics": [["no-such-topic"], [f"topic-{number}" for number in range(21)], [""]],
        "summary": ["", "x" * 20_001],
        "attendance": [
            [{}],
            [{"participant": "nobody-known"}],
            [{"participant": "guatemala", "role": "guest"}],
            [{"participant": "guatemala", "on_behalf_of": "nobody-known"}],
            [{"participant": None, "role": "host", "on_behalf_of": "guatemala"}],
            [{"participant": "guatemala"}, {"participant": "guatemala", "title": "again"}],
            [{"title": "Minister"}, {"title": "Minister", "id": "again"}],
            [{"participant": "guatemala", "id": "x"}, {"participant": "elsewhere", "id": "x"}],
        ],
    },
    filters=COMMON_FILTERS
    | {
        "meeting_form": Filtering("meeting", "call"),
        "rank": Filtering("ministers", "leaders"),
        "status": Filtering("held", "planned"),
        "topic": Filtering("migration", "fishing"),
        "participant": Filtering("united-states", "state-department"),
        "under": Filtering("america", "elsewhere"),
        "country": Filtering("gt", "us"),
        "part_of": Filtering("the-tour", "the-talks"),
        "starts_from": Filtering("2025-02-05", "2025-02-06", repeated=False),
        "starts_to": Filtering("2025-02-05", "2025-02-04", repeated=False),
    },
    sorts={
        "title": ({"title": "Álamo"}, {"title": "balsa"}),
        "starts": ({"starts": "2024-12/2025-03"}, {"starts": "2025-01-01"}),
    },
    lacking=frozenset({"starts"}),
    referrer=lambda record: {"title": "A stop", "form": "visit", "status": "held", "part_of": record},
    reference="/part_of",
    items={
        "citations": CITATIONS,
        "attendance": Items(
            item={
                "participant": "marco-rubio",
                "role": "visitor",
                "on_behalf_of": "united-states",
                "title": "Secretary of State",
            },
            id="marco-rubio-visitor",
            document=GUEST,
            other={"participant": "guatemala", "role": "host"},
            patch={"role": "chair", "title": None},
            patched={"role": "chair", "title": None},
            wrong=[
                ({}, ""),
                ({"participant": "nobody-known"}, "/participant"),
                ({"participant": "guatemala", "on_behalf_of": "nobody-known"}, "/on_behalf_of"),
                ({"participant": "guatemala", "role": "guest"}, "/role"),
                ({"participant": "guatemala", "seat": 1}, "/seat"),
            ],
        ),
    },
)
