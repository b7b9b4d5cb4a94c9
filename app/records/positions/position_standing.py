"""Which positions stand: the latest of each participant, on each thing that it can be about. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping

from app.bilingual import Bilingual
from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Names, Values
from app.values.sort_keys import day_of_part
from app.values.times.dates import read_date

PART_TYPE = "positions"

RULE = Bilingual(
    "The latest position of a participant counts, by its day, then by when it was recorded; one without a day comes "
    "before all that have one. On a status change or an assessment it is counted apart from those on the pledge "
    "itself.",
    "Cuenta la última posición de un participante, por su día y después por cuándo se registró; la que no tiene día "
    "va antes que todas las que lo tienen. La que se refiere a un cambio de estado o a una evaluación se cuenta "
    "aparte de las que se refieren al compromiso mismo.",
)

Taker = tuple[str, str | None]
"""A participant, and what it takes a position on: a part of the record, or the record itself."""


def standing(parts: Iterable[PartState]) -> dict[Taker, PartState]:
    """Return the latest position of each participant on each thing, those withdrawn left out."""
    found: dict[Taker, PartState] = {}
    for part in sorted((part for part in parts if part.withdrawn is None), key=_order):
        found[part.written["participant"], part.written.get("about")] = part
    return found


def _order(part: PartState) -> tuple[str, int]:
    return day_of_part(part.written["on"], part.recorded_at) or "", part.entry


def follows(state: State) -> Mapping[str, Values]:
    """Return whether each position of a record stands."""
    parts = state.parts.get(PART_TYPE, {})
    stand = {part.id for part in standing(parts.values()).values()}
    return {part: {"stands": part in stand} for part in parts}


def positions_on(state: State, names: Names) -> list[Values]:
    """Return the standing positions on a record itself, as its document shows them: computed again, or as it was."""
    if state.kept is not None and not state.holds(PART_TYPE):
        kept: list[Values] = state.kept.document["positions"]
        return kept
    return list(_shown(state, names))


def _shown(state: State, names: Names) -> Iterator[Values]:
    for (participant, about), part in standing(state.parts.get(PART_TYPE, {}).values()).items():
        if about is None:
            yield {
                "participant": {"id": participant, "name": names.get(("participants", participant))},
                "position": part.written["position"],
                "on": None if part.written["on"] is None else read_date(part.written["on"]),
                "id": part.id,
            }
