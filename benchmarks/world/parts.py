"""What becomes of the pledges of the made-up world: statuses, amendments, positions, judgements, measurements."""

import random
from collections.abc import Iterator

from app.ledger.model.shapes import Values
from app.vocabulary import NO_CLAIM, Position, Status, UnknownBecause
from benchmarks.world.surroundings import assessors, citation, day

STATUSES = [status.value for status in Status if status not in {Status.SUPERSEDED, Status.FULFILLED}]
"""Those that most changes go to; few pledges are fulfilled."""

CHANGES = (0, 1, 1, 1, 1, 1, 2, 2, 3, 5)
"""How often the status of a pledge changes; the last ones are about one promisor of several."""

ASSESSED = 3
"""One of so many pledges is assessed."""


def promisors(pledge: Values) -> list[str]:
    """Return who owes a pledge."""
    return [party["participant"] for party in pledge["parties"] if party["role"] == "promisor"]


def parts(number: int, pledge: Values, actions: list[str], chance: random.Random) -> Iterator[tuple[str, Values]]:
    """Yield the parts that are appended to a pledge, each with its type."""
    yield from (("status_changes", change) for change in _status_changes(pledge, actions, chance))
    if pledge["due"] is not None and chance.random() < 0.15:
        due = f"{int(pledge['due'][:4]) + 1}-06"
        yield "amendments", _part("extended", chance, changes={"due": due}, effective_on=day(chance, 2025), reason="-")
    if chance.random() < 0.03:
        changes = {"strength": "intention"}
        yield "amendments", _part("weakened", chance, changes=changes, effective_on=day(chance, 2025), reason="-")
    if number % ASSESSED == 0:
        yield from (("assessments", assessment) for assessment in _assessments(pledge, chance))
    for target in pledge["targets"]:
        for year in range(2021, chance.randint(2021, 2025)):
            measured = {"target": target["id"], "period": f"{year}", "value": chance.randrange(1200)}
            yield "measurements", _part(f"{target['id']}-{year}", chance, **measured)
    if chance.random() < 0.1:
        promisee = next(party["participant"] for party in pledge["parties"] if party["role"] == "promisee")
        taken = {"participant": promisee, "position": chance.choice(list(Position)).value, "on": day(chance, 2025)}
        yield "positions", _part("taken", chance, **taken)
    if chance.random() < 0.05:
        yield "milestones", _part("half", chance, title="Half of it", due="2024", done_on=chance.choice(["2024", None]))


def _status_changes(pledge: Values, actions: list[str], chance: random.Random) -> Iterator[Values]:
    owing = promisors(pledge)
    days = sorted({day(chance, int(pledge["announced"][:4]) + 1, 2026)[:10] for _each in range(chance.choice(CHANGES))})
    for place, effective_on in enumerate(one for one in days if one < "2026-06"):
        status = Status.FULFILLED.value if actions and place else chance.choice(STATUSES)
        change: Values = {"status": status, "effective_on": effective_on, "reason": "made up"}
        if len(owing) > 1 and place:
            change["party"] = chance.choice(owing)
        if status == Status.FULFILLED:
            change["actions"] = actions[:1]
        if status in NO_CLAIM:
            change |= {"sources_reviewed_up_to": effective_on}
            change["unknown_because"] = chance.choice([*UnknownBecause, None, None])
        yield _part(f"change-{place}", chance, **change)


def _assessments(pledge: Values, chance: random.Random) -> Iterator[Values]:
    """Yield assessments by one to three assessors, at times of two years, and at times by a promisor of itself."""
    party = chance.choice(promisors(pledge))
    judged = [(one, "independent") for one in chance.sample(assessors(), chance.choice((1, 1, 2, 3)))]
    judged += [(party, "self_report")] if chance.random() < 0.2 else []
    for assessor, kind in judged:
        for year in chance.choice((["2024"], ["2023", "2024"])):
            assessed = {"party": party, "score": chance.choice((-1, 0, 1)), "period": year}
            by = {"assessor": assessor, "assessor_kind": kind}
            yield _part(f"{assessor}-{year}", chance, **assessed, **by)


def _part(part_id: str, chance: random.Random, **fields: object) -> Values:
    return {"id": part_id, **fields, "citations": [citation(chance)]}
