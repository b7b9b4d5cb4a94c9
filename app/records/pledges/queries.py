"""The list of pledges."""

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

import app.records.pledges.derived.day_events  # noqa: F401 - makes known what days bring of pledges
from app.ledger.model.shapes import Values
from app.records.base.collections import Collection, Compared, Nested
from app.records.base.history.keeper_registry import register_histories
from app.records.base.lists.bindings import Binding, Dated, key_column
from app.records.base.lists.filters import (
    Filter,
    Sort,
    after_day,
    among_ids,
    before_day,
    equals,
    flagged,
    from_day,
    nested,
    not_flagged,
    nullable,
    to_day,
)
from app.records.base.lists.hierarchy import under
from app.records.base.lists.record_filters import of_every_record
from app.records.meetings.queries import MEETINGS_WITHIN
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.pledges.derived import components, deadlines, legal_nature, newer_evidence, rollup
from app.records.pledges.derived.trackability import FILTERS as TRACKABILITY
from app.records.pledges.documents import READ_ONLY, PledgeDocument
from app.records.pledges.history.assessments import AssessmentsKeeper
from app.records.pledges.history.criteria import CriteriaKeeper
from app.records.pledges.history.standings import StandingsKeeper
from app.records.pledges.history.terms import TermsKeeper
from app.records.pledges.links.schemas import Link
from app.records.pledges.party_filters import FLAGGED, conditions_of, is_owed_by, is_party
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.schemas import Condition, Party, PledgeMeeting, PledgeQuery
from app.records.pledges.status.histories import CONTRADICTS_WHOLE
from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.records.pledges.targets.schemas import Target
from app.records.positions.part_type import ON_PLEDGES
from app.records.positions.position_history import PositionsKeeper
from app.records.sources.citations import CITATIONS
from app.records.topics.queries import TOPICS_WITHIN
from app.tables import pledges as tables
from app.tables.meetings import Meeting
from app.vocabulary import LinkType, MeetingRole, PartyRole, StatusBasis

MADE_AT = MeetingRole.MADE_AT.value


def _first_day_of_meetings(binding: Binding) -> ColumnElement[str]:
    """Return the earliest day of a meeting at which the pledge was made."""
    named, meetings = binding.table(tables.PledgeMeeting), binding.table(Meeting)
    first = select(key_column(named), func.min(meetings.c.starts_first_day))
    found = first.join_from(named, meetings, meetings.c.id == named.c.meeting).where(named.c.role == MADE_AT)
    return binding.of_each("first_day_of_meetings", found)


def _contradicted(binding: Binding) -> ColumnElement[bool]:
    """Return the clause that the judgement of the whole cannot be true beside that of a promisor."""
    whole, standings = (binding.table(tables.Standing).alias() for _row in range(2))
    pairs = [
        and_(whole.c.status == status.value, standings.c.status.in_(sorted(statuses)))
        for status, statuses in CONTRADICTS_WHOLE.items()
    ]
    judged = binding.column("basis") == StatusBasis.WHOLE.value
    # The pairs alone would say so: these leave most rows out before any two are compared.
    wholes = whole.c.subject == SUBJECT_OF_WHOLE, whole.c.status.in_(sorted(CONTRADICTS_WHOLE))
    contradicting = {status for statuses in CONTRADICTS_WHOLE.values() for status in statuses}
    owed = standings.c.is_promisor.is_(True), standings.c.status.in_(sorted(contradicting))
    same = and_(key_column(standings) == key_column(whole), *owed, or_(*pairs))
    found = select(key_column(whole)).join_from(whole, standings, same).where(*wholes)
    return and_(judged, binding.is_in([binding.key], found.where(whole.c.basis == StatusBasis.WHOLE.value)))


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
        "promisor_under": under(PARTICIPANTS_WITHIN, is_owed_by),
        "implementer": nested(tables.Party, "participant", leads=True, role="implementer"),
        "promisee": nested(tables.Party, "participant", leads=True, role="promisee"),
        "participant": Filter(is_party),
        "under": under(PARTICIPANTS_WITHIN, is_party),
        "part_of": nested(tables.Link, "to_pledge", type=LinkType.PART_OF.value),
        "rollup": rollup.FILTER,
        **components.FILTERS,
        "announced_from": from_day("announced_first_day"),
        "announced_to": to_day("announced_first_day"),
        "due_before": before_day("due_last_day"),
        "due_after": after_day("due_last_day"),
        "review_before": before_day("review_first_day"),
        "review_after": after_day("review_first_day"),
        "due_moved": flagged("due_moved", "id"),
        "not_due_moved": not_flagged("due_moved", "id"),
        **deadlines.FILTERS,
        **newer_evidence.FILTERS,
        **{name: flagged(name, "id") for name in FLAGGED},
        **{f"not_{name}": not_flagged(name, "id") for name in FLAGGED},
        **nullable("unknown_because", "unknown_because", "id"),
        "criteria_after_verdict": flagged("criteria_after_verdict", "id"),
        "not_criteria_after_verdict": not_flagged("criteria_after_verdict", "id"),
        "status_conflict": Filter(lambda binding, _binds: binding.derived("status_conflict", _contradicted)),
        "not_status_conflict": Filter(lambda binding, _binds: not_(binding.derived("status_conflict", _contradicted))),
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
    nested={
        "meetings": Nested(PledgeMeeting, "meeting", "Meetings"),
        "conditions": Nested(Condition, "condition", "Conditions"),
        "parties": Nested(Party, "party", "Parties"),
        "targets": Nested(Target, "target", "Targets"),
        "links": Nested(Link, "link", "Links", listed=False),
        **CITATIONS,
    },
    extras=deadlines.EXTRAS,
    joined=deadlines.JOINED,
    joins=_joins,
    extra=deadlines.extra,
    finish=deadlines.finish,
    clocked=deadlines.CLOCKED,
    dated=Dated("announced_first_day", _first_day_of_meetings),
    conditions=conditions_of,
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
