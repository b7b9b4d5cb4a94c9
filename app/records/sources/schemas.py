"""What clients write of a source, and ask of the list of sources."""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.ledger.model.shapes import APastDate, SourceId
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordQuery, repeated, sorting
from app.records.base.translations import TranslatedTitle, Translations
from app.records.sources.citations import CitedRecord
from app.values.codes.languages import LanguageTag
from app.values.links import Sha256, WebAddress
from app.values.texts import ShortText, Text, Title
from app.values.times.dates import Day, Instant
from app.values.times.possible_dates import BEGUN_INSTANT
from app.vocabulary import SourceKind


class Source(CitedRecord):
    """A publication that says what is recorded."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "news_report",
                    "title": "Guatemala and the United States Strengthen Migration and Security Ties",
                    "language": "en",
                    "caveats": [
                        "It names neither author nor publisher and has no date; the talks are placed on a Wednesday."
                    ],
                }
            ]
        }
    )

    kind: SourceKind
    title: Title
    publisher: ShortText | None = None
    author: ShortText | None = None
    url: WebAddress | None = None
    published: APastDate | None = None
    retrieved_at: Annotated[Instant | None, BEGUN_INSTANT] = None
    content_sha256: Sha256 | None = None
    archive_url: WebAddress | None = None
    caveats: Annotated[list[Text], Field(max_length=50, description="known faults of the source")] = []
    different_from: different_records("source", SourceId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedTitle] = {}


class SourceQuery(RecordQuery):
    """Filters of the list of sources."""

    kind: repeated(SourceKind, "of the kind")  # type: ignore[valid-type] # made by a function
    language: repeated(LanguageTag, "in the language")  # type: ignore[valid-type] # made by a function
    publisher: repeated(ShortText, "by the publisher, named exactly")  # type: ignore[valid-type] # made by a function
    published_from: Annotated[Day | None, Field(description="published on or after the day")] = None
    published_to: Annotated[Day | None, Field(description="published on or before the day")] = None
    sort: sorting("id", "title", "published", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
