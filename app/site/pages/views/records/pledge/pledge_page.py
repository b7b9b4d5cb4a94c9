"""The page of a pledge."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.site.pages.languages import Language
from app.site.pages.page import Content, Page
from app.site.pages.views.records.accounts import accounts
from app.site.pages.views.records.pledge.answers import answers
from app.site.pages.views.records.pledge.targets import targets
from app.site.pages.views.records.pledge.timeline import timeline
from app.site.pages.views.records.pledge.verdicts import verdicts
from app.site.pages.visit import Visit
from app.site.pages.wording.sentences.promises import owing, promise, standing
from app.site.pages.wording.sentences.revision_changes import difference_words, names_in
from app.site.pages.wording.sentences.sentence import plain


async def view(visit: Visit) -> Content:
    """Return what the page of a pledge shows."""
    found = await answers(visit)
    await visit.name_references()
    pledge, language = found["pledge"], visit.language
    today = date.fromisoformat(visit.day)
    changes, amendments = found["status_changes"]["items"], found["amendments"]["items"]
    made = promise(language, pledge)
    stands = list(standing(language, pledge, changes))
    named = names_in(language, pledge, changes, amendments, found["assessments"], found["positions"])
    return {
        **found,
        "promise": made,
        "standing": stands,
        "summary": " ".join([plain(language, made), *stands[:1]]),
        "owing": list(owing(language, pledge, today)),
        "said": accounts(language, found["accounts"]),
        "verdicts": verdicts(pledge, changes, found["actions"]["items"]),
        "timeline": timeline(language, pledge, amendments, changes, today),
        "targets": targets(language, pledge, found["measurements"]["items"], found["milestones"]["items"]),
        "history": [
            (revision, _changes(language, revision["differences"], named)) for revision in found["revisions"]["items"]
        ],
    }


def _changes(language: Language, items: Any, named: Mapping[str, str]) -> list[str] | None:
    return None if items is None else [difference_words(language, one, named) for one in items]


PAGE = Page("/pledges/{id}", "pledge/pledge.html", view, data="/v1/pledges/{id}")
