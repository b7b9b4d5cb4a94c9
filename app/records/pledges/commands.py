"""Recording status changes, one or many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from app.errors import BatchRefused, Fault, Invalid, PactaError
from app.ledger.model.record_state import State
from app.ledger.model.rows.batches import Batch as Written
from app.ledger.model.rows.batches import Change
from app.ledger.model.rows.stored_length import MOST, stored_length
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import not_found
from app.ledger.writing.append import append
from app.ledger.writing.part_commands import Validate, patched_part
from app.ledger.writing.rendering import rendering
from app.preconditions import Condition
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.proposals import Proposal, Verdict
from app.records.pledges.status.review import StatusReview
from app.records.pledges.status.schemas import Batch, StatusChange
from app.strict_json import encode
from app.write_result import WriteResult, WriteWarning, placed

MOST_EVIDENCE = 10_000
"""Citations and actions that one batch rests on, all or nothing: to record so many citations takes 0.8 s."""


def record_status_change(
    connection: Connection, pledge: str, change: StatusChange, condition: Condition
) -> WriteResult:
    """Judge one status change and record it. Raises what its guards refuse.

    Where an equal one stands nothing is written, as in a batch: it is the answer.
    """
    review = StatusReview(connection, [Proposal(pledge, change.values())])
    if pledge not in review.states:
        raise not_found(connection, PLEDGES, pledge)
    condition.check(review.states[pledge].version)
    (proposal,) = review.proposals
    verdict = review.decide(proposal)
    if verdict.refusal is not None:
        raise verdict.refusal
    if verdict.unchanged is not None:
        same = verdict.unchanged.id
        body = encode(_documents(review, {})(proposal.pledge, same))
        state = review.states[proposal.pledge]
        warnings = list(_warn(state, same))
        return WriteResult(proposal.pledge, state.version, body, part=f"status-changes/{same}", warnings=warnings)
    assert verdict.change is not None  # noqa: S101 - what is not refused is accepted
    written = append(connection, [_change(proposal, verdict.change)], review.loaded, review.names)
    touched, change_id = written[PLEDGES.collection, pledge], verdict.change["id"]
    body = encode(touched.part_document(PART_TYPE, change_id))
    state = review.states[pledge]
    warnings = list(_warn(state, change_id))
    return WriteResult(pledge, state.version, body, created=True, part=f"status-changes/{change_id}", warnings=warnings)


def _warn(state: State, change: str) -> Iterable[WriteWarning]:
    return PLEDGES.part_types[PART_TYPE].warn(state, change)


def correct_status_change(
    connection: Connection, pledge: str, change: str, patch: Values, validate: Validate, condition: Condition
) -> WriteResult:
    """Put right what a status change says, where it stands. Raises what its guards refuse of its new evidence."""
    _batch, state, corrected = patched_part(connection, PLEDGES, PART_TYPE, pledge, change, patch, validate, condition)
    known = state.parts[PART_TYPE][change]
    review = StatusReview(connection, [Proposal(pledge, corrected.values(), corrects=known)])
    (proposal,) = review.proposals
    verdict = review.decide(proposal)
    if verdict.refusal is not None:
        raise verdict.refusal
    version, part = review.states[proposal.pledge].version, f"{CHANGES_PATH}/{change}"
    warnings = list(_warn(review.states[proposal.pledge], change))
    if verdict.unchanged is not None:
        body = encode(_documents(review, {})(pledge, change))
        return WriteResult(pledge, version, body, part=part, warnings=warnings)
    assert verdict.change is not None  # noqa: S101 - what is not refused is accepted
    written = append(connection, [_change(proposal, verdict.change)], review.loaded, review.names)
    body = encode(written[PLEDGES.collection, pledge].part_document(PART_TYPE, change))
    return WriteResult(pledge, version, body, part=part, warnings=warnings)


def _change(proposal: Proposal, change: Values) -> Change:
    return Change(PLEDGES, proposal.pledge, proposal.operation, change, f"{PART_TYPE}/{change['id']}", proposal.place)


CHANGES_PATH = PLEDGES.part_types[PART_TYPE].path


def record_batch(connection: Connection, batch: Batch) -> WriteResult:
    """Judge the items in order, each seeing those before it, and record them at once.

    Atomic: one refusal refuses all, `errors` pointing at every fault of every item. Otherwise what can be recorded
    is. An item equal to a change that is there is `unchanged`, so a batch can be sent twice. Raises `Invalid` where the
    pledges are too long, or citations and actions too many, to be written at once.
    """
    evidence = sum(len(item.citations) + len(item.actions) for item in batch.items)
    if evidence > MOST_EVIDENCE:
        detail = f"The batch has {evidence} citations and actions; one batch records at most {MOST_EVIDENCE}."
        raise Invalid(
            detail, faults=[Fault("split the batch: cite less in each, and name fewer actions", pointer="/items")]
        )
    length = stored_length(connection, PLEDGES, {item.pledge for item in batch.items}, parts=False)
    if length > MOST:
        detail = f"The pledges of the batch hold {length} characters; one batch changes pledges of at most {MOST}."
        raise Invalid(detail, faults=[Fault("split the batch: name fewer pledges in each", pointer="/items")])
    proposals = [
        Proposal(item.pledge, _change_of(item.values()), f"/items/{index}", item.if_version)
        for index, item in enumerate(batch.items)
    ]
    review = StatusReview(connection, proposals)
    proposals = list(review.proposals)
    verdicts = [review.decide(proposal) for proposal in proposals]
    if batch.atomic:
        _refuse_batch(verdicts)
    changes = [
        _change(proposal, verdict.change)
        for proposal, verdict in zip(proposals, verdicts, strict=True)
        if verdict.change is not None
    ]
    written = append(connection, changes, review.loaded, review.names) if changes else {}
    warnings = [
        warning
        for proposal, verdict in zip(proposals, verdicts, strict=True)
        if verdict.change is not None
        for warning in placed(_warn(review.states[proposal.pledge], verdict.change["id"]), proposal.place)
    ]
    report = _report(batch, proposals, verdicts, _documents(review, written))
    return WriteResult("", 0, encode(report), warnings=warnings)


def _change_of(item: Values) -> Values:
    return {name: value for name, value in item.items() if name not in {"pledge", "if_version"}}


def _refuse_batch(verdicts: Sequence[Verdict]) -> None:
    refused = [verdict.refusal for verdict in verdicts if verdict.refusal is not None]
    if refused:
        faults = [fault for refusal in refused for fault in refusal.faults]
        detail = f"{len(refused)} of {len(verdicts)} items were refused, so nothing was recorded."
        raise BatchRefused(detail, faults=faults, refused=len(refused))


Document = Callable[[str, str], Values]
"""Gives the document of a pledge's change: as recorded, or as it would be."""


