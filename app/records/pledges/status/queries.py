"""The lists of status changes, and where a pledge stands."""

from sqlalchemy import ColumnElement, exists, select, tuple_

from app.db.statements import core_table
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter, Sort, equals, flagged, from_day, not_flagged, to_day
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import (
    PartCollection,
    Words,
    part_filters,
    scheduled_filters,
    withdrawn_filters,
)
from app.records.pledges.documents import StatusChangeDocument
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.schemas import PledgeChangesQuery, StatusChangeQuery
from app.records.sources.citations import Citation
from app.scales import status_on
from app.strict_json import decode, encode
from app.tables.parts import status_changes as tables

_changes = core_table(tables.StatusChange)


def _overrides(binding: Binding, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    override = tables.StatusChangeOverride
    own = override.pledge_id == binding.column("pledge_id"), override.status_change_id == binding.column("id")
    return exists(select(override.guard).where(*own, *conditions))


def _rests_on(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    named = core_table(tables.StatusChangeAction)
    # Few rest on one action: they are found by it.
    found = select(named.c.pledge_id, named.c.status_change_id).where(named.c.action.in_(binds))
    return tuple_(binding.column("pledge_id"), binding.column("id")).in_(found)


def _actions(row: Values) -> list[str]:
    actions: list[str] = decode(row["written"]).get("actions", [])
    return actions


def _guards_set_aside(row: Values) -> list[str]:
    guards: list[str] = (decode(row["written"])["override"] or {"guards": []})["guards"]
    return guards


CHANGES = ListDefinition(
    name="status_changes",
    table=_changes,
    key="entry",
    filters={
        "pledge": equals("pledge_id", "recorded", "effective_on"),
        "party": equals("party", "recorded"),
        "status": equals("status", "recorded"),
        "is_reversal": flagged("is_reversal"),
        "not_is_reversal": not_flagged("is_reversal"),
        "overridden": Filter(
            lambda binding, _binds: _overrides(binding), holds=lambda row, _values: bool(_guards_set_aside(row))
        ),
        "not_overridden": Filter(
            lambda binding, _binds: ~_overrides(binding), holds=lambda row, _values: not _guards_set_aside(row)
        ),
        "guard": Filter(
            lambda binding, binds: _overrides(binding, tables.StatusChangeOverride.guard.in_(binds)),
            holds=lambda row, values: not {*values}.isdisjoint(_guards_set_aside(row)),
        ),
        "unknown_because": equals("unknown_because"),
        "published_scale": equals("as_published_scale"),
        "effective_from": from_day("effective_last_day"),
        "effective_to": to_day("effective_last_day"),
        "action": Filter(_rests_on, holds=lambda row, values: not {*values}.isdisjoint(_actions(row))),
        **withdrawn_filters(),
        **scheduled_filters(),
        **part_filters(tables.StatusChangeCitation, "status_change_id"),
    },
    sorts={"recorded": Sort("entry"), "effective_on": Sort("effective_last_day")},
)

STATUS_CHANGES = PartCollection(
    collection="pledges",
    part_type=PLEDGES.part_types[PART_TYPE],
    document=StatusChangeDocument,
    query=PledgeChangesQuery,
    query_of_all=StatusChangeQuery,
    list_definition=CHANGES,
    citation=Citation,
    words=Words(
        append="Change the status of a pledge, or of one party",
        listed="In the order they were recorded, withdrawn ones too; `sort=effective_on` gives the history's order.",
        recorded=(
            "Any status may follow any other, behind guards: a refusal names the guard and what would satisfy it. "
            "Guards of evidence can be overridden by name. History is ordered by `effective_on`, so a change may be "
            "backdated."
        ),
    ),
    tag="status",
    parameter="change",
)


READ_WITH_STATUS = ("overdue", "due_soon", "conditional", "newer_evidence", "review_due")
"""What is added to where a pledge stands at read time."""


def status_report(document: bytes, scale: str | None = None) -> bytes:
    """Return where a pledge stands, out of its document; each status on another scale too if one is named."""
    pledge = decode(document)
    parties = [
        {"party": party["participant"], "role": party["role"], **party["status"]}
        for party in pledge["parties"]
        if party["status"] is not None
    ]
    if scale is not None:
        for standing in (pledge["status"], pledge["collective"], *parties):
            standing["on_scale"] = status_on(scale, standing["status"])
    judged = ("status", "collective", "components", "status_conflict", "criteria", "criteria_after_verdict")
    kept = (*judged, *READ_WITH_STATUS)
    return encode(
        {"pledge": {"id": pledge["id"], "title": pledge["title"]}, "version": pledge["version"], "parties": parties}
        | {name: pledge[name] for name in kept}
    )
