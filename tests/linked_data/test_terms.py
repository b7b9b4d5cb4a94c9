"""Every record, whatever is in it, as linked data: nothing is lost, and nothing is fetched."""

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import app.records.registry  # noqa: F401 - makes all collections known
from app.linked_data.contexts import with_context
from app.linked_data.embedding import as_script
from app.linked_data.mappings import MAPPINGS
from app.linked_data.records import linked_data
from app.linked_data.shapes import LEFT_OUT, document_shapes
from app.linked_data.vocabulary import own_terms
from app.records.registry import COLLECTIONS
from app.strict_json import decode, encode
from tests.linked_data.made_up import made_up
from tests.linked_data.reading import dates_of, expanded, own_iris, quads, strings, used_of_schema_org
from tests.nouns import NOUNS, Noun

BASE = "https://pacta.example"
HOSTILE = (
    "</script><script>alert(1)</script>", "<!--", "]]>", '"quoted" \\ and {braced}', "@id", "_:agent", "pacta:pledge",
    "https://evil.example/ <b>", "\u2028\u2029", "\u202eedoc", "\u0000"[:0] + "null", "\U0001f54a é ñ", "a\nb\tc",
)  # fmt: skip
each_noun = pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.collection)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))


def linked(noun: Noun, document: dict[str, Any]) -> dict[str, Any]:
    """Return a document as linked data, as they are sent."""
    node: dict[str, Any] = json.loads(encode(linked_data(noun.collection, document, BASE)))
    return node


def leaves(value: Any, field: str = "") -> Iterator[str]:
    """Yield what a document tells in strings: of dates what was written."""
    if isinstance(value, dict):
        if "edtf" in value:
            yield value["edtf"]
            return
        for name, inner in value.items():
            if name not in LEFT_OUT:
                yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, field)
    elif isinstance(value, str):
        yield value


@each_noun
def test_all_that_a_document_tells_is_told(noun: Noun) -> None:
    document = made_up(noun)
    node = linked(noun, document)
    found = [*strings(node), *(key for _value, key in _languages(node))]
    for told in leaves(document):
        assert any(told == one or one.endswith((f"/{told}", f".{told}")) or told.upper() == one for one in found), told
    assert dates_of(node) == set(dates(document))
    assert quads(node)


