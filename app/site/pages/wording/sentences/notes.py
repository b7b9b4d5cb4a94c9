"""What a page says was saved, and what the API's warnings mean."""

from collections.abc import Callable, Mapping

from app.site.pages.languages import Language
from app.vocabulary import WarningCode

_Words = Callable[[Language], str]

NOTES: Mapping[str, _Words] = {
    "assessment": lambda language: language.gettext("The assessment was saved."),
    "citation": lambda language: language.gettext("The evidence was saved."),
    "different": lambda language: language.gettext("They are recorded as different, and suggested no more."),
    "measurement": lambda language: language.gettext("The measurement was saved."),
    "merge": lambda language: language.gettext("The two records were merged."),
    "position": lambda language: language.gettext("The answer was saved."),
    "record": lambda language: language.gettext("The changes were saved."),
    "report": lambda language: language.gettext("All of it was saved: the source, and what it says."),
    "status": lambda language: language.gettext("The status was saved."),
    "together": lambda language: language.gettext("It is no longer said that they are different."),
    "unmerge": lambda language: language.gettext("The merge was undone."),
    "withdrawal": lambda language: language.gettext("It was withdrawn. It stays in the record's history."),
}
"""By the word that stands in an address."""

WARNINGS: Mapping[WarningCode, _Words] = {
    WarningCode.LIKELY_DUPLICATE: lambda language: language.gettext("Another record says the same."),
    WarningCode.NOTHING_CITED: lambda language: language.gettext("No source is cited for it."),
    WarningCode.ENDED_BEFORE_DUE: lambda language: language.gettext(
        "It is judged as ended, and not as fulfilled, before it was due."
    ),
    WarningCode.AMENDED_FIELD: lambda language: language.gettext(
        "What was promised first is corrected here. An amendment has changed it since."
    ),
    WarningCode.CRITERIA_AFTER_VERDICT: lambda language: language.gettext(
        "A criterion is written after a verdict of the kind that it is for."
    ),
    WarningCode.PARTY_ENDED: lambda language: language.gettext(
        "A party had ended its part before the pledge was announced."
    ),
    WarningCode.DUE_FAR_OFF: lambda language: language.gettext(
        "It is due more than 50 years after it was announced. A year may be mistyped."
    ),
}


def note_words(language: Language, note: str) -> str:
    """Return what was saved, in a sentence. Raises `KeyError` for a note that there is not."""
    return NOTES[note](language)


def warning_words(language: Language, code: str) -> str:
    """Return what a warning means. Raises `KeyError` for a code without words."""
    return WARNINGS[WarningCode(code)](language)


FUNCTIONS = {"note_words": note_words, "warning_words": warning_words}
