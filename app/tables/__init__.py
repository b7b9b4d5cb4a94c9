"""The relational model, one file an aggregate: facts and their constraints, no rules."""

import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from app.tables.base import Base

__all__ = ["Base"]

SPEAK_OF_ALL = frozenset({"history", "ledger"})
"""What names the tables of all records is declared after them."""


def _declare(package: ModuleType) -> None:
    """Import the modules of a package, and those of its rooms."""
    names = (module.name for module in iter_modules(package.__path__))
    for name in sorted(names, key=lambda name: name in SPEAK_OF_ALL):
        module = import_module(f"{package.__name__}.{name}")
        if hasattr(module, "__path__"):
            _declare(module)


_declare(sys.modules[__name__])
