"""What follows from citations: how sure a claim is at best, and whether accounts of it conflict. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.ledger.model.record_state import Parts, State
from app.ledger.model.shapes import Values
from app.vocabulary import Relation, Voice

RANK: Mapping[str, int] = {voice.value: rank for rank, voice in enumerate(Voice)}


def attestation(citations: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the best voice among the citations that support what they stand on; None without any."""
    voices = [one["voice"] for one in citations if one["relation"] == Relation.SUPPORTS and one["voice"] is not None]
    return min(voices, key=RANK.__getitem__, default=None)


def conflicts(citations: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether an account in one of the citations conflicts."""
    accounts = [account for citation in citations if (account := citation["account"])]
    return bool(accounts) and any(account["conflicts"] for account in accounts)


def disputed(state: State) -> bool:
    """Return whether an account of any field conflicts, of the record or of a part that stands."""
    return any(conflicts(written["citations"]) for _part, written in cited(state))


def cited(state: State) -> Iterator[tuple[str | None, Values]]:
    """Yield the written shapes that have citations: the record's, then those of its parts that stand, by their paths.

    Of a state that holds some parts alone, those with accounts that conflict are among them.
    """
    yield None, state.written
    for part_type, parts in _parts(state).items():
        for part in parts.values():
            if part.stands and "citations" in part.written:
                yield f"{part_type}/{part.id}", part.written


def _parts(state: State) -> Parts:
    if state.kept is None:
        return state.parts
    kept = {name: parts for name, parts in state.kept.conflicting.items() if not state.holds(name)}
    return {name: {**kept.get(name, {}), **state.parts.get(name, {})} for name in kept.keys() | state.parts.keys()}
