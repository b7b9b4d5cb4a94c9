"""The relational model, one file an aggregate: facts and their constraints, no rules."""

from importlib import import_module
from pkgutil import iter_modules

from app.tables.base import Base

__all__ = ["Base"]

SPEAK_OF_ALL = frozenset({"history", "ledger", "projections", "search"})
"""What names the tables of all records is declared after them."""

for _name in sorted((module.name for module in iter_modules(__path__)), key=lambda name: name in SPEAK_OF_ALL):
    import_module(f"{__name__}.{_name}")
