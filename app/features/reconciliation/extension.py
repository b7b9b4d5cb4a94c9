"""Data extension: the values of some properties of records that were reconciled."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.features.reconciliation.entities import Value, entities, survivors
from app.features.reconciliation.requests import Wanted
from app.features.reconciliation.services import Service
from app.ledger.model.shapes import Values


def extension(connection: Connection, service: Service, ids: Sequence[str], wanted: Sequence[Wanted]) -> Values:
    """Return the values by record. One that was merged has those of its survivor; one that is not there has none."""
    known = entities(connection, service, ids)
    moved = survivors(connection, service, [id for id in ids if id not in known])
    known |= {
        old: one for one in entities(connection, service, set(moved.values())).values() for old in moved
        if moved[old] == one.id
    } if moved else {}  # fmt: skip
    rows = {
        id: {
            one.of.id: [_shown(value) for value in known[id].values(one.of)[: one.limit or None]] if id in known else []
            for one in wanted
        }
        for id in ids
    }
    return {"meta": [_meta(service, one) for one in wanted], "rows": rows}


def _meta(service: Service, wanted: Wanted) -> Values:
    told: Values = {"id": wanted.of.id, "name": wanted.of.name}
    if wanted.of.named is not None:
        told["type"] = {"id": service.default_type.id, "name": service.default_type.name}
    return told


def _shown(value: Value) -> Values:
    return {"str": value.text} if value.id is None else {"id": value.id, "name": value.text}
