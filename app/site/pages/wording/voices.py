"""How sure anyone is, by whose words that rests on."""

from app.site.pages.languages import Language


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


FUNCTIONS = {"voice_words": voice_words}
