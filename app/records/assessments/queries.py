"""The lists of assessments: of a pledge, and over all."""

from app.ledger.kinds import core_table
from app.records.assessments.documents import AssessmentDocument
from app.records.assessments.schemas import PledgeAssessmentsQuery
from app.records.assessments.side import ASSESSMENTS
from app.records.collection.filters import Sort, equals, flagged, from_day, not_flagged, to_day
from app.records.collection.listing import Listing
from app.records.collection.parts import PartCollection, Words, part_filters, withdrawn_filters
from app.records.sources.citations import Citation
from app.tables.assessments import Assessment, AssessmentCitation
from app.tables.pledges import Pledge

LISTING = Listing(
    name="assessments",
    table=core_table(Assessment),
    key="entry",
    filters={
        "pledge": equals("owner", "recorded", "period"),
        "party": equals("party", "recorded"),
        "assessor": equals("assessor", "recorded"),
        "assessor_kind": equals("assessor_kind"),
        "axis": equals("axis"),
        "score": equals("score"),
        "period_from": from_day("period_day"),
        "period_to": to_day("period_day"),
        "disputed": flagged("disputed"),
        "not_disputed": not_flagged("disputed"),
        "superseded": flagged("superseded"),
        "not_superseded": not_flagged("superseded"),
        **withdrawn_filters(),
        **part_filters(AssessmentCitation, "assessment"),
    },
    sorts={"recorded": Sort("entry"), "period": Sort("period_day", nullable=True)},
)

COLLECTION = PartCollection(
    collection="pledges",
    owner=Pledge,
    side=ASSESSMENTS,
    document=AssessmentDocument,
    query=PledgeAssessmentsQuery,
    listing=LISTING,
    citation=Citation,
    words=Words(
        noun="assessment",
        plural="assessments",
        listed="In the order they were recorded, those superseded and withdrawn too: each says whether it stands.",
        recorded=(
            "Several assessors may judge one promisor: all are kept, and each tells whether another disagrees. What "
            "was said is never edited: a correction supersedes it by a new assessment, or withdraws it. A second one "
            "by the same assessor of the same party, axis and period is refused while the first stands."
        ),
    ),
    tag="assessments",
)
