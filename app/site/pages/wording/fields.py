"""What the fields of records are called where people read them."""

from app.site.pages.languages import Language


def field_words(language: Language, field: str) -> str:
    """Return what a field is called; one without a name of its own is told as the API writes it."""
    names = {
        "announced": language.gettext("when it was announced"),
        "due": language.gettext("when it is due"),
        "meetings": language.gettext("at which meeting"),
        "parties": language.gettext("who is part of it"),
        "place": language.gettext("where"),
        "starts": language.gettext("when it began"),
        "ends": language.gettext("when it ended"),
        "status": language.gettext("where it stands"),
        "strength": language.gettext("how firm it is"),
        "summary": language.gettext("what it is about"),
        "targets": language.gettext("what is to be reached"),
        "title": language.gettext("what was promised"),
        "topics": language.gettext("on which topics"),
        "wording": language.gettext("in which words"),
    }
    return names.get(field) or field.replace("_", " ")


FUNCTIONS = {"field_words": field_words}
