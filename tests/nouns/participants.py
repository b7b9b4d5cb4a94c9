"""Participants as the contract tests know them."""

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
    "kind": "person",
    "name": "Bernardo Arévalo",
    "other_names": [{"name": "Bernardo Arévalo de León", "language": "es"}, {"name": "Tío Bernie", "language": None}],
    "country": "gt",
    "wikidata_id": "Q774",
    "part_of": [{"participant": "united-states", "from": "2024-01-15", "to": None}],
    "offices": [
        {"id": "the-presidency", "title": "President", "body": "guatemala", "from": "2024-01-15", "to": "2028-01"},
        {"id": "a-seat", "title": "Member", "body": None, "from": None, "to": None},
    ],
}
INAUGURATION = {
    "edtf": "2024-01-15",
    "from": "2024-01-15",
    "to": "2024-01-15",
    "approximate": False,
    "uncertain": False,
}

PARTICIPANTS = Noun(
    collection="participants",
    singular="participant",
    label="name",
    minimal={"kind": "organization", "name": "Cámara de Comercio"},
    derived="camara-de-comercio",
    defaults={"other_names": [], "country": None, "wikidata_id": None, "part_of": [], "offices": [], **COMMON_DEFAULTS},
    full=FULL | COMMON,
    document=FULL
    | COMMON_DOCUMENT
    | {
        "part_of": [
            {"participant": {"id": "united-states", "name": "United States"}, "from": INAUGURATION, "to": None}
        ],
        "offices": [
            {
                "id": "the-presidency",
                "title": "President",
                "body": {"id": "guatemala", "name": "Guatemala"},
                "from": INAUGURATION,
                "to": {
                    "edtf": "2028-01",
                    "from": "2028-01-01",
                    "to": "2028-01-31",
                    "approximate": False,
                    "uncertain": False,
                },
            },
            {"id": "a-seat", "title": "Member", "body": None, "from": None, "to": None},
        ],
    },
    edit={"country": "us"},
    edited={"country": "us"},
    wrong=COMMON_WRONG
    | {
        "kind": ["country", ""],
        "name": ["", "x" * 301, "two\nlines"],
        "other_names": [[{}], [{"name": ""}], [{"name": "x", "language": "xx-yy-zz-q"}], [{"name": "x", "says": "y"}]],
        "country": ["GT", "Guatemala", "zz", "qq", ""],
        "wikidata_id": ["774", "q774", "Q0", "P31"],
        "part_of": [
            [{}],
            [{"participant": "no-such-state"}],
            [{"participant": "guatemala", "from": "once"}],
            [{"participant": "guatemala", "until": "2025"}],
        ],
        "offices": [
            [{}],
            [{"body": "guatemala"}],
            [{"title": "", "body": "guatemala"}],
            [{"title": "President", "body": "no-such-state"}],
            [{"title": "President", "to": "2025-02-30"}],
            [{"title": "President", "id": "x"}, {"title": "Member", "id": "x"}],
        ],
    },
    filters=COMMON_FILTERS
    | {
        "kind": Filtering("person", "state"),
        "country": Filtering("gt", "mx"),
        "part_of": Filtering("united-states", "america"),
        "under": Filtering("america", "elsewhere"),
    },
    sorts={"name": ({"name": "Ávila"}, {"name": "benito"})},
    referrer=lambda record: {"kind": "group", "name": "A group", "part_of": [{"participant": record}]},
    reference="/part_of/0/participant",
    items={"citations": CITATIONS},
)
