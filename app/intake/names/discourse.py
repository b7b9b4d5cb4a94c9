"""Who is who throughout a text: one actor for all that it is called, and for what points at it."""

from collections import Counter
from collections.abc import Sequence

from app.intake.findings import Actor
from app.intake.names.mention import BODY, GROUP, NAME, PERSON, SIDE, SIDES, SPEAKER, TERRITORY, UNNAMED, WE, Mention
from app.intake.names.name_words import NameWords
from app.intake.text.sentences import Sentence
from app.intake.words.lexicon import Lexicon
from app.values.sort_keys import unaccented

MOST = 2_000
"""Actors of a text."""

MOST_SPANS = 200
"""Mentions of one actor that are told."""


class Discourse:
    """The actors of a text, as they come up sentence by sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Begin with nobody."""
        self.actors: list[Actor] = []
        self.countries: Counter[str] = Counter()
        self._lexicon = lexicon
        self._by_name: dict[str, Actor] = {}
        self._by_word: dict[str, Actor] = {}
        self._by_territory: dict[str, Actor] = {}
        self.person: Actor | None = None
        self.side: Actor | None = None
        self.speaker: Actor | None = None
        self.last: list[Actor] | None = []
        """Who was the last subject; None: all who meet."""
        self.together: list[Actor] = []
        """Who "we" are, where the text says so: "We, the Heads of State of Chile, Peru and Bolivia"."""
        self._offices: dict[str, Actor] = {}
        self.starting: dict[int, Actor] = {}
        """Who is named by the words that begin at a place of the text."""

    def enter(self, sentence: Sentence, mentions: Sequence[Mention]) -> dict[int, Actor]:
        """Take the mentions of a sentence; return who is named, by the place where the mention begins."""
        found: dict[int, Actor] = {}
        previous: Mention | None = None
        for mention in mentions:
            actor = self._named(sentence, mention, previous, found)
            if actor is not None:
                found[mention.first] = actor
                tokens = sentence.tokens
                start = tokens[mention.first].start
                self.starting[start] = actor
                if len(actor.spans) < MOST_SPANS:
                    actor.spans.append((start, tokens[mention.last].end))
            previous = mention
        if not self.together:
            self._who_we_are(sentence, mentions)
        return found

    def leave(self, sentence: Sentence, mentions: Sequence[Mention], found: dict[int, Actor]) -> None:
        """Remember the first person of a sentence who is no part of a phrase: mostly "he" in the next."""
        tokens = sentence.tokens
        for mention in mentions:
            if mention.kind == PERSON and not mention.name and mention.role is None:
                return
            actor = found.get(mention.first)
            before = tokens[mention.first - 1].low if mention.first else ""
            behind = tokens[mention.last + 1].low if mention.last + 1 < len(tokens) else ""
            hangs = before in self._lexicon.prepositions or behind in self._lexicon.possession
            if actor is not None and actor.kind == PERSON and not hangs:
                self.person = actor
                return

    def _who_we_are(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        """Remember who "we" are where a sentence that begins so names them."""
        if mentions and mentions[0].kind == WE and mentions[0].first == 0:
            together = list(dict.fromkeys(NameWords(sentence.tokens, self._lexicon).territories()))
            if len(together) > 1:
                self.together = [self.country(code) for code in together]

    def _named(
        self, sentence: Sentence, mention: Mention, previous: Mention | None, found: dict[int, Actor]
    ) -> Actor | None:
        if mention.territory and mention.kind in {TERRITORY, PERSON, UNNAMED}:
            self.countries[mention.territory] += 1
        if mention.kind == TERRITORY and mention.territory:
            return self._country(mention.territory, mention.name)
        if mention.kind == BODY:
            return self._by_name.get(_key(mention.name)) or self._new(BODY, mention.name, mention.territory)
        if mention.kind in {PERSON, SIDE} and mention.name:
            return self._person(mention)
        if mention.kind == PERSON and mention.role and previous is not None and previous.first in found:
            # "Amy Pope, Director General of …": what the one before is.
            tokens = sentence.tokens
            if (
                previous.kind in {NAME, PERSON}
                and previous.name
                and previous.last + 2 == mention.first
                and tokens[mention.first - 1].text == ","
            ):
                return self._learn(found[previous.first], mention)
        if mention.kind == NAME:
            if sentence.is_heading:
                return self._known(mention.name)
            return self._known(mention.name) or (self._new(NAME, mention.name) if " " in mention.name else None)
        return None

    def _country(self, code: str, name: str) -> Actor:
        actor = self._by_territory.get(code)
        if actor is None:
            actor = self._by_territory[code] = self._new(TERRITORY, name, code)
        if not actor.name:
            actor.name = name
        return actor

    def country(self, code: str) -> Actor:
        """Return the actor of a country, which is new where no words named it yet."""
        return self._country(code, "")

    def group(self, name: str, span: tuple[int, int]) -> Actor:
        """Return the actor of a group that is described, and has no name: "some twenty countries"."""
        actor = self._by_name.get(_key(name)) or self._new(GROUP, name)
        actor.spans.append(span)
        return actor

    def _new(self, kind: str, name: str, territory: str | None = None) -> Actor:
        if len(self.actors) >= MOST:
            # Whoever lists so many names has written no report: all others are taken for one.
            return self.actors[-1]
        actor = Actor(len(self.actors), kind, name, territory)
        self.actors.append(actor)
        if name:
            self._by_name[_key(name)] = actor
            if kind in {PERSON, NAME, SIDE}:
                for word in _key(name).split():
                    self._by_word[word] = actor
        return actor

    def _known(self, name: str) -> Actor | None:
        """Return who was called so before: by the whole name, or by its last words."""
        key = _key(name)
        if key in self._by_name:
            return self._by_name[key]
        words = key.split()
        actor = self._by_word.get(words[-1]) if words else None
        if actor is None or (actor.kind == NAME and len(words) == 1 and len(_key(actor.name).split()) > 3):  # noqa: PLR2004
            return None
        others = set(_key(actor.name).split())
        if not (set(words) <= others or others <= set(words)):
            return None
        if len(words) > len(others):
            actor.name = name
            self._by_name[key] = actor
            for word in words:
                self._by_word[word] = actor
        return actor

    def _person(self, mention: Mention) -> Actor:
        actor = self._known(mention.name)
        if actor is None and mention.kind == SIDE:
            # "de León": a longer name of somebody known.
            words = _key(mention.name).split()
            actor = next((self._by_word[word] for word in words if word in self._by_word), None)
        if actor is None:
            # "the Biden-Harris administration": of a country that others may know.
            actor = self._new(SIDE if mention.kind == SIDE else PERSON, mention.name, mention.territory)
        return self._learn(actor, mention)

    def _learn(self, actor: Actor, mention: Mention) -> Actor:
        if actor.kind == NAME:
            actor.kind = PERSON
        actor.territory = actor.territory or mention.territory
        if mention.kind == PERSON:
            actor.role = actor.role or mention.role
            actor.of = actor.of or mention.of
            for word in (mention.role or "").casefold().split():
                self._offices[f"{word} {mention.territory or ''}"] = actor
                self._offices[f"{word} "] = actor
                if actor.territory:
                    self._offices[f"{word} {actor.territory}"] = actor
        return actor

    def resolved(self, mention: Mention, found: dict[int, Actor]) -> list[Actor] | None:
        """Return who is meant; None where all who meet are."""
        if mention.first in found and mention.kind not in _POINTING:
            return [found[mention.first]]
        if mention.kind == SIDES:
            return None
        if mention.kind == PERSON and mention.role is not None and not mention.name:
            return self._by_office(mention)
        if mention.kind == PERSON:
            return [self.person] if self.person is not None else []
        if mention.kind == SIDE and not mention.name:
            return [self.side] if self.side is not None else []
        if mention.kind == WE:
            return [self.speaker] if self.speaker is not None else None
        if mention.kind == SPEAKER:
            return [self.speaker] if self.speaker is not None else []
        if mention.kind == UNNAMED:
            return []
        actor = found.get(mention.first)
        return [actor] if actor is not None else []

    def _by_office(self, mention: Mention) -> list[Actor]:
        words = (mention.role or "").casefold().split()
        for word in words:
            actor = self._offices.get(f"{word} {mention.territory or ''}")
            if actor is not None:
                return [actor]
        if mention.territory:
            return [self._country(mention.territory, "")]
        return []

    def heard(self, actors: Sequence[Actor]) -> None:
        """Remember who was the subject of a clause: pronouns point at it."""
        if actors:
            self.last = list(actors)
        for actor in actors:
            if actor.kind == PERSON:
                self.person = actor
                if actor.territory:
                    self.side = self._country(actor.territory, "")
            elif actor.kind in {TERRITORY, BODY}:
                self.side = actor


_POINTING = frozenset({SIDES, WE, SPEAKER, UNNAMED})


def _key(name: str) -> str:
    return unaccented(name).casefold()
