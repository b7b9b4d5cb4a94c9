"""What is said in Spanish of a closed list."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class SpanishList:
    """What a closed list is, and of each of its words what it is called and what it means."""

    meaning: str
    words: Mapping[str, tuple[str, str]]


ClosedLists = Mapping[str, SpanishList]
"""Closed lists, by their classes in the vocabulary."""
