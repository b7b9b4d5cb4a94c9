"""Whether there is evidence that the last status of a pledge cannot know of: a cited source, or an action, of later."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, exists, false, func, not_, or_, select

from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Binds, Filter
from app.tables.actions import Action, ActionAbout
from app.tables.pledges import Party, PledgeCitation
from app.tables.sources import Source
from app.vocabulary import PartyRole, StatusBasis

NAME = "newer_evidence"


def newer_evidence(binding: Binding) -> ColumnElement[bool]:
    """Return whether a source that a pledge cites, or an action about it, is later than its last status."""
    known, published, happened = (expression(binding) for expression in JOINED.values())
    return func.coalesce(or_(published > known, happened > known), false())


def is_newer(known: str | None, published: str | None, happened: str | None) -> bool:
    """Return the same from what is joined to a pledge."""
    return known is not None and any(day is not None and day > known for day in (published, happened))


def _known_until(binding: Binding) -> ColumnElement[str]:
    """Return the day of the last status of the whole or of a promisor, or until which sources were searched for it."""
    changes = binding.standing_status_changes()
    day, searched = changes.c.effective_last_day, changes.c.sources_reviewed_up_to
    of_pledge = key_column(changes) == binding.key, ~_is_of_implementer(binding, changes)
    latest = day.desc(), changes.c.entry.desc()
    last = select(case((searched > day, searched), else_=day)).where(*of_pledge).order_by(*latest).limit(1)
    return last.correlate_except(changes).scalar_subquery()


def _is_of_implementer(binding: Binding, changes: FromClause) -> ColumnElement[bool]:
    """Return the clause that a change is about one who only carries the pledge out: that decides nothing for it."""

    def has(role: PartyRole, *more: ColumnElement[bool]) -> ColumnElement[bool]:
        parties = binding.table(Party).alias()
        own = key_column(parties) == key_column(changes), parties.c.participant == changes.c.party
        found = select(key_column(parties)).where(*own, parties.c.role == role.value, *more)
        return exists(found.correlate_except(parties))

    return has(PartyRole.IMPLEMENTER, ~has(PartyRole.PROMISOR))


def _last_published(binding: Binding) -> ColumnElement[str]:
    cited, sources = binding.table(PledgeCitation), binding.table(Source)
    published = sources.c.published_first_day
    of_pledge = key_column(cited) == binding.key, *binding.by_then(published)
    last = select(func.max(published)).join_from(cited, sources, key_column(sources) == cited.c.cited_source)
    return _if_judged(binding, last.where(*of_pledge), cited, sources)


def _last_happened(binding: Binding) -> ColumnElement[str]:
    about, actions = binding.table(ActionAbout), binding.table(Action)
    happened = actions.c.happened_first_day
    of_pledge = about.c.pledge == binding.key, *binding.by_then(happened)
    last = select(func.max(happened)).join_from(about, actions, key_column(actions) == key_column(about))
    return _if_judged(binding, last.where(*of_pledge), about, actions)


def _if_judged(binding: Binding, last: Select[Any], *own: FromClause) -> ColumnElement[str]:
    """Return the last day that is found of a pledge with a status: of the many others, none is sought."""
    judged = binding.column("basis") != StatusBasis.NONE.value
    return case((judged, last.correlate_except(*own).scalar_subquery()))


JOINED = {"known_until": _known_until, "last_published": _last_published, "last_happened": _last_happened}
"""The days that are compared. Answers compare them by `is_newer`: in the statement, each would be looked up twice."""


def _has_none(binding: Binding, _binds: Binds) -> ColumnElement[bool]:
    return not_(newer_evidence(binding))


FILTERS = {
    NAME: Filter(lambda binding, _binds: newer_evidence(binding)),
    f"not_{NAME}": Filter(_has_none),
}
"""Now, and as the pledge, its sources and the actions were at any moment."""
