"""What statuses come to for a reader, each with a sign, so that colour never stands alone."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.site.pages.languages import Language
from app.vocabulary import OUTCOMES, Status

SIGNS = {"kept": "✓", "partly_kept": "◐", "broken": "✗", "unfinished": "…", "let_off": "↷", "unknown": "?"}
"""What each outcome is marked with. All are in the fonts of every system."""


@cache
def outcome(_language: Language, status: str) -> str:
    """Return the outcome that a status counts as."""
    return next(name for name, statuses in OUTCOMES.items() if status in statuses)


def sign(_language: Language, name: str) -> str:
    """Return the sign of an outcome."""
    return SIGNS[name]


@cache
def outcome_words(language: Language, name: str) -> str:
    """Return what an outcome is called."""
    return {
        "kept": language.gettext("Kept"),
        "partly_kept": language.gettext("Kept in part"),
        "broken": language.gettext("Broken"),
        "unfinished": language.gettext("Unfinished"),
        "let_off": language.gettext("No longer asked for"),
        "unknown": language.gettext("Nobody can say"),
    }[name]


def own_status(_language: Language, pledge: Mapping[str, Any], promisor: str | None) -> str:
    """Return where a promisor itself stands with a pledge; without one, or of others, where the pledge stands."""
    own = (one["status"] for one in pledge["parties"] if one["participant"]["id"] == promisor and one.get("status"))
    found: str = next(own, pledge["status"])["status"]
    return found


@cache
def statuses_of(_language: Language, name: str) -> tuple[str, ...]:
    """Return the statuses that count as an outcome, in the order of the vocabulary."""
    return tuple(status.value for status in Status if status in OUTCOMES[name])


@cache
def unknown_words(language: Language, because: str | None) -> str:
    """Return why nobody can say: what the evidence says of that, or that nothing was found or nobody looked."""
    return {
        "not_published": language.gettext("Not published"),
        "withheld": language.gettext("Withheld from the public"),
        None: language.gettext("Not researched, or nothing found"),
    }[because]


FUNCTIONS = {
    "outcome": outcome,
    "own_status": own_status,
    "sign": sign,
    "outcome_words": outcome_words,
    "statuses_of": statuses_of,
    "unknown_words": unknown_words,
}
