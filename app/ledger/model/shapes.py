"""One declaration, two shapes: a written model says where references and dates stand, and the read shape follows.

Written: every reference is an id, every date an EDTF string. Read: `{"id", "name"}` or `{"id", "title"}`,
and a date with its bounds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    SerializerFunctionWrapHandler,
    create_model,
    model_serializer,
)
from pydantic_core import CoreSchema
from typing_extensions import override

from app.values.identifiers import RecordId
from app.values.times.dates import DateDocument, EdtfDate, EndedDate, read_date
from app.values.times.possible_dates import BEGUN

Values = dict[str, Any]
Names = Mapping[tuple[str, str], str]
"""What each record is called, by collection and id."""


@dataclass(frozen=True)
class RefersTo:
    """Marks a field whose text is the id of a record of `collection`; `label` is the field that holds its name."""

    collection: str
    label: Literal["name", "title"] | None


class WorldDate:
    """Marks a field whose text is an EDTF date."""


ADate = Annotated[EdtfDate, WorldDate()]
AnEndedDate = Annotated[EndedDate, WorldDate()]
APastDate = Annotated[EdtfDate, BEGUN, WorldDate()]
APastEndedDate = Annotated[EndedDate, BEGUN, WorldDate()]
ParticipantId = Annotated[RecordId, RefersTo("participants", "name")]
TopicId = Annotated[RecordId, RefersTo("topics", "name")]
SourceId = Annotated[RecordId, RefersTo("sources", "title")]
MeetingId = Annotated[RecordId, RefersTo("meetings", "title")]
StatementId = Annotated[RecordId, RefersTo("statements", None)]
InstrumentId = Annotated[RecordId, RefersTo("instruments", "title")]
PledgeId = Annotated[RecordId, RefersTo("pledges", "title")]
ActionId = Annotated[RecordId, RefersTo("actions", "title")]


class Written(BaseModel):
    """A shape that clients write: nothing beside the declared fields, closed lists as plain words."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True, validate_default=True)

    @classmethod
    @override
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema, whose empty lists and objects are made: Pydantic copies those that are given in Python."""
        schema = handler(source)
        held: Values = dict(handler.resolve_ref_schema(schema))
        while "fields" not in held:
            held = held["schema"]
        for field in held["fields"].values():
            default = field["schema"].get("default")
            if default in ([], {}):
                del field["schema"]["default"]
                told = {"pydantic_js_updates": {"default": default}}
                field["schema"] |= {"default_factory": type(default), "metadata": told}
        return schema

    def values(self) -> Values:
        """Return the normalised content, as entries and tables hold it."""
        return self.model_dump(by_alias=True)


class PartialShape(Written):
    """A shape of which only what was given is kept: what is left out says nothing, and null is a value."""

    @model_serializer(mode="wrap")
    def _given(self, serialize: SerializerFunctionWrapHandler) -> Values:
        values: Values = serialize(self)
        return {name: values[name] for name in values if name in self.model_fields_set}


def demands(condition: Values, demanded: Values) -> Values:
    """Return the part of a JSON Schema that says: where fields are as in `condition`, others must be as `demanded`.

    It is one `not`: `if` and `then` are misread by tools that close every object of a document.
    """
    otherwise = {name: {"not": schema} for name, schema in demanded.items()}
    return {"not": {"properties": condition | otherwise, "required": list(condition)}}


def all_demands(*demanded: Values) -> Values:
    """Return the part of a JSON Schema that says all that several `demands` say."""
    return {"not": {"anyOf": [each["not"] for each in demanded]}}


def excludes(together: Values) -> Values:
    """Return the part of a JSON Schema that says: these fields are not all as given here at once."""
    return {"not": {"properties": together, "required": list(together)}}


def names_one_of(*fields: str) -> Values:
    """Return the part of a JSON Schema that says: one of these texts is there, which may all be null or left out."""
    return {"not": {"properties": {field: {"not": {"type": "string"}} for field in fields}}}


class Reference(NamedTuple):
    """A reference as it stands in a written shape."""

    pointer: str
    field: str
    collection: str
    record: str


@dataclass(frozen=True)
class Plan:
    """Where references and dates stand in a value: the marks found on its type, and those on what it holds."""

    reference: RefersTo | None = None
    date: bool = False
    each: "Plan | None" = None
    members: tuple[tuple[str, "Plan"], ...] = ()

    def plain(self) -> bool:
        return self.reference is None and not self.date and self.each is None and not self.members

    def collections(self) -> set[str]:
        """Return the collections that the value refers to."""
        below = [*(plan for _name, plan in self.members), *([self.each] if self.each else [])]
        own = {self.reference.collection} if self.reference else set()
        return own.union(*(plan.collections() for plan in below))


@cache
def plan_of(model: type[BaseModel]) -> Plan:
    """Return where references and dates stand in a written model."""
    members = []
    for name, field in model.model_fields.items():
        plan = _plan(field.annotation, tuple(field.metadata))
        if not plan.plain():
            members.append((field.alias or name, plan))
    return Plan(members=tuple(members))


def _plan(annotation: Any, metadata: tuple[Any, ...] = ()) -> Plan:
    for mark in metadata:
        if isinstance(mark, RefersTo):
            return Plan(reference=mark)
        if isinstance(mark, WorldDate):
            return Plan(date=True)
    inner, marks = unwrap(annotation)
    if marks:
        return _plan(inner, marks)
    if get_origin(inner) is list:
        plan = _plan(get_args(inner)[0])
        return Plan() if plan.plain() else Plan(each=plan)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return plan_of(inner)
    return Plan()


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take `None` and `Annotated` off a type; return the rest and the marks."""
    if get_origin(annotation) in {Union, UnionType}:
        return unwrap(next(argument for argument in get_args(annotation) if argument is not NoneType))
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return inner, tuple(marks)
    return annotation, ()


