"""Pacta's own terms: classes, properties and words, from the models and closed lists of records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from typing import Literal

from pydantic import BaseModel

from app.linked_data.shapes import (
    OF_THE_ASSESSMENT,
    OF_THE_ENTRY,
    REVISION,
    Shape,
    class_meaning,
    class_name,
    document_shapes,
    named_shapes,
    shapes_of,
)
from app.records.assessments.documents import AssessmentDocument
from app.records.assessments.schemas import Assessment
from app.records.base.revisions.documents import Revision
from app.records.registry import COLLECTIONS
from app.values.wording.nouns import snake_case
from app.vocabulary import Term

Kind = Literal["class", "property", "list", "word"]


@dataclass(frozen=True)
class OwnTerm:
    """A term of Pacta's, by what stands behind the `#` of its IRI. `word` is there of words, for their labels."""

    name: str
    kind: Kind
    label: str
    meaning: str
    of: str | None = None
    word: Term | None = None


@cache
def own_terms() -> Sequence[OwnTerm]:
    """Return all of Pacta's terms that linked data may hold: classes and properties, then closed lists."""
    models: dict[type[BaseModel], Mapping[str, Shape]] = {}
    shapes: dict[str, Shape] = {REVISION.name: REVISION}
    for name, collection in COLLECTIONS.items():
        _collect(collection.record_type.written, document_shapes(name), models, shapes)
    _collect(Assessment, shapes_of(Assessment), models, shapes)
    _collect(Assessment, named_shapes(AssessmentDocument, OF_THE_ASSESSMENT), models, shapes)
    _collect(Revision, named_shapes(Revision, OF_THE_ENTRY), models, shapes)
    lists = {shape.words: None for shape in shapes.values() if shape.words is not None}
    classes = {class_name(model): _class(model) for model in models}
    return [
        *classes.values(),
        *(_property(shape, classes) for shape in shapes.values()),
        *(term for words in lists for term in _words(words)),
    ]


def _collect(
    model: type[BaseModel],
    fields: Mapping[str, Shape],
    models: dict[type[BaseModel], Mapping[str, Shape]],
    shapes: dict[str, Shape],
) -> None:
    """Add a model, what stands in its fields, and the models of those."""
    models[model] = fields
    for shape in fields.values():
        shapes.setdefault(shape.name, shape)
        if shape.model is not None and shape.model not in models:
            _collect(shape.model, shapes_of(shape.model), models, shapes)


def _class(model: type[BaseModel]) -> OwnTerm:
    name = class_name(model)
    return OwnTerm(name, "class", _spaced(name), class_meaning(model))


def _property(shape: Shape, classes: Mapping[str, OwnTerm]) -> OwnTerm:
    owner, _point, field = shape.name.partition(".")
    return OwnTerm(shape.name, "property", _spaced(field), shape.meaning, of=owner if owner in classes else None)


def _words(words: type[Term]) -> Iterator[OwnTerm]:
    name = snake_case(words.__name__)
    scheme = f"closed_list.{name}"
    yield OwnTerm(scheme, "list", _spaced(name), " ".join(cleandoc(words.__doc__ or "").split()))
    for word in words:
        yield OwnTerm(f"{name}.{word.value}", "word", _spaced(word.value), word.meaning, of=scheme, word=word)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
