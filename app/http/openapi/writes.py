"""What the OpenAPI document says of all writes alike: what they answer in a dry run, and that they may warn."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.http.openapi.schemas import REFERENCE, Schema, operations
from app.vocabulary import WarningCode

JSON = "application/json"


class WarningModel(BaseModel):
    """What was written and may be a mistake."""

    model_config = ConfigDict(title="Warning", use_enum_values=True)

    pointer: str = Field(description="JSON Pointer into the body; empty: the whole", examples=[""])
    code: WarningCode = Field(examples=["likely_duplicate"])
    message: str = Field(
        description="what may be wrong, and what to do if it is",
        examples=["looks like a record that is there: compare them, and merge this one into the other if they are one"],
    )
    other: str = Field(
        default="",
        description="the address of the record that it is about, if that is another one",
        examples=["/v1/participants/guatemala"],
    )


class Warned(BaseModel):
    """What a dry run answers of a deletion."""

    warnings: list[WarningModel] = Field(description="of answers to writes alone: what was written and may be wrong")


def add_to_writes(document: Schema) -> None:
    """Give all operations that write their answer in a dry run, and what they answer its warnings."""
    components: dict[str, Schema] = document["components"]["schemas"]
    schema: Schema = Warned.model_json_schema(ref_template=REFERENCE + "{model}")
    components |= schema.pop("$defs") | {"Warned": schema}
    for operation in operations(document):
        if any(parameter["name"] == "dry_run" for parameter in operation.get("parameters", ())):
            _add_dry_run(operation["responses"])
            for status in ("200", "201"):
                _add_warnings(operation["responses"].get(status, {}), components)


def _add_dry_run(responses: Schema) -> None:
    if "200" in responses:
        if (tag := responses["200"].get("headers", {}).get("ETag")) is not None:
            responses["200"]["headers"]["ETag"] = tag | {"required": False}
        return
    content = responses.get("201", {}).get("content", {JSON: {"schema": {"$ref": REFERENCE + "Warned"}}})
    others = dict(responses)
    responses.clear()
    responses["200"] = {"description": "Of a dry run: what this would answer", "content": content}
    responses |= others


def _add_warnings(response: Schema, components: dict[str, Schema]) -> None:
    for content in response.get("content", {}).values():
        name = content["schema"]["$ref"].removeprefix(REFERENCE)
        properties: dict[str, Any] = components[name]["properties"]
        properties["warnings"] = components["Warned"]["properties"]["warnings"]
