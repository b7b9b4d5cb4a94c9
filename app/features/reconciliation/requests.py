"""What clients send: a form or parameters that hold JSON, and what that JSON may be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.errors import BadRequest, Fault, Invalid, MalformedJson
from app.features.reconciliation.services import Property, Service
from app.http.routing.strict import refuse_other_content
from app.http.validation import validated
from app.strict_json import decode
from app.values.format_characters import without_unseen

FORM = "application/x-www-form-urlencoded"
QUERIES, EXTEND = "queries", "extend"
MOST_QUERIES = 20
"""Queries of a batch."""

MOST_CANDIDATES = 50
MOST_IDS, MOST_PROPERTIES, MOST_VALUES, MOST_TYPES = 200, 30, 30, 20
LONGEST, LONGEST_KEY = 1_000, 200
MOST_FIELDS = 8
SHOWN = 100


def _seen(value: object) -> object:
    """Return a text as it is looked for. Cells of tables hold anything: what no name can have is no fault in them."""
    if not isinstance(value, str):
        return value
    # A lone surrogate never comes this far: it is no JSON.
    return without_unseen("".join(one if one.isprintable() else " " for one in value)).strip()


Text = Annotated[str, StringConstraints(max_length=LONGEST), BeforeValidator(_seen)]


class Reconciled(BaseModel):
    """A value that is a record."""

    model_config = ConfigDict(extra="forbid")

    id: Text
    name: Text = ""


def _as_text(value: object) -> object:
    """Return a value of a property as a text, or a record."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float, Decimal)) else value


PropertyValue = Annotated[Reconciled | Text, BeforeValidator(_as_text)]


class Constraint(BaseModel):
    """What a property should have: one of some values."""

    model_config = ConfigDict(extra="forbid")

    pid: Annotated[str, Field(max_length=LONGEST_KEY)]
    v: Annotated[
        list[PropertyValue],
        BeforeValidator(lambda value: value if isinstance(value, list) else [value]),
        Field(max_length=MOST_VALUES),
    ]


class Query(BaseModel):
    """A reconciliation query: a name, and what else is known of what it is the name of."""

    model_config = ConfigDict(extra="forbid")

    query: Text = ""
    type: Annotated[
        list[Annotated[str, Field(max_length=LONGEST_KEY)]],
        BeforeValidator(lambda value: value if isinstance(value, list) else [] if value is None else [value]),
        Field(max_length=MOST_TYPES),
    ] = []
    limit: Annotated[int, Field(ge=1, le=MOST_CANDIDATES)] = 10
    properties: Annotated[list[Constraint], Field(max_length=MOST_PROPERTIES)] = []
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.query and not self.properties:
            code, message = "nothing_asked", "give a query, or properties, or both"
            raise PydanticCustomError(code, message)
        return self


class WantedProperty(BaseModel):
    """A property whose values are wanted."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(max_length=LONGEST_KEY)]
    settings: dict[str, Any] = {}


class ExtensionQuery(BaseModel):
    """A data extension query: of which records the values of which properties are wanted."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[Annotated[str, Field(max_length=LONGEST)]], Field(max_length=MOST_IDS)]
    properties: Annotated[list[WantedProperty], Field(max_length=MOST_PROPERTIES)]


Batch = Mapping[str, Query]


@dataclass(frozen=True)
class Wanted:
    """A property with how many of its values are wanted at most; 0 for all."""

    of: Property
    limit: int


async def form_of(request: Request) -> dict[str, str]:
    """Return the field of the form that a request brings. Raises `BadRequest`, `Invalid`, `UnsupportedMediaType`."""
    refuse_other_content(request, (FORM,))
    body = await request.body()
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        detail = "The body is no form: write it in ASCII, UTF-8 percent-encoded, with few fields."
        raise BadRequest(detail) from None
    faults = [
        Fault(f"unknown field; remove it: {QUERIES} and {EXTEND} are known", pointer=_pointer(name))
        for name, _value in fields
        if name not in {QUERIES, EXTEND}
    ]
    if len(dict(fields)) < len(fields):
        faults.append(Fault("a field is given more than once: send one of each", pointer=""))
    if not faults and len(fields) != 1:
        faults.append(Fault(f"is required, or {EXTEND}, not both", pointer=f"/{QUERIES}"))
    if faults:
        detail = "The form is not as a reconciliation service takes it."
        raise Invalid(detail, faults=faults)
    return dict(fields)


def batch_of(service: Service, text: str) -> Batch:
    """Return the queries of a batch. Raises `MalformedJson`, and `Invalid` with all faults of all queries."""
    content = _decoded(text, QUERIES)
    if not isinstance(content, dict):
        raise _invalid([Fault("must be an object whose members are queries", pointer=f"/{QUERIES}")])
    if len(content) > MOST_QUERIES:
        message = f"must hold at most {MOST_QUERIES} queries: the manifest says so in batchSize"
        raise _invalid([Fault(message, pointer=f"/{QUERIES}")])
    found: dict[str, Query] = {}
    faults: list[Fault] = []
    for name, one in content.items():
        place = f"/{QUERIES}{_pointer(name)}"
        if len(name) > LONGEST_KEY:
            faults.append(Fault(f"a query must be named by at most {LONGEST_KEY} characters", pointer=place))
            continue
        try:
            found[name] = validated(Query, one, place)
        except Invalid as refusal:
            faults += refusal.faults
        else:
            faults += _unknown(service, found[name], place)
    if faults:
        raise _invalid(faults)
    return found


def extension_of(service: Service, text: str) -> tuple[list[str], list[Wanted]]:
    """Return of which records values are wanted, and of which properties. Raises `MalformedJson` and `Invalid`."""
    query = validated(ExtensionQuery, _decoded(text, EXTEND), f"/{EXTEND}")
    wanted: list[Wanted] = []
    faults: list[Fault] = []
    for index, asked in enumerate(query.properties):
        place = f"/{EXTEND}/properties/{index}"
        known, limit = service.property_of(asked.id), asked.settings.get("limit", 0)
        if asked.settings.keys() - {"limit"}:
            faults.append(Fault("unknown setting; limit is known", pointer=f"{place}/settings"))
        if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
            faults.append(Fault("must be a whole number, 0 for all values", pointer=f"{place}/settings/limit"))
        elif known is None:
            faults.append(Fault(_properties(service), pointer=f"{place}/id"))
        else:
            wanted.append(Wanted(known, limit))
    if faults:
        raise _invalid(faults)
    return list(dict.fromkeys(query.ids)), wanted


def _unknown(service: Service, query: Query, place: str) -> Iterator[Fault]:
    types = [one.id for one in service.types]
    for one in query.type:
        if one not in types:
            yield Fault(f"unknown type; one of {', '.join(types)}", pointer=f"{place}/type")
    for index, constraint in enumerate(query.properties):
        if service.property_of(constraint.pid) is None:
            yield Fault(_properties(service), pointer=f"{place}/properties/{index}/pid")


def _properties(service: Service) -> str:
    return f"unknown property; one of {', '.join(one.id for one in service.properties)}"


def _decoded(text: str, field: str) -> Any:
    try:
        return decode(text)
    except MalformedJson as error:
        raise MalformedJson(error.detail, faults=[Fault("must be JSON", pointer=f"/{field}")]) from None


def _invalid(faults: list[Fault]) -> Invalid:
    count = "There is one fault." if len(faults) == 1 else f"There are {len(faults)} faults."
    return Invalid(f"{count} Nothing of the batch is answered.", faults=faults)


def _pointer(name: str) -> str:
    return "/" + name[:SHOWN].replace("~", "~0").replace("/", "~1")
