"""The index of words: FTS5 on SQLite, a `tsvector` on PostgreSQL, made of the same words and asked the same questions.

It is created by the migration, in the words of each database.

What a word is, and what its stems are, is found out in app/values/search/words.py. Both databases are given words,
never texts, and questions that are put together here, never what somebody has written.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Float, Text, column, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from app.values.search.questions import AnyForm, Question, Term, name_terms, question
from app.values.search.words import stems

NAME = "search_words"
WORDS = table(NAME, column("rowid", BigInteger))
"""The index, whose rows are numbered. It is no table of the relational model: each database has its own."""

ZONES = ("title", "names", "texts", "evidence")
"""Where in a record a word stands; a hit in an earlier zone counts more."""

NAMING = 2
"""Zones that hold what a record is called, before those that hold what it says."""

WEIGHTS = (8.0, 4.0, 2.0, 1.0)
MAX_WORDS = 16_000
"""Words of a record that are indexed. PostgreSQL distinguishes 16,383 positions in a text."""

MAX_BYTES = 200_000
"""Bytes of a record's words that are indexed. PostgreSQL takes a megabyte, stems and places included."""

MERGED_PAGES = 500
"""Pages of SQLite's index that are written at once where it is merged: well under a tenth of a second."""

STEM = "="
"""What a stem begins with in the index, and no word does: "port" occurs where that very word is written."""

Zone = Sequence[Sequence[str]]
"""The texts of a zone, each as its folded words."""


def is_of_index(name: str | None) -> bool:
    """Return whether a table is the index, or one of those that FTS5 keeps for it."""
    return name is not None and (name == NAME or name.startswith(f"{NAME}_"))


def put_words(connection: Connection, rows: Sequence[tuple[int, Sequence[Zone]]]) -> None:
    """Index the words of records that are not in the index, each under its number."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = f"INSERT INTO {NAME} (rowid, {', '.join(ZONES)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - no input
        connection.exec_driver_sql(statement, [(number, *_columns(zones)) for number, zones in rows])
    else:
        statement = f"INSERT INTO {NAME} (rowid, words) VALUES (%s, CAST(%s AS tsvector))"  # noqa: S608 - no input
        connection.exec_driver_sql(statement, [(number, _vector(zones)) for number, zones in rows])


def take_words(connection: Connection, numbers: Sequence[int]) -> None:
    """Take records out of the index."""
    if numbers:
        place = "?" if connection.dialect.name == "sqlite" else "%s"
        statement = f"DELETE FROM {NAME} WHERE rowid = {place}"  # noqa: S608 - no input
        connection.exec_driver_sql(statement, [(number,) for number in numbers])


def clear_words(connection: Connection) -> None:
    """Take everything out of the index."""
    connection.exec_driver_sql(f"DELETE FROM {NAME}")  # noqa: S608 - no input


def merge_words(connection: Connection) -> bool:
    """Merge a piece of SQLite's index, which keeps taken words until then; return whether there was anything to do.

    PostgreSQL's keeps none in rows, and those in its index until `VACUUM FULL` or `REINDEX`.
    """
    if connection.dialect.name != "sqlite":
        return False
    driver: Any = connection.connection.driver_connection
    before = driver.total_changes
    connection.exec_driver_sql(f"INSERT INTO {NAME} ({NAME}, rank) VALUES ('merge', -{MERGED_PAGES})")  # noqa: S608
    # As SQLite's documentation has it: the command itself counts as one change.
    return bool(driver.total_changes - before > 1)


def _within_limits(zones: Sequence[Zone]) -> Iterator[list[list[str]]]:
    """Yield the zones, cut off where they hold more than is indexed."""
    size, places = MAX_BYTES, MAX_WORDS
    for zone in zones:
        texts: list[list[str]] = []
        for text in zone:
            texts.append([])
            places -= 1  # what stands between two texts takes a place, too
            for word in text:
                size -= len(word.encode())
                places -= 1
                if size < 0 or places < 0:
                    break
                texts[-1].append(word)
        yield texts


def _columns(zones: Sequence[Zone]) -> Iterator[str]:
    """Yield each zone as FTS5 takes it: the words, texts held apart by a mark, then the stems."""
    for texts in _within_limits(zones):
        ends = (f"{STEM}{stem}" for text in texts for word in text for stem in stems(word))
        yield f" {STEM} ".join([*(" ".join(text) for text in texts), " ".join(ends)])


def _vector(zones: Sequence[Zone]) -> str:
    """Return the zones as a `tsvector` is written: each word and stem with its places and their weight."""
    places: dict[str, list[str]] = {}
    place = 0
    for weight, texts in zip("ABCD", _within_limits(zones), strict=True):
        for text in texts:
            place += 1
            for word in text:
                place += 1
                for lexeme in (word, *(f"{STEM}{stem}" for stem in stems(word))):
                    places.setdefault(lexeme, []).append(f"{place}{weight}")
    return " ".join(f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items())


class QuestionType(TypeDecorator[str]):
    """A text that somebody searches for, bound as the database is asked."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return _as_match(question(value)) if dialect.name == "sqlite" else _as_tsquery(question(value))


