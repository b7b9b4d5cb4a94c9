"""Assessments as the ledger keeps them, and what it refuses of them."""

from collections.abc import Mapping
from typing import Any

from app.errors import Conflict, Fault, Invalid
from app.ledger.model.nested_tables import citations
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.records.assessments.assessment_standing import PART_TYPE, follows, standing, subject
from app.records.assessments.schemas import Assessment, assessment_id
from app.records.base.as_published import published_columns, published_in
from app.records.base.promisors import promisors_of, refuse_other_doer
from app.records.sources.citations import INLINE
from app.tables.parts.assessments import Assessment as Table
from app.tables.parts.assessments import AssessmentCitation
from app.values.sort_keys import day_of_part, earliest_day
from app.values.times.dates import bounds

KEPT = (
    "party", "score", "axis", "period", "assessor", "assessor_kind", "methodology", "methodology_version",
    "rationale", "supersedes",
)  # fmt: skip
"""The written fields that are columns as they are."""


def _columns(written: Values, document: Values) -> Values:
    return (
        {name: written[name] for name in KEPT}
        | published_columns(written["as_published"])
        | {
            "period_first_day": earliest_day(written["period"]),
            "period_last_day": day_of_part(written["period"], document["recorded_at"]),
            "superseded": document["superseded_by"] is not None,
            "disputed": document["disputed"],
        }
    )


def _read(row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in ("id", *KEPT)} | {"as_published": published_in(row)}


def _fill_in(state: State, values: Values) -> Values:
    """Fill in the party where the pledge has one promisor alone."""
    if values["party"] is not None:
        return values
    promisors = promisors_of(state.written)
    if len(promisors) > 1:
        detail = "The pledge has several promisors."
        raise Invalid(detail, faults=[Fault("is required: name the promisor that is judged", pointer="/party")])
    return values | {"party": promisors[0]}


def _check(state: State, part: str) -> None:
    """Refuse who is to do nothing, a correction of another's, and a second one beside one that stands."""
    parts = state.parts[PART_TYPE]
    assessment = parts[part]
    if assessment.withdrawn is None:
        refuse_other_doer(state, assessment.written["party"])
        _refuse_other_correction(parts, assessment)
    _refuse_second(parts, assessment)


def _refuse_other_correction(parts: Mapping[str, PartState], assessment: PartState) -> None:
    superseded = assessment.written["supersedes"]
    if superseded is None:
        return
    others = {known.id: known for known in parts.values() if known.id != assessment.id}
    stands = {known.id: known for known in standing(others)}
    known = stands.get(superseded)
    if known is None or _by_and_about(known) != _by_and_about(assessment):
        detail = "Only a standing assessment can be superseded, by the assessor who made it."
        message = "give the id of a standing assessment of the same party and axis by the same assessor"
        raise Invalid(detail, faults=[Fault(message, pointer="/supersedes")])


def _by_and_about(part: PartState) -> tuple[str, str, str]:
    return (*subject(part), part.written["assessor"])


def _said(part: PartState) -> object:
    """Return who says of what and for which time; the score is not part of it."""
    return _by_and_about(part), bounds(part.written["period"])


def _refuse_second(parts: Mapping[str, PartState], assessment: PartState) -> None:
    """Refuse two for one period: this one, or what it corrected and stands again without it, beside another."""
    line, stands = _line(parts, assessment), standing(parts)
    said = {_said(known): known.id for known in stands if known.id in line}
    for known in stands:
        if said.get(_said(known), known.id) != known.id:
            detail = (
                "The assessor has another standing assessment of this party on this axis for this period: "
                "supersede or withdraw it."
            )
            raise Conflict(detail, standing=known.id)


def _line(parts: Mapping[str, PartState], assessment: PartState) -> set[str]:
    """Return an assessment and all that it supersedes, near and far."""
    line: set[str] = set()
    following: PartState | None = assessment
    while following is not None and following.id not in line:
        line.add(following.id)
        following = parts.get(following.written["supersedes"])
    return line


ASSESSMENTS = PartType(
    name=PART_TYPE,
    noun="assessment",
    table=Table,
    written=Assessment,
    nested_tables=(citations(AssessmentCitation),),
    part_column="assessment_id",
    columns=_columns,
    read=_read,
    correctable=frozenset({"methodology", "methodology_version", "rationale", "citations", "as_published"}),
    derive=assessment_id,
    inline=INLINE,
    day=lambda written, recorded_at: day_of_part(written["period"], recorded_at),
    day_column="period_last_day",
    follows=follows,
    fill_in=_fill_in,
    check=_check,
)
