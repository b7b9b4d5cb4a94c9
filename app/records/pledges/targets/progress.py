"""How far a pledge has come by its targets, as its document shows it; and what a pledge keeps that was measured."""

from app.errors import Conflict
from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.records.base.promisors import WHOLE, doers_of, promisors_of
from app.records.base.targets import targets_of
from app.records.measurements.part_type import MEASUREMENTS
from app.records.measurements.progress import by_address, progress, together
from app.records.milestones.part_type import MILESTONES

SHOWN = 10
"""How many parts a refusal names."""


def progress_of(document: Values, state: State) -> Values | None:
    """Return how far a pledge has come: by each target, and in all. None without targets."""
    if state.kept is not None and not (state.holds(MEASUREMENTS.name) and state.holds(MILESTONES.name)):
        kept: Values = state.kept.document["progress"]
        return kept
    targets = targets_of(state)
    if not targets:
        return None
    names = {party["participant"]["id"]: party["participant"] for party in document["parties"]}
    baselines = {target["id"]: target["baseline"] for target in document["targets"]}
    found = [(target, _of_target(target, state, names)) for target in targets]
    shown = [{"target": target["id"], "baseline": baselines[target["id"]], **come} for target, come in found]
    return {**together(found), "targets": shown}


def _of_target(target: Values, state: State, names: Values) -> Values:
    """Return how far a target has come as a whole, and for each party that was measured by itself."""
    promisors = promisors_of(state.written)
    measurements = by_address(state.parts.get(MEASUREMENTS.name, {}).values(), target["id"], promisors)
    steps = [part for part in state.parts.get(MILESTONES.name, {}).values() if part.written["target"] == target["id"]]
    parties = [party for party in doers_of(state.written) if party in measurements]
    return {
        **progress(target, measurements.get(WHOLE, []), steps),
        "parties": [{"party": names[party], **progress(target, measurements[party], steps)} for party in parties],
    }


def lost_targets(before: State, after: State) -> set[str]:
    """Return the ids of the targets that are gone."""
    was, is_ = ({target["id"] for target in state.written["targets"]} for state in (before, after))
    return was - is_


def refuse_lost_targets(before: State, after: State) -> None:
    """Raise `Conflict` where a target is gone that was measured, or that milestones are on the way to."""
    lost = lost_targets(before, after)
    if measured := _of_targets(before, MEASUREMENTS.name, lost):
        detail = "Targets that have measurements cannot be removed; withdraw these first."
        raise Conflict(detail, measurements=measured[:SHOWN])
    if steps := _of_targets(before, MILESTONES.name, lost):
        detail = "Targets that have milestones cannot be removed; delete these first."
        raise Conflict(detail, milestones=steps[:SHOWN])


def _of_targets(state: State, name: str, targets: set[str]) -> list[str]:
    parts: dict[str, PartState] = state.parts.get(name, {})
    return [part.id for part in parts.values() if part.withdrawn is None and part.written["target"] in targets]
