"""Who promised: what is judged or measured of a pledge is so promisor by promisor, or as a whole."""

from collections.abc import Collection, Sequence

from app.errors import Fault, Invalid
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.vocabulary import Joint, PartyRole

WHOLE = None
"""The address of the pledge as a whole, where a promisor would stand."""


def promisors_of(written: Values) -> list[str]:
    """Return the promisors of a pledge in their order."""
    promisor = PartyRole.PROMISOR.value
    return [party["participant"] for party in written["parties"] if party["role"] == promisor]


def doers_of(written: Values) -> list[str]:
    """Return who is to do what a pledge says: its promisors and its implementers."""
    roles = {PartyRole.PROMISOR.value, PartyRole.IMPLEMENTER.value}
    return list(dict.fromkeys(party["participant"] for party in written["parties"] if party["role"] in roles))


def implementers_of(written: Values) -> list[str]:
    """Return the implementers of a pledge in their order."""
    implementer = PartyRole.IMPLEMENTER.value
    return [party["participant"] for party in written["parties"] if party["role"] == implementer]


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
