"""Promises of a form that are much like recorded ones, though not in the same words, and in what they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.etags import digest
from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.names import Names
from app.site.pages.forms.intake.numbering import numbers_of
from app.site.pages.forms.intake.saving.checked import Checked
from app.site.pages.languages import Language
from app.site.pages.visit import Visit
from app.site.pages.wording.names.fields import field_words
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.sentences.revision_changes import value_words
from app.vocabulary import PartyRole

DUPLICATES, PLEDGES = "/v1/duplicates", "/v1/pledges"
THRESHOLD = 0.75
"""How much alike, at least: by the score of likely duplicates."""

AT_ONCE = 50
"""Recorded ones that are read at once: a page of promises has fewer."""

LIKE, COMPARED = "like", "compared"
"""Fields of the form that nobody sees: which recorded promise one is like, and a mark of all that was compared."""

DECIDING = ("take", "type", "title", "kind", "meeting_role", PartyRole.PROMISOR.value, PartyRole.PROMISEE.value)
"""The fields by which promises are compared."""

SHOWN = ("title", "kind", "strength", "announced", "due")
"""The fields whose differences are shown, before those of the parties."""

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Alike:
    """A recorded promise, and in what a new one differs from it, in sentences."""

    id: str
    title: str
    differences: Sequence[str]


async def compared(visit: Visit, entries: Entries, drafts: Mapping[str, Record]) -> Entries:
    """Return a form that knows which recorded promise each of its own is most like: they stand by their prefixes.

    What was compared as it is now is not compared again: so checking a form in which nothing was changed costs nothing.
    """
    mark = _mark(entries)
    if not drafts or entries.text(COMPARED) == mark:
        return entries
    answer = await visit.send("POST", DUPLICATES, {"pledges": [*drafts.values()], "threshold": THRESHOLD})
    if answer.is_refusal:
        # It is a hint: what the form says can be saved without.
        return entries
    found: dict[str, Sequence[str]] = {f"{prefix}{LIKE}": [] for prefix in drafts} | {COMPARED: [mark]}
    prefixes = list(drafts)
    for item in reversed(answer.body["items"]):
        found[f"{prefixes[item['index']]}{LIKE}"] = [item["record"]["id"]]
    return replace(entries, values={**entries.values, **found})


def proposed(entries: Entries, bundle: Mapping[str, Any]) -> Mapping[str, Record]:
    """Return the promises that a text was found to hold, by the prefixes of their fields."""
    by_id = {one["id"]: one for one in bundle.get("pledges", ())}
    prefixes = (f"{fields.CANDIDATE}-{number}-" for number in numbers_of(entries, fields.CANDIDATE))
    return {prefix: by_id[id] for prefix in prefixes if (id := entries.text(f"{prefix}id")) in by_id}


async def nearly_alike(visit: Visit, checked: Checked) -> tuple[Entries, Mapping[str, Alike]]:
    """Return the form, and the recorded promise that each new one is most like, by the id of the new one.

    None where the API has warned of the same one already.
    """
    made, warned = checked.made, {one.get("other") for one in checked.warnings}
    drafts = {
        prefix: one
        for one in made.bundle.get("pledges", ())
        if (prefix := made.fields.get(("pledges", one["id"]))) is not None
    }
    entries = await compared(visit, checked.entries, drafts)
    likeliest = {
        prefix: id for prefix in drafts if (id := entries.text(prefix + LIKE)) and f"{PLEDGES}/{id}" not in warned
    }
    known = await _written(visit, sorted(set(likeliest.values())))
    return entries, {
        drafts[prefix]["id"]: Alike(
            id, known[id]["title"], list(_differences(visit.language, known[id], drafts[prefix], checked.names))
        )
        for prefix, id in likeliest.items()
        if id in known and id != drafts[prefix]["id"]
    }


def _mark(entries: Entries) -> str:
    """Return what tells from others what is compared of the promises of a form, and which of them are taken."""
    prefixes = (f"{fields.CANDIDATE}-{number}-" for number in numbers_of(entries, fields.CANDIDATE))
    told = [[list(entries.all(prefix + name)) for name in DECIDING] for prefix in prefixes]
    return digest(repr(told).encode("utf-8", "surrogatepass"))


async def _written(visit: Visit, ids: Sequence[str]) -> Mapping[str, Record]:
    found: dict[str, Record] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        page = await visit.ask_now(PLEDGES, id=some, form="written", limit=len(some))
        found |= {one["id"]: one for one in page["items"]}
    return found


def _differences(language: Language, known: Record, draft: Record, names: Names) -> Iterator[str]:
    """Yield in what a new promise differs: what is recorded, and what would be."""
    for name in SHOWN:
        if draft.get(name) is not None and draft[name] != known[name]:
            yield _difference(language, name, *(_words(language, name, one[name]) for one in (known, draft)))
    for role in (PartyRole.PROMISOR, PartyRole.PROMISEE):
        before, after = _parties(known, role), _parties(draft, role)
        if set(before) != set(after):
            told = (", ".join(map(names.name_of, those)) or language.gettext("nobody") for those in (before, after))
            yield " → ".join([f"{label(language, 'party_role', role)}: {next(told)}", next(told)])


def _difference(language: Language, name: str, before: str, after: str) -> str:
    called = field_words(language, name)
    return f"{called[:1].upper()}{called[1:]}: {before} → {after}"


def _words(language: Language, name: str, value: Any) -> str:
    if name == "kind" and value is not None:
        return label(language, "pledge_kind", value)
    return value_words(language, name, value, {})


def _parties(record: Record, role: str) -> Sequence[str]:
    return [one["participant"] for one in record["parties"] if one["role"] == role]