def references(model: type[BaseModel], written: Values, pointer: str = "") -> Sequence[Reference]:
    """Return every reference of a written value, with its JSON Pointer."""
    found: list[Reference] = []
    _collector_of(model)(written, pointer, found)
    return found


Collector = Callable[[Any, str, list[Reference]], None]
"""Adds the references of a value, which stands at a pointer, to a list."""


@cache
def _collector_of(model: type[BaseModel]) -> Collector:
    return _collector(plan_of(model), "") or (lambda _value, _pointer, _found: None)


def _collector(plan: Plan, field: str) -> Collector | None:
    """Return what collects the references of a value, None where it has none.

    A write looks for them many times: what the plan says is asked once, not for each value.
    """
    if plan.reference is not None:
        return _collector_of_one(plan.reference.collection, field)
    if plan.each is not None:
        inner = _collector(plan.each, field)
        return None if inner is None else _collector_of_each(inner)
    members = [
        (name, f"/{name}", inner)
        for name, member in plan.members
        if (inner := _collector(member, f"{field}.{name}" if field else name)) is not None
    ]
    return _collector_of_members(members) if members else None


def _collector_of_one(collection: str, field: str) -> Collector:
    def collect(value: Any, pointer: str, found: list[Reference]) -> None:
        found.append(Reference(pointer, field, collection, value))

    return collect


def _collector_of_each(inner: Collector) -> Collector:
    def collect(value: Any, pointer: str, found: list[Reference]) -> None:
        for index, item in enumerate(value):
            if item is not None:
                inner(item, f"{pointer}/{index}", found)

    return collect


def _collector_of_members(members: Sequence[tuple[str, str, Collector]]) -> Collector:
    def collect(value: Any, pointer: str, found: list[Reference]) -> None:
        for name, step, inner in members:
            if held := value.get(name):
                inner(held, pointer + step, found)

    return collect


