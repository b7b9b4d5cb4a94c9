"""Participants as the contract tests know them."""

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
    "kind": "person",
    "name": "Bernardo Arévalo",
    "other_names": [{"name": "Bernardo Arévalo de León", "language": "es"}, {"name": "Tío Bernie", "language": None}],
    "country": "gt",
    "wikidata_id": "Q774",
    "from": "[1958-10-06..1958-10-07]",
    "to": "2030?",
    "succeeds": ["a-former-body"],
    "part_of": [{"participant": "united-states", "from": "2024-01-15", "to": None}],
    "offices": [
        {"id": "the-presidency", "title": "President", "body": "guatemala", "from": "2024-01-15", "to": "2028-01"},
        {"id": "a-seat", "title": "Member", "body": None, "from": None, "to": None},
    ],
    "translations": translations("name"),
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
    defaults={
        "other_names": [],
        "country": None,
        "wikidata_id": None,
        "from": None,
        "to": None,
        "succeeds": [],
        "part_of": [],
        "offices": [],
        "different_from": [],
        **COMMON_DEFAULTS,
    },
    full=FULL | COMMON | different_from("participant", "elsewhere"),
    document=FULL
    | COMMON_DOCUMENT
    | told_different("participant", "elsewhere", "name", "Elsewhere")
    | {
        "from": {
            "edtf": "[1958-10-06..1958-10-07]",
            "from": "1958-10-06",
            "to": "1958-10-07",
            "approximate": False,
            "uncertain": False,
        },
        "to": {"edtf": "2030?", "from": "2030-01-01", "to": "2030-12-31", "approximate": False, "uncertain": True},
        "succeeds": [{"id": "a-former-body", "name": "A former body"}],
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
    | {"different_from": wrong_differences("participant", "elsewhere")}
    | {
        "translations": wrong_translations("name"),
        "kind": ["country", ""],
        "name": ["", "x" * 301, "two\nlines"],
        "other_names": [[{}], [{"name": ""}], [{"name": "x", "language": "xx-yy-zz-q"}], [{"name": "x", "says": "y"}]],
        "country": ["GT", "Guatemala", "zz", "qq", ""],
        "wikidata_id": ["774", "q774", "Q0", "P31"],
        "from": ["once", "2025-02-30"],
        "to": ["1957", "never"],
        "succeeds": [["no-such-body"], [""], [f"body-{number}" for number in range(51)]],
        "part_of": [
            [{}],
            [{"participant": "guatemala", "from": "2025", "to": "2024"}],
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
        "succeeds": Filtering("a-former-body", "guatemala"),
        "existing_on": Filtering("2030-12-31", "2031-01-01", repeated=False),
    },
    sorts={"name": ({"name": "Ávila"}, {"name": "benito"})},
    referrer=lambda record: {"kind": "group", "name": "A group", "part_of": [{"participant": record}]},
    reference="/part_of/0/participant",
    items={
        "citations": CITATIONS,
        "part_of": Items(
            item={"participant": "united-states", "from": "2024-01-15", "to": None},
            id="united-states-2024-01-15",
            document={
                "participant": {"id": "united-states", "name": "United States"},
                "from": INAUGURATION,
                "to": None,
            },
            other={"participant": "guatemala"},
            patch={"to": "2024-01-15"},
            patched={"to": INAUGURATION},
            wrong=[
                ({"participant": "nobody-known"}, "/participant"),
                ({"participant": "united-states", "from": "2024-01-15", "to": "2023"}, "/to"),
                ({"participant": "united-states", "from": "then"}, "/from"),
                ({"participant": "united-states", "colour": "red"}, "/colour"),
            ],
            keyed=True,
        ),
        "offices": Items(
            item={"title": "President", "body": "guatemala", "from": "2024-01-15", "to": None},
            id="guatemala-2024-01-15",
            document={
                "title": "President",
                "body": {"id": "guatemala", "name": "Guatemala"},
                "from": INAUGURATION,
                "to": None,
            },
            other={"title": "Member"},
            patch={"title": "Acting President", "body": None},
            patched={"title": "Acting President", "body": None},
            wrong=[
                ({}, "/title"),
                ({"title": "x", "body": "nobody-known"}, "/body"),
                ({"title": "x", "from": "2024-01-15", "to": "2023"}, "/to"),
                ({"title": "x", "colour": "red"}, "/colour"),
            ],
        ),
    },
)