class WantedType(TypeDecorator[str]):
    """The same, without what must not occur: PostgreSQL would take every hit for a bad one for lacking it."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or dialect.name == "sqlite":
            return value
        return _as_tsquery(Question(question(value).wanted, ()))


class NameType(TypeDecorator[str]):
    """A name, bound as the database is asked for records that have its words in their names.

    `some`: two of its words are enough, of the longest; of a name of two words, one.
    """

    impl = Text
    cache_ok = True

    def __init__(self, *, some: bool = False) -> None:
        """Ask for all words, or for some."""
        super().__init__()
        self.some = some

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        terms = name_terms(value or "")
        alternatives: Sequence[Sequence[Term]] = [terms]
        if self.some:
            alternatives = list(combinations(terms, 2)) if len(terms) > 2 else [[term] for term in terms]  # noqa: PLR2004 - a pair
        if not terms:
            return '""' if dialect.name == "sqlite" else ""
        if dialect.name == "sqlite":
            joined = " OR ".join(f"({' AND '.join(map(_fts5, one))})" for one in alternatives)
            return f"{{{' '.join(ZONES[:NAMING])}}} : ({joined})"
        return " | ".join(f"({' & '.join(_named_tsquery(term) for term in one)})" for one in alternatives)


def _named_tsquery(term: Term) -> str:
    """Return a term that stands in a name: PostgreSQL marks the zones A to D."""
    found = term.stems if isinstance(term, AnyForm) else term.words
    marks = "ABCD"[:NAMING]
    return "(" + " | ".join(f"'{STEM if isinstance(term, AnyForm) else ''}{one}':{marks}" for one in found) + ")"


def _as_match(asked: Question) -> str:
    wanted = " AND ".join(map(_fts5, asked.wanted))
    return f"({wanted}) NOT ({' OR '.join(map(_fts5, asked.unwanted))})" if asked.unwanted else wanted


def _as_tsquery(asked: Question) -> str:
    return " & ".join([*map(_tsquery, asked.wanted), *(f"!{_tsquery(term)}" for term in asked.unwanted)])


def _fts5(term: Term) -> str:
    if isinstance(term, AnyForm):
        return "(" + " OR ".join(f'"{STEM}{stem}"' for stem in term.stems) + ")"
    return f'"{" ".join(term.words)}"' + ("*" if term.open else "")


def _tsquery(term: Term) -> str:
    if isinstance(term, AnyForm):
        return "(" + " | ".join(f"'{STEM}{stem}'" for stem in term.stems) + ")"
    return "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.open else "") + ")"


class matches(FunctionElement[bool]):  # noqa: N801 - written like a function of SQL
    """Whether a row of the index answers a question, given as a bound `QuestionType`."""

    # Without a type: for a truth value SQLAlchemy would ask SQLite for `MATCH … = 1`, which it does not take.
    inherit_cache = True


class relevance(FunctionElement[float]):  # noqa: N801 - written like a function of SQL
    """How well a row of the index that `matches` a question answers it, given as a bound `WantedType`.

    The greater the better. It orders the hits of one question, and means nothing beside those of another.
    """

    type = Float()
    inherit_cache = True


@compiles(matches, "sqlite")
def _matches_on_sqlite(element: matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"{NAME} MATCH {compiler.process(element.clauses, **options)}"


@compiles(matches, "postgresql")
def _matches_on_postgresql(element: matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"{NAME}.words @@ CAST({compiler.process(element.clauses, **options)} AS tsquery)"


@compiles(relevance, "sqlite")
def _relevance_on_sqlite(_element: relevance, _compiler: SQLCompiler, **_options: Any) -> str:
    return f"-bm25({NAME}, {', '.join(map(str, WEIGHTS))})"


@compiles(relevance, "postgresql")
def _relevance_on_postgresql(element: relevance, compiler: SQLCompiler, **options: Any) -> str:
    weights = ", ".join(str(weight / WEIGHTS[0]) for weight in reversed(WEIGHTS))
    asked = f"CAST({compiler.process(element.clauses, **options)} AS tsquery)"
    # Divided by 1 + the logarithm of the length, so that long records are not found for their length alone.
    return f"CAST(ts_rank('{{{weights}}}', {NAME}.words, {asked}, 1) AS double precision)"
