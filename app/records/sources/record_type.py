"""Sources as the ledger keeps them."""

from collections.abc import Iterator

from app.ledger.model.nested_tables import citations, codes, different_records, texts, translations
from app.ledger.model.record_type import RecordType, register_record_type
from app.ledger.model.rows.first_read import Piece
from app.ledger.model.rows.look_alikes import alike, of_one_title, values_of
from app.ledger.model.shapes import Values
from app.records.sources.citations import INLINE
from app.records.sources.schemas import Source
from app.tables import sources as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day, page_key, sort_key


def _columns(written: Values) -> Values:
    return {
        "sort_title": sort_key(written["title"]),
        "published_first_day": earliest_day(written["published"]),
        "page_key": None if written["url"] is None else page_key(written["url"]),
    }


_OF_ONE_PAGE = alike(tables.Source, "page_key")
_of_one_title = of_one_title(tables.Source, "published_first_day")


def _look_alikes(written: Values) -> Iterator[Piece]:
    """Yield the selects for a source at the same address, and of the same title on the same day, if that is known."""
    columns = _columns(written)
    if columns["page_key"] is not None:
        yield _OF_ONE_PAGE, values_of(page_key=columns["page_key"])
    yield from _of_one_title(columns)


SOURCES = register_record_type(
    RecordType(
        collection="sources",
        noun="source",
        number=0,
        table=tables.Source,
        written=Source,
        nested_tables=(
            texts("caveats", tables.SourceCaveat, "text"),
            texts("tags", tables.SourceTag, "tag"),
            codes("classifications", tables.SourceClassification),
            codes("external_ids", tables.SourceExternalId),
            different_records(tables.DifferentSource, "source"),
            translations(tables.SourceTranslation, Source),
            citations(tables.SourceCitation),
        ),
        columns=_columns,
        look_alikes=_look_alikes,
        derive=lambda written: slug(written["title"]),
        inline=INLINE,
    )
)
