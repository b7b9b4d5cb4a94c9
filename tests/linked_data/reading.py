"""Linked data read as others read them: by a processor that fetches nothing, and that nothing may be lost in."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pyld import jsonld  # type: ignore[import-untyped]

from app.linked_data.contexts import EDTF, SCHEMA

Node = dict[str, Any]
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
SENTENCES = re.compile(r"(?:_:\S+|<[^>]+>) <[^>]+> .+ \.")


def refuse(address: str, _options: object = None) -> object:
    """Fetch nothing, whatever is asked for."""
    message = f"a context would be fetched from {address}"
    raise AssertionError(message)


OPTIONS = {"documentLoader": refuse}


def expanded(node: Node) -> Node:
    """Return a node in expanded form; nothing of it may be lost on the way, or on the way back."""
    (found,) = jsonld.expand(node, OPTIONS)
    assert Counter(_said(node, node["@context"])) == Counter(_terms(found))
    for iri in _iris(found):
        assert IRI.fullmatch(iri) or iri.startswith("_:"), iri
    compacted = jsonld.compact(found, node["@context"], OPTIONS)
    assert _unlisted(compacted) == _unlisted(node)
    return dict(found)


def quads(node: Node) -> list[str]:
    """Return what a node says, sentence by sentence, in N-Quads."""
    written = jsonld.to_rdf(node, OPTIONS | {"format": "application/n-quads"})
    lines = [line for line in written.split("\n") if line]
    assert all(SENTENCES.fullmatch(line) for line in lines)
    return lines


def strings(value: Any) -> Iterator[str]:
    """Yield every string of a value, its keys aside."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def own_iris(node: Node) -> set[str]:
    """Return which of Pacta's own terms a node holds, by what stands behind the `#`."""
    base = node["@context"]["pacta"]
    found = expanded(node)
    iris = {*_iris(found), *_terms(found)}
    return {iri.removeprefix(base) for iri in iris if iri.startswith(base)}


def used_of_schema_org(node: Node) -> set[str]:
    """Return the types and properties of schema.org that a node holds."""
    found = expanded(node)
    return {iri.removeprefix(SCHEMA) for iri in {*_iris(found), *_terms(found)} if iri.startswith(SCHEMA)}


def values_of(node: Node, term: str) -> list[Any]:
    """Return what a node says by a term, as a list."""
    value = node.get(term, [])
    return value if isinstance(value, list) else [value]


def dates_of(node: Node) -> set[str]:
    """Return every date of the world that is written in EDTF."""
    if isinstance(node, dict):
        if node.get("@type") == EDTF:
            return {node["@value"]}
        return set().union(*(dates_of(inner) for inner in node.values()))
    return set().union(*(dates_of(inner) for inner in node)) if isinstance(node, list) else set()


def _said(value: Any, context: Node) -> Iterator[str]:
    """Yield the IRI of each key, once for each of its values."""
    if isinstance(value, list):
        for inner in value:
            yield from _said(inner, context)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("@"):
                yield from [_iri_of(key, context)] * (len(inner) if isinstance(inner, list) else 1)
            if key != "@context":
                yield from _said(inner, context)


def _iri_of(key: str, context: Node) -> str:
    prefix, colon, name = key.partition(":")
    told = context[prefix]
    return f"{told}{name}" if colon else told["@id"] if isinstance(told, dict) else told


def _terms(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _terms(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("@"):
                yield from [key] * len(inner)
            yield from _terms(inner)


def _iris(value: Any) -> Iterator[str]:
    """Yield every IRI that something is, or is of the type of."""
    if isinstance(value, list):
        for inner in value:
            yield from _iris(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in {"@id", "@type"}:
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from _iris(inner)


def _unlisted(value: Any) -> Any:
    """Return a value with the only item in the place of a list of one: JSON-LD has no difference there."""
    if isinstance(value, dict):
        return {
            # Processors may write language tags in lower case, which are the same then.
            key: str(inner).lower() if key == "@language" else _unlisted(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        items = [_unlisted(inner) for inner in value]
        return items[0] if len(items) == 1 else items
    return value
