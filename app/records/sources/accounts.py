"""Accounts: what sources say of the fields of a record, and whether they agree. Pure functions.

A citation that names a field is an account of it. None is ever preferred: they stand side by side, and where they
differ the field is disputed.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.ledger.model.record_state import Parts, State
from app.ledger.model.shapes import Values
from app.values.sort_keys import folded
from app.vocabulary import Relation

RULE = (
    "A citation with a field is an account of it, in the words of `account`; without `account` it bears out what is "
    "recorded. Accounts are the same where case, accents and white space are all that differs; what one voice (source "
    "and speaker) says of a list adds up. A field is disputed where accounts differ, or where one contradicts what is "
    "recorded. A field of a part (a status change, …) is compared within that part, and parts that were withdrawn do "
    "not count."
)

AS_RECORDED = ""
"""The words of an account of what is recorded, where that cannot be put in words."""


@dataclass(frozen=True)
class Spoken:
    """A citation that speaks of a field, and the part that it stands under: none, where that is the record."""

    part: str | None
    citation: Values
    words: str
    contradicts: bool


class Tally:
    """What accounts of a field say together, added one by one; their words, or digests of them."""

    def __init__(self) -> None:
        """Begin without accounts."""
        self._contradicted = False
        self._bears_out = False
        self._words: set[str] = set()
        self._voices: dict[Hashable, set[str]] = {}

    def add(self, words: str | None, voice: Hashable, *, contradicts: bool) -> None:
        """Add an account; without words it bears out what is recorded."""
        self._contradicted |= contradicts
        self._bears_out |= words is None
        if words is not None:
            self._words.add(words)
        self._voices.setdefault(voice, set()).add(AS_RECORDED if words is None else words)

    def agree(self, recorded: str, *, listed: bool) -> bool:
        """Return whether all say the same, in whose words what is `recorded` is told, and none contradicts that.

        `listed`: of a list, of which each voice may say as much as it likes.
        """
        if self._contradicted:
            return False
        if listed:
            first, *others = self._voices.values() or [set()]
            return all(other == first for other in others)
        return len(self._words | {recorded} if self._bears_out else self._words) <= 1


@dataclass(frozen=True)
class FieldAccounts:
    """All that is said of a field of the record, or of a part of it."""

    part: str | None
    field: str
    recorded: Any
    spoken: Sequence[Spoken]

    @property
    def agree(self) -> bool:
        """Return whether all accounts are the same and none contradicts what is recorded."""
        tally = Tally()
        for spoken in self.spoken:
            tally.add(spoken.words, voice_of(spoken.citation), contradicts=spoken.contradicts)
        return tally.agree(AS_RECORDED, listed=isinstance(self.recorded, list))

    def accounts(self) -> Iterator[Sequence[Spoken]]:
        """Yield the citations that say the same, in the order in which it was first said."""
        same: dict[tuple[str, bool], list[Spoken]] = {}
        for spoken in self.spoken:
            same.setdefault((spoken.words, spoken.contradicts), []).append(spoken)
        yield from same.values()


def disputed(state: State, derived: Mapping[str, str] | None = None) -> bool:
    """Return whether sources disagree about any field. `derived` are fields that follow from the record's parts."""
    return any(not field.agree for field in field_accounts(state, derived or {}))


def field_accounts(state: State, derived: Mapping[str, str]) -> Iterable[FieldAccounts]:
    """Return the fields on which sources speak, those of the record before those of its parts."""
    recorded: dict[tuple[str | None, str], Any] = {}
    said: dict[tuple[str | None, str], list[Spoken]] = {}
    for part, written in _cited(state):
        for citation in written["citations"]:
            field = citation["field"]
            if field is None:
                continue
            # What a part has no such field for is said of the record.
            holder = part if part is not None and field in written else None
            value = written[field] if holder else (state.written | dict(derived)).get(field)
            spoken = Spoken(part, citation, _said(citation, value), citation["relation"] == Relation.CONTRADICTS)
            recorded[holder, field] = value
            said.setdefault((holder, field), []).append(spoken)
    found = [FieldAccounts(*key, recorded[key], spoken) for key, spoken in said.items()]
    return sorted(found, key=lambda one: one.part is not None)


def _cited(state: State) -> Iterator[tuple[str | None, Values]]:
    """Yield the written shapes that have citations: the record's, then those of its parts that stand."""
    yield None, state.written
    for part_type, parts in _parts(state).items():
        for part in parts.values():
            if part.withdrawn is None and "citations" in part.written:
                yield f"{part_type}/{part.id}", part.written


def _parts(state: State) -> Parts:
    """Return the parts under which sources may speak of fields, also where a state holds others alone."""
    if state.kept is None:
        return state.parts
    kept = {name: parts for name, parts in state.kept.speaking.items() if not state.holds(name)}
    return {name: {**kept.get(name, {}), **state.parts.get(name, {})} for name in kept.keys() | state.parts.keys()}


def _said(citation: Values, recorded: Any) -> str:
    account: str | None = citation["account"]
    return words_of(recorded) if account is None else folded(account)


def words_of(recorded: Any) -> str:
    """Return what is recorded in the words that an account of it might have, none where there are no such words."""
    if isinstance(recorded, (str, int, Decimal)) and not isinstance(recorded, bool):
        return folded(str(recorded).replace("_", " "))
    return AS_RECORDED


def voice_of(citation: Values) -> tuple[str | None, ...]:
    """Return who says what a citation says: a source, and whom it quotes."""
    return citation["source"], citation["speaker"], citation["attributed_to"]
