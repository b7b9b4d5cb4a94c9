"""Amendments as the ledger keeps them, and what it refuses of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations, texts
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.ledger.writing.item_ids import identify
from app.records.base.amended import AMENDMENTS as PART_TYPE
from app.records.base.amended import in_order, order
from app.records.pledges.amendments.schemas import AMENDABLE, Amendment, amendment_id
from app.records.pledges.amendments.terms import follows, terms_after, terms_before_day
from app.records.pledges.schemas import condition_id
from app.records.pledges.targets.schemas import target_id
from app.records.sources.citations import INLINE
from app.strict_json import decode_kept, encode_text
from app.tables.parts import amendments as tables
from app.values.sort_keys import day_of_part, earliest_day, effective_day, latest_day, scheduled_day

IDENTIFIED = {"conditions": condition_id, "targets": target_id}
"""The amendable lists whose items have ids, and how these are derived."""

KEPT = ("effective_on", "announced_on", "reason")
"""The written fields that are columns as they are."""


def _columns(written: Values, document: Values) -> Values:
    return {name: written[name] for name in KEPT} | {
        "effective_last_day": effective_day(written, document),
        # As one text: what was left out is no column.
        "changes": encode_text(written["changes"]),
    }


def _read(row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in ("id", *KEPT)} | {"changes": decode_kept(row["changes"])}


def _fill_in(state: State, values: Values) -> Values:
    """Give conditions and targets ids: those of the ones in force before that say the same, else derived ones."""
    changes = values["changes"]
    listed = {name: derive for name, derive in IDENTIFIED.items() if name in changes}
    if not listed:
        return values
    before = terms_before_day(state, latest_day(values["effective_on"]) or "")
    return values | {"changes": identify(listed, changes, before, "/changes")}


def _check(state: State, part: str) -> None:
    """Refuse what changes nothing, and days that cannot be: before the pledge was announced."""
    amendment = state.parts[PART_TYPE][part]
    if amendment.withdrawn is not None:
        return
    if faults := [*_faults_of_days(state.written, amendment.written), *_nothing_new(state, amendment)]:
        detail = "The amendment cannot be so."
        raise Invalid(detail, faults=faults)


def _faults_of_days(pledge: Values, amendment: Values) -> Iterator[Fault]:
    announced = earliest_day(pledge["announced"])
    if announced is None:
        return
    for pointer, date in (
        ("/effective_on", amendment["effective_on"]),
        ("/changes/due", amendment["changes"].get("due")),
    ):
        if (last := latest_day(date)) is not None and last < announced:
            yield Fault(f"must not end before the pledge was announced ({pledge['announced']})", pointer=pointer)


def _nothing_new(state: State, amendment: PartState) -> Iterator[Fault]:
    earlier = [other for other in in_order(state) if order(other) < order(amendment)]
    before = terms_after(state.written, earlier).values
    changes = amendment.written["changes"]
    if all(before[name] == value for name, value in changes.items()):
        said = ", ".join(name for name in AMENDABLE if name in changes)
        yield Fault(f"is what the pledge says by then: change {said} to something else", pointer="/changes")


AMENDMENTS = PartType(
    name=PART_TYPE,
    noun="amendment",
    table=tables.Amendment,
    written=Amendment,
    nested_tables=(
        texts("agreed_with", tables.AmendmentAgreement, "participant"),
        citations(tables.AmendmentCitation),
    ),
    part_column="amendment_id",
    columns=_columns,
    read=_read,
    follows=follows,
    # Whether a pledge was fulfilled late goes by the due of that day, how far it has come by the targets in force.
    read_with=frozenset({"status_changes", "measurements", "milestones"}),
    follows_fields=frozenset(AMENDABLE),
    amends=True,
    correctable=frozenset({"reason", "citations"}),
    derive=amendment_id,
    inline=INLINE,
    day=lambda written, recorded_at: day_of_part(written["effective_on"], recorded_at),
    day_column="effective_last_day",
    fill_in=_fill_in,
    check=_check,
    schedule=scheduled_day,
)
