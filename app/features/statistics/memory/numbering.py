"""The numbers that stand for words and ids in memory: by family, from one up, in the order in which they were met.

The names in these statements are those of tables and columns; all values are parameters.
"""

from collections.abc import Collection, Mapping, Sequence

from app.db.memory_database import Session
from app.features.statistics.memory.tables import WORDS


def create_family(session: Session, family: str) -> None:
    """Create the table of the numbers of a family's words."""
    session.execute(f"CREATE TABLE {family}_numbers (word VARCHAR, number INTEGER)")


def words_after(session: Session, family: str, number: int) -> list[str]:
    """Return the words of a family whose numbers are higher, in their order."""
    statement = f"SELECT word FROM {family}_numbers WHERE number > $1 ORDER BY number"  # noqa: S608 - no input
    return [word for (word,) in session.execute(statement, [number])]


def word_numbers(session: Session, family: str, words: Collection[str]) -> Mapping[str, int]:
    """Return the numbers of those words of a family that have one."""
    statement = f"SELECT word, number FROM {family}_numbers WHERE word IN (SELECT unnest($1))"  # noqa: S608 - no input
    return dict(session.execute(statement, [list(words)]))


class Numbering:
    """The numbers of words while rows are exchanged: each is looked up once."""

    def __init__(self, session: Session, words: Mapping[str, int]) -> None:
        """Take the numbers of all `WORDS` there are by now."""
        self._session = session
        self._complete = {WORDS: words}
        self._known: dict[str, dict[str, int]] = {}
        self.has_given = False
        """Whether words got numbers that had none."""

    def known(self, family: str, words: Collection[str]) -> Mapping[str, int]:
        """Return the numbers of those words of a family that have one."""
        met = self._known.setdefault(family, {})
        if unmet := [word for word in words if word not in met]:
            complete = self._complete.get(family)
            met |= word_numbers(self._session, family, unmet) if complete is None else _some(complete, unmet)
        return _some(met, words)

    def given(self, family: str, words: Collection[str]) -> Mapping[str, int]:
        """Return the numbers of words, which are given to those that have none."""
        known = self.known(family, words)
        if fresh := sorted(set(words) - known.keys()):
            self._known[family] |= self._give(family, fresh)
        return self._known[family]

    def _give(self, family: str, words: Sequence[str]) -> Mapping[str, int]:
        self.has_given = True
        ((count,),) = self._session.execute(f"SELECT count(*) FROM {family}_numbers")  # noqa: S608 - no input
        given = {word: count + place for place, word in enumerate(words, 1)}
        insert = f"INSERT INTO {family}_numbers VALUES {', '.join(['(?, ?)'] * len(given))}"  # noqa: S608 - no input
        self._session.execute(insert, [one for pair in given.items() for one in pair])
        return given

    def give_staged(self, family: str, names: Sequence[str]) -> None:
        """Give numbers to the words in some columns of `staged` that have none: in their order.

        So few blocks are looked through for a word, and columns of numbers take less room.
        """
        self.has_given = True
        self._complete.pop(family, None)
        known = f"{family}_numbers"
        each = " UNION ALL ".join(f"SELECT coalesce({name}, '') AS word FROM staged" for name in names)  # noqa: S608
        self._session.execute(
            f"INSERT INTO {known} "  # noqa: S608
            f"SELECT word, (SELECT count(*) FROM {known}) + row_number() OVER (ORDER BY word) "
            f"FROM (SELECT DISTINCT word FROM ({each})) ANTI JOIN {known} USING (word)"
        )


def _some(numbers: Mapping[str, int], words: Collection[str]) -> dict[str, int]:
    return {word: numbers[word] for word in words if word in numbers}
