"""Records that a typed name may mean: for who cannot choose among those that a form suggests, or has no script."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import Invalid
from app.records.registry import RECORD_TYPES
from app.site.pages.visit import Visit
from app.site.pages.wording.values.texts import title_of
from app.values.search.words import words

MOST = 6
"""Records that are offered for a name."""

LIKELY = 50
"""The least score of a name, from 0 to 100, that one may be a misspelling of."""

INDEXED = frozenset({"participants", "topics"})
"""The collections of which there is an index of names."""


@dataclass(frozen=True)
class Match:
    """A record that may be meant, what it is called on the page, and what by itself."""

    id: str
    words: str
    name: str


async def matches(visit: Visit, collection: str, typed: str) -> Sequence[Match]:
    """Return the records of a collection that may be meant, the likeliest first, as they are called now.

    Those whose name begins so come before those in whose texts words begin so. Where there are neither, the name may be
    misspelt: those that are called much like it.
    """
    found: dict[str, Match] = {}
    for match in (*await _begin_so(visit, collection, typed), *await _have_words(visit, collection, typed)):
        found.setdefault(match.id, match)
    return list(found.values())[:MOST] or await alike(visit, collection, typed)


async def alike(visit: Visit, collection: str, typed: str) -> Sequence[Match]:
    """Return the records of a collection that are called much like what was typed, the likeliest first."""
    if collection not in INDEXED or not typed.strip():
        return ()
    asked = json.dumps({"typed": {"query": typed, "limit": MOST}})
    try:
        found = await visit.ask_now(f"/v1/reconciliation/{collection}", queries=asked)
    except Invalid:
        return ()
    return await _called(visit, collection, [one for one in found["typed"]["result"] if one["score"] >= LIKELY])


async def _called(visit: Visit, collection: str, results: Iterable[Mapping[str, Any]]) -> Sequence[Match]:
    references = [{"id": one["id"], "name": one["name"]} for one in results]
    await visit.name_references(*({RECORD_TYPES[collection].noun: one} for one in references))
    return [Match(one["id"], title_of(visit.language, one).text, one["name"]) for one in references]


async def _begin_so(visit: Visit, collection: str, typed: str) -> Sequence[Match]:
    if collection not in INDEXED:
        return ()
    path = f"/v1/reconciliation/{collection}/suggest/entity"
    try:
        found = await visit.ask_now(path, prefix=typed, limit=MOST)
    except Invalid:
        return ()
    return await _called(visit, collection, found["result"])


async def _have_words(visit: Visit, collection: str, typed: str) -> Sequence[Match]:
    question = _question(typed)
    if not question:
        return ()
    try:
        found = await visit.ask_now("/v1/search", q=question, type=collection, limit=MOST, include="document")
    except Invalid:
        return ()
    records = [hit["document"] for hit in found["items"]]
    label = RECORD_TYPES[collection].label
    return [Match(one["id"], title_of(visit.language, one).text, one[label] if label else one["id"]) for one in records]


def _question(typed: str) -> str:
    """Return what finds texts with words that begin as those typed; a single letter is a word, or nothing at the end.

    The search refuses to look for all words that begin with one letter, and for one letter alone.
    """
    found = [word.word for word in words(typed)]
    asked = [word if len(word) == 1 else f"{word}*" for word in found]
    if found and len(found[-1]) == 1:
        asked.pop()
    return " ".join(asked) if any(len(word) > 1 for word in found) else ""


def meant(typed: str, found: Sequence[Match]) -> str | None:
    """Return the id of the only record that is called exactly so, capitals aside; None where none or several are."""
    asked = typed.strip().casefold()
    exact = [one.id for one in found if asked in {one.words.casefold(), one.name.casefold()}]
    return exact[0] if len(exact) == 1 else None