def records_named(model: type[BaseModel], written: Values) -> set[tuple[str, str]]:
    """Return the records that a written value refers to, by collection and id, wherever it does."""
    found: set[tuple[str, str]] = set()
    _gatherer(model, _key)(written, found)
    return found


def names_shown(model: type[BaseModel], document: Values) -> dict[tuple[str, str], str]:
    """Return what the records are called that the read shape of a value refers to."""
    found: dict[tuple[str, str], str] = {}
    _gatherer(model, _name)(document, found)
    return found


def fields_naming(model: type[BaseModel], written: Values) -> set[tuple[str, str, str]]:
    """Return the same, each behind the field that refers to it."""
    found: set[tuple[str, str, str]] = set()
    _gatherer(model, _field_and_key)(written, found)
    return found


Gather = Callable[[Any, Any], None]
"""Adds to what was found what a value has of it."""

Gathering = Callable[[RefersTo, str], Gather]
"""Makes what gathers something of a reference in a field."""


def _key(reference: RefersTo, _field: str) -> Gather:
    collection = reference.collection

    def gather(value: str, found: set[tuple[str, str]]) -> None:
        found.add((collection, value))

    return gather


def _field_and_key(reference: RefersTo, field: str) -> Gather:
    collection = reference.collection

    def gather(value: str, found: set[tuple[str, str, str]]) -> None:
        found.add((field, collection, value))

    return gather


def _name(reference: RefersTo, _field: str) -> Gather:
    collection, label = reference.collection, reference.label

    def gather(value: Values, found: dict[tuple[str, str], str]) -> None:
        found[collection, value["id"]] = "" if label is None else value[label]

    return gather


@cache
def _gatherer(model: type[BaseModel], of_one: Gathering) -> Gather:
    return _gathering(plan_of(model), of_one, "") or (lambda _value, _found: None)


def _gathering(plan: Plan, of_one: Gathering, field: str) -> Gather | None:
    """Return what gathers something of each reference of a value, None where it has none."""
    if plan.reference is not None:
        return of_one(plan.reference, field)
    if plan.each is not None:
        inner = _gathering(plan.each, of_one, field)
        return None if inner is None else _gathering_each(inner)
    members = [
        (name, inner)
        for name, member in plan.members
        if (inner := _gathering(member, of_one, f"{field}.{name}" if field else name)) is not None
    ]
    return _gathering_members(members) if members else None


def _gathering_each(inner: Gather) -> Gather:
    def gather(value: Any, found: Any) -> None:
        for item in value:
            if item is not None:
                inner(item, found)

    return gather


def _gathering_members(members: Sequence[tuple[str, Gather]]) -> Gather:
    def gather(value: Any, found: Any) -> None:
        for name, inner in members:
            if held := value.get(name):
                inner(held, found)

    return gather


def redirect_references(model: type[BaseModel], written: Values, moved: Mapping[tuple[str, str], str]) -> Values:
    """Return a written value that names other records in the place of those that were moved."""
    found: Values = _redirect_references(plan_of(model), written, moved)
    return found


def _redirect_references(plan: Plan, value: Any, moved: Mapping[tuple[str, str], str]) -> Any:
    if value is None or plan.date:
        return value
    if plan.reference is not None:
        return moved.get((plan.reference.collection, value), value)
    if plan.each is not None:
        return [_redirect_references(plan.each, item, moved) for item in value]
    members = {name: _redirect_references(member, value[name], moved) for name, member in plan.members if name in value}
    return {**value, **members}


def read_shape(model: type[BaseModel], written: Values, names: Names) -> Values:
    """Return the read shape of a written value: references with what they are called, dates with their bounds."""
    shaped: Values = _reader_of(model)(written, names)
    return shaped


ReadShape = Callable[[Any, Names], Any]
"""Returns the read shape of a value that is not null."""


@cache
def _reader_of(model: type[BaseModel]) -> ReadShape:
    return _reader(plan_of(model))


