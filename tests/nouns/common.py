"""What every record has, as the descriptions of the eight collections share it."""

from typing import Any

from tests.nouns.noun import Filtering, Items

CITATION: dict[str, Any] = {
    "source": "report-a",
    "quote": {"exact": "more flights", "prefix": "agreed to", "suffix": "a week"},
    "page": "3",
    "section": "Results",
    "speaker": "marco-rubio",
    "attributed_to": None,
    "voice": "on_record",
    "relation": "supports",
    "act": "announcement",
    "account": {"field": "title", "value": "says more, not how many", "conflicts": True},
    "note": "does not say from when",
}
CITATION_DOCUMENT: dict[str, Any] = CITATION | {
    "source": {"id": "report-a", "title": "Report A"},
    "speaker": {"id": "marco-rubio", "name": "Marco Rubio"},
}
BARE_CITATION: dict[str, Any] = dict.fromkeys(CITATION) | {"source": "report-b", "relation": "supports"}

COMMON: dict[str, Any] = {
    "language": "en-GB",
    "tags": ["visita-2025", "safe third country"],
    "classifications": {"sdg-target": "10.7", "cap-topic": "900: immigration"},
    "external_ids": {"un-treaty-series": "I-59000", "wikidata": "Q1"},
    "citations": [{"id": "in-the-report", **CITATION}, {"id": "bare", **BARE_CITATION}],
}
COMMON_DOCUMENT: dict[str, Any] = COMMON | {
    "citations": [
        {"id": "in-the-report", **CITATION_DOCUMENT},
        {"id": "bare", **BARE_CITATION, "source": {"id": "report-b", "title": "Report B"}},
    ],
}
COMMON_DOCUMENT |= {"attestation": "on_record", "disputed": True}
COMMON_DEFAULTS: dict[str, Any] = {
    "language": None,
    "translations": {},
    "tags": [],
    "classifications": {},
    "external_ids": {},
    "citations": [],
}


def translations(*fields: str) -> dict[str, Any]:
    """Return translations of these fields into two languages."""
    return {language: {field: f"{field} ({language})" for field in fields} for language in ("es", "zh-Hant")}


def wrong_translations(*fields: str) -> list[Any]:
    """Return what translations of these fields cannot be."""
    one = dict.fromkeys(fields, "x")
    return [
        {"english": one}, {"": one}, {"es_GT": one}, {"es": {}}, {"es": one | {"colour": "red"}},
        {"es": dict.fromkeys(fields, "")}, {"es": one, "ES": one}, {"en-GB": one},
        {f"es-{number:03}": one for number in range(51)},
    ]  # fmt: skip


def different_from(noun: str, other: str) -> dict[str, Any]:
    """Return what says that a record is not another one."""
    return {"different_from": [{noun: other, "reason": "That one is of another year."}]}


def told_different(noun: str, other: str, label: str, called: str) -> dict[str, Any]:
    """Return how that reads."""
    return {"different_from": [{noun: {"id": other, label: called}, "reason": "That one is of another year."}]}


def wrong_differences(noun: str, other: str) -> list[Any]:
    """Return what `different_from` cannot be."""
    one = {noun: other, "reason": "x"}
    return [
        [{noun: "no-such-record", "reason": "x"}], [{noun: other}], [{noun: other, "reason": ""}], [{"reason": "x"}],
        [one, one | {"reason": "y"}], [one | {"colour": "red"}], [other],
    ]  # fmt: skip


COMMON_WRONG: dict[str, list[Any]] = {
    "id": ["A", "x", "-x", "x" * 81, "a_b", "é-é", ""],
    "tags": [["Upper"], ["two\nlines"], ["a/b"], [""], ["-x"], ["x" * 81], [f"t{number}" for number in range(51)]],
    "external_ids": [
        {"Upper": "x"}, {"a b": "x"}, {"": "x"}, {"a": ""}, {"a": "x" * 301}, {"a": "two\nlines"},
        {f"s{number}": "x" for number in range(21)},
    ],
    "language": ["english", "en_US", "", "x" * 36],
    "classifications": [
        {"Upper": "x"}, {"a b": "x"}, {"": "x"}, {"a": ""}, {"a": "x" * 301}, {"a": "two\nlines"}, {"a": ["x"]},
        {f"s{number}": "x" for number in range(21)},
    ],
    "citations": [
        [{}],
        [{"source": "no-such-source"}],
        [{"source": "report-a", "speaker": "nobody-known"}],
        [{"source": "report-a", "relation": "proves"}],
        [{"source": "report-a", "act": "thought"}],
        [{"source": "report-a", "voice": "rumour"}],
        [{"source": "report-a", "speaker": "marco-rubio", "attributed_to": "an official"}],
        [{"source": "report-a", "speaker": "marco-rubio", "voice": "reporter"}],
        [{"source": "report-a", "attributed_to": "an official", "voice": "on_record"}],
        [{"source": "report-a", "account": "says so"}],
        [{"source": "report-a", "account": {"field": "title"}}],
        [{"source": "report-a", "account": {"value": "says so"}}],
        [{"source": "report-a", "account": {"field": "No Field", "value": "says so"}}],
        [{"source": "report-a", "quote": {}}],
        [{"source": "report-a", "quote": {"exact": "x", "middle": "y"}}],
        [{"source": "report-a", "id": "x"}, {"source": "report-b", "id": "x"}],
        [{"source": "report-a", "colour": "red"}],
        [{"source": "report-a"}] * 101,
    ],
}  # fmt: skip

COMMON_FILTERS = {
    "tag": Filtering("visita-2025", "no-such-tag"),
    "classification": Filtering("cap-topic:900: immigration", "cap-topic:901"),
    "external_id": Filtering("wikidata:Q1", "wikidata:Q10"),
    "source": Filtering("report-b", "report-c"),
    "voice": Filtering("null", "reporter"),
    "attestation": Filtering("on_record", "null"),
    "disputed": Filtering("true", "false", repeated=False),
    "q": Filtering('"more flights" visita* -never', "never", repeated=False),
    "updated_since": Filtering("2020-01-01T00:00:00Z", "9999-01-01T00:00:00Z", repeated=False),
}

CITATIONS = Items(
    item=CITATION,
    id="report-a",
    document=CITATION_DOCUMENT,
    other={"source": "report-b"},
    patch={"source": "report-b", "quote": {"prefix": None}, "page": None, "speaker": None},
    patched={
        "source": {"id": "report-b", "title": "Report B"},
        "quote": CITATION["quote"] | {"prefix": None},
        "page": None,
        "speaker": None,
    },
    wrong=[
        ({}, "/source"),
        ({"source": "no-such-source"}, "/source"),
        ({"source": "report-a", "speaker": "nobody-known"}, "/speaker"),
        ({"source": "report-a", "quote": {"exact": 7}}, "/quote/exact"),
        ({"source": "report-a", "colour": "red"}, "/colour"),
    ],
)
