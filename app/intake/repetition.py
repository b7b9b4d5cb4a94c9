"""What a text tells more than once: a headline, the paragraph, the closing words. The fullest telling is kept."""

from collections.abc import Sequence

from app.intake.findings import Finding, Ignored
from app.values.search.words import stems, words
from app.vocabulary import IntakeReason as Reason

ALIKE = 0.7
"""The share of the words of one that the other has, from which both tell the same."""

COMPARED = 400
"""Findings that are compared with each other."""


def without_repetition(text: str, findings: Sequence[Finding]) -> tuple[list[Finding], list[Ignored]]:
    """Return the findings without those that say again what another says, and those left out."""
    contents = [_content(text, one) for one in findings]
    left_out: dict[int, int] = {}
    for number, one in enumerate(findings):
        for earlier in range(max(0, number - COMPARED), number):
            if earlier in left_out or number in left_out:
                continue
            if _same(findings[earlier], one, contents[earlier], contents[number]):
                worse = number if _worth(findings[earlier]) >= _worth(one) else earlier
                left_out[worse] = number if worse == earlier else earlier
    places = {old: new for new, old in enumerate(n for n in range(len(findings)) if n not in left_out)}
    kept = []
    for number, one in enumerate(findings):
        if number not in left_out:
            whole = one.part_of
            while whole in left_out:
                whole = left_out[whole]
            one.part_of = None if whole is None or whole == number else places.get(whole)
            kept.append(one)
    again = [Ignored(findings[number].span, findings[number].rule, Reason.TOLD_AGAIN) for number in sorted(left_out)]
    return kept, again


def _content(text: str, finding: Finding) -> frozenset[str]:
    said = text[finding.span[0] : finding.span[1]] if finding.kind else finding.title
    return frozenset(stems(word.word)[0] for word in words(said) if stems(word.word))


def _same(first: Finding, second: Finding, one: frozenset[str], other: frozenset[str]) -> bool:
    if (first.kind is None) != (second.kind is None) or first.part_of is not None or second.part_of is not None:
        return False
    if first.kind is not None and (first.speaker != second.speaker or first.kind is not second.kind):
        return False
    owing = set(first.promisors) & set(second.promisors)
    is_unsure = not first.promisors or not second.promisors or Reason.HEADING in (*first.reasons, *second.reasons)
    if not owing and not is_unsure and first.kind is None:
        return False
    common = len(one & other)
    return common > 1 and common >= ALIKE * min(len(one), len(other))


def _worth(finding: Finding) -> tuple[bool, bool, float]:
    return (
        Reason.HEADING not in finding.reasons,
        Reason.NO_PROMISOR not in finding.reasons,
        finding.confidence + 0.02 * len(finding.targets),
    )
