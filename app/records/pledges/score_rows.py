"""The assessments that stand, as rows by which statistics find them."""

from collections.abc import Iterable

from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.assessments.assessment_standing import PART_TYPE, standing
from app.values.sort_keys import earliest_day, latest_day

KEPT = ("party", "axis", "score", "assessor", "assessor_kind")


def scores_of(state: State) -> Iterable[Values]:
    """Yield the row of each assessment of a pledge that is neither withdrawn nor superseded."""
    for part in standing(state.parts.get(PART_TYPE, {})):
        yield {
            "record": state.id,
            "part": part.id,
            **{name: part.written[name] for name in KEPT},
            "period_first_day": earliest_day(part.written["period"]),
            "period_last_day": latest_day(part.written["period"]),
            "entry": part.entry,
        }
