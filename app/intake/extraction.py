"""Sentence by sentence: which rules hold, of whom, and what follows of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice

from app.intake.clauses.clauses import Clauses, Subject, VerbGroup
from app.intake.findings import Actor, Due, Finding, Ignored, Span
from app.intake.names.discourse import Discourse
from app.intake.names.mentions import BODY, PERSON, SPEAKER, TERRITORY, UNNAMED, WE, Mention, Mentions
from app.intake.promises.doings import Doing, doing_of
from app.intake.promises.targets import targets_of
from app.intake.rules.patterns import Found, Patterns
from app.intake.rules.rule import Rule
from app.intake.rules.rule import Subject as Where
from app.intake.text.dates import due_date
from app.intake.text.sentences import Sentence
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.vocabulary import IntakeReason as Reason
from app.vocabulary import Origin, Precision, StatementKind, Strength

MOST_FINDINGS = 1_000
"""Findings of a text; and passages of it that are told as passed over."""

MOST_CLAUSES = 40
"""Verbs of a sentence that are looked at."""

LOOKED_AHEAD = 400
"""Characters behind the beginning of a doing in which it may say by when."""

MOST_OF_A_SUBJECT = 10
"""Words before a verb that are quoted with it, since they say who."""

MOST_LISTED = 60
"""Words of an item of a list that are quoted."""

_PARTICIPIAL = frozenset({Reason.ANNOUNCED, Reason.UNDERTAKING})


@dataclass
class Speech:
    """Somebody told as saying something: who, by which rule, and which words of the sentence those are."""

    found: Found
    actors: list[Actor] | None
    attributed_to: str | None
    first: int
    after: int
    is_quoted: bool = False
    is_used: bool = False
    gives: StatementKind | None = None
    is_own: bool = False
    """Said by "we" or "I": whoever is quoted speaks of itself."""

    is_unnamed: bool = False
    """Nobody knows who it was: an official, sources."""


@dataclass
class _Clause:
    """A rule that holds, with its verb and its subject."""

    found: Found
    group: VerbGroup
    subject: Subject

    @property
    def first(self) -> int:
        """Return where the clause begins."""
        return min(self.subject.first, self.group.first) if not self.subject.is_left_out else self.group.first


@dataclass
class _Sentence:
    """A sentence while it is read."""

    sentence: Sentence
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    actors: dict[int, Actor]
    clauses: Clauses
    speeches: list[Speech] = field(default_factory=list)
    heard: list[Actor] | None = field(default_factory=list)
    """Who was the last subject of it; None: all who meet."""

    has_subject: bool = False
    conditional: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def conditions(self) -> list[tuple[int, int]]:
        """Return where its words name conditions."""
        lows = [token.low for token in self.tokens]
        found = []
        for at, low in enumerate(lows):
            phrase = next(
                (one for one in self.conditional if low == one[0] and tuple(lows[at : at + len(one)]) == one), None
            )
            if phrase is None or (len(phrase) == 1 and at and lows[at - 1] in _NO_CONDITION):
                continue
            begun = at + len(phrase)
            end = next((n for n in range(begun, len(lows)) if self.tokens[n].text in ',;.”"'), len(lows))
            if end > begun:
                found.append((at, end))
                if len(found) == MOST_CLAUSES:
                    break
        return found


_NO_CONDITION = frozenset({"even", "as", "como", "incluso"})
"""What makes another word of "if": even if, as if."""


class Extraction:
    """Reads sentences in order, and keeps what it finds."""

    def __init__(self, lexicon: Lexicon, patterns: Patterns, said: date | None) -> None:
        """Begin a text; `said` is the day from which relative dates count, if it is known."""
        self.discourse = Discourse(lexicon)
        self.findings: list[Finding] = []
        self.ignored: list[Ignored] = []
        self._lexicon = lexicon
        self._patterns = patterns
        self._said = said
        self._paragraph = 0
        self._led: tuple[Sentence, Finding] | None = None

    def read(self, sentence: Sentence) -> None:
        """Read a sentence."""
        tokens = sentence.tokens
        if not tokens:
            return
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self.discourse.speaker = None
        mentions = Mentions(tokens, self._lexicon).found()
        actors = self.discourse.enter(sentence, mentions)
        matches = list(islice(self._patterns.found(self._lexicon, tokens), MOST_CLAUSES))
        verbs = frozenset(one[0].first for one in matches)
        clauses = Clauses(tokens, mentions, self._lexicon, verbs)
        reading = _Sentence(sentence, tokens, mentions, actors, clauses, conditional=self._lexicon.conditional)
        before = len(self.findings)
        found = [one for several in matches if (one := self._holding(reading, several)) is not None]
        speaking = [self._speech(reading, clause) for clause in found if clause.found.rule.gives]
        reading.speeches = [speech for speech in speaking if speech is not None]
        self._quoted_alone(reading)
        pledges = [clause for clause in found if clause.found.rule.gives is None]
        taken = -1
        for number, clause in enumerate(found):
            if clause.found.rule.gives is not None:
                self._hear(reading, clause)
                continue
            if clause.found.first <= taken:
                continue
            later = (one for one in found[number + 1 :] if one.found.rule.subject is not Where.OWNER)
            stops = sorted(one.first for one in later if one.first > clause.found.action)
            taken = max(taken, self._pledge(reading, clause, stops))
        self._statements(reading)
        if not pledges:
            self._listed(reading)
        self._lead(reading, before)
        self._remember(reading)

    def _remember(self, reading: _Sentence) -> None:
        """Remember the first person of a sentence who is no part of a phrase: mostly "he" in the next."""
        for mention in reading.mentions:
            actor = reading.actors.get(mention.first)
            before = reading.tokens[mention.first - 1].low if mention.first else ""
            behind = reading.tokens[mention.last + 1].low if mention.last + 1 < len(reading.tokens) else ""
            hangs = before in self._lexicon.prepositions or behind in self._lexicon.possession
            if mention.kind == PERSON and not mention.name and mention.role is None:
                return
            if actor is not None and actor.kind == PERSON and not hangs:
                self.discourse.person = actor
                return

    # ---- which rule holds -------------------------------------------------------------------------------------------

    def _holding(self, reading: _Sentence, several: Sequence[Found]) -> _Clause | None:
        """Return the first of the rules found at one place that holds there."""
        for found in several:
            clause = self._clause(reading, found)
            if clause is not None:
                return clause
        return None

    def _clause(self, reading: _Sentence, found: Found) -> _Clause | None:
        tokens, lexicon, rule = reading.tokens, self._lexicon, found.rule
        word = tokens[found.first].low
        if rule.subject is Where.OWNER:
            subject = reading.clauses.owner(found.first)
            before = tokens[found.first - 1] if found.first else None
            is_noun = before is not None and (
                before.low in lexicon.determiners | lexicon.possessives.keys() | lexicon.possession
                or (before.is_word and not before.is_capitalised and not lexicon.is_adverb(before.low))
                or (before.is_capitalised and word not in _VERBS_TOO)
            )
            return _Clause(found, VerbGroup(found.first), subject) if is_noun else None
        group = reading.clauses.verb_group(found.first)
        if rule.needs_be and not group.has_be:
            return None
        if (
            group.has_be
            and not rule.needs_be
            and not rule.is_passive
            and lexicon.is_participle(word)
            and rule.subject is Where.BEFORE
            and word not in _BOUND
        ):
            # "was announced", "is agreed": no subject that does it, unless it is bound: "is committed to".
            return None
        before = tokens[group.first - 1] if group.first else None
        if before is not None and rule.subject is Where.BEFORE and not group.has_auxiliary:
            is_noun = before.low in lexicon.determiners | lexicon.possessives.keys() | lexicon.possession
            is_infinitive = before.low in {"to", "a"} or before.low in lexicon.prepositions
            if is_noun or is_infinitive:
                return None
            if lexicon.language == "en" and before.is_word and not before.is_capitalised and word in _NOUNS_TOO:
                last = {mention.last for mention in reading.mentions}
                if (
                    group.first - 1 not in last
                    and before.low not in lexicon.coordinators | lexicon.relatives | lexicon.that
                    and not before.low.endswith("s")
                ):
                    return None
        is_gerund = lexicon.language == "en" and lexicon.is_gerund(word)
        if is_gerund and not group.has_be and rule.reason not in _PARTICIPIAL and not rule.is_outset:
            return None
        if (
            lexicon.language == "en"
            and is_gerund
            and not group.has_be
            and before is not None
            and before.low in lexicon.prepositions
        ):
            return None
        subject = (
            reading.clauses.subject(group.first)
            if rule.subject is Where.BEFORE
            else Subject(first=group.first, is_left_out=True)
        )
        return _Clause(found, group, subject)

    # ---- who speaks -------------------------------------------------------------------------------------------------

    def _speech(self, reading: _Sentence, clause: _Clause) -> Speech | None:
        """Return who says what by a rule of statements, None where nobody does."""
        tokens, found = reading.tokens, clause.found
        count = len(tokens)
        if clause.group.is_negated and not found.rule.is_outset:
            return None
        subject, after = clause.subject, found.action
        inverted = next((one for one in reading.mentions if one.first == found.first + 1), None)
        before = tokens[clause.group.first - 1] if clause.group.first else None
        if (
            before is not None
            and before.text in ',”"»'
            and inverted is not None
            and self._inverts(found, before, inverted)
        ):
            subject, after = Subject((inverted,), inverted.first), inverted.last + 1
        elif subject.is_thing or subject.group is not None:
            return None
        actors, words = self._speakers(reading, subject)
        is_own = any(mention.kind in {WE, SPEAKER} for mention in subject.mentions)
        if actors == [] and words is None and not is_own:
            return None
        first, last, is_quoted = self._said_words(reading, clause, subject, after, count)
        if first >= last:
            return None
        is_unnamed = any(mention.kind == UNNAMED for mention in subject.mentions)
        return Speech(found, actors, words, first, last, is_quoted, is_own=is_own, is_unnamed=is_unnamed)

    def _inverts(self, found: Found, before: Token, mention: Mention) -> bool:
        """Return whether who speaks is named behind the verb: "…”, said Rubio"."""
        is_quote = before.text in '”"»'
        return found.rule.is_outset and (
            is_quote or (found.rule.gives is StatementKind.CLAIM and mention.kind != TERRITORY)
        )

    def _speakers(self, reading: _Sentence, subject: Subject) -> tuple[list[Actor] | None, str | None]:
        if subject.is_left_out:
            return (reading.heard, None) if reading.has_subject else ([], None)
        actors: list[Actor] = []
        for mention in subject.mentions:
            if mention.kind == UNNAMED:
                return [], self._written(reading, mention.first, mention.last + 1)
            found = self.discourse.resolved(mention, reading.actors)
            if found is None:
                reading.heard, reading.has_subject = None, True
                self.discourse.last = None
                return None, None
            if mention.role and not mention.name and not any(actor.kind == PERSON for actor in found):
                # An office whose holder is not named.
                return found, self._written(reading, mention.first, mention.last + 1)
            actors += found
        if actors:
            reading.heard, reading.has_subject = actors, True
        return actors, None

    def _said_words(
        self, reading: _Sentence, clause: _Clause, subject: Subject, after: int, count: int
    ) -> tuple[int, int, bool]:
        """Return which words of a sentence somebody says: those behind, or those in quotation marks before."""
        tokens, found = reading.tokens, clause.found
        start = min(clause.group.first, subject.first) if not subject.is_left_out else clause.group.first
        beside = start - 2 if start > 1 and tokens[start - 1].text == "," else start - 1
        quote = beside if beside >= 0 and tokens[beside].text in '”"»' else None
        if found.rule.is_outset and quote is not None:
            opened = next((at for at in range(quote - 1, -1, -1) if tokens[at].text in '“"«'), -1)
            return opened + 1, quote, True
        behind = max(found.action, after)
        rest = count
        while rest > behind and not tokens[rest - 1].is_word and not tokens[rest - 1].text[0].isdigit():
            rest -= 1
        if found.rule.is_outset and rest - behind < 2 and start > 2 and tokens[start - 1].text == ",":  # noqa: PLR2004
            return 0, start - 1, False
        if found.rule.is_outset and start > 2 and tokens[start - 1].text == "," and after > found.action:  # noqa: PLR2004
            return 0, start - 1, False
        while behind < rest and (tokens[behind].low in self._lexicon.that or tokens[behind].text in ',:“"«'):
            behind += 1
        return behind, rest, False

    def _quoted_alone(self, reading: _Sentence) -> None:
        """Give a sentence that stands in quotation marks as a whole to who spoke last in its paragraph."""
        if reading.speeches:
            who = next((one for one in reading.speeches if one.actors), None)
            if who is not None and who.actors and who.found.rule.is_outset:
                self.discourse.speaker = who.actors[0]
            return
        self._hear_silently(reading)

    def _hear_silently(self, reading: _Sentence) -> None:
        text = reading.tokens[0].text
        if text not in '“"«' or self.discourse.speaker is None:
            return
        last = len(reading.tokens)
        while last and not reading.tokens[last - 1].is_word:
            last -= 1
        rule = next(iter(self._patterns.rules_of(StatementKind.CLAIM)))
        found = Found(rule, 0, 1, 1)
        reading.speeches.append(Speech(found, [self.discourse.speaker], None, 1, last, is_quoted=True))

    def _hear(self, reading: _Sentence, clause: _Clause) -> None:
        actors, _words = self._speakers(reading, clause.subject)
        if actors:
            self.discourse.heard(actors)

    def _speech_at(self, reading: _Sentence, place: int) -> Speech | None:
        return next(
            (one for one in reversed(reading.speeches) if one.first <= place < one.after and one.found.rule.is_outset),
            None,
        )

    # ---- pledges ----------------------------------------------------------------------------------------------------

    def _pledge(self, reading: _Sentence, clause: _Clause, stops: Sequence[int]) -> int:
        """Judge what a rule of pledges found; return the last place that it took."""
        found, rule = clause.found, clause.found.rule
        end = reading.clauses.action_end(found.action, stops)
        if end <= found.action:
            return found.first
        speech = self._speech_at(reading, found.first)
        named_near = clause.group.first - clause.first <= MOST_OF_A_SUBJECT
        span_first = clause.first if rule.is_passive or named_near else clause.group.first
        why = self._passed_over(reading, clause, speech, end)
        if why is not None:
            self._ignore(reading, span_first, end, rule, why)
            return end - 1
        promisors, collective, reasons = self._promisors(reading, clause, speech, end)
        foretells = subject_foretells(clause) or (speech is not None and speech.is_unnamed)
        doings = [(found.action, end)] if foretells else reading.clauses.parts(found.action, end)
        whole = len(self.findings)
        for number, (first, last) in enumerate(doings):
            doing = doing_of(self._lexicon, reading.tokens, first, last)
            begin = span_first if number == 0 else first
            finding = self._finding(reading, rule, doing, (begin, last), speech)
            finding.reasons += [one for one in reasons if one not in finding.reasons]
            finding.promisors, finding.collective = [actor.number for actor in promisors], collective
            self._judge(reading, clause, finding, doing, speech, (first, last), promisors)
            self._add(finding)
            if number:
                finding.reasons.append(Reason.PART)
        if speech is not None:
            speech.is_used = True
        self._including(reading, whole, end)
        return end - 1

    def _passed_over(self, reading: _Sentence, clause: _Clause, speech: Speech | None, end: int) -> Reason | None:
        """Return why what a rule found is no pledge, None where it may be one."""
        rule, group, subject = clause.found.rule, clause.group, clause.subject
        if group.is_negated:
            return Reason.NEGATED
        if reading.tokens[-1].text == "?":
            return Reason.QUESTION
        is_reported = speech is not None or self._reported(reading, clause)
        if rule.name.endswith(("-would", "-conditional")) and not is_reported:
            return Reason.HYPOTHETICAL
        if group.is_hypothetical and not is_reported:
            return Reason.HYPOTHETICAL
        if rule.reason is Reason.ANNOUNCED and not self._patterns.names(
            self._lexicon, reading.tokens[clause.found.action : end]
        ):
            # "announcing a new delegation will travel": the clause that follows says it.
            return Reason.TOLD_AGAIN
        if rule.needs_doing and not self._patterns.names(self._lexicon, reading.tokens[clause.found.action : end]):
            return Reason.NO_DOING
        verb = reading.tokens[clause.found.action].low
        if not rule.is_passive and verb in self._lexicon.stative_verbs and rule.reason is Reason.WILL:
            return Reason.NO_DOING if not subject.is_thing else Reason.NO_ACTOR
        if subject.is_left_out and rule.reason is Reason.WILL and verb in self._lexicon.describing:
            return Reason.NO_ACTOR
        if subject_foretells(clause) and (speech is None or rule.name not in _FORETELLING):
            return Reason.NO_ACTOR
        if (
            subject.is_left_out
            and rule.subject is Where.BEFORE
            and not reading.has_subject
            and not self._may_lack_subject(reading)
        ):
            return Reason.NO_PROMISOR
        if rule.is_passive and speech is None and verb in self._lexicon.description_participles:
            return Reason.NO_ACTOR
        return None

    def _reported(self, reading: _Sentence, clause: _Clause) -> bool:
        return any(one.found.rule.is_outset and one.found.first < clause.found.first for one in reading.speeches)

    def _may_lack_subject(self, reading: _Sentence) -> bool:
        """Return whether nobody needs to be named: in Spanish verbs say who, and a list has its lead."""
        return self._lexicon.language == "es" or reading.sentence.is_item

    def _promisors(
        self, reading: _Sentence, clause: _Clause, speech: Speech | None, end: int
    ) -> tuple[list[Actor], int | None, list[Reason]]:
        """Return who owes it, the count of all who meet if they do, and the reasons."""
        rule, subject = clause.found.rule, clause.subject
        if rule.subject is Where.WITHIN or (rule.is_passive and (subject.is_thing or not subject.mentions)):
            agent = self._agent(reading, clause.found.action, end, within=rule.subject is Where.WITHIN)
            if agent:
                return agent, None, []
            if speech is not None and speech.actors:
                return speech.actors, None, [Reason.OF_SPEAKER]
            return [], None, [Reason.NO_PROMISOR]
        if subject.is_left_out:
            if not reading.has_subject:
                return self._understood(clause)
            if reading.heard is None:
                return [], 0, [Reason.COLLECTIVE]
            return list(reading.heard), None, []
        if subject.group is not None:
            first, last = subject.group
            name = self._written(reading, first, last + 1)
            return [self.discourse.group(name, (reading.tokens[first].start, reading.tokens[last].end))], None, []
        actors: list[Actor] = []
        reasons: list[Reason] = []
        for mention in subject.mentions:
            if mention.kind == UNNAMED:
                if mention.territory:
                    actors.append(self.discourse.country(mention.territory))
                continue
            found = self.discourse.resolved(mention, reading.actors)
            if found is None:
                reading.heard, reading.has_subject = None, True
                self.discourse.last = None
                return [], mention.count or 0, [Reason.COLLECTIVE]
            if found and mention.first not in reading.actors:
                reasons.append(Reason.POINTED_AT)
            actors += found
        if actors:
            reading.heard, reading.has_subject = actors, True
            self.discourse.heard(actors)
        else:
            reasons.append(Reason.NO_PROMISOR)
        return actors, None, reasons

    def _understood(self, clause: _Clause) -> tuple[list[Actor], int | None, list[Reason]]:
        """Return who owes what a verb without a subject says: in Spanish whoever was spoken of, or all who meet."""
        if self._lexicon.language == "es" and not (
            clause.group.auxiliaries & {"se"} and clause.found.rule.reason is Reason.WILL
        ):
            if self.discourse.last is None:
                return [], 0, [Reason.COLLECTIVE, Reason.POINTED_AT]
            if self.discourse.last:
                return list(self.discourse.last), None, [Reason.POINTED_AT]
        return [], None, [Reason.NO_PROMISOR]

    def _agent(self, reading: _Sentence, first: int, end: int, *, within: bool) -> list[Actor]:
        """Return by whom something is done: "by Zambia", or "with full Swiss support"."""
        for mention in reading.mentions:
            if first <= mention.first < end + 4 and mention.kind != UNNAMED:
                before = reading.tokens[mention.first - 1].low if mention.first else ""
                if within or before in {"by", "por"}:
                    found = self.discourse.resolved(mention, reading.actors)
                    if found:
                        return found
        if within:
            for place in range(first, end):
                code = self._lexicon.demonyms.get(reading.tokens[place].low)
                if code:
                    return [self.discourse.country(code)]
        return []

    def _finding(
        self, reading: _Sentence, rule: Rule, doing: Doing, places: tuple[int, int], speech: Speech | None
    ) -> Finding:
        first, last = places
        finding = Finding(
            self._span(reading, first, last),
            rule.name,
            rule.confidence,
            doing.title
            if not (rule.is_passive or rule.subject is Where.WITHIN)
            else _titled(self._written(reading, first, last).rstrip(".,;")),
            origin=rule.origin,
            strength=rule.strength,
            precision=doing.precision,
            pledge_kind=doing.kind,
            paragraph=reading.sentence.paragraph,
        )
        if rule.reason is not None:
            finding.reasons.append(rule.reason)
        if speech is not None:
            finding.is_quoted = speech.is_quoted
            _attribute(finding, speech)
        return finding

    def _judge(
        self, reading: _Sentence, clause: _Clause, finding: Finding, doing: Doing, speech: Speech | None,
        places: tuple[int, int], promisors: Sequence[Actor],
    ) -> None:  # fmt: skip
        """Work out of which kind and how strong it is, and what else the words say."""
        first, last = places
        if doing.is_exploratory:
            finding.strength = Strength.EXPLORATORY
            finding.reasons.append(Reason.EXPLORATORY)
        elif doing.is_intention and finding.strength is Strength.FIRM:
            finding.strength = Strength.INTENTION
            finding.reasons.append(Reason.INTENTION)
        several = len(promisors) > 1 or finding.collective is not None
        if several and finding.origin is Origin.DECLARED:
            finding.origin = Origin.AGREED
        finding.is_joint = several and doing.is_joint
        words = self._written(reading, first, last)
        finding.targets = list(targets_of(words))
        if finding.targets:
            finding.precision = Precision.SPECIFIC
        text = reading.sentence.text
        start = reading.tokens[first].start
        due = due_date(text, start, min(reading.sentence.end, start + LOOKED_AHEAD), self._said)
        if due is not None:
            finding.due = Due(due[0], due[1])
            if due[0] is None or "?" in due[0]:
                finding.reasons.append(Reason.RELATIVE_DUE)
        condition = self._condition(reading, clause, last)
        if condition:
            finding.condition = condition
            finding.reasons.append(Reason.CONDITION)
        self._parties(reading, finding, first, last, promisors)
        if reading.sentence.is_heading:
            finding.reasons.append(Reason.HEADING)
            finding.confidence -= 0.2
        if speech is not None and speech.is_unnamed:
            finding.kind = StatementKind.FORECAST
            finding.reasons.append(Reason.UNNAMED_SPEAKER)
        elif subject_foretells(clause) or doing.is_figurative:
            finding.kind = StatementKind.FORECAST
            finding.reasons.append(Reason.FIGURATIVE if doing.is_figurative else Reason.FORETOLD)
        if finding.kind is not None:
            finding.promisors, finding.collective = [], None
            finding.origin = finding.strength = finding.precision = None
            finding.reasons = [one for one in finding.reasons if one is not Reason.NO_PROMISOR]
        if Reason.NO_PROMISOR in finding.reasons:
            finding.confidence -= 0.2
        if Reason.POINTED_AT in finding.reasons or Reason.OF_SPEAKER in finding.reasons:
            finding.confidence -= 0.1

    def _parties(self, reading: _Sentence, finding: Finding, first: int, last: int, promisors: Sequence[Actor]) -> None:
        """Note who is named within what is to be done; a body of a promisor's country is who carries it out."""
        owing = {actor.number for actor in promisors}
        for mention in reading.mentions:
            if first <= mention.first < last:
                actor = reading.actors.get(mention.first)
                if actor is not None and actor.number not in owing and actor.kind not in {"name", BODY}:
                    finding.beneficiaries.append(actor.number)
        finding.beneficiaries = list(dict.fromkeys(finding.beneficiaries))

    def _condition(self, reading: _Sentence, clause: _Clause, last: int) -> str | None:
        if clause.found.rule.subject is Where.WITHIN:
            return self._written(
                reading, clause.first if clause.first < clause.group.first else 0, clause.group.first
            ).strip('“" ')
        for first, end in reading.conditions:
            if first >= last - 1 or first < clause.first:
                return self._written(reading, first, end)
        return None

    def _including(self, reading: _Sentence, whole: int, end: int) -> None:
        """Take what is included in a pledge, where it names a doing, as a part of it."""
        tokens, lexicon = reading.tokens, self._lexicon
        if end + 2 >= len(tokens) or tokens[end].text != "," or whole >= len(self.findings):
            return
        phrase = next(
            (
                one
                for one in lexicon.including
                if all(tokens[end + 1 + n].low == word for n, word in enumerate(one) if end + 1 + n < len(tokens))
            ),
            None,
        )
        if phrase is None:
            return
        first = end + 1 + len(phrase)
        if first >= len(tokens) or not self._patterns.does(lexicon, tokens, first):
            return
        last = reading.clauses.action_end(first, ())
        if last - first < 2:  # noqa: PLR2004 - a word alone is an example
            return
        lead = self.findings[whole]
        doing = doing_of(lexicon, tokens, first, last)
        self._add(
            replace(
                lead,
                span=self._span(reading, first, last),
                title=doing.title,
                precision=doing.precision,
                pledge_kind=doing.kind,
                reasons=[*lead.reasons, Reason.PART],
                part_of=whole,
                confidence=lead.confidence - 0.15,
                targets=list(targets_of(self._written(reading, first, last))),
                due=None,
                beneficiaries=list(lead.beneficiaries),
                promisors=list(lead.promisors),
                implementers=[],
            )
        )

    # ---- statements -------------------------------------------------------------------------------------------------

    def _statements(self, reading: _Sentence) -> None:
        for own in reading.speeches:
            around = next(
                (
                    one
                    for one in reading.speeches
                    if own.is_own and one is not own and one.actors and one.first <= own.found.first < one.after
                ),
                None,
            )
            if around is not None:
                around.gives, own.is_used = own.found.rule.gives, True
        for number, speech in enumerate(reading.speeches):
            if speech.is_used or (speech.actors == [] and speech.attributed_to is None):
                continue
            if any(
                one is not speech and one.first <= speech.found.first < one.after and not one.is_quoted
                for one in reading.speeches[:number]
                if not one.is_used and one.found.rule.is_outset
            ):
                continue
            last = next(
                (
                    one.found.first
                    for one in reading.speeches[number + 1 :]
                    if speech.first < one.found.first < speech.after
                ),
                speech.after,
            )
            if not speech.found.rule.is_outset:
                last = min(last, reading.clauses.action_end(speech.first, ()))
            last = min(last, speech.first + 60)
            if last <= speech.first:
                continue
            self._statement(reading, speech, last)

    def _statement(self, reading: _Sentence, speech: Speech, last: int) -> None:
        rule = speech.found.rule
        kind = speech.gives or rule.gives or StatementKind.CLAIM
        words = reading.tokens[speech.first : last]
        if rule.is_outset and speech.gives is None:
            kind = self._kind_said(words, kind)
        small = self._lexicon.coordinators | self._lexicon.prepositions
        while words and (
            words[-1].low in small or not (words[-1].is_word or words[-1].text[0].isdigit() or words[-1].text == "%")
        ):
            words = words[:-1]
        if len(words) < 2 or (kind is StatementKind.CLAIM and speech.actors is None):  # noqa: PLR2004 - a word is no statement
            return
        begin = speech.first if speech.is_quoted or rule.is_outset else speech.found.first
        span = (reading.tokens[min(begin, speech.first)].start, words[-1].end)
        finding = Finding(
            span,
            rule.name,
            rule.confidence if not speech.attributed_to else rule.confidence - 0.1,
            "",
            kind=kind,
            reasons=[Reason.SAID] + [Reason.QUOTED] * speech.is_quoted,
            collective=0 if speech.actors is None else None,
            is_quoted=speech.is_quoted,
            paragraph=reading.sentence.paragraph,
        )
        if speech.is_unnamed:
            finding.reasons.append(Reason.UNNAMED_SPEAKER)
        _attribute(finding, speech)
        self._add(finding)

    def _kind_said(self, words: Sequence[Token], kind: StatementKind) -> StatementKind:
        lexicon = self._lexicon
        lows = {token.low for token in words}
        first_verbs = [token.low for token in words[:12]]
        if any(low in lexicon.negations for low in first_verbs) and lows & lexicon.perfect:
            return StatementKind.DENIAL
        if lows & lexicon.futures:
            return StatementKind.FORECAST
        if lows & lexicon.needing and kind is StatementKind.CLAIM:
            return StatementKind.NEED
        if lows & lexicon.advising:
            return StatementKind.RECOMMENDATION
        if lows & (lexicon.evaluative | lexicon.obligation) and kind is StatementKind.CLAIM:
            return StatementKind.VIEW
        return kind

    # ---- lists ------------------------------------------------------------------------------------------------------

    def _lead(self, reading: _Sentence, before: int) -> None:
        """Remember a sentence that leads a list, with what it pledges."""
        sentence = reading.sentence
        if sentence.is_item or not sentence.words.endswith(":"):
            return
        pledges = [one for one in self.findings[before:] if one.kind is None]
        self._led = (sentence, pledges[-1]) if pledges else None
        if not pledges:
            led = self._leading(reading)
            self._led = (sentence, led) if led is not None else None

    def _leading(self, reading: _Sentence) -> Finding | None:
        """Return what a sentence undertakes that leads a list and says nothing itself: "The parties agreed to:"."""
        for place in range(len(reading.tokens) - 1, -1, -1):
            led = self._lexicon.leading.get(reading.tokens[place].low)
            if led is None:
                continue
            group = reading.clauses.verb_group(place)
            subject = reading.clauses.subject(group.first)
            if group.is_negated or subject.is_thing:
                return None
            actors: list[Actor] = []
            collective = None
            for mention in subject.mentions:
                found = self.discourse.resolved(mention, reading.actors)
                if found is None:
                    collective = mention.count or 0
                else:
                    actors += found
            if not actors and collective is None:
                return None
            origin, strength = led
            several = collective is not None or len(actors) > 1
            return Finding(
                (reading.sentence.start, reading.sentence.end), f"{self._lexicon.language}-list", 0.75, "",
                reasons=[Reason.LISTED] + [Reason.COLLECTIVE] * (collective is not None),
                promisors=[actor.number for actor in actors], collective=collective,
                origin=Origin.AGREED if several else origin, strength=strength,
            )  # fmt: skip
        return None

    def _listed(self, reading: _Sentence) -> None:
        """Take an item of a list for a pledge where its lead undertakes it."""
        sentence = reading.sentence
        if self._led is None or sentence.lead is not self._led[0] or sentence.start != self._item_start(sentence):
            return
        lead = self._led[1]
        tokens = reading.tokens
        last = min(len(tokens), MOST_LISTED)
        while last and not (
            tokens[last - 1].is_word or tokens[last - 1].text[0].isdigit() or tokens[last - 1].text in "%”»)"
        ):
            last -= 1
        if last < 2:  # noqa: PLR2004 - a word alone says nothing
            return
        first = 1 if tokens[0].low in {"to", "a"} else 0
        doing = doing_of(self._lexicon, tokens, first, last)
        is_own = not lead.title
        finding = replace(
            lead,
            span=self._span(reading, first, last),
            title=doing.title if is_own else _titled(f"{lead.title}: {self._written(reading, first, last)}"),
            reasons=list(dict.fromkeys([*lead.reasons, Reason.LISTED])),
            precision=doing.precision,
            pledge_kind=doing.kind or lead.pledge_kind,
            targets=list(targets_of(self._written(reading, first, last))),
            part_of=None if is_own else next((n for n, one in enumerate(self.findings) if one is lead), None),
            paragraph=sentence.paragraph,
            promisors=list(lead.promisors),
            beneficiaries=list(lead.beneficiaries),
            due=None,
        )
        due = due_date(sentence.text, sentence.start, sentence.end, self._said)
        if due is not None:
            finding.due = Due(*due)
            if due[0] is None or "?" in due[0]:
                finding.reasons.append(Reason.RELATIVE_DUE)
        if doing.is_exploratory:
            finding.strength = Strength.EXPLORATORY
        self._add(finding)

    def _item_start(self, sentence: Sentence) -> int:
        return sentence.start

    # ---- small things -----------------------------------------------------------------------------------------------

    def _add(self, finding: Finding) -> None:
        finding.confidence = round(max(0.05, min(finding.confidence, 0.99)), 2)
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def _ignore(self, reading: _Sentence, first: int, last: int, rule: Rule, why: Reason) -> None:
        if len(self.ignored) < MOST_FINDINGS:
            self.ignored.append(Ignored(self._span(reading, first, last), rule.name, why))

    def _span(self, reading: _Sentence, first: int, last: int) -> Span:
        return reading.tokens[first].start, reading.tokens[max(first, last - 1)].end

    def _written(self, reading: _Sentence, first: int, last: int) -> str:
        if first >= last:
            return ""
        start, end = self._span(reading, first, last)
        return reading.sentence.text[start:end]


