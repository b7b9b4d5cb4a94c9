"""Whether what would show how a pledge ended was said before somebody judged it."""

from app.bilingual import Bilingual
from app.ledger.model.record_state import PartState, State

JUDGED_BEFORE_CRITERIA = "judged_before_criteria"
"""The count of the status changes of a pledge that are older than the criterion for their status."""

RULE = Bilingual(
    "criteria_after_verdict: the criterion for a status (fulfilled, partially_fulfilled or not_fulfilled) was written "
    "or changed by a later entry than the one that recorded a status change to that status which stands, of the "
    "whole or of a party; a scheduled one is recorded by the entry by which it takes effect. A criterion that was "
    "taken away does not count. Where entries were redacted, a criterion counts as written by the first of them that "
    "may have.",
    "criteria_after_verdict: el criterio de un estado (fulfilled, partially_fulfilled o not_fulfilled) se escribió o "
    "se cambió en un asiento posterior al que registró un cambio vigente a ese estado, del conjunto o de una parte; "
    "un cambio programado lo registra el asiento por el que surte efecto. Un criterio que se quitó no cuenta. Donde "
    "se suprimieron asientos, un criterio cuenta como escrito por el primero de ellos que pudo hacerlo.",
)


def was_judged_before(state: State, change: PartState) -> bool:
    """Return whether a status change stands that is older than the criterion for its status."""
    criterion = state.last_written.get(change.written["status"])
    return criterion is not None and change.stands and change.entry < criterion.entry
