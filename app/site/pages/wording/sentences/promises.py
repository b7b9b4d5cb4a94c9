"""What a pledge comes to, in sentences: who promised to whom, when it is due, where it stands, what it waits for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.site.pages.languages import Language
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.sentences.sentence import Reference, Sentence, sentence
from app.site.pages.wording.values.dates import date_words, day_words
from app.vocabulary import Joint, Origin, PartyRole, StatusBasis

Pledge = Mapping[str, Any]


def parties_as(pledge: Pledge, role: PartyRole) -> list[Reference]:
    """Return the parties of a pledge in a role."""
    return [party["participant"] for party in pledge["parties"] if party["role"] == role]


def promise(language: Language, pledge: Pledge) -> Sentence:
    """Return who promised it to whom, or that others say so."""
    promisors, promisees = parties_as(pledge, PartyRole.PROMISOR), parties_as(pledge, PartyRole.PROMISEE)
    message = _promise(language, pledge["origin"], len(promisors), to_somebody=bool(promisees))
    return sentence(language, message, promisors=promisors, promisees=promisees)


def _promise(language: Language, origin: str | None, number: int, *, to_somebody: bool) -> str:
    if origin == Origin.ATTRIBUTED:
        if to_somebody:
            return language.ngettext(
                "Others say that %(promisors)s promised this to %(promisees)s; no words of its own are recorded.",
                "Others say that %(promisors)s promised this to %(promisees)s; no words of their own are recorded.",
                number,
            )
        return language.ngettext(
            "Others say that %(promisors)s promised this; no words of its own are recorded.",
            "Others say that %(promisors)s promised this; no words of their own are recorded.",
            number,
        )
    if origin == Origin.DECLARED:
        if to_somebody:
            return language.ngettext(
                "%(promisors)s declared of itself that it will do this, towards %(promisees)s.",
                "%(promisors)s declared of themselves that they will do this, towards %(promisees)s.",
                number,
            )
        return language.ngettext(
            "%(promisors)s declared of itself that it will do this.",
            "%(promisors)s declared of themselves that they will do this.",
            number,
        )
    if to_somebody:
        return language.ngettext(
            "%(promisors)s promised this to %(promisees)s.", "%(promisors)s promised this to %(promisees)s.", number
        )
    return language.ngettext(
        "%(promisors)s promised this. To whom is not recorded.",
        "%(promisors)s promised this. To whom is not recorded.",
        number,
    )


def standing(language: Language, pledge: Pledge, changes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield where a pledge stands, and by whom and when that was said last. `changes` are its status changes."""
    status, collective = pledge["status"], pledge["collective"]
    places = {
        "status": label(language, "status", status["status"]),
        "date": date_words(language, status["effective_on"]),
    }
    if status["basis"] == StatusBasis.NONE:
        yield language.gettext("Nobody has judged yet where it stands.")
    elif status["basis"] == StatusBasis.PROMISORS and collective["promisors"] > 1:
        yield language.ngettext(
            "%(assessed)s of %(promisors)s promisors has been judged. Together they stand at: %(status)s.",
            "%(assessed)s of %(promisors)s promisors have been judged. Together they stand at: %(status)s.",
            collective["assessed"],
        ) % (collective | places)
    elif status["effective_on"]:
        yield language.gettext("Where it stands: %(status)s, since %(date)s.") % places
    else:
        yield language.gettext("Where it stands: %(status)s.") % places
    if changes:
        last = max(changes, key=lambda change: str(change["recorded_at"]))
        places = {"day": day_words(language, last["recorded_at"][:10]), "actor": last["actor"]}
        yield language.gettext("Last judged here on %(day)s, by “%(actor)s”.") % places
    yield from _reservations(language, pledge)