_FORETELLING = frozenset({"en-will", "en-would", "en-going-to", "es-future", "es-going-to", "es-would"})
"""Rules by which what a speaker says of a thing is a forecast."""

_BOUND = frozenset(
    {
        "committed",
        "dedicated",
        "bound",
        "resolved",
        "decided",
        "comprometido",
        "comprometida",
        "comprometidos",
        "comprometidas",
    }
)
_NOUNS_TOO = frozenset(
    [
        "plan",
        "plans",
        "pledge",
        "pledges",
        "promise",
        "promises",
        "vow",
        "vows",
        "resolve",
        "hope",
        "hopes",
        "aim",
        "aims",
        "decision",
        "seek",
        "calls",
        "call",
        "demands",
        "demand",
        "needs",
        "need",
        "offers",
        "offer",
        "praise",
        "thanks",
        "values",
        "accord",
        "reports",
        "claims",
        "notes",
        "states",
    ]
)
_VERBS_TOO = frozenset(
    ["plan", "plans", "pledge", "pledges", "promise", "promises", "vow", "resolve", "hope", "hopes", "aim", "aims"]
)


def _attribute(finding: Finding, speech: Speech) -> None:
    """Note who says it: by name, or by an office or a description with the country for which it speaks."""
    finding.attributed_to = speech.attributed_to
    if speech.actors and speech.attributed_to is None:
        finding.speaker = speech.actors[0].number
    elif speech.actors:
        finding.on_behalf_of = speech.actors[0].number


def subject_foretells(clause: _Clause) -> bool:
    """Return whether a clause says what a thing will do, which can promise nothing."""
    rule = clause.found.rule
    return clause.subject.is_thing and not rule.is_passive and rule.subject is Where.BEFORE


def _titled(words: str) -> str:
    line = " ".join(words.split())
    return line[:1].upper() + line[1:]


def actors_of(findings: Sequence[Finding]) -> Iterator[int]:
    """Yield the numbers of all whom findings name."""
    for finding in findings:
        yield from (*finding.promisors, *finding.beneficiaries, *finding.implementers)
        if finding.speaker is not None:
            yield finding.speaker
