"""What is wrong with a form before the API is asked, and how that is told."""

from dataclasses import dataclass
from enum import StrEnum

from app.site.pages.forms.intake.quotations import MOST_WORDS
from app.site.pages.languages import Language


class FaultCode(StrEnum):
    """What can be wrong."""

    REQUIRED = "required"
    UNKNOWN_NAME = "unknown_name"
    NO_RECORD = "no_record"
    LONG_QUOTATION = "long_quotation"
    NO_QUOTATION = "no_quotation"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field, and what was typed into it."""

    field: str
    code: FaultCode
    typed: str = ""


def fault_words(language: Language, fault: Fault) -> str:
    """Return what is wrong, and what would mend it."""
    _ = language.gettext
    if fault.code is FaultCode.REQUIRED:
        return _("This is required.")
    if fault.code is FaultCode.UNKNOWN_NAME:
        return _("Nobody is called “%(name)s” here.") % {"name": fault.typed}
    if fault.code is FaultCode.NO_RECORD:
        return _("No record here has this id or is called exactly so.")
    if fault.code is FaultCode.LONG_QUOTATION:
        return _("A quotation has at most %(most)s words. Shorten it.") % {"most": MOST_WORDS}
    return _("These words do not stand in the text like this. Copy them from the text.")
