"""The pages of lists: what the API's list of a collection holds, and its filters as a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse
from typing_extensions import override

from app.errors import BadCursor, Invalid
from app.site.pages.page import Content, Page
from app.site.pages.views.lists.form import Chosen, Given, Names, chosen, controls, given, orders
from app.site.pages.views.lists.matches import MOST, Match, matches, meant
from app.site.pages.views.lists.rules import MAIN, ORDERS, filters_of, rules
from app.site.pages.views.lists.suggestions import names_of, suggestions
from app.site.pages.visit import Visit, is_day

LINES = 50
"""Records of a page."""

MOST_DROPPED = 6
"""Filters of which an empty list says what would be found without them."""

MOST_LOOKED_FOR = 3
"""Values of a filter that name no record, and of which those are looked for that may be meant."""

MOST_IN_ALL, LONGEST_IN_ALL = 6, 24_000
"""Of all filters: how many, and how many characters the addresses of all that is offered take: each has all filters."""

OF_THE_FEED = {"participant", "topic", "meeting"}
"""Filters that the feed of changes has, too."""


@dataclass(frozen=True)
class ListPage(Page):
    """The page of a collection's list. It knows the filters that the API has."""

    @property
    @override
    def known(self) -> frozenset[str]:
        return frozenset(filters_of(self.path.removeprefix("/"))) | {"sort", "cursor"}


def page_of(collection: str) -> ListPage:
    """Return the page of a collection's list."""

    async def view(visit: Visit) -> Content | Response:
        return await content(visit, collection)

    return ListPage(f"/{collection}", "lists/list.html", view, data=f"/v1/{collection}")


async def content(visit: Visit, collection: str) -> Content | Response:
    """Return what the page of a list shows; where the API refuses a filter, the form that says which."""
    suggested = await suggestions(visit, collection)
    values = given(collection, visit.parameters, suggested)
    sort = visit.parameter("sort")
    sort = sort if sort in rules()[collection].sorts else ORDERS[collection]
    asked = {name: _asked(collection, name, several) for name, several in values.items()}
    status, found, faults = await _found(visit, collection, asked | {"sort": sort})
    alike = await _alike(visit, collection, values, faults, suggested)
    if instead := _instead(values, faults, alike):
        return RedirectResponse(visit.here(cursor=None, **values | instead), 303)
    names = await names_of(visit, collection, values, suggested)
    picked = chosen(visit.language, collection, values, names)
    main, more = controls(visit.language, collection, values, faults, suggested, alike)
    return {
        "http_status": status,
        "collection": collection,
        "found": found,
        "chosen": picked,
        "asked": asked | {"sort": sort},
        "main": main,
        "more": more,
        "faults": faults,
        "sort": sort,
        "orders": orders(visit.language, collection),
        "suggested": suggested,
        "without": await _without(visit, collection, asked, picked) if found and not found["count"] else [],
        "feed": _feed(visit, collection, asked),
    }


async def _found(visit: Visit, collection: str, asked: Mapping[str, Any]) -> tuple[int, Any, Mapping[str, str]]:
    """Return the status of the page, what was found, and of each filter that was refused why."""
    cursor = visit.parameter("cursor")
    try:
        found = await visit.ask(f"/v1/{collection}", limit=LINES, count="exact", cursor=cursor, **asked)
    except BadCursor as error:
        return error.status, None, {}
    except Invalid as error:
        faults = {fault.parameter: fault.message for fault in error.faults if fault.parameter}
        if not faults.keys() <= filters_of(collection).keys():
            raise
        return error.status, None, faults
    return 200, found, {}


async def _alike(
    visit: Visit, collection: str, values: Given, faults: Mapping[str, str], suggested: Names
) -> dict[str, dict[str, Sequence[Match]]]:
    """Return, of filters that name no record, which records what was typed may mean: by filter and what was typed."""
    found: dict[str, dict[str, Sequence[Match]]] = {}
    left = min(MOST_IN_ALL, LONGEST_IN_ALL // (MOST * len(visit.here())))
    for name in faults:
        of = filters_of(collection)[name].of
        if of is not None:
            unknown = [value for value in values.get(name, ()) if value not in suggested.get(of, {})]
            looked_for = unknown[: min(MOST_LOOKED_FOR, left)]
            found[name] = {typed: await matches(visit, of, typed) for typed in looked_for}
            left -= len(looked_for)
    return found


def _instead(
    values: Given, faults: Mapping[str, str], alike: Mapping[str, Mapping[str, Sequence[Match]]]
) -> dict[str, list[str]]:
    """Return the filters with the ids of the records that they name; none unless that mends all that is wrong."""
    found: dict[str, list[str]] = {}
    for name in faults:
        known = {typed: meant(typed, several) for typed, several in alike.get(name, {}).items()}
        if not known or None in known.values():
            return {}
        found[name] = [known.get(value) or value for value in values[name]]
    return found


async def _without(
    visit: Visit, collection: str, asked: Mapping[str, Any], picked: Sequence[Chosen]
) -> list[tuple[Sequence[Chosen], int]]:
    """Return the values of each filter without which something would be found, with how much."""
    tried = [[one for one in picked if one.name == name] for name in dict.fromkeys(one.name for one in picked)]
    found: list[tuple[Sequence[Chosen], int]] = []
    for several in tried[:MOST_DROPPED]:
        # One question after the other: few reads of earlier moments are answered at a time, and others ask, too.
        others = {name: values for name, values in asked.items() if name != several[0].name}
        count = (await visit.ask(f"/v1/{collection}", limit=1, count="exact", **others))["count"]
        if count:
            found.append((several, count))
    return found


def _asked(collection: str, name: str, values: Sequence[str]) -> str | Sequence[str]:
    """Return what the API is asked for: forms have days where it takes instants, and mean their beginnings."""
    rule = filters_of(collection)[name]
    if rule.takes == "instant" and is_day(values[-1]):
        return f"{values[-1]}T00:00:00Z"
    return values if rule.repeated else values[-1]


def _feed(visit: Visit, collection: str, asked: Mapping[str, Any]) -> str | None:
    """Return the address of the feed of changes of what the list holds, None where the feed has no such filter."""
    if not asked.keys() <= OF_THE_FEED:
        return None
    return visit.feed("changes.atom", collection=collection, **asked)


PAGES = tuple(page_of(collection) for collection in sorted(MAIN))
