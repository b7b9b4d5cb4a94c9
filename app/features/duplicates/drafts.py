"""Pledges that are not recorded yet, and those that are there and may be the same: before anything is written."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.db.statements import core_table
from app.features.duplicates.comparison import Candidate, Pair, duplicates_of
from app.features.duplicates.queries import COMPARED, candidate, candidates, referring
from app.ledger.model.nested_tables import DIFFERENT_FROM
from app.ledger.model.shapes import Values
from app.records.base.promisors import promisors_of
from app.records.pledges.record_type import PLEDGES
from app.tables.pledges import Party, Pledge
from app.values.links import code_in
from app.vocabulary import PartyRole

MOST_LOOKED_AT = 500
"""Pledges of the promisors that are compared: of more, those that were changed last."""

FEW = 3
"""Pledges that one draft is told to be like, the likeliest."""

Found = tuple[Sequence[Sequence[Pair]], dict[str, int]]


def like_drafts(connection: Connection, drafts: Sequence[Values], threshold: float) -> Found:
    """Return the likeliest pairs of each draft with pledges that are there, and how many records refer to these.

    Drafts are written shapes; one that has the id of a pledge is not compared with that. The number of statements does
    not depend on that of the drafts.
    """
    known = candidates(connection, PLEDGES.collection, _of_the_same(connection, drafts))
    found = [duplicates_of(_draft(written), known, threshold, FEW).pairs for written in drafts]
    ids = {one.id for pairs in found for pair in pairs for one in (pair.first, pair.second)}
    return found, referring(connection, PLEDGES.collection, sorted(ids))


def _of_the_same(connection: Connection, drafts: Sequence[Values]) -> Sequence[str]:
    """Return the pledges with a promisor of any draft: of all others none is the same."""
    promisors = sorted({promisor for written in drafts for promisor in promisors_of(written)})
    pledge, party = core_table(Pledge).c, core_table(Party).c
    theirs = select(party.pledge_id).where(party.participant.in_(promisors), party.role == PartyRole.PROMISOR.value)
    last = select(pledge.id).where(pledge.id.in_(theirs)).order_by(pledge.updated_at.desc()).limit(MOST_LOOKED_AT)
    return connection.scalars(last).all()


def _draft(written: Values) -> Candidate:
    """Return what is compared of a draft."""
    compared = COMPARED[PLEDGES.collection]
    return candidate(
        compared,
        {**written, "id": written["id"] or "", "called": written["title"]},
        names=(),
        registered=[(code_in(scheme, code),) for scheme, code in written["external_ids"].items()],
        parties=[(party["role"], party["participant"]) for party in written["parties"]],
        several={
            name: found
            for name, (field, member, fixed) in compared.several.items()
            if (found := frozenset(item[member] for item in written[field] if fixed.items() <= item.items()))
        },
        different=[(item[PLEDGES.noun], item["reason"]) for item in written[DIFFERENT_FROM]],
    )