def dates(value: Any) -> Iterator[str]:
    """Yield the dates of the world in a document, as they were written."""
    if isinstance(value, dict):
        if "edtf" in value:
            yield value["edtf"]
        for name, inner in value.items():
            if name not in LEFT_OUT:
                yield from dates(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from dates(inner)


def _languages(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "@language" in value:
            yield value["@value"], value["@language"]
        for inner in value.values():
            yield from _languages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _languages(inner)


@each_noun
@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(drawn=st.lists(texts, min_size=1, max_size=6))
@example(drawn=list(HOSTILE))
def test_no_text_changes_what_is_told(noun: Noun, drawn: list[str]) -> None:
    given_texts, written = itertools.cycle(drawn), list[str]()

    def rewrite(_text: str) -> str:
        written.append(next(given_texts))
        return written[-1]

    document = made_up(noun, rewrite)
    node = linked(noun, document)
    plain = linked(noun, made_up(noun))
    assert set(written) <= set(strings(node))
    assert own_iris(node) == own_iris(plain)
    assert node["@context"] == plain["@context"]
    assert linked(noun, document) == node
    script = as_script(node)
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script) == node


@each_noun
def test_equal_records_give_equal_bytes(noun: Noun) -> None:
    document = made_up(noun)
    assert encode(linked_data(noun.collection, document, BASE)) == encode(
        linked_data(noun.collection, decode(encode(document)), BASE)
    )


@each_noun
def test_every_own_term_is_defined(noun: Noun) -> None:
    defined = {term.name for term in own_terms()}
    assert own_iris(linked(noun, made_up(noun))) <= defined


def test_a_term_is_defined_once() -> None:
    names = [term.name for term in own_terms()]
    assert len(set(names)) == len(names)


@each_noun
def test_every_rule_and_field_of_a_collection_is_there(noun: Noun) -> None:
    fields = {"id", "translations", *document_shapes(noun.collection)}
    assert {rule.field for rule in MAPPINGS[noun.collection].rules} <= fields
    assert set(made_up(noun)) <= fields | LEFT_OUT
    documented = {field.alias or name for name, field in COLLECTIONS[noun.collection].document.model_fields.items()}
    assert documented <= fields | LEFT_OUT


def test_a_name_that_is_no_term_is_refused() -> None:
    with pytest.raises(KeyError):
        with_context({"@id": f"{BASE}/x", "@type": "Claim", "publishedOn": "2025"}, BASE)
    with pytest.raises(KeyError):
        with_context({"@id": f"{BASE}/x", "@type": "Pledge"}, BASE)


@pytest.mark.parametrize(
    ("edtf", "plain"),
    [
        ("2025-02-05", "2025-02-05"),
        ("2025-02", "2025-02"),
        ("2025", "2025"),
        ("2025-02-05?", None),
        ("2024-02~", None),
        ("202X", None),
        ("2025-21", None),
        ("2025-02-05/2025-02-12", None),
        ("[2024-02..2024-03]", None),
    ],
)
def test_a_date_is_plain_only_where_it_is_sure(edtf: str, plain: str | None) -> None:
    meetings = next(noun for noun in NOUNS if noun.collection == "meetings")
    document = made_up(meetings) | {"starts": {"edtf": edtf}}
    node = linked(meetings, document)
    assert node.get("startDate") == plain
    assert node["pacta:meeting.starts"] == {"@value": edtf, "@type": "http://id.loc.gov/datatypes/edtf"}


def test_addresses_are_iris_whatever_they_hold() -> None:
    sources = next(noun for noun in NOUNS if noun.collection == "sources")
    document = made_up(sources) | {"url": "https://example.org/{a}|b^c`d?q=é"}
    node = linked(sources, document)
    assert node["url"] == "https://example.org/%7Ba%7D%7Cb%5Ec%60d?q=é"
    assert expanded(node)


def test_ids_in_registers_that_are_known_stand_for_iris() -> None:
    participants = next(noun for noun in NOUNS if noun.collection == "participants")
    ids = {"wikidata": "Q774", "viaf": "no viaf", "ours": "1"}
    node = linked(participants, made_up(participants) | {"external_ids": ids, "wikidata_id": None})
    assert node["sameAs"] == ["http://www.wikidata.org/entity/Q774"]
    assert [one["propertyID"] for one in node["identifier"]] == ["wikidata", "viaf", "ours"]


def test_what_others_say_of_a_promisor_is_not_by_the_promisor() -> None:
    pledges = next(noun for noun in NOUNS if noun.collection == "pledges")
    assert "author" in linked(pledges, made_up(pledges) | {"origin": "declared"})
    for origin in ("attributed", None):
        assert "author" not in linked(pledges, made_up(pledges) | {"origin": origin})


def test_only_terms_that_schema_org_has_are_taken_from_it() -> None:
    used = set().union(*(used_of_schema_org(linked(noun, made_up(noun))) for noun in NOUNS))
    assert {"Claim", "Event", "name", "startDate", "superEvent", "appearance"} <= used
    assert used <= KNOWN


KNOWN = frozenset(
    re.findall(
        r"\w+",
        """
        Action Claim ClaimReview Country CreativeWork Dataset Date DefinedTerm Event EventCancelled EventPostponed
        EventScheduled GovernmentOrganization Legislation MonetaryAmount NewsArticle Organization Person Place
        PoliticalParty PostalAddress PropertyValue Quotation Rating Report SocialMediaPosting
        about address addressCountry agent alternateName appearance archivedAt attendee author bestRating claimReviewed
        currency dateCreated datePublished description endDate eventStatus identifier inLanguage isBasedOn isPartOf
        itemReviewed keywords legislationChanges legislationDate location locationCreated name propertyID publisher
        ratingValue review reviewBody reviewRating sameAs startDate superEvent text url value worstRating
        """,
    )
)
"""Types, properties and values of schema.org that may be used: each looked up there."""
