"""Recording status changes, one or many; withdrawing and citing them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.answer import Answer
from app.condition import Condition
from app.errors import BatchRefused, Conflict, Fault, GuardRefused, NotFound, PactaError
from app.ledger.batches import Batch as Written
from app.ledger.batches import Change, Touched
from app.ledger.commands import existing, find_part, not_found
from app.ledger.documents import names_of, references_of, render_part
from app.ledger.identifying import identify
from app.ledger.kinds import PartState
from app.ledger.recording import record
from app.ledger.shapes import Values
from app.records.pledges.histories import SIDE
from app.records.pledges.judging import Judge, Proposal, Verdict
from app.records.pledges.kind import PLEDGES
from app.records.pledges.status_schemas import Batch, StatusChange, Withdrawal
from app.records.sources.citations import INLINE, Citation
from app.strict_json import encode
from app.vocabulary import Operation


def record_status_change(connection: Connection, pledge: str, change: StatusChange, condition: Condition) -> Answer:
    """Judge one status change and record it. Raises what its guards refuse; a repetition is refused too."""
    proposal = Proposal(pledge, change.values())
    judge = Judge(connection, [proposal])
    if pledge not in judge.states:
        raise not_found(connection, PLEDGES, pledge)
    condition.check(judge.states[pledge].version)
    verdict = judge.judge(proposal)
    if verdict.refusal is not None:
        raise verdict.refusal
    if verdict.unchanged is not None or verdict.change is None:
        detail = "Refused by no_repetition."
        fault = Fault("guard no_repetition: an equal status change is recorded already", pointer="/status")
        raise GuardRefused(detail, faults=[fault], guards=["no_repetition"])
    return _recorded(connection, pledge, verdict.change)


def _recorded(connection: Connection, pledge: str, change: Values) -> Answer:
    part = f"{SIDE}/{change['id']}"
    touched = record(connection, [Change(PLEDGES, pledge, Operation.PUT, change, part)])[PLEDGES.collection, pledge]
    return _answer(touched, change["id"], f"status-changes/{change['id']}", created=True)


def _answer(touched: Touched, change: str, path: str, *, created: bool) -> Answer:
    assert touched.after is not None  # noqa: S101 - its part was written
    assert touched.part_documents is not None  # noqa: S101 - rendered by the ledger
    body = encode(touched.part_documents[SIDE, change])
    return Answer(touched.after.id, touched.after.version, body, created, path)


def withdraw_status_change(
    connection: Connection, pledge: str, change: str, withdrawal: Withdrawal, condition: Condition
) -> Answer:
    """Mark a status change as recorded by mistake: it stays in the ledger and counts nowhere else."""
    known = _existing_change(connection, pledge, change, condition)
    if known.withdrawn is not None:
        detail = "The status change was withdrawn already."
        raise Conflict(detail)
    part = f"{SIDE}/{change}"
    written = record(connection, [Change(PLEDGES, pledge, Operation.WITHDRAW, withdrawal.values(), part)])
    return _answer(written[PLEDGES.collection, pledge], change, f"status-changes/{change}", created=False)


def cite_status_change(
    connection: Connection, pledge: str, change: str, citation: Citation, condition: Condition
) -> Answer:
    """Add a citation to a status change: the one thing that may be added to a judgement."""
    known = _existing_change(connection, pledge, change, condition)
    citations = [*known.written["citations"], citation.values()]
    whole = identify(INLINE, known.written | {"citations": citations}, known.written)
    StatusChange.model_validate(whole)
    item = whole["citations"][-1]
    part = f"{SIDE}/{change}/citations/{item['id']}"
    touched = record(connection, [Change(PLEDGES, pledge, Operation.PUT, item, part)])[PLEDGES.collection, pledge]
    assert touched.after is not None  # noqa: S101 - its part was written
    assert touched.part_documents is not None  # noqa: S101 - rendered by the ledger
    document = find_part(touched.part_documents[SIDE, change]["citations"], item["id"])
    path = f"status-changes/{change}/citations/{item['id']}"
    return Answer(pledge, touched.after.version, encode(document), created=True, part=path)


def _existing_change(connection: Connection, pledge: str, change: str, condition: Condition) -> PartState:
    state = existing(connection, PLEDGES, pledge)
    condition.check(state.version)
    known = state.parts.get(SIDE, {}).get(change)
    if known is None:
        detail = "The pledge has no such status change."
        raise NotFound(detail)
    return known


def record_batch(connection: Connection, batch: Batch) -> Answer:
    """Judge the items in order, each seeing those before it, and record them at once.

    Atomic: one refusal refuses all, `errors` pointing at every fault of every item. Otherwise what can be recorded
    is. An item equal to a change that is there is `unchanged`, so a batch can be sent twice.
    """
    proposals = [
        Proposal(item.pledge, _change_of(item.values()), f"/items/{index}", item.if_version)
        for index, item in enumerate(batch.items)
    ]
    judge = Judge(connection, proposals)
    verdicts = [judge.judge(proposal) for proposal in proposals]
    if batch.atomic:
        _refuse_batch(verdicts)
    changes = [
        Change(
            PLEDGES, proposal.pledge, Operation.PUT, verdict.change, f"{SIDE}/{verdict.change['id']}", proposal.place
        )
        for proposal, verdict in zip(proposals, verdicts, strict=True)
        if verdict.change is not None
    ]
    written = record(connection, changes) if changes and not batch.dry_run else {}
    documents = _documents(connection, judge, written)
    return Answer("", 0, encode(_report(batch, proposals, verdicts, documents)))


def _change_of(item: Values) -> Values:
    return {name: value for name, value in item.items() if name not in {"pledge", "if_version"}}


def _refuse_batch(verdicts: Sequence[Verdict]) -> None:
    refused = [verdict.refusal for verdict in verdicts if verdict.refusal is not None]
    if refused:
        faults = [fault for refusal in refused for fault in refusal.faults]
        detail = f"{len(refused)} of {len(verdicts)} items were refused, so nothing was recorded."
        raise BatchRefused(detail, faults=faults, refused=len(refused))


def _documents(connection: Connection, judge: Judge, written: Written) -> dict[tuple[str, str], Values]:
    """Return the documents of the batch's changes: as recorded, or as they would be."""
    found = {
        (key[1], part): document
        for key, touched in written.items()
        for (_side, part), document in (touched.part_documents or {}).items()
    }
    rest = [state for state in judge.states.values() if (PLEDGES.collection, state.id) not in written]
    wanted = {(name.collection, name.record) for state in rest for name in references_of(PLEDGES, state)}
    names = names_of(connection, sorted(wanted))
    for state in rest:
        for part in state.parts.get(SIDE, {}).values():
            found[state.id, part.id] = render_part(PLEDGES, PLEDGES.sides[SIDE], state, part, names)
    return found


def _report(
    batch: Batch, proposals: Sequence[Proposal], verdicts: Sequence[Verdict], documents: dict[tuple[str, str], Values]
) -> Values:
    items: list[Values] = []
    for index, (proposal, verdict) in enumerate(zip(proposals, verdicts, strict=True)):
        if verdict.refusal is not None:
            items.append({"index": index, "outcome": "refused", "problem": _problem(verdict.refusal)})
            continue
        recorded = verdict.change is not None
        change = verdict.change["id"] if verdict.change is not None else verdict.unchanged and verdict.unchanged.id
        document = documents[proposal.pledge, str(change)]
        items.append({"index": index, "outcome": "recorded" if recorded else "unchanged", "change": document})
    counts = {
        outcome: sum(item["outcome"] == outcome for item in items) for outcome in ("recorded", "unchanged", "refused")
    }
    return {"atomic": batch.atomic, "dry_run": batch.dry_run, **counts, "items": items}


def _problem(refusal: PactaError) -> Values:
    return {
        "type": f"/problems/{refusal.slug}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "errors": [fault.as_dict() for fault in refusal.faults],
        **refusal.members,
    }
