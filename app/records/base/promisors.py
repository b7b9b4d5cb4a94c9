"""Who promised: what is judged or measured of a pledge is so promisor by promisor, or as a whole."""

from collections.abc import Collection, Sequence
from datetime import date

from app.errors import Fault, Invalid
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.values.times.dates import bounds
from app.vocabulary import Joint, PartyRole

WHOLE = None
"""The address of the pledge as a whole, where a promisor would stand."""


def promisors_of(written: Values) -> list[str]:
    """Return the promisors of a pledge in their order."""
    return [party["participant"] for party in written["parties"] if party["role"] == PROMISOR]


PROMISOR, IMPLEMENTER = PartyRole.PROMISOR.value, PartyRole.IMPLEMENTER.value
DOING = frozenset({PROMISOR, IMPLEMENTER})
"""The roles of who is to do what a pledge says."""


def doers_of(written: Values) -> list[str]:
    """Return who is to do what a pledge says: its promisors and its implementers."""
    return list(dict.fromkeys(party["participant"] for party in written["parties"] if party["role"] in DOING))


def is_doer_on(written: Values, party: str, on: str) -> bool:
    """Return whether a party is a promisor or an implementer on a date, as far as its `from` and `to` say."""
    first, last = bounds(on)
    periods = [
        (named["from"] and bounds(named["from"])[0], named["to"] and bounds(named["to"])[1])
        for named in written["parties"]
        if named["participant"] == party and named["role"] in DOING
    ]
    return any(not _is_before(last, began) and not _is_before(ended, first) for began, ended in periods)


def _is_before(end: date | None, day: date | None) -> bool:
    """Return whether an end lies before a day: never, where one of them is not known."""
    return end is not None and day is not None and end < day


def implementers_of(written: Values) -> list[str]:
    """Return the implementers of a pledge in their order."""
    return [party["participant"] for party in written["parties"] if party["role"] == IMPLEMENTER]


def address(party: str | None, promisors: Sequence[str]) -> str | None:
    """Return which history a part belongs to: with a single promisor the whole and it are one."""
    return WHOLE if len(promisors) == 1 and party == promisors[0] else party


def judged_together(written: Values) -> frozenset[str]:
    """Return the promisors that stand where the whole does: a single one, or all of a joint pledge."""
    promisors = promisors_of(written)
    return frozenset(promisors if len(promisors) == 1 or written["joint"] == Joint.JOINT else ())


def address_within(party: str | None, shared: Collection[str]) -> str | None:
    """Return whose history a judgement of a party belongs to: that of the whole, for those that share it."""
    return WHOLE if party in shared else party


def refuse_other_doer(state: State, party: str | None) -> None:
    """Raise `Invalid` where a part speaks of somebody that is to do nothing."""
    if party is not None and party not in doers_of(state.written):
        detail = "The pledge has no such promisor or implementer."
        raise Invalid(detail, faults=[Fault("name one of the pledge's promisors or implementers", pointer="/party")])
