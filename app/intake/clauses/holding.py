"""Which of the rules whose words were found holds: whether its verb is one, and has a subject to go with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.intake.clauses.read_sentence import ReadSentence
from app.intake.clauses.subjects import Subject
from app.intake.clauses.verbs import VerbGroup
from app.intake.rules.patterns import Found
from app.intake.rules.rule import Subject as Where
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon, words
from app.vocabulary import IntakeReason as Reason

LOOKED_BACK = 8
"""Words before a commitment among which may stand that it was kept or given up."""

_PARTICIPIAL = frozenset({Reason.ANNOUNCED, Reason.UNDERTAKING})

_BOUND = words("committed dedicated bound resolved decided comprometido comprometida comprometidos comprometidas")
"""Participles that say who is bound, and so have a subject: "is committed to"."""

NOUNS_TOO = words(
    "plan plans pledge pledges promise promises vow vows resolve hope hopes aim aims decision seek calls call demands "
    "demand needs need offers offer praise thanks values accord reports report claims claim notes states"
)
"""Verbs that are nouns as well."""

_VERBS_TOO = words("plan plans pledge pledges promise promises vow resolve hope hopes aim aims")
"""Nouns that are verbs as well."""


_FUTURE = frozenset({"en-will", "en-going-to", "en-will-be-done", "es-future", "es-going-to", "es-will-be-done"})


@dataclass
class Clause:
    """A rule that holds, with its verb and its subject."""

    found: Found
    group: VerbGroup
    subject: Subject

    @property
    def first(self) -> int:
        """Return where the clause begins."""
        return min(self.subject.first, self.group.first) if not self.subject.is_left_out else self.group.first

    @property
    def is_future(self) -> bool:
        """Return whether it is told in the future: "will open", which whoever denies something may say besides."""
        return self.found.rule.name in _FUTURE

    @property
    def foretells(self) -> bool:
        """Return whether it says what a thing will do, which can promise nothing."""
        rule = self.found.rule
        return self.subject.is_thing and not rule.is_passive and rule.subject is Where.BEFORE


def first_holding(reading: ReadSentence, several: Sequence[Found]) -> Clause | None:
    """Return the first of the rules found at one place that holds there."""
    for found in several:
        is_owned = found.rule.subject is Where.OWNER
        clause = _of_a_noun(reading, found) if is_owned else _of_a_verb(reading, found)
        if clause is not None:
            return clause
    return None


def _of_a_noun(reading: ReadSentence, found: Found) -> Clause | None:
    if not found.first:
        return None
    lexicon, before = reading.lexicon, reading.tokens[found.first - 1]
    is_noun = (
        _is_owned_or_pointed_at(lexicon, before)
        or (before.is_word and not before.is_capitalised and not lexicon.is_adverb(before.low))
        or (before.is_capitalised and reading.tokens[found.first].low not in _VERBS_TOO)
    )
    if not is_noun:
        return None
    nearest = {token.low for token in reading.tokens[max(found.first - LOOKED_BACK, 0) : found.first]}
    group = VerbGroup(
        found.first,
        is_negated=before.low in lexicon.negations | lexicon.none,
        is_past=bool(nearest & lexicon.ending_a_promise),
    )
    return Clause(found, group, reading.clauses.subjects.of_noun(found.first))


def _of_a_verb(reading: ReadSentence, found: Found) -> Clause | None:
    group = reading.clauses.verbs.group(found.first)
    is_none = (
        (found.rule.needs_be and not group.has_be)
        or _is_done_to_something(reading.lexicon, found, group, reading.tokens[found.first].low)
        or _is_no_verb(reading, found, group)
        or _is_mere_gerund(reading, found, group)
    )
    if is_none:
        return None
    group = _with_what_follows(reading, found, group)
    if found.rule.subject is Where.BEFORE:
        return Clause(found, group, reading.clauses.subjects.of_verb(group.first))
    return Clause(found, group, Subject(first=group.first, is_left_out=True))


def _with_what_follows(reading: ReadSentence, found: Found, group: VerbGroup) -> VerbGroup:
    """Return a verb with what its own words say besides: "will not", "had promised", "was due to"."""
    lexicon, reason = reading.lexicon, found.rule.reason
    within = {token.low for token in reading.tokens[found.first : found.action]}
    promises = reason in {Reason.UNDERTAKING, Reason.ANNOUNCED, Reason.INTENTION}
    was = lexicon.pluperfect | (lexicon.was if found.rule.needs_be else frozenset())
    return replace(
        group,
        # Whoever undertakes not to do something undertakes.
        is_negated=group.is_negated or (reason is not Reason.UNDERTAKING and bool(within & lexicon.negations)),
        is_past=promises and bool(group.auxiliaries & was),
    )


def _is_done_to_something(lexicon: Lexicon, found: Found, group: VerbGroup, word: str) -> bool:
    """Return whether no subject does it ("was announced", "is agreed"), unless it is bound: "is committed to"."""
    rule = found.rule
    return (
        group.has_be
        and not rule.needs_be
        and not rule.is_passive
        and lexicon.is_participle(word)
        and rule.subject is Where.BEFORE
        and word not in _BOUND
    )


def _is_no_verb(reading: ReadSentence, found: Found, group: VerbGroup) -> bool:
    """Return whether what looks like a verb is a noun ("the plan") or an infinitive ("to plan")."""
    if not group.first or found.rule.subject is not Where.BEFORE or group.has_auxiliary:
        return False
    lexicon, before = reading.lexicon, reading.tokens[group.first - 1]
    if _is_owned_or_pointed_at(lexicon, before) or before.low in {"to", "a"} or before.low in lexicon.prepositions:
        return True
    return (
        lexicon.language == "en"
        and before.is_word
        and not before.is_capitalised
        and reading.tokens[found.first].low in NOUNS_TOO
        and all(mention.last != group.first - 1 for mention in reading.mentions)
        and before.low not in lexicon.coordinators | lexicon.relatives | lexicon.that
        and not before.low.endswith("s")
    )


def _is_mere_gerund(reading: ReadSentence, found: Found, group: VerbGroup) -> bool:
    """Return whether a form in -ing says nothing by itself, as behind a preposition: "by announcing"."""
    lexicon, rule = reading.lexicon, found.rule
    if lexicon.language != "en" or group.has_be or not lexicon.is_gerund(reading.tokens[found.first].low):
        return False
    is_behind_preposition = group.first > 0 and reading.tokens[group.first - 1].low in lexicon.prepositions
    return is_behind_preposition or (rule.reason not in _PARTICIPIAL and not rule.is_outset)


def _is_owned_or_pointed_at(lexicon: Lexicon, before: Token) -> bool:
    """Return whether a word makes a noun of the next one."""
    return before.low in lexicon.determiners | lexicon.possessives.keys() | lexicon.possession
