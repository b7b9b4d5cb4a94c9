"""The list of a pledge's measurements."""

from app.db.statements import core_table
from app.records.base.lists.filters import Sort, equals, from_day, to_day
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import PartCollection, Words, part_filters, withdrawn_filters
from app.records.measurements.documents import MeasurementDocument
from app.records.measurements.part_type import MEASUREMENTS
from app.records.measurements.schemas import MeasurementQuery
from app.records.sources.citations import Citation
from app.tables.parts.measurements import Measurement, MeasurementCitation

LIST_DEFINITION = ListDefinition(
    name="measurements",
    table=core_table(Measurement),
    key="entry",
    filters={
        "pledge": equals("pledge_id", "recorded", "period"),
        "target": equals("target"),
        "party": equals("party"),
        "period_from": from_day("period_first_day"),
        "period_to": to_day("period_first_day"),
        **withdrawn_filters(),
        **part_filters(MeasurementCitation, "measurement_id"),
    },
    sorts={"recorded": Sort("entry"), "period": Sort("period_first_day", nullable=True)},
)

COLLECTION = PartCollection(
    collection="pledges",
    part_type=MEASUREMENTS,
    document=MeasurementDocument,
    query=MeasurementQuery,
    list_definition=LIST_DEFINITION,
    citation=Citation,
    words=Words(
        listed="In the order they were recorded, withdrawn ones too; `sort=period` gives their order in time.",
        recorded=(
            "A value of what a target measures, in its unit, with the source that reports it; the target may be left "
            "out where the pledge has one alone. Note and citations are corrected where they stand; a value that "
            "proves wrong is withdrawn and recorded anew."
        ),
    ),
    tag="progress",
)
