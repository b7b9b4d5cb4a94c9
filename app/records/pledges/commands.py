"""Recording status changes, one or many; withdrawing and citing them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.answer import Answer
from app.condition import Condition
from app.errors import BatchRefused, Conflict, NotFound, PactaError
from app.ledger.batches import Batch as Written
from app.ledger.batches import Change, Touched, load_batch
from app.ledger.commands import find_part
from app.ledger.documents import render_parts
from app.ledger.identifying import appended
from app.ledger.kinds import PartState
from app.ledger.recording import record
from app.ledger.shapes import Values
from app.ledger.survivors import not_found
from app.records.pledges.histories import SIDE
from app.records.pledges.judging import Judge, Proposal, Verdict
from app.records.pledges.kind import PLEDGES
from app.records.pledges.status_schemas import Batch, StatusChange, Withdrawal
from app.records.sources.citations import MOST_CITATIONS, Citation, citation_id
from app.strict_json import encode
from app.vocabulary import Operation


def record_status_change(connection: Connection, pledge: str, change: StatusChange, condition: Condition) -> Answer:
    """Judge one status change and record it. Raises what its guards refuse."""
    judge = Judge(connection, [Proposal(pledge, change.values())])
    if pledge not in judge.states:
        raise not_found(connection, PLEDGES, pledge)
    condition.check(judge.states[pledge].version)
    (proposal,) = judge.proposals
    verdict = judge.judge(proposal, again=False)
    if verdict.refusal is not None:
        raise verdict.refusal
    assert verdict.change is not None  # noqa: S101 - what is not refused is accepted
    written = record(connection, [_change(proposal, verdict.change)], judge.loaded, judge.names)
    return _answer(written[PLEDGES.collection, pledge], verdict.change["id"], created=True)


def _change(proposal: Proposal, change: Values) -> Change:
    return Change(PLEDGES, proposal.pledge, Operation.PUT, change, f"{SIDE}/{change['id']}", proposal.place)


def _answer(touched: Touched, change: str, *, created: bool) -> Answer:
    assert touched.after is not None  # noqa: S101 - its part was written
    assert touched.part_documents is not None  # noqa: S101 - rendered by the ledger
    body = encode(touched.part_documents[SIDE, change])
    return Answer(touched.after.id, touched.after.version, body, created, f"status-changes/{change}")


def withdraw_status_change(
    connection: Connection, pledge: str, change: str, withdrawal: Withdrawal, condition: Condition
) -> Answer:
    """Mark a status change as recorded by mistake: it stays in the ledger and counts nowhere else."""
    loaded, known = _existing_change(connection, pledge, change, condition)
    if known.withdrawn is not None:
        detail = "The status change was withdrawn already."
        raise Conflict(detail)
    part = f"{SIDE}/{change}"
    written = record(connection, [Change(PLEDGES, pledge, Operation.WITHDRAW, withdrawal.values(), part)], loaded)
    return _answer(written[PLEDGES.collection, pledge], change, created=False)


def cite_status_change(
    connection: Connection, pledge: str, change: str, citation: Citation, condition: Condition
) -> Answer:
    """Add a citation to a status change: the one thing that may be added to a judgement."""
    loaded, known = _existing_change(connection, pledge, change, condition)
    item = appended(known.written["citations"], citation.values(), citation_id, MOST_CITATIONS)
    part = f"{SIDE}/{change}/citations/{item['id']}"
    written = record(connection, [Change(PLEDGES, pledge, Operation.PUT, item, part)], loaded)
    touched = written[PLEDGES.collection, pledge]
    assert touched.after is not None  # noqa: S101 - its part was written
    assert touched.part_documents is not None  # noqa: S101 - rendered by the ledger
    document = find_part(touched.part_documents[SIDE, change]["citations"], item["id"])
    path = f"status-changes/{change}/citations/{item['id']}"
    return Answer(pledge, touched.after.version, encode(document), created=True, part=path)


def _existing_change(
    connection: Connection, pledge: str, change: str, condition: Condition
) -> tuple[Written, PartState]:
    loaded = load_batch(connection, PLEDGES, [pledge])
    state = loaded[PLEDGES.collection, pledge].before
    if state is None:
        raise not_found(connection, PLEDGES, pledge)
    condition.check(state.version)
    known = state.parts.get(SIDE, {}).get(change)
    if known is None:
        detail = "The pledge has no such status change."
        raise NotFound(detail)
    return loaded, known


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
    proposals = list(judge.proposals)
    verdicts = [judge.judge(proposal) for proposal in proposals]
    if batch.atomic:
        _refuse_batch(verdicts)
    changes = [
        _change(proposal, verdict.change)
        for proposal, verdict in zip(proposals, verdicts, strict=True)
        if verdict.change is not None
    ]
    written = record(connection, changes, judge.loaded, judge.names) if changes and not batch.dry_run else {}
    documents = _documents(judge, written)
    return Answer("", 0, encode(_report(batch, proposals, verdicts, documents)))


def _change_of(item: Values) -> Values:
    return {name: value for name, value in item.items() if name not in {"pledge", "if_version"}}


def _refuse_batch(verdicts: Sequence[Verdict]) -> None:
    refused = [verdict.refusal for verdict in verdicts if verdict.refusal is not None]
    if refused:
        faults = [fault for refusal in refused for fault in refusal.faults]
        detail = f"{len(refused)} of {len(verdicts)} items were refused, so nothing was recorded."
        raise BatchRefused(detail, faults=faults, refused=len(refused))


def _documents(judge: Judge, written: Written) -> dict[tuple[str, str], Values]:
    """Return the documents of the batch's changes: as recorded, or as they would be."""
    found = {
        (key[1], part): document
        for key, touched in written.items()
        for (_side, part), document in (touched.part_documents or {}).items()
    }
    rest = [state for state in judge.states.values() if (PLEDGES.collection, state.id) not in written]
    for state in rest:
        for part, document in render_parts(PLEDGES, SIDE, state, judge.names).items():
            found[state.id, part] = document
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
