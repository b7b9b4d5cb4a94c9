"""Topics as the contract tests know them."""

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
from tests.nouns.noun import Body, Filtering, Noun

FULL: Body = {"name": "Deportación", "parent": "migration", "translations": translations("name")}

TOPICS = Noun(
    collection="topics",
    singular="topic",
    label="name",
    minimal={"name": "Sea Ports"},
    derived="sea-ports",
    defaults={"parent": None, "different_from": [], **COMMON_DEFAULTS},
    full=FULL | COMMON | different_from("topic", "trade"),
    document=FULL
    | COMMON_DOCUMENT
    | told_different("topic", "trade", "name", "Trade")
    | {"parent": {"id": "migration", "name": "Migration"}},
    edit={"parent": "trade"},
    edited={"parent": {"id": "trade", "name": "Trade"}},
    wrong=COMMON_WRONG
    | {"different_from": wrong_differences("topic", "trade")}
    | {
        "translations": wrong_translations("name"),
        "name": ["", "x" * 301, "two\nlines", "\u200b"],
        "parent": ["no-such-topic", "Migration", ""],
    },
    filters=COMMON_FILTERS | {"parent": Filtering("migration", "borders"), "under": Filtering("borders", "trade")},
    sorts={"name": ({"name": "Ácido"}, {"name": "barco"})},
    referrer=lambda record: {"name": "A narrower topic", "parent": record},
    reference="/parent",
    items={"citations": CITATIONS},
)
