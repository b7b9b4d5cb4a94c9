"""The collections, as a closed list that tools take."""

from enum import StrEnum


class Collection(StrEnum):
    """Where records are."""

    PLEDGES = "pledges"
    MEETINGS = "meetings"
    STATEMENTS = "statements"
    ACTIONS = "actions"
    INSTRUMENTS = "instruments"
    PARTICIPANTS = "participants"
    TOPICS = "topics"
    SOURCES = "sources"
