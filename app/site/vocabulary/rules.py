"""The rules about statuses, in words and as the data that the code decides by."""

from app.labels import label_of
from app.records.pledges.guards import GUARDS
from app.records.pledges.status.histories import CONTRADICTS_WHOLE
from app.site.vocabulary.schemas import CollectiveRule, CollectiveStep, ConflictRule, GuardRule, StatusRules, StatusWord
from app.vocabulary import DONE, DUE_SOON_DAYS, ENDED, FINAL, LEFT_OUT, NO_CLAIM, STATUS_ORDER, Status

DATES = (
    "Dates of the world are EDTF, read with EDTF's strict bounds: from the earliest to the latest day that may be "
    "meant, of one of several dates ([2024-02..2024-03]) by all of them; open ends are null. '~' says "
    "approximate, '?' uncertain, '%' both. Filters and sorting use one day "
    "of each date: the latest of due, and of what was recorded of a period or of when something took effect (or the "
    "day on which it was recorded, if that is earlier); the earliest of all others. Filters named from, to and since "
    "include their day, before and after do not; a record without the date is outside the filter, and last in either "
    "direction. What has happened must have begun by today anywhere on Earth (UTC+14), as the running month and year "
    "have; nothing ends before it begins, and nothing is due before it was announced."
)

_DONE = " or ".join(sorted(DONE))
STEPS = (
    CollectiveStep(
        name="all_left_out", when="all promisors are left out: the status that they have in common", gives=None
    ),
    CollectiveStep(
        name="left_out_otherwise", when="all promisors are left out, at several statuses", gives=Status.NOT_ASSESSABLE
    ),
    CollectiveStep(name="none_assessed", when="no promisor that counts is assessed", gives=Status.NOT_ASSESSED),
    CollectiveStep(name="same", when="all that count have the same status: that one", gives=None),
    CollectiveStep(
        name="ended_with_success",
        when=f"all that count have ended, at least one of them {_DONE}",
        gives=Status.PARTIALLY_FULFILLED,
    ),
    CollectiveStep(name="ended", when="all that count have ended", gives=Status.NOT_FULFILLED),
    CollectiveStep(
        name="rest_ended_with_success",
        when=f"some that count are not assessed, and all others have ended, at least one of them {_DONE}",
        gives=Status.IN_PROGRESS,
    ),
    CollectiveStep(
        name="rest_ended",
        when="some that count are not assessed, and all others have ended",
        gives=Status.NOT_ASSESSED,
    ),
    CollectiveStep(name="first_that_occurs", when="otherwise: the first of `order` that occurs", gives=None),
)


def status_rules() -> StatusRules:
    """Return the statuses and all rules about them."""
    return StatusRules(
        words=[_status_word(status) for status in Status],
        guards=[GuardRule(name=rule.name, kind=rule.kind, asks=rule.asks, field=rule.field) for rule in GUARDS],
        history=(
            "Any status may follow any other, behind the guards. Changes are ordered by the latest day of "
            "effective_on, or the day (UTC) on which they were recorded if that is earlier, then by their entry; the "
            "last is current, and each is judged against the one before it. A backdated change therefore corrects what "
            "follows from the order."
        ),
        basis=(
            "A change without a party judges the pledge as a whole, one with a party that promisor or implementer "
            "alone; with a single promisor both are one history, and of a joint pledge the whole alone is judged and "
            "counts for each promisor. Where a promisor or implementer is named in a filter, its own status counts. "
            "The pledge's status is the latest of the whole (basis whole); "
            "without one, the promisors' collective status (promisors); without any change, not_assessed (none)."
        ),
        withdrawal=(
            "A change recorded by mistake is withdrawn with a reason: it stays readable and counts nowhere. Status, "
            "party and effective_on are never edited; reason, citations, actions, as_published and unknown_because "
            "are corrected where they stand, and the guards of evidence judge them again."
        ),
        collective=CollectiveRule(
            rule=(
                "Over the promisors' current statuses, those that are `left_out` aside: the first step that holds "
                "decides. Implementers have statuses of their own, which never enter it."
            ),
            left_out=[status.value for status in Status if status in LEFT_OUT],
            steps=list(STEPS),
            order=[status.value for status in STATUS_ORDER],
            counts_as={status.value: Status.IN_PROGRESS.value for status in Status if status in DONE},
        ),
        conflict=ConflictRule(
            rule="status_conflict: of several promisors, one has a status that contradicts that of the whole.",
            contradicts={
                whole.value: [status.value for status in Status if status in CONTRADICTS_WHOLE[whole]]
                for whole in Status
                if whole in CONTRADICTS_WHOLE
            },
        ),
        overdue=(
            "A pledge is overdue when the latest day of the due in force is past (UTC), no condition is unmet and its "
            "status has not ended; it is due soon when that day is today or at most due_soon_days ahead. A condition "
            "is met from met_on on, or when the pledge that it names is fulfilled; with an unmet one a pledge is "
            "conditional. Its review is due when the first day of review_on is past. In force is what the last "
            "amendment by then says, in the order of their days and entries."
        ),
        due_soon_days=DUE_SOON_DAYS,
        newer_evidence=(
            "There is newer evidence when a source that the pledge itself cites was published, or an action about it "
            "happened, after its last status: the last change of the whole or of a promisor, on the day by which "
            "changes are ordered, or on sources_reviewed_up_to if that is later. Published and happened count by "
            "their first day, so that each is surely later. Without a status nothing is newer."
        ),
    )


def _status_word(status: Status) -> StatusWord:
    return StatusWord(
        word=status.value,
        label=label_of(status),
        meaning=status.meaning,
        claims=status not in NO_CLAIM,
        ends=status in ENDED,
        final=status in FINAL,
    )
