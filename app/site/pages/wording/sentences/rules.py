"""Rules as the API tells them, with the words of closed lists and fields as pages call them."""

import re
from collections.abc import Mapping
from functools import cache

from app.site.pages.languages import ENGLISH, Language
from app.site.pages.wording.names.fields import _FIELDS, field_words
from app.site.pages.wording.names.labels import label, words
from app.site.pages.wording.names.outcomes import SIGNS, outcome_words
from app.vocabulary import DUE_SOON_DAYS

LISTS = (
    "status", "act", "action_relation", "pledge_kind", "unknown_because", "direction", "aggregate", "link_type",
    "participation_act", "participation_standing",
)  # fmt: skip
"""The closed lists of which rules name words."""

_code = re.compile(r"`([a-z_]+)`|\b([a-z]+(?:_[a-z]+)*)\b")


def rule_words(language: Language, text: str) -> str:
    """Return a rule with what its codes are called in their places; those that are called nothing stay."""
    return _code.sub(lambda found: _called(language).get(found[1] or found[2], found[0]), text)


@cache
def _called(language: Language) -> Mapping[str, str]:
    """Return what codes are called. In English a code of one word is as often a word of the sentence: it stays."""
    _ = language.gettext
    named = {name: field_words(language, name) for name in _FIELDS if "_" in name}
    named |= {name: outcome_words(language, name) for name in SIGNS}
    for closed_list in reversed(LISTS):
        named |= {word: label(language, closed_list, word) for word in words(language, closed_list)}
    # Of a status it is the basis, of which the rule itself says what it is.
    del named["none"]
    named |= {
        "left_out": _("left out"),
        "status_conflict": _("Contradicted by a promisor"),
        "without_self_report": _("Without what it reports of itself"),
        "criteria_after_verdict": _("Written after the verdict"),
    }
    told = {code: _("“%(words)s”") % {"words": words} for code, words in named.items() if words}
    if language is not ENGLISH:
        return told | {"due_soon_days": str(DUE_SOON_DAYS)}
    return {code: words for code, words in told.items() if "_" in code} | {"due_soon_days": f"{DUE_SOON_DAYS} days"}


FUNCTIONS = {"rule_words": rule_words}
