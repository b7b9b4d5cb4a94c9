"""Sources as the contract tests know them."""

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

FULL: Body = {
    "kind": "news_report",
    "title": "Migration and drugs",
    "publisher": "The Agency",
    "author": "A. Writer",
    "url": "https://example.org/migration?page=1",
    "published": "2025-02-05~",
    "retrieved_at": "2025-06-13T17:30:00.000000Z",
    "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "archive_url": "https://archive.example.org/1",
    "caveats": ["gives weekdays, no dates", "names the wrong administration"],
    "translations": translations("title"),
}

SOURCES = Noun(
    collection="sources",
    singular="source",
    label="title",
    minimal={"kind": "news_report", "title": "¿Qué dijo Arévalo?"},
    derived="que-dijo-arevalo",
    defaults={
        "publisher": None,
        "author": None,
        "url": None,
        "published": None,
        "retrieved_at": None,
        "content_sha256": None,
        "archive_url": None,
        "caveats": [],
        "different_from": [],
        **COMMON_DEFAULTS,
    },
    full=FULL | COMMON | different_from("source", "report-c"),
    document=FULL
    | COMMON_DOCUMENT
    | told_different("source", "report-c", "title", "Report C")
    | {
        "published": {
            "edtf": "2025-02-05~",
            "from": "2025-02-05",
            "to": "2025-02-05",
            "approximate": True,
            "uncertain": False,
        }
    },
    edit={"published": "2025-02"},
    edited={
        "published": {
            "edtf": "2025-02",
            "from": "2025-02-01",
            "to": "2025-02-28",
            "approximate": False,
            "uncertain": False,
        }
    },
    wrong=COMMON_WRONG
    | {"different_from": wrong_differences("source", "report-c")}
    | {
        "translations": wrong_translations("title"),
        "kind": ["rumour", "joint_statement", "", "NEWS_REPORT"],
        "title": ["", " ", "two\nlines", "x" * 301, "nul\x00"],
        "publisher": ["", "x" * 301],
        "author": ["", "x" * 301],
        "url": ["example.org", "javascript:alert(1)", "ftp://example.org/", "http://", "https://u:p@example.org/"],
        "published": ["yesterday", "2025-02-30", "2025-13", "0000", "10000-01-01", "05/02/2025", ""],
        "retrieved_at": ["2025-06-13", "2025-06-13T17:30:00", "2025-06-13T24:30:00Z", "0000-01-01T00:00:00Z"],
        "content_sha256": ["9f86", "G" * 64, "A" * 64],
        "archive_url": ["archive", "data:text/plain,x"],
        "caveats": [[""], ["x" * 20_001], ["a caveat"] * 51],
    },
    filters=COMMON_FILTERS
    | {
        "kind": Filtering("news_report", "speech"),
        "language": Filtering("en-GB", "en"),
        "publisher": Filtering("The Agency", "the agency"),
        "published_from": Filtering("2025-02-05", "2025-02-06", repeated=False),
        "published_to": Filtering("2025-02-05", "2025-02-04", repeated=False),
    },
    sorts={
        "title": ({"title": "Árbol"}, {"title": "bosque"}),
        "published": ({"published": "2024-12/2025-03"}, {"published": "2025-01-01"}),
    },
    lacking=frozenset({"published"}),
    referrer=lambda record: {"kind": "other", "title": "A digest", "citations": [{"source": record}]},
    reference="/citations/0/source",
    items={"citations": CITATIONS},
)