def _documents(review: StatusReview, written: Written) -> Document:
    judged = {**review.loaded, **written}
    for key, touched in review.loaded.items():
        if key not in written and touched.before is not None:
            judged[key] = replace(touched, after=review.states[key[1]])
            if (found := rendering(judged[key])) is not None:
                found.make_parts(review.names)

    def document(pledge: str, change: str) -> Values:
        return judged[PLEDGES.collection, pledge].part_document(PART_TYPE, change)

    return document


def _report(batch: Batch, proposals: Sequence[Proposal], verdicts: Sequence[Verdict], documents: Document) -> Values:
    items: list[Values] = []
    for index, (proposal, verdict) in enumerate(zip(proposals, verdicts, strict=True)):
        if verdict.refusal is not None:
            items.append({"index": index, "outcome": "refused", "problem": _problem(verdict.refusal)})
            continue
        recorded = verdict.change is not None
        change = verdict.change["id"] if verdict.change is not None else verdict.unchanged and verdict.unchanged.id
        document = documents(proposal.pledge, str(change))
        items.append({"index": index, "outcome": "recorded" if recorded else "unchanged", "change": document})
    counts = {
        outcome: sum(item["outcome"] == outcome for item in items) for outcome in ("recorded", "unchanged", "refused")
    }
    return {"atomic": batch.atomic, **counts, "items": items}


def _problem(refusal: PactaError) -> Values:
    return {
        "type": f"/problems/{refusal.slug}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "errors": [fault.as_dict() for fault in refusal.faults],
        **refusal.members,
    }
