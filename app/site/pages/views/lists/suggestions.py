"""Records that the form of a list suggests, and what those are called by which it filters."""

from asyncio import gather
from collections.abc import Iterable, Mapping

from app.errors import PactaError
from app.site.pages.views.lists.form import Given, Names
from app.site.pages.views.lists.rules import ORDERS, filters_of
from app.site.pages.visit import Visit

MOST = 200
"""Of each collection that are suggested."""

SUGGESTED: Mapping[str, str] = {"participants": "name", "topics": "name", "meetings": "title"}
"""The collections of which records are suggested, and the field that they are called by."""

NAMED: Mapping[str, str] = {**SUGGESTED, "pledges": "title", "instruments": "title", "sources": "title"}
"""The collections of which filters name records that are called something. Others are shown by their ids."""


async def suggestions(visit: Visit, collection: str) -> Names:
    """Return the records to suggest for the filters of a list, as they are called now."""
    wanted = {rule.of for rule in filters_of(collection).values()}
    return await suggested(visit, [name for name in SUGGESTED if name in wanted])


async def suggested(visit: Visit, collections: Iterable[str]) -> Names:
    """Return the first records of collections by what they are called now."""
    named = list(collections)
    pages = await gather(
        *(
            visit.ask_now(f"/v1/{name}", limit=MOST, sort=ORDERS[name], fields=f"{SUGGESTED[name]},translations")
            for name in named
        )
    )
    return {
        name: {one["id"]: _called(visit, one, SUGGESTED[name]) for one in page["items"]}
        for name, page in zip(named, pages, strict=True)
    }


async def names_of(visit: Visit, collection: str, values: Given, known: Names) -> Names:
    """Return what is known with the names of the records that filters name and that were not known."""
    unknown: dict[str, set[str]] = {}
    for name, several in values.items():
        of = filters_of(collection)[name].of
        if of is not None and of in NAMED:
            unknown.setdefault(of, set()).update(set(several) - known.get(of, {}).keys())
    asked = {of: sorted(ids) for of, ids in unknown.items() if ids}
    found = {of: {**known.get(of, {}), **await _names(visit, of, ids)} for of, ids in asked.items()}
    return {**known, **found}


async def _names(visit: Visit, collection: str, ids: list[str]) -> Mapping[str, str]:
    field = NAMED[collection]
    try:
        page = await visit.ask(f"/v1/{collection}", id=ids, limit=MOST, fields=f"{field},translations")
    except PactaError:
        # What names no record is told where the list is asked for.
        return {}
    return {one["id"]: _called(visit, one, field) for one in page["items"]}


def _called(visit: Visit, record: Mapping[str, object], field: str) -> str:
    translations = record.get("translations")
    translated = translations.get(visit.language.code, {}) if isinstance(translations, dict) else {}
    return str(translated.get(field) or record[field])
