"""Whether there is evidence that the last status of a pledge cannot know of: a cited source, or an action, of later."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, false, func, literal, not_, select

from app.db.columns import Day
from app.db.expressions import Later
from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Binds, Filter
from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.tables.actions import Action, ActionAbout
from app.tables.history import ALWAYS
from app.tables.pledges import PledgeCitation, Standing
from app.tables.sources import Source
from app.vocabulary import StatusBasis

NAME = "newer_evidence"


def newer_evidence(binding: Binding) -> ColumnElement[bool]:
    """Return whether a source that a pledge cites, or an action about it, is later than its last status."""
    return binding.derived(NAME, _newer_evidence)


def _newer_evidence(binding: Binding) -> ColumnElement[bool]:
    known, *days = (expression(binding) for expression in JOINED.values())
    latest = Later(*(func.coalesce(day, literal(ALWAYS, Day())) for day in days))
    return func.coalesce(latest > known, false())


def is_newer(known: str | None, published: str | None, happened: str | None) -> bool:
    """Return the same from what is joined to a pledge."""
    if known is None:
        return False
    return (published is not None and published > known) or (happened is not None and happened > known)


def _known_until(binding: Binding) -> ColumnElement[str]:
    """Return the day of the last status of the whole or of a promisor, or until which sources were searched for it."""
    changes = binding.standing_status_changes()
    day, searched = changes.c.effective_last_day, changes.c.sources_reviewed_up_to
    known = case((searched > day, searched), else_=day)
    last = select(key_column(changes), known).where(~_is_of_implementer(binding, changes))
    return binding.of_each("known_until", last, (day, changes.c.entry))


def _is_of_implementer(binding: Binding, changes: FromClause) -> ColumnElement[bool]:
    """Return the clause that a change is about one who only carries the pledge out: that decides nothing for it."""
    standings = binding.table(Standing)
    only_carries_out = standings.c.is_implementer.is_(True), standings.c.is_promisor.is_(False)
    whole = literal(SUBJECT_OF_WHOLE, standings.c.subject.type)
    whose = key_column(changes), func.coalesce(changes.c.party, whole)
    return binding.is_in(whose, select(key_column(standings), standings.c.subject).where(*only_carries_out))


def _last_published(binding: Binding) -> ColumnElement[str]:
    cited, sources = binding.table(PledgeCitation), binding.table(Source)
    published = sources.c.published_first_day
    last = select(key_column(cited), func.max(published))
    of_sources = last.join_from(cited, sources, key_column(sources) == cited.c.cited_source)
    return _if_judged(binding, "last_published", of_sources.where(*binding.by_then(published)))


def _last_happened(binding: Binding) -> ColumnElement[str]:
    about, actions = binding.table(ActionAbout), binding.table(Action)
    happened = actions.c.happened_first_day
    last = select(about.c.pledge, func.max(happened))
    of_actions = last.join_from(about, actions, key_column(actions) == key_column(about))
    return _if_judged(binding, "last_happened", of_actions.where(*binding.by_then(happened)))


def _if_judged(binding: Binding, name: str, last: Select[Any]) -> ColumnElement[str]:
    """Return the last day that is found of a pledge with a status: of the many others, none is sought."""
    judged = binding.column("basis") != StatusBasis.NONE.value
    return case((judged, binding.of_each(name, last)))


JOINED = {"known_until": _known_until, "last_published": _last_published, "last_happened": _last_happened}
"""The days that are compared. Answers compare them by `is_newer`: in the statement, each would be looked up twice."""


def _has_none(binding: Binding, _binds: Binds) -> ColumnElement[bool]:
    return not_(newer_evidence(binding))


FILTERS = {
    NAME: Filter(lambda binding, _binds: newer_evidence(binding)),
    f"not_{NAME}": Filter(_has_none),
}
"""Now, and as the pledge, its sources and the actions were at any moment."""
