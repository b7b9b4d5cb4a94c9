"""The lists of assessments: of a pledge, and over all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.db.statements import core_table
from app.records.assessments.documents import AssessmentDocument, ScaledAssessment
from app.records.assessments.part_type import ASSESSMENTS
from app.records.assessments.schemas import AssessmentQuery, PledgeAssessmentsQuery
from app.records.base.lists.filters import Sort, equals, flagged, from_day, not_flagged, to_day
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import PartCollection, Words, part_filters, withdrawn_filters
from app.records.sources.citations import Citation
from app.scales import on_scale, score_on
from app.strict_json import encode
from app.tables.parts.assessments import Assessment, AssessmentCitation
from app.vocabulary import Axis, ScaleName

LIST_DEFINITION = ListDefinition(
    name="assessments",
    table=core_table(Assessment),
    key="entry",
    filters={
        "pledge": equals("pledge_id", "recorded", "period"),
        "party": equals("party", "recorded"),
        "assessor": equals("assessor", "recorded"),
        "assessor_kind": equals("assessor_kind"),
        "axis": equals("axis"),
        "score": equals("score"),
        "published_scale": equals("as_published_scale"),
        "period_from": from_day("period_first_day"),
        "period_to": to_day("period_first_day"),
        "disputed": flagged("disputed"),
        "not_disputed": not_flagged("disputed"),
        "superseded": flagged("superseded"),
        "not_superseded": not_flagged("superseded"),
        **withdrawn_filters(),
        **part_filters(AssessmentCitation, "assessment_id"),
    },
    sorts={"recorded": Sort("entry"), "period": Sort("period_first_day", nullable=True)},
)


def _scaled(scale: str) -> ListDefinition:
    """Return the same list with what each score is on a scale; outcomes are on none."""
    shown = {score: b"," + encode({"on_scale": score_on(scale, score)})[1:] for score in (-1, 0, 1)}
    nowhere = b"," + encode({"on_scale": on_scale(scale, None)})[1:]

    def complete(extras: Sequence[Any]) -> bytes:
        score, axis = extras
        return shown[score] if axis == Axis.COMPLETION else nowhere

    return replace(LIST_DEFINITION, extras=("score", "axis"), finish=lambda _today: complete)


SCALED = {scale.value: _scaled(scale.value) for scale in ScaleName}


def list_definition_for(query: PledgeAssessmentsQuery) -> ListDefinition:
    """Return the list that a query asks for: with the scores on another scale, or without."""
    return LIST_DEFINITION if query.scale is None else SCALED[query.scale]


COLLECTION = PartCollection(
    collection="pledges",
    part_type=ASSESSMENTS,
    document=AssessmentDocument,
    query=PledgeAssessmentsQuery,
    query_of_all=AssessmentQuery,
    list_definition=LIST_DEFINITION,
    list_definition_for=list_definition_for,
    item=ScaledAssessment,
    citation=Citation,
    words=Words(
        listed="In the order they were recorded, those superseded and withdrawn too: each says whether it stands.",
        recorded=(
            "Several assessors may judge one promisor: all are kept, and each shows whether another disagrees. What "
            "is said for a score is corrected where it stands; a score that proves wrong is superseded by a new "
            "assessment, or withdrawn. A second one by the same assessor of the same party, axis and period is refused "
            "while the first stands."
        ),
    ),
    tag="assessments",
)
