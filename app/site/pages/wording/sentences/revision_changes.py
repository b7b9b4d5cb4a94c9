"""What a revision changed, in words of the page's language."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.site.pages.languages import Language
from app.site.pages.wording.names.fields import field_words
from app.site.pages.wording.names.labels import label, words
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.numbers import number
from app.site.pages.wording.values.texts import title_of
from app.values.times.dates import read_date
from app.values.wording.quotations import quoted

OF_DATES = frozenset(
    {
        "announced", "announced_on", "date", "done_on", "due", "effective_on", "from", "met_on", "on", "period",
        "review_on", "to",
    }
)  # fmt: skip
LISTS: Mapping[str, Sequence[str]] = {
    "form": ("meeting_form",), "kind": ("pledge_kind",), "rank": ("meeting_rank",),
    "relation": ("relation", "action_relation"), "role": ("party_role", "meeting_role", "attendance_role"),
    "status": ("status", "meeting_status"), "type": ("link_type", "statement_link_type", "instrument_link_type"),
} | {
    name: (name,)
    for name in (
        "act", "axis", "direction", "joint", "legal_nature", "measure", "origin", "position", "precision", "strength",
        "unknown_because", "voice",
    )
}  # fmt: skip
"""The closed lists of which fields take a word: the first that has it."""

CALLED = (
    "participant", "party", "assessor", "meeting", "pledge", "status", "type", "role", "position", "indicator",
    "title", "text", "source", "score", "value", "due", "effective_on", "period", "changes",
)  # fmt: skip
"""The fields by which an item or a part is called: the first of them that it has, `MOST` at most."""

MOST = 3


def difference_words(language: Language, difference: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return one difference in a sentence. `names` are what records are called, by their ids."""
    keys = difference["pointer"].split("/")[1:]
    change = difference["change"]
    if not keys:
        return language.gettext("Recorded.") if change == "added" else language.gettext("Deleted.")
    fields = _fields(keys, change)
    what = ": ".join(field_words(language, field) for field in fields)
    places = {
        "what": what[:1].upper() + what[1:],
        "before": _shown(language, fields[-1], difference["before"], names),
        "after": _shown(language, fields[-1], difference["after"], names),
    }
    if change == "withdrawn":
        message = language.gettext("%(what)s withdrawn: %(after)s")
    elif change == "took_effect":
        message = language.gettext("%(what)s took effect.")
    elif change == "added":
        message = language.gettext("%(what)s recorded: %(after)s")
    elif change == "removed":
        message = language.gettext("%(what)s removed; it was: %(before)s")
    else:
        message = language.gettext("%(what)s changed from %(before)s to %(after)s")
    return message % places


def _fields(keys: Sequence[str], change: str) -> list[str]:
    """Return what of a pointer names a field: neither the places in lists, nor the ids of parts, nor what became."""
    found = [key for place, key in enumerate(keys) if not key.isdigit() and not (place == 1 and _is_part(keys))]
    return found[:-1] if change in {"withdrawn", "took_effect"} else found


def _is_part(keys: Sequence[str]) -> bool:
    return keys[0] in {"status_changes", "assessments", "measurements", "milestones", "amendments", "positions"}


def _shown(language: Language, field: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == []:
        return language.gettext("nothing")
    if isinstance(value, bool):
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, int | float | Decimal):
        return number(language, value)
    if isinstance(value, list):
        return ", ".join(_shown(language, field, item, names) for item in value[:MOST])
    if isinstance(value, dict):
        return _called(language, value, names)
    return _text(language, field, value, names)


def value_words(language: Language, field: str, value: Any, names: Mapping[str, str]) -> str:
    """Return the value of a field as it is recorded, in words. `names` are what records are called, by their ids."""
    return _shown(language, field, value, names)


def _text(language: Language, field: str, value: str, names: Mapping[str, str]) -> str:
    closed = next((one for one in LISTS.get(field, ()) if value in words(language, one)), None)
    if closed:
        return label(language, closed, value)
    if field in OF_DATES:
        return date_words(language, read_date(value))
    return quoted(names.get(value, value))


def _called(language: Language, item: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if "reason" in item and "at" in item:
        return quoted(item["reason"])
    named = [name for name in CALLED if item.get(name) is not None][:MOST]
    if not named:
        named = [name for name, value in item.items() if value not in (None, [], {})][:MOST]
    return ", ".join(_shown(language, name, item[name], names) for name in named)


def names_in(language: Language, *answers: Any) -> dict[str, str]:
    """Return what records are called in answers of the API, by id: whatever has an id and a name or a title."""
    found: dict[str, str] = {}
    waiting = list(answers)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("id"), str) and isinstance(value.get("name") or value.get("title"), str):
                found[value["id"]] = title_of(language, value).text
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found
