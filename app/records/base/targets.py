"""What a pledge is measured by: parts that speak of a target name it."""

from collections.abc import Sequence

from app.errors import Fault, Invalid
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.base.amended import in_force, in_order


def targets_of(state: State) -> Sequence[Values]:
    """Return the targets of a pledge that are in force, in their order. The amendments were read."""
    targets: Sequence[Values] = in_force(state, "targets")
    return targets


def known_targets(state: State) -> Sequence[Values]:
    """Return all targets that a pledge has, or had before it was amended: of those with one id the last."""
    found = {target["id"]: target for target in state.written["targets"]}
    for amendment in in_order(state):
        found |= {target["id"]: target for target in amendment.written["changes"].get("targets", ())}
    return list(found.values())


def fill_in_target(state: State, values: Values) -> Values:
    """Fill in the target where the pledge has one alone. Raises `Invalid` where it has none, or several."""
    if values["target"] is not None:
        return values
    targets = targets_of(state)
    if len(targets) == 1:
        return values | {"target": targets[0]["id"]}
    if not targets:
        detail = "The pledge has no measurable target."
        raise Invalid(detail, faults=[Fault("give the pledge a target first", pointer="")])
    detail = "The pledge has several targets."
    raise Invalid(detail, faults=[Fault(f"is required: {_named(targets)}", pointer="/target")])


def target_named(state: State, target: str) -> Values:
    """Return a target by its id. Raises `Invalid` where the pledge has no such target."""
    targets = known_targets(state)
    found = next((known for known in targets if known["id"] == target), None)
    if found is None:
        detail = "The pledge has no such target."
        raise Invalid(detail, faults=[Fault(_named(targets) if targets else "leave it out", pointer="/target")])
    return found


def _named(targets: Sequence[Values]) -> str:
    return f"one of {', '.join(target['id'] for target in targets)}"
