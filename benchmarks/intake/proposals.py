"""What is scored of an answer of `POST /v1/intake`, with its participants called as the gold calls them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.values.search.words import name_key
from benchmarks.intake.gold import Gold

Span = tuple[int, int]
Values = Mapping[str, Any]

PLEDGE, STATEMENT = "pledge", "statement"
ARTICLES = frozenset({"the", "el", "la", "los", "las"})


@dataclass(frozen=True)
class Candidate:
    """A draft that is proposed, on its quotation."""

    kind: str
    span: Span
    quotation: str
    rule: str
    confidence: float
    draft: Values


@dataclass(frozen=True)
class Mention:
    """A participant that is proposed: all that it is called, and the record that it is said to be."""

    name: str
    references: frozenset[str]
    match: str | None


@dataclass(frozen=True)
class Proposal:
    """What is proposed of one text. All places are code points of `text`."""

    text: str
    language: str | None
    meeting: Values | None
    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...]
    ignored: tuple[Span, ...]


def proposal_of(answer: Values) -> Proposal:
    """Return what is scored of an answer. Raise `ValueError` where a quotation is not what stands at its place."""
    text = answer["text"]
    meeting = answer.get("meeting")
    return Proposal(
        text=text,
        language=answer.get("language"),
        meeting=meeting and meeting["draft"],
        mentions=tuple(_mention(one) for one in answer.get("participants") or ()),
        candidates=tuple(_candidate(one, text) for one in answer["candidates"]),
        ignored=tuple(_span(one["quotation"]) for one in answer.get("ignored") or ()),
    )


def _candidate(candidate: Values, text: str) -> Candidate:
    quotation = candidate["quotation"]
    span = _span(quotation)
    there = text[slice(*span)]
    if quotation.get("text", there) != there:
        message = f"what stands at {span} is not what is quoted: {quotation['text']}"
        raise ValueError(message)
    return Candidate(
        kind=candidate["kind"],
        span=span,
        quotation=there,
        rule=candidate.get("rule") or "no rule",
        confidence=candidate.get("confidence") or 0.0,
        draft=candidate["draft"],
    )


def _span(quotation: Values) -> Span:
    return quotation["start"], quotation["end"]


def _mention(participant: Values) -> Mention:
    draft, matches = participant.get("draft"), participant.get("matches") or []
    # With a draft beside them, matches are suggestions.
    match = matches[0]["id"] if matches and not draft else None
    called = [participant["mention"], participant.get("id"), participant.get("key"), match]
    if draft:
        called += [draft.get("id"), draft.get("name")]
    return Mention(participant["mention"], frozenset(one for one in called if one), match)


class Names:
    """The ids by which the gold calls what a proposal refers to by ids, names or mentions of its own."""

    def __init__(self, gold: Gold, mentions: Collection[Mention], known: Collection[str]) -> None:
        """Take the ids of the records that are there: they name what they name, whatever is matched with them."""
        self._known = frozenset(known)
        self._gold = {
            _key(name): participant
            for names in (gold.also_named, gold.participants)
            for participant, all_names in names.items()
            for name in (participant, *all_names)
        }
        self._mentioned = {
            _key(reference): participant
            for mention in mentions
            if (participant := self.of_mention(mention)) is not None
            for reference in mention.references
            if reference not in self._known
        }

    def of_mention(self, mention: Mention) -> str | None:
        """Return whom the gold has for a mention: by its own words, else by the record that it is said to be."""
        for reference in (mention.name, *sorted(mention.references - {mention.name})):
            if (participant := self._gold.get(_key(reference))) is not None:
                return participant
        return None

    def of(self, reference: str) -> str:
        """Return whom the gold has for a reference; the reference where it has nobody."""
        if reference in self._known:
            return reference
        key = _key(reference)
        return self._gold.get(key) or self._mentioned.get(key) or reference


def _key(name: str) -> str:
    """Return what a name has in common with its other forms, the article before it left out."""
    first, _space, rest = name_key(name).partition(" ")
    return rest if rest and first in ARTICLES else name_key(name)
