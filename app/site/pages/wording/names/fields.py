"""What the fields and parts of records are called on pages."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from app.site.pages.languages import Language

_FIELDS: Mapping[str, Callable[[Language], str]] = {
    "about": lambda language: language.gettext("about"),
    "amendments": lambda language: language.gettext("amendment"),
    "announced": lambda language: language.gettext("announced"),
    "announced_on": lambda language: language.gettext("announced"),
    "as_published": lambda language: language.gettext("as published"),
    "assessments": lambda language: language.gettext("assessment"),
    "assessor": lambda language: language.gettext("assessor"),
    "baseline": lambda language: language.gettext("baseline"),
    "citations": lambda language: language.gettext("citation"),
    "classifications": lambda language: language.gettext("classification"),
    "conditions": lambda language: language.gettext("condition"),
    "criteria": lambda language: language.gettext("criteria"),
    "done_on": lambda language: language.gettext("done on"),
    "due": lambda language: language.gettext("due"),
    "due_text": lambda language: language.gettext("due, in the source's words"),
    "effective_on": lambda language: language.gettext("from when on"),
    "external_ids": lambda language: language.gettext("ids elsewhere"),
    "indicator": lambda language: language.gettext("what is measured"),
    "instrument": lambda language: language.gettext("instrument"),
    "joint": lambda language: language.gettext("together or each for itself"),
    "kind": lambda language: language.gettext("kind"),
    "language": lambda language: language.gettext("language"),
    "legal_nature": lambda language: language.gettext("legal nature"),
    "links": lambda language: language.gettext("link"),
    "measurements": lambda language: language.gettext("measurement"),
    "meetings": lambda language: language.gettext("meeting"),
    "met_on": lambda language: language.gettext("met on"),
    "milestones": lambda language: language.gettext("milestone"),
    "note": lambda language: language.gettext("note"),
    "origin": lambda language: language.gettext("origin"),
    "parties": lambda language: language.gettext("party"),
    "period": lambda language: language.gettext("period"),
    "place": lambda language: language.gettext("place"),
    "positions": lambda language: language.gettext("position"),
    "precision": lambda language: language.gettext("precision"),
    "provision": lambda language: language.gettext("provision"),
    "quote": lambda language: language.gettext("quotation"),
    "rationale": lambda language: language.gettext("reasons"),
    "reason": lambda language: language.gettext("reason"),
    "relation": lambda language: language.gettext("relation"),
    "review_on": lambda language: language.gettext("to be looked at again"),
    "role": lambda language: language.gettext("role"),
    "score": lambda language: language.gettext("score"),
    "source": lambda language: language.gettext("source"),
    "speaker": lambda language: language.gettext("speaker"),
    "status": lambda language: language.gettext("status"),
    "status_changes": lambda language: language.gettext("verdict"),
    "strength": lambda language: language.gettext("strength"),
    "summary": lambda language: language.gettext("summary"),
    "tags": lambda language: language.gettext("tag"),
    "targets": lambda language: language.gettext("target"),
    "text": lambda language: language.gettext("text"),
    "title": lambda language: language.gettext("title"),
    "topics": lambda language: language.gettext("topic"),
    "translations": lambda language: language.gettext("translation"),
    "unit": lambda language: language.gettext("unit"),
    "value": lambda language: language.gettext("value"),
    "voice": lambda language: language.gettext("voice"),
    "wording": lambda language: language.gettext("wording"),
}


@lru_cache(maxsize=1024)
def field_words(language: Language, field: str) -> str:
    """Return what a field or a list of parts is called: its own name where it has no other."""
    named = _FIELDS.get(field)
    return named(language) if named else field.replace("_", " ")


FUNCTIONS = {"field_words": field_words}
