"""The legal nature of a pledge: its own, or that of the instrument in which it is made."""

from sqlalchemy import ColumnElement, func, or_, select

from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Binds, Filter, among, or_without, without
from app.tables.instruments import Instrument

NAME = "legal_nature"


def of_instrument(binding: Binding) -> ColumnElement[str]:
    """Return the legal nature of the instrument that a pledge names, null where it names none."""
    instruments = binding.table(Instrument)
    found = select(instruments.c.legal_nature).where(key_column(instruments) == binding.column("instrument"))
    return found.correlate_except(instruments).scalar_subquery()


def _effective(binding: Binding) -> ColumnElement[str]:
    return binding.derived(
        "effective_legal_nature", lambda bound: func.coalesce(bound.column(NAME), of_instrument(bound))
    )


def _is_one_of(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    return among(_effective(binding), binds)


def _is_unknown(binding: Binding, _binds: Binds) -> ColumnElement[bool]:
    return _effective(binding).is_(None)


FILTERS = {
    NAME: Filter(_is_one_of),
    without(NAME): Filter(_is_unknown),
    or_without(NAME): Filter(
        lambda binding, binds: or_(_is_unknown(binding, binds), _is_one_of(binding, binds)),
    ),
}
"""By the effective legal nature: now, and as both records were at any moment."""
