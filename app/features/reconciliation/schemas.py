"""What is answered, as the Reconciliation Service API 0.2 has it; and what is asked in addresses."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel

from app.features.reconciliation.requests import FORM, LONGEST, Text
from app.http.openapi.operations import TAG_HEADER
from app.values.flags import PLAIN_DIGITS


class NamedId(BaseModel):
    """Something by its id and name."""

    id: str = Field(examples=["state"])
    name: str = Field(examples=["State"])


class ReconciliationType(BaseModel):
    """A sort of records."""

    id: str = Field(examples=["state"])
    name: str = Field(examples=["State"])
    description: str = Field(default="", examples=["a state or territory that acts as one"])
    broader: list[NamedId] = Field(default=[], description="the types that those of this one have, too")


class ServiceAddress(BaseModel):
    """Where a service of the service is: one part after the other."""

    service_url: str = Field(examples=["https://pacta.example"])
    service_path: str = Field(examples=["/v1/reconciliation/participants/suggest/entity"])
    flyout_service_path: str = Field(default="", examples=["/v1/reconciliation/participants/${id}/flyout"])


class Suggesting(BaseModel):
    """Where suggestions are."""

    entity: ServiceAddress
    property: ServiceAddress
    type: ServiceAddress


class View(BaseModel):
    """Where a record is read."""

    url: str = Field(examples=["https://pacta.example/v1/participants/{{id}}"])


class PreviewFrame(BaseModel):
    """Where a small page about a record is, and how large a frame it needs, in pixels."""

    url: str = Field(examples=["https://pacta.example/v1/reconciliation/participants/{{id}}/preview"])
    width: int = Field(examples=[400])
    height: int = Field(examples=[140])


class PropertySetting(BaseModel):
    """What can be set of a property whose values are wanted."""

    name: str = Field(examples=["limit"])
    label: str
    type: Literal["number"]
    default: int
    help_text: str


class Extending(BaseModel):
    """Where properties are proposed, and what can be set of them."""

    propose_properties: ServiceAddress
    property_settings: list[PropertySetting]


class Manifest(BaseModel):
    """What a reconciliation service offers, and where."""

    versions: list[Literal["0.2"]]
    name: str = Field(examples=["Pacta: participants"])
    identifierSpace: str = Field(examples=["https://pacta.example/v1/participants/"])  # noqa: N815 - the specification's
    schemaSpace: str = Field(examples=["https://pacta.example/v1/vocabulary"])  # noqa: N815
    documentation: str = Field(examples=["https://pacta.example/docs"])
    logo: str = Field(examples=["https://pacta.example/favicon.ico"])
    serviceVersion: str = Field(description="the version of Pacta", examples=["1.0.0"])  # noqa: N815
    defaultTypes: list[ReconciliationType]  # noqa: N815
    view: View
    preview: PreviewFrame
    suggest: Suggesting
    extend: Extending
    batchSize: int = Field(description="most queries of a batch", examples=[20])  # noqa: N815
    authentication: dict[str, str] = Field(
        default={}, description="how a key is sent: only where reading needs one", examples=[{"type": "apiKey"}]
    )


class Feature(BaseModel):
    """What a score is made of."""

    id: str = Field(examples=["name_likeness"])
    value: bool | float = Field(examples=[100.0])


class Candidate(BaseModel):
    """A record that may be meant."""

    id: str = Field(examples=["guatemala"])
    name: str = Field(examples=["Guatemala"])
    description: str = Field(examples=["State; GT"])
    type: list[NamedId]
    score: float = Field(description="from 0 to 100: the same name or code has 100", examples=[100.0])
    features: list[Feature]
    match: bool = Field(description="it is exactly what is asked for, and no other record is")


class QueryResult(BaseModel):
    """The answer to a query."""

    result: list[Candidate] = Field(description="the best first")


class ResultBatch(RootModel[dict[str, QueryResult]]):
    """The answers to a batch, by the names of its queries."""


class PropertyMeta(BaseModel):
    """A property whose values were asked for."""

    id: str = Field(examples=["country"])
    name: str = Field(examples=["Country"])
    type: dict[str, str] = Field(
        default={}, description="only where its values are records", examples=[{"id": "topic", "name": "Topic"}]
    )


class TextValue(BaseModel):
    """A value that is a text."""

    str_: Annotated[str, Field(alias="str", examples=["gt"])]


ValuesOfProperties = dict[str, list[TextValue | NamedId]]


class ExtensionResult(BaseModel):
    """The values of properties, by record and property."""

    meta: list[PropertyMeta]
    rows: dict[str, ValuesOfProperties] = Field(
        description="every record asked for; one that is not there has no value"
    )


class SuggestedEntity(BaseModel):
    """A record whose name or code begins so."""

    id: str = Field(examples=["guatemala"])
    name: str = Field(examples=["Guatemala"])
    description: str
    notable: list[NamedId] = Field(description="its types")


class SuggestedEntities(BaseModel):
    """Records in alphabetical order."""

    result: list[SuggestedEntity]
    cursor: int = Field(default=0, description="only where there are more: send it for them")


class SuggestedProperty(BaseModel):
    """A property whose name begins so."""

    id: str = Field(examples=["country"])
    name: str = Field(examples=["Country"])
    description: str


class SuggestedProperties(BaseModel):
    """Properties."""

    result: list[SuggestedProperty]


class SuggestedTypes(BaseModel):
    """Types."""

    result: list[ReconciliationType]


class ProposedProperties(BaseModel):
    """The properties that records of a type can have."""

    type: str = Field(examples=["state"])
    limit: int
    properties: list[SuggestedProperty]


class Flyout(BaseModel):
    """What is shown beside a suggestion."""

    id: str = Field(examples=["guatemala"])
    html: str = Field(description="markup whose texts are escaped")


class ServiceQuery(BaseModel):
    """What is asked of a service by GET: nothing, for its manifest; a batch; or the values of properties."""

    queries: Annotated[str | None, Field(description="a reconciliation query batch, as JSON")] = None
    extend: Annotated[str | None, Field(description="a data extension query, as JSON")] = None


class SuggestQuery(BaseModel):
    """What somebody has typed. What the widget of OpenRefine sends beside it is passed over."""

    prefix: Annotated[Text, Field(description="how it begins", examples=["guat"])]
    cursor: Annotated[int, Field(ge=0, le=1_000, description="how many to leave out"), PLAIN_DIGITS] = 0
    limit: Annotated[int, Field(ge=1, le=50, description="most suggestions"), PLAIN_DIGITS] = 10


class ProposalQuery(BaseModel):
    """For which type properties are proposed."""

    type: Annotated[str, Field(max_length=LONGEST, description="the id of a type", examples=["state"])]
    limit: Annotated[int, Field(ge=1, le=50, description="most properties"), PLAIN_DIGITS] = 50


WIDGET = frozenset({
    "key", "filter", "spell", "exact", "lang", "scoring", "prefixed", "stemmed", "format", "mql_output", "output",
    "type", "type_strict", "schema",
})  # fmt: skip
"""What OpenRefine's widget sends beside what is typed, of a service that is no more: it means nothing here."""

BATCH_EXAMPLE = '{"q0": {"query": "Guatemala", "type": "state"}, "q1": {"query": "Estados Unidos", "limit": 3}}'


def form_body() -> dict[str, Any]:
    """Return the documentation of the form that a batch, or a data extension query, comes in."""
    fields = {
        "queries": {"type": "string", "description": "a reconciliation query batch, as JSON"},
        "extend": {"type": "string", "description": "a data extension query, as JSON"},
    }
    # Generators call it by its operation otherwise, as they call the parameters of that.
    name = "ReconciliationForm"
    schema = {"title": name, "type": "object", "properties": fields, "minProperties": 1, "maxProperties": 1}
    content = {FORM: {"schema": schema, "example": {"queries": BATCH_EXAMPLE}}}
    return {"requestBody": {"required": True, "content": content}}


def page_answer() -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a preview."""
    return {
        200: {
            "description": "The page",
            "headers": TAG_HEADER,
            "content": {"text/html": {"schema": {"type": "string"}}},
        },
        304: {"description": "Not modified: you have the current page", "headers": TAG_HEADER},
    }
