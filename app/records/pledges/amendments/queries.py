"""The list of a pledge's amendments."""

from sqlalchemy import ColumnElement, exists, select

from app.db.statements import core_table
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter, Sort, equals, from_day, to_day
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import (
    PartCollection,
    Words,
    part_filters,
    scheduled_filters,
    withdrawn_filters,
)
from app.records.pledges.amendments.documents import AmendmentDocument
from app.records.pledges.amendments.part_type import AMENDMENTS
from app.records.pledges.amendments.schemas import AmendmentQuery
from app.records.sources.citations import Citation
from app.strict_json import decode
from app.tables.parts.amendments import Amendment, AmendmentAgreement, AmendmentCitation


def _agreed(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    agreement = AmendmentAgreement
    own = agreement.pledge_id == binding.column("pledge_id"), agreement.amendment_id == binding.column("id")
    return exists(select(agreement.participant).where(*own, agreement.participant.in_(binds)))


def _agreed_with(row: Values) -> list[str]:
    participants: list[str] = decode(row["written"])["agreed_with"]
    return participants


LIST_DEFINITION = ListDefinition(
    name="amendments",
    table=core_table(Amendment),
    key="entry",
    filters={
        "pledge": equals("pledge_id", "recorded", "effective_on"),
        "agreed_with": Filter(
            _agreed, holds=lambda row, participants: not {*participants}.isdisjoint(_agreed_with(row))
        ),
        "effective_from": from_day("effective_last_day"),
        "effective_to": to_day("effective_last_day"),
        **withdrawn_filters(),
        **scheduled_filters(),
        **part_filters(AmendmentCitation, "amendment_id"),
    },
    sorts={"recorded": Sort("entry"), "effective_on": Sort("effective_last_day")},
)

COLLECTION = PartCollection(
    collection="pledges",
    part_type=AMENDMENTS,
    document=AmendmentDocument,
    query=AmendmentQuery,
    list_definition=LIST_DEFINITION,
    citation=Citation,
    words=Words(
        append="Amend a pledge: record what its parties changed",
        listed="In the order they were recorded, withdrawn ones too; `sort=effective_on` gives that of their days.",
        recorded=(
            "What the parties changed of the pledge itself, and from when on: the pledge then shows it, is overdue and "
            "found by it, while `as_of` an earlier day it still says what was promised before. What we had wrong of "
            "the first promise is corrected by PATCH of the pledge instead. Reason and citations are corrected where "
            "they stand; whatever else is wrong of an amendment is withdrawn and recorded anew."
        ),
    ),
    tag="pledges",
)
