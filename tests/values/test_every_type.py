from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from app.values import identifiers, links, numbers, texts
from app.values.codes import languages, territories
from app.values.times import dates

TYPES: dict[str, Any] = {
    name: getattr(module, name)
    for module, names in {
        texts: ("Text", "ShortText", "Title", "Tag"),
        identifiers: ("RecordId", "PartId"),
        dates: ("EdtfDate", "EndedDate", "Day", "Instant", "DateDocument"),
        territories: ("TerritoryCode",),
        languages: ("LanguageTag",),
        numbers: ("ExactDecimal", "Count"),
        links: ("WebAddress", "Sha256", "WikidataId", "ExternalIds"),
    }.items()
    for name in names
}


@pytest.fixture(params=TYPES)
def adapter(request: pytest.FixtureRequest) -> TypeAdapter[Any]:
    return TypeAdapter(TYPES[request.param])


def test_hostile_input_is_refused_or_stored_in_a_normal_form(adapter: TypeAdapter[Any], hostile: object) -> None:
    try:
        stored = adapter.validate_python(hostile)
    except ValidationError:
        return
    assert adapter.validate_python(stored) == stored
    adapter.dump_json(stored)


def test_the_description_is_complete(adapter: TypeAdapter[Any]) -> None:
    for mode in ("validation", "serialization"):
        schema = adapter.json_schema(mode=mode)
        assert schema["description"]
        assert schema["examples"]


def test_every_example_is_accepted_and_already_normal_or_normalised_once(adapter: TypeAdapter[Any]) -> None:
    for example in adapter.json_schema()["examples"]:
        stored = adapter.validate_python(example)
        assert adapter.validate_python(stored) == stored


def test_a_field_may_say_more_than_its_type_and_be_null() -> None:
    class Record(BaseModel):
        due: dates.EdtfDate | None = None
        value: numbers.ExactDecimal | None = None

    record = Record.model_validate({"due": "2025-02~", "value": "40.0"})
    assert record.model_dump() == {"due": "2025-02~", "value": Decimal(40)}
    assert record.model_dump_json() == '{"due":"2025-02~","value":40}'
    assert Record.model_validate_json('{"value":2.5}').model_dump_json() == '{"due":null,"value":2.5}'
    with pytest.raises(ValidationError) as caught:
        Record.model_validate({"due": "2025-13"})
    assert [error["loc"] for error in caught.value.errors()] == [("due",)]


def test_what_is_no_string_is_told_so() -> None:
    with pytest.raises(ValidationError, match="Write a string"):
        TypeAdapter(texts.Title).validate_python(5)
