"""What stands in a field, by its model: a reference, a date, a word of a closed list, something with fields of its own.

Written models say it of what is written, models of documents of what follows from that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from inspect import cleandoc
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.ledger.model.shapes import Identified, Named, RefersTo, Titled, WorldDate, unwrap
from app.records.base.collections import collection_of
from app.records.pledges.documents import StandingParty
from app.records.pledges.schemas import Party
from app.records.sources.citations import COMMON
from app.values.times.dates import DateDocument
from app.values.wording.nouns import snake_case
from app.vocabulary import Term, Voice

RECORD = "record"
"""What all records have in common is named after this."""

LEFT_OUT = frozenset({"assessments", "components", "counts", "progress", "positions", "trackability", "amended"})
"""What documents count or repeat of other records and of parts: each of these has an address that says it whole."""

EXTENDED: Mapping[type[BaseModel], type[BaseModel]] = {Party: StandingParty}
"""What documents show in the place of a written model: the same, and what follows."""


@dataclass(frozen=True)
class Shape:
    """What a field holds: at most one of these, and several of it or one.

    `name` is the term that Pacta has for the field, `meaning` what it tells.
    """

    name: str
    meaning: str
    collection: str | None = None
    is_date: bool = False
    words: type[Term] | None = None
    model: type[BaseModel] | None = None
    by_key: bool = False
    several: bool = False


HEAD = {
    "version": Shape(f"{RECORD}.version", "the counter of the record: which revision it is"),
    "created_at": Shape(f"{RECORD}.created_at", "when the record was first written"),
    "updated_at": Shape(f"{RECORD}.updated_at", "when the record was last written"),
    "attestation": Shape(
        f"{RECORD}.attestation", "the best voice among supporting citations, in the order they are listed", words=Voice
    ),
    "disputed": Shape(f"{RECORD}.disputed", "an account of a field, or of a part's, conflicts: see its accounts"),
}
"""What Pacta says of every record beside what was written."""

OF_THE_ASSESSMENT = ("recorded_at", "actor", "withdrawn", "superseded_by", "stands")
"""What follows from when an assessment was recorded, and from the others of its pledge."""

OF_THE_ENTRY = ("entry", "operation", "part", "data_set", "hash")
"""What is said of an entry of the ledger, as what made a revision."""

REVISION = Shape(f"{RECORD}.revision", "the revision of the record that this is: the address to cite")


@cache
def shapes_of(model: type[BaseModel]) -> Mapping[str, Shape]:
    """Return what stands in each field of a model, by what the field is called in documents."""
    extended = EXTENDED.get(model)
    fields = {} if extended is None else dict(extended.model_fields)
    return _shapes(model, fields | dict(model.model_fields))


@cache
def document_shapes(collection: str) -> Mapping[str, Shape]:
    """Return what stands in the fields of a collection's documents: what is written, then what follows from it."""
    known = collection_of(collection)
    written = {**HEAD, **shapes_of(known.record_type.written)}
    following = {
        name: field
        for name, field in known.document.model_fields.items()
        if (field.alias or name) not in {*written, *LEFT_OUT}
    }
    return {**written, **_shapes(known.document, following)}


def named_shapes(model: type[BaseModel], names: Sequence[str]) -> Mapping[str, Shape]:
    """Return what stands in some fields of a model."""
    return _shapes(model, {name: model.model_fields[name] for name in names})


def _shapes(model: type[BaseModel], fields: Mapping[str, FieldInfo]) -> dict[str, Shape]:
    return {
        field.alias or key: _shape(
            model, field.alias or key, field.description or "", field.annotation, tuple(field.metadata)
        )
        for key, field in fields.items()
        if key not in LEFT_OUT
    }


def class_name(model: type[BaseModel]) -> str:
    """Return what Pacta calls things of a model: `status_change` of `StatusChange`."""
    return snake_case(model.__name__.removesuffix("Document"))


def class_meaning(model: type[BaseModel]) -> str:
    """Return what things of a model are."""
    return " ".join(cleandoc(model.__doc__ or "").split())


def _shape(model: type[BaseModel], key: str, meaning: str, annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    owner = RECORD if key in COMMON or key in HEAD else class_name(model)
    name = f"{owner}.{key}"
    inner, marks = unwrap(annotation)
    several = False
    if get_origin(inner) is list:
        several = True
        inner, marks = unwrap(get_args(inner)[0])
        metadata = ()
    for mark in (*metadata, *marks):
        if isinstance(mark, RefersTo):
            return Shape(name, meaning, collection=mark.collection, several=several)
        if isinstance(mark, WorldDate):
            return Shape(name, meaning, is_date=True, several=several)
    return _of_type(name, meaning, inner, several=several)


def _of_type(name: str, meaning: str, inner: Any, *, several: bool) -> Shape:
    shape = Shape(name, meaning, several=several)
    if get_origin(inner) is dict:
        return replace(shape, by_key=True)
    if inner is DateDocument:
        return replace(shape, is_date=True)
    if inner is Named:
        # Of what follows from others, whatever has a name is a participant.
        return replace(shape, collection="participants")
    if not isinstance(inner, type) or not issubclass(inner, (Term, BaseModel)):
        return shape
    if issubclass(inner, (Titled, Identified)):
        message = f"{name} refers to a record of a collection that its model does not say"
        raise TypeError(message)
    return replace(shape, words=inner) if issubclass(inner, Term) else replace(shape, model=inner)
