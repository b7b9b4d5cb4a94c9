"""Two participants side by side, or what changed between two days."""

from asyncio import gather
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.errors import Invalid, NotFound
from app.site.pages.page import Content, Page
from app.site.pages.views.due_figure import WHAT_CAME_OF_IT
from app.site.pages.views.lists.matches import matches, meant
from app.site.pages.views.lists.suggestions import suggested
from app.site.pages.visit import Visit, is_day
from app.values.times.dates import today_utc
from app.vocabulary import OUTCOMES

LINES = 20
"""Of each list that leads to a longer one."""

LEAVES = {"rollup": "leaves"}
"""What statistics count: of a promise in parts its parts."""

PARTICIPANTS, DAYS = ("a", "b"), ("from", "to")
REFUSED = 422


async def view(visit: Visit) -> Content | Response:
    """Return the comparison that is asked for, and the forms that ask for one."""
    known = await suggested(visit, ["participants"])
    asked = {name: (visit.parameter(name) or "").strip() for name in (*PARTICIPANTS, *DAYS)}
    ids = {words.casefold(): record for record, words in known["participants"].items()}
    asked |= {name: ids.get(asked[name].casefold(), asked[name]) for name in PARTICIPANTS}
    wrong, records = await _wrong_participants(visit, asked)
    faults = {**_wrong_days(asked), **wrong}
    unknown = [name for name in PARTICIPANTS if faults.get(name) == "unknown"]
    alike = {name: await matches(visit, "participants", asked[name]) for name in unknown}
    named = {name: meant(asked[name], found) for name, found in alike.items()}
    if unknown and all(named.values()):
        return RedirectResponse(visit.here(**named), 303)
    content: dict[str, Any] = {
        "asked": asked,
        "faults": faults,
        "alike": {name: [(match, match.id) for match in found] for name, found in alike.items()},
        "suggested": known,
        "today": today_utc().isoformat(),
        "participants": None,
        "days": None,
        "http_status": REFUSED if faults else 200,
    }
    if not faults and all(asked[name] for name in PARTICIPANTS):
        content["participants"] = await _participants(visit, records[asked["a"]], records[asked["b"]])
    if not faults and all(asked[name] for name in DAYS):
        content["days"] = await _days(visit, asked["from"], asked["to"])
    return content


def _wrong_days(asked: Mapping[str, str]) -> Mapping[str, str]:
    """Return which days are none, or in the wrong order: `not_a_day`, `not_after`, `missing`."""
    given = {name: asked[name] for name in DAYS if asked[name]}
    faults = {name: "not_a_day" for name, day in given.items() if not _is_day(day)}
    if given and not faults:
        faults = {name: "missing" for name in DAYS if name not in given}
        if not faults and given["from"] >= given["to"]:
            faults = {"to": "not_after"}
    return faults


def _is_day(text: str) -> bool:
    try:
        return is_day(text) is not None and date.fromisoformat(text) > date.min
    except ValueError:
        return False


async def _wrong_participants(visit: Visit, asked: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    """Return which participants are none that is recorded, or one and the same, and the records of the others by id.

    What is wrong is `unknown`, `same` or `missing`.
    """
    given = {name: asked[name] for name in PARTICIPANTS if asked[name]}
    records = await _recorded(visit, list(given.values()))
    faults = {name: "unknown" for name, record in given.items() if record not in records}
    if given and not faults:
        faults = {name: "missing" for name in PARTICIPANTS if name not in given}
        if not faults and given["a"] == given["b"]:
            faults = {"b": "same"}
    return faults, records


async def _recorded(visit: Visit, ids: list[str]) -> Mapping[str, Any]:
    """Return those of the participants that are recorded, by the ids by which they are asked for."""
    if not ids:
        return {}
    try:
        # The filter of a list, since an id is text that may be anything, and no step of an address.
        found = (await visit.ask("/v1/participants", id=ids))["items"]
    except (Invalid, NotFound):
        alone = [] if len(ids) == 1 else [await _recorded(visit, [one]) for one in ids]
        return {one: record for records in alone for one, record in records.items()}
    records = {one["id"]: one for one in found}
    return {one: records.get(one, {"id": one, "name": one}) for one in ids}


async def _participants(visit: Visit, a: Mapping[str, Any], b: Mapping[str, Any]) -> Content:
    """Return of two participants what each owes and is owed, and what they owe each other."""
    sides = await gather(*(_side(visit, one["id"], other["id"]) for one, other in ((a, b), (b, a))))
    return {
        "sides": [{**side, "record": record} for record, side in zip((a, b), sides, strict=True)],
        "outcomes": list(OUTCOMES),
        "all": LEAVES,
        "due": {"due_before": visit.day, "conditional": "false", **LEAVES},
        "day": visit.day,
    }


async def _side(visit: Visit, one: str, other: str) -> Content:
    pair = {"promisor": one, "promisee": other, **LEAVES}
    owes, is_owed, between = await gather(
        visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT, promisor=one),
        visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT, promisee=one),
        visit.ask("/v1/pledges", **pair, sort="-announced", limit=LINES, count="exact"),
    )
    return {"owes": owes, "is_owed": is_owed, "pair": pair, "between": between}


async def _days(visit: Visit, first: str, last: str) -> Content:
    """Return the state on two days, and what changed, was promised and came to be due after the first."""
    after = (date.fromisoformat(first) + timedelta(days=1)).isoformat()
    before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    filters = {
        "changes": {"effective_from": after, "effective_to": last, "withdrawn": "false", "sort": "-effective_on"},
        "announced": {"announced_from": after, "announced_to": last, "sort": "-announced", "as_of": last, **LEAVES},
        "due": {"due_after": before, "due_before": last, "conditional": "false", "sort": "-due", "as_of": last}
        | LEAVES,
    }
    paths = {"changes": "/v1/status-changes", "announced": "/v1/pledges", "due": "/v1/pledges"}
    then, now, *pages = await gather(
        visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT, as_of=first),
        visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT, as_of=last),
        *(visit.ask(paths[name], **chosen, limit=LINES, count="exact") for name, chosen in filters.items()),
    )
    lists = {
        name: {"path": paths[name], "filters": chosen, **page}
        for (name, chosen), page in zip(filters.items(), pages, strict=True)
    }
    return {"from": first, "to": last, "then": then, "now": now, "lists": lists, "outcomes": list(OUTCOMES)}


PAGE = Page("/compare", "compare.html", view, frozenset((*PARTICIPANTS, *DAYS)))
