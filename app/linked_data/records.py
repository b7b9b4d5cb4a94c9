"""A record as linked data: one node, with its context."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.ledger.model.shapes import Values
from app.linked_data.contexts import Node, with_context
from app.linked_data.mappings import mapping_of
from app.linked_data.rules import EVERYWHERE, Rule, refers_to, tagged
from app.linked_data.shapes import LEFT_OUT, RECORD, REVISION, document_shapes
from app.linked_data.writer import Writer, one_or_all
from app.records.base.collections import collection_of
from app.records.sources.citations import Citation, Quote

SAID_ELSEWHERE = frozenset({"id", "translations"}) | LEFT_OUT
"""Fields that are the address of the node, stand beside the texts that are translated, or are left out."""


def linked_data(collection: str, document: Values, base: str, *, reviews: Sequence[Node] = ()) -> Node:
    """Return the document of a record as JSON-LD, for a service whose public address is `base`.

    The same document gives the same, in the same order. `reviews` are assessments of a pledge, as `claim_review` gives
    them. An HTML page holds it as `as_script` writes it.
    """
    return with_context(record_node(Writer(base), collection, document, reviews=reviews), base)


def record_node(
    writer: Writer, collection: str, document: Values, *, reviews: Sequence[Node] = (), address: str | None = None
) -> Node:
    """Return a record as a node without its context; a revision of it stands at an address of its own."""
    mapping = mapping_of(collection)
    noun = collection_of(collection).record_type.noun
    record = writer.address(collection, document["id"])
    node: Node = {
        "@id": address or record,
        "@type": one_or_all([*mapping.types(document), f"pacta:{noun}"]),
    }
    revision = {"@id": f"{record}/revisions/{document['version']}"}
    _add(node, f"pacta:{REVISION.name}", revision if address is None else None)
    for term, value in _said(writer, collection, document, (*mapping.rules, *EVERYWHERE)):
        _add(node, term, value)
    _add(node, "review", list(reviews) or None)
    return node


def _said(writer: Writer, collection: str, document: Values, rules: Sequence[Rule]) -> Iterator[tuple[str, Any]]:
    """Yield what is said of each field of the document, in its order."""
    shapes = document_shapes(collection)
    for field, value in document.items():
        ruling = [rule for rule in rules if rule.field == field]
        for rule in ruling:
            yield from rule.say(writer, document)
        if field == "citations":
            yield from _citations(writer, value)
        elif field not in SAID_ELSEWHERE and all(rule.partly for rule in ruling):
            yield from writer.own(shapes.get(field), value)


def _citations(writer: Writer, value: Sequence[Values]) -> Iterator[tuple[str, Any]]:
    if value:
        yield f"pacta:{RECORD}.citations", [citation_node(writer, one) for one in value]


def citation_node(writer: Writer, citation: Values) -> Node:
    """Return a citation, the words of its source in it as a quotation that is based on that."""
    node = writer.item(Citation, {name: value for name, value in citation.items() if name != "quote"})
    if citation["quote"] is not None:
        node["pacta:citation.quote"] = _quotation(writer, citation)
    return node


def _quotation(writer: Writer, citation: Values) -> Node:
    exact, around = citation["quote"]["exact"], dict(citation["quote"], exact=None)
    node = writer.item(Quote, around) | {"@type": ["Quotation", "pacta:quote"], "text": tagged(exact, None)}
    node["isBasedOn"] = writer.reference("sources", citation["source"])
    if citation["speaker"] is not None:
        node["author"] = refers_to("participants")(writer, citation["speaker"], citation)
    return node


def _add(node: Node, term: str, value: Any) -> None:
    """Say something of a node, beside what it has of the same term."""
    if value is None:
        return
    if term not in node:
        node[term] = value
        return
    known = node[term] if isinstance(node[term], list) else [node[term]]
    node[term] = [*known, *(value if isinstance(value, list) else [value])]
