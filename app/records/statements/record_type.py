"""Statements as the ledger keeps them."""

from app.ledger.model.nested_tables import citations, mapping, texts
from app.ledger.model.record_type import RecordType, register_record_type
from app.ledger.model.shapes import Values
from app.records.sources.citations import INLINE
from app.records.statements.schemas import Statement
from app.tables import statements as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day


def _derive(written: Values) -> str:
    """Make an id of who said what sort of thing, and when."""
    speaker = written["speaker"] or written["on_behalf_of"] or "unnamed"
    return slug(" ".join(filter(None, [speaker, written["kind"], written["said"]])))


STATEMENTS = register_record_type(
    RecordType(
        collection="statements",
        noun="statement",
        number=5,
        table=tables.Statement,
        written=Statement,
        nested_tables=(
            texts("topics", tables.StatementTopic, "topic"),
            texts("tags", tables.StatementTag, "tag"),
            mapping("external_ids", tables.StatementExternalId, "scheme", "value"),
            citations(tables.StatementCitation),
        ),
        columns=lambda written: {"said_first_day": earliest_day(written["said"])},
        derive=_derive,
        inline=INLINE,
        day=lambda written: earliest_day(written["said"]),
    )
)
