"""What is right, missed and too much in a proposal: the arithmetic, without the service."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.intake.fields import Compared, compared
from benchmarks.intake.gold import CodedText, GoldItem, GoldPledge
from benchmarks.intake.matching import edges, overlaps, pairing, places
from benchmarks.intake.meetings import compared_meeting
from benchmarks.intake.proposals import PLEDGE, STATEMENT, Candidate, Names, Proposal, Span
from benchmarks.intake.results import BOTH, EITHER, Found, Score, Share, add

BANDS = (0.5, 0.75)
"""Where the bands of confidence end: what is proposed with more of it should be right more often."""


@dataclass
class _Paired:
    """What became of each candidate, by its number: the item it stands for, or why it does not count."""

    items: dict[int, int]
    again: set[int]
    optional: set[int]
    repeated: set[int]

    @property
    def right(self) -> set[int]:
        return {*self.items, *self.again}


class _Reading:
    """A proposal beside the gold of its text."""

    def __init__(self, coded: CodedText, proposal: Proposal, known: Collection[str]) -> None:
        self.gold, self.proposal = coded.gold, proposal
        self.names = Names(coded.gold, proposal.mentions, known)
        self.items: Sequence[GoldItem] = (*coded.gold.pledges, *coded.gold.statements)
        self.spans = [[one for exact in item.quotations for one in places(proposal.text, exact)] for item in self.items]

    def kind(self, item: int) -> str:
        return PLEDGE if isinstance(self.items[item], GoldPledge) else STATEMENT

    def compared(self, candidate: int, item: int) -> dict[str, Compared]:
        one = self.proposal.candidates[candidate]
        return compared(self.items[item], one, self.names) if one.kind == self.kind(item) else {}

    def paired(self, *, either_kind: bool) -> _Paired:
        """Return which candidates stand for what: first what must be found, then what may be."""

        def agreed(candidate: int, item: int) -> int:
            return sum(agrees for agrees, _right, _proposed in self.compared(candidate, item).values())

        def allowed(candidate: int, item: int) -> bool:
            return either_kind or self.proposal.candidates[candidate].kind == self.kind(item)

        spans = [candidate.span for candidate in self.proposal.candidates]
        found = edges(spans, self.spans, allowed, agreed)
        items = pairing(edge for edge in found if not self.items[edge.item].optional)
        rest = [edge for edge in found if edge.candidate not in items]
        on_optional = pairing(edge for edge in rest if self.items[edge.item].optional)
        room = Counter({number: item.times - 1 for number, item in enumerate(self.items)})
        paired = _Paired(items, again=set(), optional=set(on_optional), repeated=set())
        for edge in sorted(rest, key=lambda edge: edge.rank, reverse=True):
            if edge.candidate in paired.optional | paired.again:
                continue
            if room[edge.item] > 0:
                room[edge.item] -= 1
                (paired.optional if self.items[edge.item].optional else paired.again).add(edge.candidate)
                paired.repeated.discard(edge.candidate)
            else:
                paired.repeated.add(edge.candidate)
        return paired


def score(coded: CodedText, proposal: Proposal, known: Collection[str]) -> Score:
    """Return how well a text was read. `known`: the ids of the participants that were there to be matched."""
    reading = _Reading(coded, proposal, known)
    paired = reading.paired(either_kind=False)
    result = Score(coded.name, repeated=len(paired.repeated))
    for kind in (PLEDGE, STATEMENT):
        result.found[kind] = _found(reading, paired, kind)
    result.found[BOTH] = result.found[PLEDGE] + result.found[STATEMENT]
    either = reading.paired(either_kind=True)
    result.found[EITHER] = _found(reading, either, PLEDGE) + _found(reading, either, STATEMENT)
    _compare(reading, paired, result)
    _rules(reading, paired, result)
    _list(reading, paired, result)
    _participants(reading, known, result)
    compared_fields = compared_meeting(coded.gold.meetings, proposal.meeting)
    result.meeting = {name: Share(int(agrees), 1) for name, agrees in compared_fields.items()}
    result.language = Share(int(proposal.language == coded.gold.language), 1)
    return result


def _found(reading: _Reading, paired: _Paired, kind: str) -> Found:
    proposed = {
        number
        for number, candidate in enumerate(reading.proposal.candidates)
        if candidate.kind == kind and number not in paired.optional
    }
    wanted = {number for number, item in enumerate(reading.items) if reading.kind(number) == kind and not item.optional}
    return Found(
        Share(len(proposed & paired.right), len(proposed)), Share(len(wanted & {*paired.items.values()}), len(wanted))
    )


def _compare(reading: _Reading, paired: _Paired, result: Score) -> None:
    for candidate, item in sorted(paired.items.items(), key=lambda pair: pair[1]):
        for name, (agrees, right, proposed) in reading.compared(candidate, item).items():
            add(result.fields, {name: Share(int(agrees), 1)})
            if not agrees:
                result.disagreements.append(f"{reading.items[item].id}, {name}: {proposed}, not {right}")


def _rules(reading: _Reading, paired: _Paired, result: Score) -> None:
    """Count how often each rule is right, and how often each band of confidence."""
    for number, candidate in enumerate(reading.proposal.candidates):
        if number not in paired.optional:
            share = Share(int(number in paired.right), 1)
            add(result.rules, {candidate.rule: share})
            add(result.confidence, {band(candidate.confidence): share})


def band(confidence: float) -> str:
    """Return the name of the band that a confidence lies in."""
    below = [end for end in BANDS if confidence < end]
    return f"below {below[0]}" if below else f"{BANDS[-1]} and more"


def _list(reading: _Reading, paired: _Paired, result: Score) -> None:
    """List what was missed and what was too much, and count the traps."""
    taken = {*paired.items.values()}
    for number, item in enumerate(reading.items):
        if not item.optional and number not in taken:
            gone = "" if reading.spans[number] else " (not in the text as it was read)"
            result.missed.append(f"{reading.kind(number)} {item.id}: {item.quotations[0]}{gone}")
    traps = [(one, places(reading.proposal.text, one.quotation)) for one in reading.gold.not_pledges]
    sprung: set[int] = set()
    for number, candidate in enumerate(reading.proposal.candidates):
        if number in paired.right | paired.optional:
            continue
        met = {trap for trap, (_one, spans) in enumerate(traps) if _meets(candidate.span, spans)}
        why = [f"is {traps[trap][0].why}" for trap in sorted(met)] if candidate.kind == PLEDGE else []
        if candidate.kind == PLEDGE:
            sprung |= met
        result.surplus.append(_told(candidate, [*_other(reading, paired, number), *why]))
    result.sprung = Share(len(sprung), len(traps))
    told = sum(any(_meets(one, spans) for one in reading.proposal.ignored) for _one, spans in traps)
    result.ignored = Share(told, len(traps))


def _meets(span: Span, spans: Iterable[Span]) -> bool:
    return any(overlaps(span, one) for one in spans)


def _other(reading: _Reading, paired: _Paired, number: int) -> list[str]:
    """Return what the gold has where a candidate stands that is too much."""
    candidate = reading.proposal.candidates[number]
    if number in paired.repeated:
        return ["is proposed already"]
    return [
        f"is {reading.kind(item)} {reading.items[item].id}"
        for item, spans in enumerate(reading.spans)
        if _meets(candidate.span, spans)
    ]


def _told(candidate: Candidate, why: Sequence[str]) -> str:
    rule = f" [{candidate.rule}]" if candidate.rule else ""
    return f"{candidate.kind}{rule}: {candidate.quotation}" + (f" ({'; '.join(why)})" if why else "")


def _participants(reading: _Reading, known: Collection[str], result: Score) -> None:
    wanted, allowed = reading.gold.participants, reading.gold.also_named
    meant = [(mention, reading.names.of_mention(mention)) for mention in reading.proposal.mentions]
    named = {participant for _mention, participant in meant if participant in wanted}
    # One that is proposed twice, under two names, is too much once.
    proposed = sum(participant not in allowed for _mention, participant in meant)
    result.participants = Found(Share(len(named), proposed), Share(len(named), len(wanted)))
    for mention, participant in meant:
        if participant is None:
            result.surplus.append(f"participant: {mention.name}")
            continue
        right = mention.match == (participant if participant in known else None)
        result.matched += Share(int(right), 1)
        if not right:
            result.disagreements.append(f"{participant}, record: {mention.match}")
    result.missed += [f"participant {one}" for one in wanted if one not in named]
