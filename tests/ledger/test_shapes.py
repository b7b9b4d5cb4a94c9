"""What is read off the declarations of written shapes."""

import pytest
from pydantic import Field

from app.ledger.model.record_type import all_record_types
from app.ledger.model.shapes import SourceId, TopicId, Written, fields_naming, most_items, references


class Unlimited(Written):
    """A shape whose list has no limit."""

    notes: list[str]


class Quoting(Written):
    """What stands in a list."""

    source: SourceId | None = None
    topics: list[TopicId] = Field(default=[])


class LeftOut(Written):
    """A shape of which all can be left out."""

    quotes: list[Quoting] = Field(default=[])
    words: dict[str, str] = Field(default={})
    topic: TopicId | None = None


def test_what_is_left_out_is_empty_each_time_anew_and_told_so() -> None:
    one, other = LeftOut(), LeftOut.model_validate({})
    one.quotes.append(Quoting())
    one.words["en"] = "word"
    assert (other.quotes, other.words) == ([], {})
    assert LeftOut.model_validate({}).values() == {"quotes": [], "words": {}, "topic": None}
    properties = LeftOut.model_json_schema()["properties"]
    assert (properties["quotes"]["default"], properties["words"]["default"]) == ([], {})


def test_fields_naming_tells_of_references_all_but_their_places() -> None:
    quotes = [{"source": "one", "topics": ["ports", "rails"]}, {"source": "one", "topics": []}, {"source": "two"}]
    written = LeftOut.model_validate({"quotes": quotes, "topic": "ports"}).values()
    found = references(LeftOut, written)
    assert len(found) == 6
    assert fields_naming(LeftOut, written) == {(one.field, one.collection, one.record) for one in found}


def test_every_list_of_parts_has_a_limit() -> None:
    for record_type in all_record_types():
        for model, fields in [
            (record_type.written, record_type.inline),
            *((part_type.written, part_type.inline) for part_type in record_type.part_types.values()),
        ]:
            assert all(most_items(model, field) > 0 for field in fields), record_type.collection


def test_a_list_without_a_limit_is_named() -> None:
    with pytest.raises(TypeError, match=r"Unlimited\.notes .* max_length"):
        most_items(Unlimited, "notes")
