"""Every sort of part of the made-up world: in all words, corrected, withdrawn, announced."""

from app.vocabulary import (
    NO_CLAIM,
    AssessorKind,
    Axis,
    EvidenceGuard,
    ParticipationAct,
    Position,
    Status,
    Strength,
    UnknownBecause,
)
from tests.releases.bodies import FULL, IMPLEMENTERS, PARTICIPANTS, PREFIX, Body, cited
from tests.releases.writing import World

PLEDGE = f"/v1/pledges/{FULL}"
EVERY_GUARD = {"guards": [guard.value for guard in EvidenceGuard], "reason": "None of this is true."}


def judge(world: World) -> None:
    """Give a pledge every status in turn; one promisor and an implementer their own; announce two more."""
    pledge = f"/v1/pledges/{PREFIX}every-role"
    for number, status in enumerate(Status):
        change: Body = {"status": status, "effective_on": f"2025-03-{number + 1:02}", "reason": f"Seen as {status}."}
        change |= cited(
            actions=[FULL], as_published={"scale": "A scale", "value": status.upper()}, override=EVERY_GUARD
        )
        if status in NO_CLAIM:
            reasons = list(UnknownBecause)
            change |= {"sources_reviewed_up_to": "2025-03-01", "unknown_because": reasons[number % len(reasons)]}
        if status == Status.SUPERSEDED:
            change["successor"] = "the-pledge"
        world.add(pledge, "status-changes", **change)
    for party in (PARTICIPANTS[0], *IMPLEMENTERS):
        world.add(
            pledge,
            "status-changes",
            status="in_progress",
            party=party,
            effective_on="2025-04",
            reason="Seen.",
            override=EVERY_GUARD,
        )
    mistaken = world.add(
        pledge, "status-changes", status="stalled", effective_on="2025-05", reason="?", override=EVERY_GUARD
    )
    world.withdraw(mistaken)
    corrected = world.add(
        pledge, "status-changes", status="in_progress", effective_on="2025-06", reason="Sen.", override=EVERY_GUARD
    )
    world.send("PATCH", corrected, {"reason": "Seen."})
    world.send("POST", f"{corrected}/citations", cited()["citations"][0] | {"id": "later"})
    for day in ("2025-09-03", "2099-01-01"):
        announced = cited(announced_on="2025-08-31", effective_on=day, reason="Announced.", override=EVERY_GUARD)
        world.add(PLEDGE, "status-changes", status="suspended", **announced)


def amend(world: World) -> None:
    """Change every term, by every strength; take one back; announce two more."""
    target = {
        "indicator": "flights",
        "measure": "count",
        "direction": "increase",
        "unit": "percent",
        "aggregate": "sum",
        "value": 50,
    }
    baseline = {"kind": "projected", "value": 7, "date": "2024", "source": "report-a"}
    seats = {
        "id": "seats",
        "indicator": "seats",
        "measure": "count",
        "direction": "between",
        "lower": 80.5,
        "upper": 120,
    }
    terms: Body = {
        "due": "2026-06",
        "due_text": "by next summer",
        "wording": {"text": "Más vuelos, más tarde.", "language": "es"},
        "conditions": [{"id": "money", "text": "if paid for", "pledge": "the-pledge", "met_on": "2025-05"}],
        "targets": [target | {"id": "flights", "baseline": baseline}, seats],
    }
    parts = []
    for number, strength in enumerate(Strength):
        changes = terms | {"strength": strength}
        said = cited(
            changes=changes,
            effective_on=f"2025-04-0{number + 1}",
            announced_on="2025-03",
            agreed_with=["united-states"],
        )
        parts.append(world.add(PLEDGE, "amendments", reason="They met again.", **said))
    world.send("PATCH", parts[-1], {"reason": "They met once more."})
    world.withdraw(parts[-1])
    for day in ("2025-09-03", "2099-01-01"):
        later = {"effective_on": day, "announced_on": "2025-08-31", "reason": "Announced."}
        world.add(PLEDGE, "amendments", changes={"due": "2027"}, **later)


