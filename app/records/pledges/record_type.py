"""Pledges as the ledger keeps them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.errors import Conflict
from app.ledger.model.nested_tables import (
    NestedTable,
    citations,
    codes,
    different_records,
    objects,
    texts,
    translations,
)
from app.ledger.model.record_rows import Key
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import DerivedTable, Merging, RecordType, register_record_type
from app.ledger.model.rows.state_rows import load_states
from app.ledger.model.shapes import Names, Values
from app.records.assessments.assessment_standing import NOTHING_STANDS, summaries
from app.records.assessments.assessment_standing import standing as standing_assessments
from app.records.assessments.part_type import ASSESSMENTS
from app.records.base.promisors import doers_of, implementers_of, promisors_of
from app.records.measurements.part_type import MEASUREMENTS
from app.records.milestones.part_type import MILESTONES
from app.records.milestones.part_type import counts as milestone_counts
from app.records.pledges.amendments.part_type import AMENDMENTS
from app.records.pledges.amendments.terms import conditions_in_force, with_terms
from app.records.pledges.amendments.terms import told as in_force
from app.records.pledges.derived.criteria import JUDGED_BEFORE_CRITERIA, was_judged_before
from app.records.pledges.derived.trackability import trackability
from app.records.pledges.links.rules import refuse_cycles, refuse_links_to_itself
from app.records.pledges.look_alikes import look_alikes
from app.records.pledges.schemas import Criteria, Pledge, condition_id, role_of
from app.records.pledges.status.histories import PART_TYPE, Standing
from app.records.pledges.status.judged import FLAGS
from app.records.pledges.status.part_type import STATUS_CHANGES
from app.records.pledges.status.standings import STANDING_COLUMNS, standing_rows
from app.records.pledges.targets.progress import lost_targets, progress_of, refuse_lost_targets
from app.records.pledges.targets.rows import target_rows, targets_read
from app.records.pledges.targets.schemas import target_id
from app.records.pledges.warnings import warn
from app.records.positions.part_type import ON_PLEDGES
from app.records.positions.position_standing import positions_on
from app.records.sources.citations import INLINE
from app.tables import pledges as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day, sort_key
from app.vocabulary import JUDGED_ROLES, Joint, MeetingRole

CRITERIA = tuple(Criteria.model_fields)
"""What criteria are given for, each a column of its own."""


def _columns(written: Values) -> Values:
    wording = written["wording"] or {"text": None, "language": None}
    criteria = written["criteria"] or dict.fromkeys(CRITERIA)
    return {
        "sort_title": sort_key(written["title"]),
        "wording_text": wording["text"],
        "wording_language": wording["language"],
        "announced_first_day": earliest_day(written["announced"]),
        "review_first_day": earliest_day(written["review_on"]),
        **{f"criteria_{name}": criteria[name] for name in CRITERIA},
        "has_criteria": any(criteria.values()),
    }


def _made_at(written: Values) -> Sequence[Key]:
    """Return the meetings at which a pledge was made: the earliest gives the day of one that has none of its own."""
    return [("meetings", named["meeting"]) for named in written["meetings"] if named["role"] == MeetingRole.MADE_AT]


def _told(document: Values) -> Values:
    status = document["status"]
    flags = {name: status[name] for name in ("status", "basis", *FLAGS)}
    return flags | in_force(document) | {"criteria_after_verdict": document["criteria_after_verdict"]}


def _read(row: Mapping[str, Any]) -> Values:
    wording = None
    if row["wording_text"] is not None:
        wording = {"text": row["wording_text"], "language": row["wording_language"]}
    criteria = {name: row[f"criteria_{name}"] for name in CRITERIA}
    return {"wording": wording, "criteria": criteria if any(criteria.values()) else None}


def _complete(document: Values, state: State, names: Names) -> Values:
    """Add what is in force, where the pledge and its parties stand, and counts of its parts."""
    document = with_terms(document, state, names)
    standing = Standing(state)
    assessed = _assessed(state)
    parties = []
    for party in document["parties"]:
        participant, does = party["participant"]["id"], party["role"] in JUDGED_ROLES
        holds = standing.by_party[participant] if does else None
        stands = assessed.get(participant, NOTHING_STANDS) if does else None
        known = "status" in party and party["status"] is holds and party["assessments"] is stands
        parties.append(party if known else {**party, "status": holds, "assessments": stands})
    own = standing.own
    collective = {
        "status": standing.collective.value,
        "assessed": standing.assessed,
        "promisors": len(standing.promisors),
    }
    counts = _counts(state)
    return document | {
        "parties": parties,
        "status": {name: own[name] for name in ("status", "basis", *own)},
        "collective": collective,
        "status_conflict": standing.conflict,
        "progress": progress_of(document, state),
        "positions": positions_on(state, names),
        "trackability": trackability(document),
        "criteria_after_verdict": counts[JUDGED_BEFORE_CRITERIA] > 0,
        "counts": counts,
    }


def _assessed(state: State) -> Mapping[str, Values]:
    """Return what the standing assessments say together, by promisor and axis: computed again, or as it was."""
    if state.holds(ASSESSMENTS.name) or state.kept is None:
        return summaries(state)
    parties = state.kept.document["parties"]
    return {party["participant"]["id"]: party["assessments"] for party in parties if party["assessments"] is not None}


WITHDRAWABLE = (PART_TYPE, ASSESSMENTS.name, MEASUREMENTS.name, AMENDMENTS.name, ON_PLEDGES.name)
"""The parts that are withdrawn, not deleted."""


def _counts(state: State) -> Values:
    """Return how many parts stand, and how many were withdrawn."""
    if state.kept is None:
        return _counted(state)
    was, now = _counted(state.kept.before), _counted(state)
    return {name: number + now[name] - was[name] for name, number in state.kept.document["counts"].items()}


def _counted(state: State) -> Values:
    """Return the counts of the parts that were read: what a write does not reach differs in none."""
    found = {name: state.parts.get(name, {}) for name in WITHDRAWABLE}
    counts = {name: len([part for part in parts.values() if part.stands]) for name, parts in found.items()}
    counts[ASSESSMENTS.name] = len(standing_assessments(found[ASSESSMENTS.name]))
    milestones = milestone_counts(state)
    changes = found[PART_TYPE].values() if state.last_written else ()
    return {
        **counts,
        "milestones": milestones["total"],
        "milestones_done": milestones["done"],
        "withdrawn": len([one for parts in found.values() for one in parts.values() if one.withdrawn is not None]),
        JUDGED_BEFORE_CRITERIA: sum(was_judged_before(state, change) for change in changes),
    }


def _check(connection: Connection, before: State | None, after: State) -> None:
    """Refuse links that lead back to the pledge, and to take away who was judged or what was measured."""
    refuse_links_to_itself(after)
    refuse_cycles(connection, before, after)
    if before is not None and before.kept is not None and _takes_away(before, after):
        before = load_states(connection, PLEDGES, [before.id])[before.id]
    _check_record(before, after)


def _takes_away(before: State, after: State) -> bool:
    comes_to_be_joint = _owe_together(after) and (
        not _owe_together(before) or set(promisors_of(before.written)) != set(promisors_of(after.written))
    )
    gone = any(_gone(before, after, name) for name in OF_WHOM)
    return bool(lost_targets(before, after)) or comes_to_be_joint or gone


def _owe_together(pledge: State) -> bool:
    """Return whether several promisors owe one performance, so that the whole alone is judged."""
    return pledge.written["joint"] == Joint.JOINT and len(promisors_of(pledge.written)) > 1


OF_WHOM: Mapping[str, Sequence[Callable[[Values], list[str]]]] = {
    # Who promised and is judged does not come to be judged as one who only carries it out.
    PART_TYPE: (promisors_of, doers_of),
    ASSESSMENTS.name: (doers_of,),
    MEASUREMENTS.name: (doers_of,),
}
"""The parts that judge or measure somebody, and who that can be."""


def _gone(before: State, after: State, name: str) -> set[str]:
    """Return those who no longer can be judged or measured."""
    lost = (set(whom(before.written)) - set(whom(after.written)) for whom in OF_WHOM[name])
    return set[str]().union(*lost)


def _check_record(before: State | None, after: State) -> None:
    """Refuse links of the pledge to itself, and to take away who was judged or what was measured."""
    refuse_links_to_itself(after)
    if before is None:
        return
    if _owe_together(after):
        own = {part.written["party"] for part in _standing_parts(before, PART_TYPE)} & set(promisors_of(after.written))
        if judged := sorted(own - set(implementers_of(after.written))):
            detail = "Promisors of a joint pledge are judged as a whole: withdraw the status changes of each first."
            raise Conflict(detail, parties=judged)
    for name in OF_WHOM:
        judged = sorted(_gone(before, after, name) & {part.written["party"] for part in _standing_parts(before, name)})
        if judged:
            detail = f"Parties that have {name.replace('_', ' ')} cannot be removed; other roles can be added to them."
            raise Conflict(detail, parties=judged)
    refuse_lost_targets(before, after)


def _standing_parts(state: State, name: str) -> list[PartState]:
    return [part for part in state.parts.get(name, {}).values() if part.withdrawn is None]


CONDITION_COLUMNS = {"id": "id", "text": "text", "pledge": "waits_for", "met_on": "met_on"}
"""The members of a condition, with their columns."""

PLEDGES = register_record_type(
    RecordType(
        collection="pledges",
        noun="pledge",
        number=4,
        table=tables.Pledge,
        written=Pledge,
        nested_tables=(
            objects("conditions", tables.Condition, CONDITION_COLUMNS),
            texts("topics", tables.PledgeTopic, "topic"),
            objects("meetings", tables.PledgeMeeting, {"meeting": "meeting", "role": "role"}),
            objects(
                "parties",
                tables.Party,
                {"participant": "participant", "role": "role", "from": "began", "to": "ended"},
            ),
            NestedTable("targets", tables.Target, target_rows, targets_read),
            objects("links", tables.Link, {"type": "type", "pledge": "to_pledge"}),
            texts("tags", tables.PledgeTag, "tag"),
            codes("classifications", tables.PledgeClassification),
            codes("external_ids", tables.PledgeExternalId),
            different_records(tables.DifferentPledge, "pledge"),
            translations(tables.PledgeTranslation, Pledge),
            citations(tables.PledgeCitation),
        ),
        columns=_columns,
        told=_told,
        warn=warn,
        look_alikes=look_alikes,
        read=_read,
        complete=_complete,
        derive=lambda written: slug(written["title"]),
        alters_parts=frozenset({"parties", "joint", "due", "targets"}),
        traced="criteria",
        check=_check,
        check_record=_check_record,
        keys={"meetings": ("meeting", "role"), "parties": ("participant", "role"), "links": ("type", "pledge")},
        inline={"conditions": condition_id, "targets": target_id, **INLINE},
        day=lambda written: earliest_day(written["announced"]),
        dated_by=_made_at,
        merging=Merging(alike={"parties": role_of}, loose=frozenset({"conditions", "links"})),
        derived=(
            DerivedTable(tables.Standing, STANDING_COLUMNS, standing_rows),
            DerivedTable(tables.ConditionInForce, ("id", "waits_for", "met_first_day"), conditions_in_force),
        ),
        part_types={
            STATUS_CHANGES.name: STATUS_CHANGES,
            # Before what is measured: that may name a target which was amended.
            AMENDMENTS.name: AMENDMENTS,
            ASSESSMENTS.name: ASSESSMENTS,
            MEASUREMENTS.name: MEASUREMENTS,
            MILESTONES.name: MILESTONES,
            ON_PLEDGES.name: ON_PLEDGES,
        },
    )
)
