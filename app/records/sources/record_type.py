"""Sources as the ledger keeps them."""

from app.ledger.model.nested_tables import citations, mapping, texts
from app.ledger.model.record_type import RecordType, register_record_type
from app.ledger.model.shapes import Values
from app.records.sources.citations import INLINE
from app.records.sources.schemas import Source
from app.tables import sources as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day, sort_key


def _columns(written: Values) -> Values:
    return {"sort_title": sort_key(written["title"]), "published_first_day": earliest_day(written["published"])}


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
            mapping("external_ids", tables.SourceExternalId, "scheme", "value"),
            citations(tables.SourceCitation),
        ),
        columns=_columns,
        derive=lambda written: slug(written["title"]),
        inline=INLINE,
    )
)
