"""What is in force of a pledge: its fields as first made, and as amendments changed them since. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Names, Values, read_shape
from app.records.base.amended import AMENDMENTS, in_order, order
from app.records.pledges.amendments.schemas import AMENDABLE, AmendedTerms
from app.tables.history import ALWAYS
from app.values.sort_keys import earliest_day, latest_day
from app.values.times.dates import read_date


@dataclass(frozen=True)
class Terms:
    """The amendable fields as they are in force, and by which amendments: of each field that was amended, the last."""

    values: Values
    amended: Mapping[str, str]


def first_terms(written: Values) -> Values:
    """Return the amendable fields as they were written of the pledge itself."""
    return {name: written[name] for name in AMENDABLE}


def terms_after(written: Values, amendments: Iterable[PartState]) -> Terms:
    """Return what is in force after some amendments, which are in order."""
    values, amended = first_terms(written), dict[str, str]()
    for amendment in amendments:
        changes: Values = amendment.written["changes"]
        values |= changes
        amended |= dict.fromkeys(changes, amendment.id)
    return Terms(values, {name: amended[name] for name in AMENDABLE if name in amended})


def terms_before_day(state: State, day: str) -> Values:
    """Return what was in force before a day."""
    earlier = [amendment for amendment in in_order(state) if order(amendment)[0] < day]
    return terms_after(state.written, earlier).values


def follows(state: State) -> dict[str, Values]:
    """Return of each amendment what stood before it, of the fields that it changes."""
    found: dict[str, Values] = {}
    values = first_terms(state.written)
    for amendment in sorted(state.parts.get(AMENDMENTS, {}).values(), key=order):
        changes: Values = amendment.written["changes"]
        found[amendment.id] = {"before": {name: values[name] for name in changes}}
        if amendment.stands:
            values = values | changes
    return found


def with_terms(document: Values, state: State, names: Names) -> Values:
    """Return the document of a pledge with the fields as they are in force, and what of them was amended."""
    # Without amendments, all is in force as the document shows it.
    kept, shown, amended = state.kept, Values(), Values()
    if kept is not None and not _amendments_changed(state):
        # Nothing of them changes: what they say is shown as it was.
        amended = kept.document["amended"]
        shown = {name: kept.document[name] for name in amended}
    elif kept is not None or state.parts.get(AMENDMENTS):
        terms = terms_after(state.written, in_order(state))
        shown, amended = read_shape(AmendedTerms, terms.values, names), dict(terms.amended)
    original = None if state.written["due"] is None else read_date(state.written["due"])
    document = document | shown
    return document | {
        "amended": amended,
        "due_original": original,
        "due_moved": document["due"] != original,
    }


def _amendments_changed(state: State) -> bool:
    if state.kept is None or not state.holds(AMENDMENTS):
        return False
    return state.parts.get(AMENDMENTS, {}) != state.kept.before.parts.get(AMENDMENTS, {})


def condition_rows(conditions: Iterable[Values]) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield of conditions as they are written what is filtered by: id, the pledge waited for, when it was met."""
    for condition in conditions:
        met_on = condition["met_on"]
        yield condition["id"], condition["pledge"], met_on and (earliest_day(met_on) or ALWAYS)


def conditions_in_force(document: Values) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the same of a pledge's conditions in force, as its document shows them."""
    for condition in document["conditions"]:
        awaited, met_on = condition["pledge"], condition["met_on"]
        yield condition["id"], awaited and awaited["id"], met_on and (met_on["from"] or ALWAYS)


def told(document: Values) -> Values:
    """Return the columns of a pledge that hold what is in force."""
    due = document["due"]
    return {
        "due_last_day": None if due is None else latest_day(due["edtf"]),
        "due_moved": document["due_moved"],
        "strength_in_force": document["strength"],
        "has_wording": document["wording"] is not None,
        "has_baseline": has_baseline(document["targets"]),
    }


def has_baseline(targets: Iterable[Values]) -> bool:
    """Return whether a target says what it is compared with."""
    return any(target["baseline"] is not None for target in targets)
