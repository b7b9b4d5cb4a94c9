"""The context of an answer: what its keys and types stand for, told inline, so that nobody has to fetch anything.

A term of schema.org stands by its bare name, one of PROV or SKOS and Pacta's own by prefix and name. There is no
`@vocab`: a name that is not declared here is no term, and is refused instead of being taken for one of schema.org.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Node = dict[str, Any]

SCHEMA = "https://schema.org/"
PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EDTF = "http://id.loc.gov/datatypes/edtf"
"""The datatype of dates that may be uncertain, approximate, open or one of several."""

LINK, DATE = {"@type": "@id"}, {"@type": f"{SCHEMA}Date"}
TYPES = frozenset(
    {
        "Action", "Claim", "ClaimReview", "Country", "CreativeWork", "Dataset", "DefinedTerm", "Event",
        "GovernmentOrganization", "Legislation", "MonetaryAmount", "NewsArticle", "Organization", "Person", "Place",
        "PoliticalParty", "PostalAddress", "PropertyValue", "Quotation", "Rating", "Report", "SocialMediaPosting",
    }
)  # fmt: skip
"""The types of schema.org that are used."""

TERMS: Mapping[str, Mapping[str, str]] = {
    "about": {},
    "address": {},
    "addressCountry": {},
    "agent": {},
    "alternateName": {},
    "appearance": {},
    "archivedAt": LINK,
    "attendee": {},
    "author": {},
    "bestRating": {},
    "claimReviewed": {},
    "currency": {},
    "dateCreated": DATE,
    "datePublished": DATE,
    "description": {},
    "endDate": DATE,
    "eventStatus": LINK,
    "identifier": {},
    "inLanguage": {},
    "isBasedOn": {},
    "isPartOf": {},
    "itemReviewed": {},
    "keywords": {},
    "legislationChanges": {},
    "legislationDate": DATE,
    "location": {},
    "locationCreated": {},
    "name": {},
    "propertyID": {},
    "publisher": {},
    "ratingValue": {},
    "review": {},
    "reviewBody": {},
    "reviewRating": {},
    "sameAs": LINK,
    "startDate": DATE,
    "superEvent": {},
    "text": {},
    "url": LINK,
    "value": {},
    "worstRating": {},
}
"""The properties of schema.org that are used, and what their values are where a plain string does not say it."""

NOT_IN_IRIS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '<>"{}|\\^` '})


def own_prefix(base: str) -> str:
    """Return what the IRIs of Pacta's own terms begin with: the vocabulary, which says what each means."""
    return f"{base}/v1/vocabulary#"


def iri(address: str) -> str:
    """Return an address as an IRI: signs that no IRI holds percent-encoded (RFC 3987)."""
    return address.translate(NOT_IN_IRIS)


def with_context(node: Node, base: str) -> Node:
    """Return a node with the context that it needs, the same for the same content. Raises `KeyError` for no term."""
    used = sorted(set(_names(node)))
    terms = {name: _term(name) for name in used if ":" not in name}
    return {"@context": {"pacta": own_prefix(base), **PREFIXES, **terms}, **node}


def _term(name: str) -> Any:
    if name in TYPES:
        return SCHEMA + name
    coercion = TERMS[name]
    return {"@id": SCHEMA + name, **coercion} if coercion else SCHEMA + name


def _names(value: Any) -> Iterator[str]:
    """Yield the keys and the types of a value that are no keywords and no whole IRIs."""
    if isinstance(value, list):
        for one in value:
            yield from _names(one)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "@type" and "@value" not in value:
                yield from inner if isinstance(inner, list) else [inner]
            elif not key.startswith("@"):
                yield key
                yield from _names(inner)