def _reader(plan: Plan) -> ReadShape:
    if plan.reference is not None:
        return partial(named, plan.reference)
    if plan.date:
        return lambda value, _names: read_date(value)
    if plan.each is not None:
        each = _reader(plan.each)
        return lambda value, names: [None if item is None else each(item, names) for item in value]
    return _reader_of_members([(name, _reader(member)) for name, member in plan.members])


def _reader_of_members(members: Sequence[tuple[str, ReadShape]]) -> ReadShape:
    def read(value: Any, names: Names) -> Any:
        shaped = dict(value)
        for name, inner in members:
            if (held := value.get(name)) is not None:
                shaped[name] = inner(held, names)
        return shaped

    return read


def named(reference: RefersTo, record: str, names: Names) -> Values:
    """Return a reference as documents hold it."""
    if reference.label is None:
        return {"id": record}
    return {"id": record, reference.label: names.get((reference.collection, record))}


class Named(BaseModel):
    """A participant or topic: its id and what it is called."""

    id: Annotated[str, Field(examples=["guatemala"])]
    name: Annotated[str, Field(examples=["Guatemala"])]


class Titled(BaseModel):
    """A source, meeting, instrument, pledge or action: its id and title."""

    id: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    title: Annotated[str, Field(examples=["Increase deportation flights by 40 %"])]


class Identified(BaseModel):
    """A statement: its id. It has no name."""

    id: Annotated[str, Field(examples=["arevalo-denies-safe-third-country-agreement"])]


REFERENCES: Mapping[str | None, type[BaseModel]] = {"name": Named, "title": Titled, None: Identified}
"""The models of references, by the field that holds the name."""


@cache
def document_model(model: type[BaseModel], name: str) -> type[BaseModel]:
    """Return the model of the read shape, for the OpenAPI document. Every member is present, but of a partial shape."""
    fields: dict[str, Any] = {}
    for key, field in model.model_fields.items():
        default: Values = {"default": None} if issubclass(model, PartialShape) else {}
        kept = Field(alias=field.alias, description=field.description, **default)
        fields[key] = (_document_type(field.annotation, tuple(field.metadata), name), kept)
    return create_model(name, __config__=ConfigDict(use_enum_values=True), __doc__=model.__doc__, **fields)


def _document_type(annotation: Any, metadata: tuple[Any, ...], name: str) -> Any:
    optional = get_origin(annotation) in {Union, UnionType} and NoneType in get_args(annotation)
    inner, marks = unwrap(annotation)
    plan = _plan(inner, (*metadata, *marks))
    shaped: Any
    if plan.reference is not None:
        shaped = REFERENCES[plan.reference.label]
    elif plan.date:
        shaped = DateDocument
    elif get_origin(inner) is list:
        shaped = list[_document_type(get_args(inner)[0], (), name)]  # type: ignore[misc] # made at run time
    elif isinstance(inner, type) and issubclass(inner, BaseModel):
        shaped = document_model(inner, f"{inner.__name__}Document")
    elif get_origin(inner) is dict:
        each = _document_type(get_args(inner)[1], (), name)
        shaped = Annotated[(dict[str, each], *metadata, *marks)]  # type: ignore[valid-type] # made at run time
    else:
        shaped = Annotated[(inner, *metadata, *marks)] if metadata or marks else inner
    return shaped | None if optional else shaped


def most_items(model: type[BaseModel], field: str) -> int:
    """Return how many items a list of the model takes. Raises `TypeError` for one that the model sets no limit to."""
    for mark in model.model_fields[field].metadata:
        if isinstance(mark, MaxLen):
            return mark.max_length
    message = f"{model.__name__}.{field} has no limit: declare it with max_length"
    raise TypeError(message)


Derive = Callable[[Values], str]
"""How the id of an item or part is made where none is given: of dates, ids and closed words, never of text.

Ids stand in the ledger's hashed columns and in addresses: what they tell cannot be redacted."""
