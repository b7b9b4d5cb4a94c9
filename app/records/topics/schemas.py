"""What clients write of a topic, and ask of the list of topics."""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.ledger.model.shapes import TopicId
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordQuery, repeated, sorting
from app.records.base.translations import TranslatedName, Translations
from app.records.sources.citations import CitedRecord
from app.values.texts import Title


class Topic(CitedRecord):
    """A subject, possibly within a wider one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Human trafficking and smuggling", "parent": "transnational-crime"}]}
    )

    name: Title
    parent: Annotated[TopicId | None, Field(description="the wider topic")] = None
    different_from: different_records("topic", TopicId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedName] = {}


class TopicQuery(RecordQuery):
    """Filters of the list of topics."""

    parent: repeated(TopicId, "directly within the topic")  # type: ignore[valid-type] # made by a function
    under: repeated(TopicId, "the topic and all within it")  # type: ignore[valid-type] # made by a function
    sort: sorting("id", "name", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
