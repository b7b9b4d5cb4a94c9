"""The lists of pledges and of status changes, and where a pledge stands."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select

from app.db.statements import core_table
from app.ledger.model.shapes import Values
from app.records.base.collections import Collection, Compared
from app.records.base.history.keeper_registry import register_histories
from app.records.base.lists.bindings import Binding, Dated, OfParty, key_column
from app.records.base.lists.filters import (
    Binds,
    Counted,
    Filter,
    Sort,
    after_day,
    among,
    among_ids,
    before_day,
    binds_of,
    clauses,
    equals,
    flagged,
    from_day,
    nested,
    not_flagged,
    nullable,
    or_without,
    to_day,
    without,
)
from app.records.base.lists.hierarchy import under
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.lists.record_filters import of_every_record
from app.records.base.parts.part_collections import (
    PartCollection,
    Words,
    part_filters,
    scheduled_filters,
    withdrawn_filters,
)
from app.records.meetings.queries import MEETINGS_WITHIN
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.pledges.derived import components, deadlines, legal_nature, newer_evidence, rollup
from app.records.pledges.derived.trackability import FILTERS as TRACKABILITY
from app.records.pledges.documents import READ_ONLY, PledgeDocument, StatusChangeDocument
from app.records.pledges.history.assessments import AssessmentsKeeper
from app.records.pledges.history.criteria import CriteriaKeeper
from app.records.pledges.history.standings import StandingsKeeper
from app.records.pledges.history.terms import TermsKeeper
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.schemas import PledgeQuery
from app.records.pledges.status.histories import CONTRADICTS_WHOLE, PART_TYPE
from app.records.pledges.status.schemas import PledgeChangesQuery, StatusChangeQuery
from app.records.positions.part_type import ON_PLEDGES
from app.records.positions.position_history import PositionsKeeper
from app.records.sources.citations import CITATIONS, Citation
from app.records.topics.queries import TOPICS_WITHIN
from app.scales import status_on
from app.strict_json import decode, encode
from app.tables import pledges as tables
from app.tables.meetings import Meeting
from app.vocabulary import LinkType, MeetingRole, PartyRole, StatusBasis

MADE_AT = MeetingRole.MADE_AT.value


def _party_to(binding: Binding, ids: Binds | Select[Any]) -> ColumnElement[bool]:
    parties = binding.table(tables.Party)
    return exists(select(key_column(parties)).where(key_column(parties) == binding.key, parties.c.participant.in_(ids)))


FLAGGED = ("fulfilled_late", "is_reversal", "overridden")
OF_STANDINGS = frozenset(
    {
        "status",
        *deadlines.OF_PARTIES,
        *FLAGGED,
        *(f"not_{name}" for name in FLAGGED),
        *("unknown_because", without("unknown_because"), or_without("unknown_because")),
    }
)
"""Filters by where a pledge stands: of a party that is named beside them, where that one stands."""

OWING = frozenset({"promisor", "promisor_under"})
"""Filters by who owes a pledge: several must hold of one and the same."""


def _first_day_of_meetings(binding: Binding) -> ColumnElement[str]:
    """Return the earliest day of a meeting at which the pledge was made."""
    named, meetings = binding.table(tables.PledgeMeeting), binding.table(Meeting)
    made_at = key_column(named) == binding.key, named.c.role == MADE_AT
    first = select(func.min(meetings.c.starts_first_day)).join_from(named, meetings, meetings.c.id == named.c.meeting)
    return first.where(*made_at).scalar_subquery()


def _in_the_roles(active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clause that one of the meetings asked for has one of the roles asked for."""
    counts = dict(active)
    named = binding.table(tables.PledgeMeeting)
    roles, meetings = (binds_of(name, counts[name]) for name in ("meeting_role", "meeting"))
    asked = among(named.c.role, roles), among(named.c.meeting, meetings)
    return [exists(select(key_column(named)).where(key_column(named) == binding.key, *asked))]


