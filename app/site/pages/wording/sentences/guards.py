"""What the guards of status changes ask for, in plain words, and in which ways it can be given."""

from collections.abc import Callable, Mapping

from app.site.pages.languages import Language

_Words = Callable[[Language], str]

GUARDS: Mapping[str, _Words] = {
    "party": lambda language: language.gettext(
        "Whoever is judged must be a promisor of this pledge, or carry it out, on that day. Promisors who owe one "
        "performance together are judged as a whole."
    ),
    "not_in_the_future": lambda language: language.gettext(
        "The day lies ahead. Only what was announced can be recorded for a later day: then say when it was announced."
    ),
    "successor": lambda language: language.gettext("Name the other pledge that takes the place of this one."),
    "no_repetition": lambda language: language.gettext(
        "The status was the same on that day already. Add evidence to that judgement, or choose another day or status."
    ),
    "citation": lambda language: language.gettext(
        "A claim about the world needs at least one source that supports it."
    ),
    "reviewed_up_to": lambda language: language.gettext(
        "Say up to which day sources were searched: that is what “no verified progress” rests on."
    ),
    "beyond_announcement": lambda language: language.gettext(
        "The only sources are those of the promise itself. They cannot show what came of it."
    ),
    "concrete_action": lambda language: language.gettext(
        "“Fulfilled” needs evidence of a deed. An announcement is not a deed."
    ),
    "target_met": lambda language: language.gettext(
        "What was measured up to that day does not meet the target of this pledge, or nothing was measured."
    ),
    "due_or_breach": lambda language: language.gettext(
        "“Not fulfilled” needs a due day that is past, or evidence of a deed that breaks the pledge."
    ),
    "quotation": lambda language: language.gettext(
        "“Abandoned” needs the words of whoever gave it up: a quotation of the promisor, or its leaving the instrument."
    ),
    "reversal_evidence": lambda language: language.gettext(
        "The verdict before was meant to be the last. To leave it needs a source that was published later than that."
    ),
}

HELP: Mapping[str, _Words] = {
    "citation": lambda language: language.gettext("Give a source below, and say that it supports the claim."),
    "beyond_announcement": lambda language: language.gettext(
        "Give a later source below, say of one that it reports a deed, or choose an action."
    ),
    "concrete_action": lambda language: language.gettext(
        "Say of a source below that it reports a deed, or choose an action that carries this pledge out."
    ),
    "target_met": lambda language: language.gettext(
        "Record a measurement first, with its source: “Record a measurement” stands on the page of the pledge."
    ),
    "due_or_breach": lambda language: language.gettext(
        "Say of a source below that it reports a deed, or choose an action that works against this pledge."
    ),
    "quotation": lambda language: language.gettext(
        "Quote a source below word for word, and name the promisor as the speaker."
    ),
    "reversal_evidence": lambda language: language.gettext(
        "Give a source with the day on which it was published, on or after the day of the verdict before."
    ),
}
"""How those of evidence are satisfied within the form."""


def guard_words(language: Language, name: str) -> str:
    """Return what a guard asks for. Raises `KeyError` for one without words."""
    return GUARDS[name](language)


def guard_help(language: Language, name: str) -> str:
    """Return how a guard of evidence is satisfied; "" for any other."""
    return HELP[name](language) if name in HELP else ""


FUNCTIONS = {"guard_help": guard_help, "guard_words": guard_words}
