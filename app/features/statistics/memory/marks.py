"""Numbers that were found in the service's own database, handed over to the one in memory as marks in a text.

A list of them would have to be read and joined there, which takes longer than to find them.
"""

import json
from collections import OrderedDict
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Subquery, Text, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType
from typing_extensions import override

from app.db.statements import Query

MOST = 8
"""Questions of which the marks are kept: those asked last."""

LONGEST = 4_000_000
"""Marks above which those of a question are not kept."""


class _AsJson(FunctionElement[str]):
    """A list of all numbers in a column, as JSON; of none, null or an empty one."""

    inherit_cache = True
    type = Text()


@compiles(_AsJson)
def _as_json(element: _AsJson, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"json_group_array({column})" if compiler.dialect.name == "sqlite" else f"CAST(json_agg({column}) AS text)"


class _Bits(UserDefinedType[str]):
    """Bits as the database in memory has them."""

    cache_ok = True

    @override
    def get_col_spec(self, **_options: Any) -> str:
        return "BIT"


def numbers_read(numbers: Subquery, first: int) -> Query:
    """Return what reads numbers, counted from the first that there can be."""
    (number,) = numbers.c
    return Query(select(_AsJson(number - first)).select_from(numbers))


def marks_of(connection: Connection, numbers: Query, **parameters: Any) -> str:
    """Return a text with a 1 in the place of each number that is read, and 0 in all others up to the one after."""
    ((found,),) = numbers.on(connection, parameters)
    places: list[int] = json.loads(found or "[]")
    marks = bytearray(b"0") * (max(places, default=-1) + 2)
    for place in places:
        marks[place] = ord("1")
    return marks.decode()


def is_marked(number: ColumnElement[int], first: int, marks: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the clause that a number has its mark: what is beyond the last place has that one, which is never set."""
    bits = cast(marks, _Bits())
    place = func.least(number - first, func.bit_length(bits) - 1)
    return func.get_bit(bits, cast(place, Integer)) == 1


class KeptMarks:
    """What was found for the questions asked last, while the index that it was found in stood still."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[int, str]] = OrderedDict()

    def of(self, connection: Connection, numbers: Query, question: str, reached: int) -> str:
        """Return the marks of the numbers that are read for a question, `q`, where the index has come so far."""
        with self._lock:
            number, marks = self._kept.get(question, (None, ""))
        if number != reached:
            marks = marks_of(connection, numbers, q=question)
        with self._lock:
            if len(marks) <= LONGEST:
                self._kept[question] = reached, marks
                self._kept.move_to_end(question)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return marks
