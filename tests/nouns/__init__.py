"""The eight collections, each described once for the contract tests that take a collection as parameter."""

from tests.nouns.actions import ACTIONS
from tests.nouns.instruments import INSTRUMENTS
from tests.nouns.meetings import MEETINGS
from tests.nouns.noun import Body, Filtering, Items, Noun
from tests.nouns.participants import PARTICIPANTS
from tests.nouns.pledges import PLEDGES
from tests.nouns.sources import SOURCES
from tests.nouns.statements import STATEMENTS
from tests.nouns.topics import TOPICS

__all__ = ["NOUNS", "Body", "Filtering", "Items", "Noun"]

NOUNS = (SOURCES, PARTICIPANTS, TOPICS, MEETINGS, INSTRUMENTS, PLEDGES, STATEMENTS, ACTIONS)
