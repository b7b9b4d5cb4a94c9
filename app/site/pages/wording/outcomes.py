"""What statuses come to for a reader, each with a sign, so that colour never stands alone."""

from app.site.pages.languages import Language
from app.vocabulary import OUTCOMES

SIGNS = {"kept": "✓", "partly_kept": "◐", "broken": "✗", "unfinished": "…", "let_off": "↷", "unknown": "?"}
"""What each outcome is marked with. All are in the fonts of every system."""


def outcome(_language: Language, status: str) -> str:
    """Return the outcome that a status counts as."""
    return next(name for name, statuses in OUTCOMES.items() if status in statuses)


def sign(_language: Language, name: str) -> str:
    """Return the sign of an outcome."""
    return SIGNS[name]


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


FUNCTIONS = {"outcome": outcome, "sign": sign, "outcome_words": outcome_words}
