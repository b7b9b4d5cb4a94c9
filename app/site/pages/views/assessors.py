"""Where assessors disagree: who judged the same promise differently, and how far any two of them agree."""

from asyncio import gather
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit

LINES = 200
"""Assessments, and pairs of assessors, on the page; the API has all of them."""

DISPUTED = {"disputed": "true", "sort": "-period"}

Assessment = Mapping[str, Any]


@dataclass
class Subject:
    """What is judged differently, on an axis: a promisor or implementer of a pledge. The latest comes first."""

    pledge: Mapping[str, Any]
    party: Mapping[str, Any]
    axis: str
    assessments: list[Assessment] = field(default_factory=list)


async def view(visit: Visit) -> Content:
    """Return what assessors judge differently at the moment of the page, side by side, and the pairs of assessors."""
    found, pairs = await gather(
        visit.ask("/v1/assessments", **DISPUTED, limit=LINES),
        visit.ask("/v1/stats/agreement", limit=LINES),
    )
    return {"found": found, "filters": DISPUTED, "subjects": _subjects(found["items"]), "pairs": pairs}


def _subjects(assessments: Iterable[Assessment]) -> Sequence[Subject]:
    subjects: dict[tuple[str, str, str], Subject] = {}
    for one in assessments:
        about = (one["pledge"]["id"], one["party"]["id"], one["axis"])
        subjects.setdefault(about, Subject(one["pledge"], one["party"], one["axis"])).assessments.append(one)
    return list(subjects.values())


PAGE = Page("/assessors", "assessors.html", view)