def assess(world: World) -> None:
    """Judge by every sort of assessor on both axes; correct one, take one back."""
    said = cited(
        party="guatemala",
        period="2025-01/2025-03",
        methodology="By eye",
        methodology_version="2",
        rationale="As it seems.",
    )
    said |= {"as_published": {"scale": "A scale", "value": "Half"}}
    for number, kind in enumerate(AssessorKind):
        for axis in Axis:
            by = {"assessor": PARTICIPANTS[number], "assessor_kind": kind, "axis": axis}
            world.add(PLEDGE, "assessments", score=number % 3 - 1, **said, **by)
    later = said | {"assessor": "marco-rubio", "assessor_kind": "media", "score": -1}
    earlier = world.add(PLEDGE, "assessments", **later)
    corrected = world.add(PLEDGE, "assessments", supersedes=earlier.rpartition("/")[2], **later | {"score": 0})
    again = world.add(PLEDGE, "assessments", supersedes=corrected.rpartition("/")[2], **later | {"score": 1})
    world.send("PATCH", again, {"rationale": "As it seems now."})
    world.withdraw(again)


def measure(world: World) -> None:
    """Measure both targets, take one value back; reach a milestone, undo another, delete a third."""
    for month, value in (("2025-01", 7), ("2025-02", 9.25)):
        world.add(
            PLEDGE,
            "measurements",
            **cited(target="flights", party="guatemala", period=month, value=value, note="A month"),
        )
    mistaken = world.add(PLEDGE, "measurements", **cited(target="seats", period="2025-02", value=1000))
    world.send("PATCH", mistaken, {"note": "Far too many."})
    world.withdraw(mistaken)
    step = cited(title="Half of it", due="2025-06", done_on="2025-05", target="flights", value=20.5)
    world.add(PLEDGE, "milestones", **step)
    undone = world.add(PLEDGE, "milestones", **step | {"title": "All of it", "due": "2025-07"})
    world.send("PATCH", undone, {"done_on": None})
    world.send("DELETE", world.add(PLEDGE, "milestones", title="By mistake"))


def answer(world: World) -> None:
    """Take every position on what was pledged, judged and said; take one back."""
    (change, *_more) = world.send("GET", f"{PLEDGE}/status-changes")["items"]
    (score, *_more) = world.send("GET", f"{PLEDGE}/assessments")["items"]
    judged = [None, f"status_changes/{change['id']}", f"assessments/{score['id']}"]
    for number, position in enumerate(Position):
        taken = cited(participant=PARTICIPANTS[number], position=position, on=f"2025-07-0{number + 1}")
        world.add(PLEDGE, "positions", **taken, about=judged[number % len(judged)])
        world.add(f"/v1/statements/{FULL}", "positions", **taken)
    mistaken = cited(participant=PARTICIPANTS[0], position="rejects", on="2025-08")
    for owner in (PLEDGE, f"/v1/statements/{FULL}"):
        part = world.add(owner, "positions", **mistaken)
        world.send("PATCH", part, {"citations": []})
        world.withdraw(part)


def take_part(world: World) -> None:
    """Let participants do all that can be done about an instrument; correct one act, take one back."""
    instrument = f"/v1/instruments/{FULL}"
    for number, act in enumerate(ParticipationAct):
        done = cited(
            participant=PARTICIPANTS[number % 4],
            act=act,
            on=f"2025-01-{number + 1:02}",
            in_force="2025-03",
            text="We do.",
        )
        done |= {"to": "guatemala"} if act == ParticipationAct.OBJECTED else {}
        world.add(instrument, "participation", **done)
    mistaken = world.add(instrument, "participation", participant="guatemala", act="declared", on="2025-02")
    world.send("PATCH", mistaken, {"text": "We do it."})
    world.withdraw(mistaken)
