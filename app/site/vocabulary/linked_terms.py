"""Pacta's own terms as linked data: what their IRIs lead to."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from app.access.callers import may_read
from app.etags import digest
from app.http.addresses import base_of
from app.http.openapi.operations import TAG_HEADER
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import producing
from app.labels import label_of
from app.linked_data.contexts import PREFIXES, Node, own_prefix
from app.linked_data.openapi import CONTENT, MEDIA_TYPE, SUFFIX
from app.linked_data.vocabulary import OwnTerm, own_terms
from app.strict_json import encode

router = APIRouter(prefix="/v1", tags=["service"], route_class=producing(MEDIA_TYPE), redirect_slashes=False)
CONTEXT = {
    **PREFIXES,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
TYPES = {"class": "rdfs:Class", "property": "rdf:Property", "list": "skos:ConceptScheme", "word": "skos:Concept"}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "All of them", "content": CONTENT, "headers": TAG_HEADER},
    304: {"description": "Not modified: you have the current version", "headers": TAG_HEADER},
}


@router.get(
    f"/vocabulary.{SUFFIX}",
    operation_id="getLinkedVocabulary",
    summary="Read what the terms of linked data mean",
    description=(
        "Each of Pacta's own terms in linked data: classes and properties (RDF Schema), and the words of closed lists "
        "with their names in English and in Spanish (SKOS)."
    ),
    response_class=Response,
    responses=DOCUMENTED,
    dependencies=[Depends(may_read)],
)
async def get_linked_vocabulary(request: Request, _tags: IfNoneMatchRead = None) -> Response:
    body = encode(linked_vocabulary(base_of(request)))
    return tagged(request, body, f'"{digest(body)}"', media_type=MEDIA_TYPE)


def linked_vocabulary(base: str) -> Node:
    """Return all of Pacta's terms as JSON-LD, for a service whose public address is `base`."""
    address = f"{base}/v1/vocabulary"
    terms = [_term(term) | {"rdfs:isDefinedBy": {"@id": address}} for term in own_terms()]
    # Included: a graph of its own would say that they hold of the vocabulary alone.
    context = {"pacta": own_prefix(base), **CONTEXT}
    return {"@context": context, "@id": address, "@type": "rdfs:Resource", "@included": terms}


def _term(term: OwnTerm) -> Node:
    node: Node = {"@id": f"pacta:{term.name}", "@type": TYPES[term.kind]}
    if term.word is not None:
        label = label_of(term.word)
        node["skos:prefLabel"] = [
            {"@value": label.en, "@language": "en"},
            {"@value": label.es, "@language": "es"},
        ]
    else:
        node["rdfs:label"] = {"@value": term.label, "@language": "en"}
    if term.meaning:
        definition = "skos:definition" if term.kind == "word" else "rdfs:comment"
        node[definition] = {"@value": term.meaning, "@language": "en"}
    if term.of is not None:
        node["skos:inScheme" if term.kind == "word" else "rdfs:domain"] = {"@id": f"pacta:{term.of}"}
    return node
