"""Topics as the ledger keeps them."""

from sqlalchemy import Connection

from app.ledger.model.nested_tables import citations, codes, different_records, texts, translations
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, register_record_type
from app.ledger.model.rows.look_alikes import alike, values_of
from app.records.base.cycles import refuse_cycle
from app.records.base.record_names import names_and_codes
from app.records.sources.citations import INLINE
from app.records.topics.schemas import Topic
from app.tables import topics as tables
from app.values.identifiers import slug
from app.values.sort_keys import sort_key


def _check(connection: Connection, _before: State | None, after: State) -> None:
    refuse_cycle(connection, tables.Topic.id, tables.Topic.parent, after.id, after.written["parent"], "/parent")


_ALIKE = alike(tables.Topic, "sort_name")

TOPICS = register_record_type(
    RecordType(
        collection="topics",
        noun="topic",
        number=2,
        table=tables.Topic,
        written=Topic,
        nested_tables=(
            texts("tags", tables.TopicTag, "tag"),
            codes("classifications", tables.TopicClassification),
            codes("external_ids", tables.TopicExternalId),
            different_records(tables.DifferentTopic, "topic"),
            translations(tables.TopicTranslation, Topic),
            citations(tables.TopicCitation),
        ),
        columns=lambda written: {"sort_name": sort_key(written["name"])},
        derive=lambda written: slug(written["name"]),
        check=_check,
        look_alikes=lambda written: [(_ALIKE, values_of(sort_name=sort_key(written["name"])))],
        inline=INLINE,
        names=names_and_codes,
    )
)
