"""Assessments of a pledge as reviews of a claim (schema.org's ClaimReview): that the party does what it promised."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.ledger.model.shapes import Values
from app.linked_data.contexts import Node, with_context
from app.linked_data.mappings import PARTICIPANTS
from app.linked_data.records import citation_node, record_node
from app.linked_data.shapes import OF_THE_ASSESSMENT, RECORD, named_shapes, shapes_of
from app.linked_data.writer import Writer
from app.records.assessments.documents import AssessmentDocument
from app.records.assessments.schemas import Assessment
from app.vocabulary import Axis

WORST, BEST = -1, 1
RATINGS: Mapping[str, Mapping[int, str]] = {
    Axis.COMPLETION: {-1: "Not done", 0: "Done in part or under way", 1: "Done as promised"},
    Axis.OUTCOME: {-1: "Without the result", 0: "With a part of the result", 1: "With the result"},
}
"""What the scores of each axis are in a few words."""

IN_CLAIM = ("@id", "@type", "name", "author", "datePublished", "appearance")
"""What a review says of the claim that it is about: the rest stands at the pledge's own address."""

SAID_BY_THE_REVIEW = frozenset({"id", "score", "assessor", "rationale", "citations"})


def claim_review(writer: Writer, pledge: Values, assessment: Values, kind: str, *, whole: bool = False) -> Node:
    """Return an assessment as a node, by an assessor of a kind of participant; the `whole` claim, or its address."""
    address = f"{writer.address('pledges', pledge['id'])}/assessments/{assessment['id']}"
    claim = record_node(writer, "pledges", pledge)
    rating = {"ratingValue": assessment["score"], "bestRating": BEST, "worstRating": WORST}
    assessor = writer.reference("participants", assessment["assessor"], *PARTICIPANTS.get(kind, ()))
    node: Node = {
        "@id": address,
        "@type": ["ClaimReview", "pacta:assessment"],
        "url": address,
        "claimReviewed": pledge["title"],
        "itemReviewed": {term: claim[term] for term in (IN_CLAIM if whole else IN_CLAIM[:2]) if term in claim},
        "reviewRating": {
            "@type": "Rating",
            **rating,
            "alternateName": RATINGS[assessment["axis"]][assessment["score"]],
        },
        "author": assessor,
    }
    if assessment["rationale"] is not None:
        node["reviewBody"] = assessment["rationale"]
    return node | dict(_own(writer, assessment))


def linked_review(writer: Writer, pledge: Values, assessment: Values, kind: str) -> Node:
    """Return an assessment as JSON-LD, with what its claim is."""
    return with_context(claim_review(writer, pledge, assessment, kind, whole=True), writer.base)


def _own(writer: Writer, assessment: Values) -> Iterator[tuple[str, Any]]:
    """Yield what of an assessment schema.org has no word for."""
    for field, shape in shapes_of(Assessment).items():
        if field not in SAID_BY_THE_REVIEW:
            yield from writer.own(shape, assessment[field])
    for field, shape in named_shapes(AssessmentDocument, OF_THE_ASSESSMENT).items():
        yield from writer.own(shape, assessment[field])
    if assessment["citations"]:
        yield f"pacta:{RECORD}.citations", [citation_node(writer, one) for one in assessment["citations"]]