def _conditions(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of the filters of pledges.

    A meeting and its role must be those of one item, and what is asked of a party must hold of one and the same.
    """
    together = {"meeting", "meeting_role"}
    if together <= {name for name, _count in active}:
        rest = [pair for pair in active if pair[0] not in together]
        return [*_in_the_roles(active, binding), *_of_parties(filters, rest, binding)]
    return _of_parties(filters, active, binding)


def _of_parties(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of filters, those of a party as one: what is asked must hold of one and the same.

    Where a promisor is named, where it stands is asked, and whether the pledge counts for it; else of an implementer
    that is named, where that one stands.
    """
    judged = [pair for pair in active if pair[0] in OF_STANDINGS]
    owing = [pair for pair in active if pair[0] in OWING]
    rolled = [pair for pair in active if owing and pair[0] == rollup.NAME]
    named = owing or [pair for pair in active if pair[0] == "implementer"]
    if not named or (not judged and not rolled and len(owing) < len(OWING)):
        return clauses(filters, active, binding)
    standings = binding.table(tables.Standing)
    role = standings.c.is_promisor if owing else standings.c.is_implementer
    subjects = [among(standings.c.subject, ids) for ids in named_parties(named, OWING | {"implementer"}, binding)]
    of_party = clauses(filters, judged, OfParty(binding, standings))
    pair = key_column(standings), standings.c.subject
    of_party += [rollup.counts_for(*pair, binding, binds_of(*asked)[0]) for asked in rolled]
    rest = [pair for pair in active if pair not in [*judged, *rolled, *named]]
    found = select(key_column(standings)).where(*subjects, role.is_(True), *of_party)
    return [*clauses(filters, rest, binding), binding.key.in_(found)]


def named_parties(active: Counted, names: AbstractSet[str], binding: Binding) -> Iterator[Binds | Select[Any]]:
    """Yield the ids of those whom each filter by parties that has one of the names asks for."""
    for name, count in active:
        if name in names:
            binds = binds_of(name, count)
            yield PARTICIPANTS_WITHIN(binding, binds) if name == "promisor_under" else binds


def _is_owed_by(binding: Binding, ids: Binds | Select[Any]) -> ColumnElement[bool]:
    parties = binding.table(tables.Party)
    owing = parties.c.role == PartyRole.PROMISOR.value, parties.c.participant.in_(ids)
    return exists(select(key_column(parties)).where(key_column(parties) == binding.key, *owing))


def _contradicted(binding: Binding) -> ColumnElement[bool]:
    """Return the clause that the judgement of the whole cannot be true beside that of a promisor."""
    standings = binding.table(tables.Standing)
    own = key_column(standings) == binding.key, standings.c.is_promisor.is_(True)
    pairs = [
        and_(binding.column("status") == whole.value, standings.c.status.in_(sorted(statuses)))
        for whole, statuses in CONTRADICTS_WHOLE.items()
    ]
    judged = binding.column("basis") == StatusBasis.WHOLE.value
    return and_(judged, exists(select(key_column(standings)).where(*own, or_(*pairs))))


def _joins(pledge: Values) -> bool:
    """Return whether anything can be joined to a pledge: what was just created has no parts and no status yet."""
    return bool(pledge["conditions"] or pledge["instrument"] or pledge["version"] > 1)


COLLECTION = Collection(
    record_type=PLEDGES,
    plural="pledges",
    tags={
        "pledges": "What was promised: by whom, to whom, until when, on which conditions.",
        "status": "What came of it: status changes, one by one or in batches, behind guards.",
        "assessments": "Who judges how far each promisor complied, by which method; all are kept.",
        "progress": "How far it has come: measurements of its targets, and milestones.",
    },
    seeded="guatemala-deportation-flights",
    document=PledgeDocument,
    query=PledgeQuery,
    filters={
        "id": among_ids(),
        "status": equals("status", "id", "announced", "due"),
        "basis": equals("basis"),
        **nullable("kind", "kind", "id"),
        **nullable("origin", "origin", "id"),
        **nullable("strength", "strength_in_force", "id"),
        **TRACKABILITY,
        **nullable("precision", "precision", "id"),
        **legal_nature.FILTERS,
        "topic": nested(tables.PledgeTopic, "topic", leads=True, below=TOPICS_WITHIN),
        "meeting": nested(tables.PledgeMeeting, "meeting", leads=True, below=MEETINGS_WITHIN, role=MADE_AT),
        "meeting_role": nested(tables.PledgeMeeting, "role"),
        "instrument": equals("instrument", "id"),
        "promisor": nested(tables.Party, "participant", leads=True, role="promisor"),
        "promisor_under": under(PARTICIPANTS_WITHIN, _is_owed_by),
        "implementer": nested(tables.Party, "participant", leads=True, role="implementer"),
        "promisee": nested(tables.Party, "participant", leads=True, role="promisee"),
        "participant": Filter(_party_to),
        "under": under(PARTICIPANTS_WITHIN, _party_to),
        "part_of": nested(tables.Link, "to_pledge", type=LinkType.PART_OF.value),
        "rollup": rollup.FILTER,
        **components.FILTERS,
        "announced_from": from_day("announced_first_day"),
        "announced_to": to_day("announced_first_day"),
        "due_before": before_day("due_last_day"),
        "due_after": after_day("due_last_day"),
        "due_moved": flagged("due_moved", "id"),
        "not_due_moved": not_flagged("due_moved", "id"),
        **deadlines.FILTERS,
        **newer_evidence.FILTERS,
        **{name: flagged(name, "id") for name in FLAGGED},
        **{f"not_{name}": not_flagged(name, "id") for name in FLAGGED},
        **nullable("unknown_because", "unknown_because", "id"),
        "criteria_after_verdict": flagged("criteria_after_verdict", "id"),
        "not_criteria_after_verdict": not_flagged("criteria_after_verdict", "id"),
        "status_conflict": Filter(lambda binding, _binds: _contradicted(binding)),
        "not_status_conflict": Filter(lambda binding, _binds: not_(_contradicted(binding))),
        "disputed": flagged("disputed", "id"),
        "not_disputed": not_flagged("disputed", "id"),
        **nullable("attestation", "attestation", "id"),
        **of_every_record(PLEDGES),
    },
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "announced": Sort("announced_first_day", nullable=True),
        "due": Sort("due_last_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested=CITATIONS,
    extras=deadlines.EXTRAS,
    joined=deadlines.JOINED,
    joins=_joins,
    extra=deadlines.extra,
    finish=deadlines.finish,
    clocked=deadlines.CLOCKED,
    dated=Dated("announced_first_day", _first_day_of_meetings),
    conditions=_conditions,
    read_only=READ_ONLY,
    compared=Compared(
        facts={"kind": "kind"},
        several={"meeting": ("meetings", "meeting", {"role": MADE_AT})},
        roles=(PartyRole.PROMISOR.value, PartyRole.PROMISEE.value),
    ),
)

register_histories(
    PLEDGES.collection,
    lambda: (
        TermsKeeper(),
        # Which changes are late goes by the terms.
        StandingsKeeper(),
        CriteriaKeeper(),
        AssessmentsKeeper(),
        PositionsKeeper(ON_PLEDGES),
    ),
)

_changes = core_table(tables.StatusChange)


def _overrides(binding: Binding, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    override = tables.StatusChangeOverride
    own = override.pledge_id == binding.column("pledge_id"), override.status_change_id == binding.column("id")
    return exists(select(override.guard).where(*own, *conditions))


def _rests_on(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    named = tables.StatusChangeAction
    own = named.pledge_id == binding.column("pledge_id"), named.status_change_id == binding.column("id")
    return exists(select(named.action).where(*own, named.action.in_(binds)))


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


def progress_report(document: bytes) -> bytes:
    """Return how far a pledge has come, out of its document."""
    pledge = decode(document)
    counts = pledge["counts"]
    return encode(
        {
            "pledge": {"id": pledge["id"], "title": pledge["title"]},
            "version": pledge["version"],
            "targets": pledge["targets"],
            "progress": pledge["progress"],
            "milestones": {"total": counts["milestones"], "done": counts["milestones_done"]},
        }
    )
