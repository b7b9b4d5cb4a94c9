"""The lists of participation acts: of an instrument, and of all."""

from app.db.statements import core_table
from app.records.base.lists.filters import Sort, equals, from_day, to_day
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import PartCollection, Words, part_filters, withdrawn_filters
from app.records.instruments.documents import ParticipationDocument
from app.records.instruments.participation.part_type import PARTICIPATION
from app.records.instruments.participation.schemas import InstrumentParticipationQuery, ParticipationQuery
from app.records.sources.citations import Citation
from app.tables import instruments as tables

LIST_DEFINITION = ListDefinition(
    name="participation",
    table=core_table(tables.Participation),
    key="entry",
    filters={
        "instrument": equals("instrument_id", "recorded", "on"),
        "participant": equals("participant", "recorded"),
        "act": equals("act", "recorded"),
        "to": equals("to_participant"),
        "on_from": from_day("on_last_day"),
        "on_to": to_day("on_last_day"),
        **withdrawn_filters(),
        **part_filters(tables.ParticipationCitation, "participation_id"),
    },
    sorts={"recorded": Sort("entry"), "on": Sort("on_last_day", nullable=True)},
)

COLLECTION = PartCollection(
    collection="instruments",
    part_type=PARTICIPATION,
    document=ParticipationDocument,
    query=InstrumentParticipationQuery,
    query_of_all=ParticipationQuery,
    list_definition=LIST_DEFINITION,
    citation=Citation,
    words=Words(
        append="Record what a participant did about an instrument",
        listed="In the order they were recorded, withdrawn ones too; `sort=on` gives the order of their days.",
        recorded=(
            "What a participant did about the instrument, and on which day. Where it stands follows from its acts: see "
            "`parties` of the instrument, and the rule in `/v1/vocabulary`."
        ),
    ),
    tag="instruments",
)
