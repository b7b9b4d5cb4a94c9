"""Words in memory have one number each, whether they came many at a time or one by one."""

from contextlib import closing

from app.db.memory_database import CountingDatabase
from app.features.statistics.memory.numbering import Numbering, create_family, word_numbers
from app.features.statistics.memory.tables import PLEDGES, WORDS
from tests.serving import PATIENCE


def test_a_word_that_came_with_many_keeps_its_number() -> None:
    with closing(CountingDatabase()) as database, database.session(PATIENCE) as session:
        for family in (WORDS, PLEDGES):
            create_family(session, family)
            numbering = Numbering(session, {})
            assert numbering.given(family, ["first"])["first"] == 1
            session.read("staged", {"said": "VARCHAR"}, "first\nsecond")
            numbering.give_staged(family, ["said"])
            given = numbering.given(family, ["second", "third"])
            assert (given["second"], given["third"]) == (2, 3)
            assert word_numbers(session, family, ["first", "second", "third"]) == {"first": 1, "second": 2, "third": 3}


def test_words_that_come_with_many_are_numbered_in_their_order() -> None:
    words = [f"word-{number * 7919 % 1000:03}" for number in range(1000)]
    with closing(CountingDatabase()) as database, database.session(PATIENCE) as session:
        create_family(session, PLEDGES)
        session.read("staged", {"said": "VARCHAR"}, "\n".join(words))
        Numbering(session, {}).give_staged(PLEDGES, ["said"])
        assert word_numbers(session, PLEDGES, words) == {word: at for at, word in enumerate(sorted(words), 1)}


def test_only_words_that_had_no_number_were_given_one() -> None:
    with closing(CountingDatabase()) as database, database.session(PATIENCE) as session:
        create_family(session, WORDS)
        numbering = Numbering(session, {"known": 1})
        assert numbering.known(WORDS, ["known", "unknown"]) == {"known": 1}
        assert numbering.given(WORDS, ["known"])["known"] == 1
        assert not numbering.has_given
