"""A score as lines of text."""

from collections.abc import Iterator, Sequence

from benchmarks.intake.fields import PLEDGE_FIELDS, STATEMENT_FIELDS
from benchmarks.intake.results import Score, Share

WIDTH = 44
LONGEST = 150
"""Characters of a quotation that are shown."""


def lines(score: Score) -> Iterator[str]:
    """Yield what is printed of a score: shares in percent, with what they are shares of."""
    yield f"== {score.name}"
    yield f"  {'':<{WIDTH}}{'precision':>20}{'recall':>20}"
    for name, found in score.found.items():
        yield f"  {name:<{WIDTH}}{_share(found.precision):>20}{_share(found.recall):>20}"
    people = score.participants
    yield f"  {'participants':<{WIDTH}}{_share(people.precision):>20}{_share(people.recall):>20}"
    shares = {
        "language": score.language,
        **{f"meeting, {name}": share for name, share in score.meeting.items()},
        "record of participants": score.matched,
        **{name: score.fields[name] for name in (*PLEDGE_FIELDS, *STATEMENT_FIELDS) if name in score.fields},
        **{f"right, confidence {name}": share for name, share in sorted(score.confidence.items())},
        **{f"right, by {name}": share for name, share in sorted(score.rules.items())},
        "taken for a pledge, of traps": score.sprung,
        "told as ignored, of traps": score.ignored,
    }
    for name, share in shares.items():
        if share.of:
            yield f"  {name:<{WIDTH}}{_share(share):>20}"
    yield f"  {'proposed twice':<{WIDTH}}{score.repeated:>20}"
    yield from _listed("missed", score.missed)
    yield from _listed("too much", score.surplus)
    yield from _listed("otherwise", score.disagreements)


def _share(share: Share) -> str:
    percent = share.percent
    return "-" if percent is None else f"{percent:.0f} % ({share.right} of {share.of})"


def _listed(title: str, found: Sequence[str]) -> Iterator[str]:
    if found:
        yield f"  {title}:"
    for one in found:
        told = " ".join(one.split())
        yield f"    - {told if len(told) <= LONGEST else f'{told[:LONGEST]}…'}"
