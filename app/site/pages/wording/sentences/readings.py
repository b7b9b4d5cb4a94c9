"""How sure the rules are of what they found in a text, and why something is proposed or left out."""

from collections.abc import Sequence

from app.site.pages.languages import Language
from app.site.pages.wording.names.labels import meaning


def sure_words(language: Language, confidence: str) -> str:
    """Return how sure a rule is, in plain words."""
    try:
        sure = float(confidence)
    except ValueError:
        return ""
    _ = language.gettext
    levels: Sequence[tuple[float, str]] = (
        (0.85, _("almost certain")),
        (0.65, _("likely")),
        (0.4, _("possible")),
    )
    return next((words for least, words in levels if sure >= least), _("a guess"))


def reason_words(language: Language, code: str) -> str:
    """Return why a passage is proposed as it is, or left out; "" for what is no such reason."""
    try:
        return meaning(language, "intake_reason", code)
    except KeyError:
        return ""


def reasons_words(language: Language, codes: Sequence[str]) -> Sequence[str]:
    """Return why a passage is proposed as it is, one reason after the other."""
    return [words for code in codes if (words := reason_words(language, code))]


FUNCTIONS = {"reason_words": reason_words, "reasons_words": reasons_words, "sure_words": sure_words}
