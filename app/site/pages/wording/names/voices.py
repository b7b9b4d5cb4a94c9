"""How sure anyone is, by whose words that rests on."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.site.pages.languages import Language


@cache
def voice_words(language: Language, voice: str | None) -> str:
    """Return in whose words something is known at best, as a phrase; None: no source says so."""
    return {
        "document": language.gettext("the document itself says so"),
        "on_record": language.gettext("a named speaker says so, on record"),
        "anonymous": language.gettext("an unnamed source says so"),
        "reporter": language.gettext("a reporter's words only"),
        "inference": language.gettext("inferred, no source says so"),
        None: language.gettext("no source cited"),
    }[voice]


@cache
def attestation_words(language: Language, voice: str | None) -> str:
    """Return the same in few words that stand by themselves."""
    return {
        "document": language.gettext("In the text itself"),
        "on_record": language.gettext("On record"),
        "anonymous": language.gettext("Said by somebody unnamed, not on record"),
        "reporter": language.gettext("Reported, not on record"),
        "inference": language.gettext("Inferred, said by no source"),
        None: language.gettext("No source says in whose words"),
    }[voice]


def sureness(language: Language, record: Mapping[str, Any]) -> str:
    """Return in whose words a record is known at best, as a phrase."""
    if record["attestation"] is None and record["citations"]:
        return language.gettext("a source is cited, but not in whose words")
    return voice_words(language, record["attestation"])


FUNCTIONS = {"attestation_words": attestation_words, "sureness": sureness}
