"""Filters by what records name: the participants, topics and meetings of a webhook mean what `/v1/changes` means."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from app.errors import Invalid
from app.features.changes.request import NAMED
from app.records.base.lists.filter_ids import look_up

ASKED = {collection: name for name, collection in NAMED.items()}
"""The filter of the change feed that a webhook's filter is like."""


def refuse_unknown(connection: Connection, filters: Any) -> None:
    """Raise `Invalid` where filters name what never stood in the ledger."""
    try:
        look_up(connection, {name: (name, ids) for name in ASKED if (ids := getattr(filters, name))})
    except Invalid as refused:
        faults = [replace(fault, parameter=None, pointer=f"/{fault.parameter}") for fault in refused.faults]
        raise Invalid(refused.detail, faults=faults) from None
