"""What depends on when a pledge is looked at: whether it waits for a condition, is overdue, due soon or for review.

And on other records: its legal nature on its instrument, its components on its parts, newer evidence on sources
and actions.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, literal, or_, select

from app.db.columns import Day
from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Binds, Filter
from app.records.base.lists.list_queries import Clocked, Complete
from app.records.pledges.derived.components import components, statuses_of_parts
from app.records.pledges.derived.legal_nature import of_instrument
from app.records.pledges.derived.newer_evidence import JOINED as EVIDENCE
from app.records.pledges.derived.newer_evidence import is_newer
from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.tables.history import ALWAYS, NEVER
from app.tables.pledges import ConditionInForce, Standing
from app.vocabulary import DUE_SOON_DAYS, ENDED, LegalNature, Status

ENDED_WORDS = frozenset(status.value for status in ENDED)


def met_on(conditions: FromClause) -> ColumnElement[str]:
    """Return the day from which a condition is met: none lies after the last."""
    return func.coalesce(conditions.c.met_first_day, literal(NEVER, Day()))


def _awaits(binding: Binding, conditions: FromClause) -> ColumnElement[bool]:
    """Return the clause that a condition is not met by the pledge that it names."""
    standings = binding.table(Standing)
    whole = standings.c.subject == SUBJECT_OF_WHOLE
    fulfilled = select(key_column(standings)).where(whole, standings.c.status == Status.FULFILLED.value)
    return ~binding.is_in([conditions.c.waits_for], fulfilled, nullable=True)


def unmet_until(binding: Binding) -> ColumnElement[str]:
    """Return the day before which a pledge has an unmet condition, null where it has none."""
    return binding.derived("unmet_until", _unmet_until)


def _unmet_until(binding: Binding) -> ColumnElement[str]:
    conditions = binding.table(ConditionInForce)
    unmet = select(key_column(conditions), func.max(met_on(conditions))).where(_awaits(binding, conditions))
    return binding.of_each("unmet_until", unmet)


def _is_conditional(binding: Binding, binds: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    return func.coalesce(unmet_until(binding), literal(ALWAYS, Day())) > binds[0]


def _is_unconditional(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    return ~_is_conditional(binding, binds)


def _is_overdue(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    late = binding.column("due_last_day") < binds[0]
    return and_(late, binding.column("status").not_in(ENDED_WORDS), _is_unconditional(binding, binds))


def _is_not_overdue(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    due, status = binding.column("due_last_day"), binding.column("status")
    return or_(due.is_(None), due >= binds[0], status.in_(ENDED_WORDS), _is_conditional(binding, binds))


def _is_due_soon(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    today, last = binds
    due, status = binding.column("due_last_day"), binding.column("status")
    return and_(due.between(today, last), status.not_in(ENDED_WORDS), _is_unconditional(binding, binds))


def _is_not_due_soon(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    due, (today, last) = binding.column("due_last_day"), binds
    status = binding.column("status")
    far = or_(due.is_(None), due < today, due > last)
    return or_(far, status.in_(ENDED_WORDS), _is_conditional(binding, binds))


def is_due(binding: Binding, today: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the expression whether the due in force is past and no condition is unmet, whatever came of the pledge."""
    late = func.coalesce(binding.column("due_last_day"), literal(NEVER, Day())) < today
    return and_(late, ~_is_conditional(binding, [today]))


def _is_to_be_reviewed(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    return binding.column("review_first_day") < binds[0]


def _is_not_to_be_reviewed(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    review = binding.column("review_first_day")
    return or_(review.is_(None), review >= binds[0])


FILTERS = {
    "overdue": Filter(_is_overdue),
    "not_overdue": Filter(_is_not_overdue),
    "due_soon": Filter(_is_due_soon),
    "not_due_soon": Filter(_is_not_due_soon),
    "conditional": Filter(_is_conditional),
    "not_conditional": Filter(_is_unconditional),
    "review_due": Filter(_is_to_be_reviewed),
    "not_review_due": Filter(_is_not_to_be_reviewed),
}


def _today(day: date) -> Sequence[str]:
    return [day.isoformat()]


def _soon(day: date) -> Sequence[str]:
    """Return the first and the last day on which a pledge is due soon, as of a day."""
    return [day.isoformat(), (day + timedelta(days=DUE_SOON_DAYS)).isoformat()]


CLOCKED: Clocked = {name: _soon if "due_soon" in name else _today for name in FILTERS}
OF_PARTIES = frozenset({"overdue", "not_overdue", "due_soon", "not_due_soon"})
"""Those that are about a promisor, where one is named beside them. Conditions and reviews are the pledge's."""

EXTRAS = ("due_last_day", "status", "legal_nature", "review_first_day")
JOINED = {
    "unmet_until": unmet_until,
    "legal_nature_of_instrument": of_instrument,
    "statuses_of_parts": statuses_of_parts,
    **EVIDENCE,
}
"""The columns of a pledge, and what is joined to it, by which its answer is completed."""


def extra(document: Any, name: str) -> Any:
    """Return what a document holds of a column."""
    if name == "due_last_day":
        return document["due"] and document["due"]["to"]
    if name == "review_first_day":
        return document["review_on"] and document["review_on"]["from"]
    return document["legal_nature"] if name == "legal_nature" else document["status"]["status"]


def finish(today: date) -> Complete:
    """Return what tells of a stored document on a day whether it is overdue, due soon, conditional or for review.

    And what its legal nature is, which may be that of its instrument, where its parts stand, and whether there is
    newer evidence.
    """
    now, soon = _soon(today)

    def complete(extras: Sequence[Any]) -> bytes:
        due_last_day, status, own, review_first_day, unmet, inherited, statuses, *evidence = extras
        review = REVIEW_DUE if review_first_day is not None and review_first_day < now else NO_REVIEW_DUE
        shown = LEGAL_NATURE[own or inherited] + components(statuses)
        newer = NEWER_EVIDENCE if is_newer(*evidence) else NO_NEWER_EVIDENCE
        return shown + deadline(due_last_day, status, unmet) + newer + review

    def deadline(due_last_day: str | None, status: str, unmet: str | None) -> bytes:
        if unmet is not None and unmet > now:
            return CONDITIONAL
        if due_last_day is None or due_last_day > soon or status in ENDED_WORDS:
            return NEITHER
        return OVERDUE if due_last_day < now else DUE_SOON

    return complete


LEGAL_NATURE = {None: b',"effective_legal_nature":null'} | {
    nature.value: b',"effective_legal_nature":"%s"' % nature.value.encode() for nature in LegalNature
}


NEITHER = b',"overdue":false,"due_soon":false,"conditional":false'
OVERDUE = b',"overdue":true,"due_soon":false,"conditional":false'
DUE_SOON = b',"overdue":false,"due_soon":true,"conditional":false'
CONDITIONAL = b',"overdue":false,"due_soon":false,"conditional":true'
NEWER_EVIDENCE = b',"newer_evidence":true'
NO_NEWER_EVIDENCE = b',"newer_evidence":false'
REVIEW_DUE = b',"review_due":true}'
NO_REVIEW_DUE = b',"review_due":false}'