def _reservations(language: Language, pledge: Pledge) -> Iterator[str]:
    status = pledge["status"]
    if status["unknown_because"]:
        reason = label(language, "unknown_because", status["unknown_because"])
        yield language.gettext("Why no more is known: %(reason)s.") % {"reason": reason}
    if status["fulfilled_late"]:
        yield language.gettext("It was fulfilled after the day on which it was due.")
    if status["is_reversal"]:
        yield language.gettext("An earlier verdict was reversed.")
    if status["overridden"]:
        yield language.gettext("A verdict sets aside what is otherwise asked of the evidence, and says why.")
    if pledge["status_conflict"]:
        yield language.gettext("The verdict on the whole contradicts one on a single promisor.")
    if pledge.get("newer_evidence"):
        yield language.gettext("There is evidence newer than the last verdict.")
    if pledge.get("review_due"):
        yield language.gettext("The day on which it was to be looked at again is past.")


def owing(language: Language, pledge: Pledge, today: date) -> Iterator[str]:
    """Yield how it is owed: together or by each, by when, under which conditions, in which parts."""
    promisors = len(parties_as(pledge, PartyRole.PROMISOR))
    if promisors > 1:
        yield (
            language.gettext("They owe one performance together: only the whole is judged.")
            if pledge["joint"] == Joint.JOINT
            else language.gettext("Each owes its own performance, and is judged by itself.")
        )
    yield from _due(language, pledge, today)
    unmet = sum(condition["met_on"] is None for condition in pledge["conditions"])
    if pledge.get("conditional"):
        yield language.ngettext(
            "It waits for a condition that is not met yet.",
            "It waits for %(number)s conditions, not all of which are met.",
            max(unmet, 1),
        ) % {"number": unmet}
    if pledge.get("components"):
        total = pledge["components"]["total"]
        yield language.ngettext(
            "It has %(number)s part, which is a pledge of its own.",
            "It has %(number)s parts, which are pledges of their own.",
            total,
        ) % {"number": total}


def _due(language: Language, pledge: Pledge, today: date) -> Iterator[str]:
    due, first = pledge["due"], pledge["due_original"]
    if due is not None:
        places = {"date": date_words(language, due)}
        if pledge.get("overdue"):
            yield language.gettext("It was due by %(date)s, and is overdue.") % places
        elif due["to"] and due["to"] < today.isoformat():
            yield language.gettext("It was due by %(date)s.") % places
        else:
            yield language.gettext("It is due by %(date)s.") % places
    elif not pledge["due_moved"]:
        yield language.gettext("No day is known by which it is due.")
    if pledge["due_moved"]:
        if first is None:
            yield language.gettext("At first no day was named; the parties named one later.")
        elif due is None:
            places = {"date": date_words(language, first)}
            yield language.gettext("It was due by %(date)s; the parties agreed that it is due on no day.") % places
        else:
            places = {"date": date_words(language, first)}
            yield language.gettext("At first it was due by %(date)s; that was changed later.") % places


def relation_words(language: Language, relation: str) -> str:
    """Return what another pledge is to this one: the type of a link, or what it is called from its other side."""
    return {
        "part_of": language.gettext("Is part of"),
        "has_part": language.gettext("Has the part"),
        "supersedes": language.gettext("Takes the place of"),
        "superseded_by": language.gettext("Was replaced by"),
        "renews": language.gettext("Renews"),
        "renewed_by": language.gettext("Was renewed by"),
        "matches": language.gettext("Answers in kind"),
        "matched_by": language.gettext("Is answered in kind by"),
        "contradicts": language.gettext("Cannot be kept together with"),
        "contradicted_by": language.gettext("Cannot be kept together with"),
        "implements": language.gettext("Is a way of keeping"),
        "implemented_by": language.gettext("Is carried out by way of"),
    }[relation]


def unmeasurable_words(language: Language, missing: str) -> str:
    """Return why it cannot be said how far a target has come."""
    return {
        "value": language.gettext("Cannot be measured: how much was promised was not said."),
        "baseline": language.gettext("Cannot be measured: no baseline was published."),
        "baseline_source": language.gettext("Cannot be relied on: the baseline has no source."),
        "baseline_other_than_zero": language.gettext(
            "Cannot be measured: the baseline is zero, of which nothing is a share."
        ),
        "measurements": language.gettext("Nothing has been measured yet."),
    }[missing]


FUNCTIONS = {
    "relation_words": relation_words,
    "unmeasurable_words": unmeasurable_words,
}
