"""The list of likely duplicates, of those found to be different, and of what was merged lately."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Form
from app.site.pages.editing.form_page import FormPage
from app.site.pages.visit import Visit
from app.site.pages.wording.names.collections import COMPARED
from app.values.times.dates import today_utc
from app.vocabulary import Operation

FEW = 50
THRESHOLDS = ("0.9", "0.85", "0.7", "0.6")
LATELY = timedelta(days=30)
"""How long what was merged is offered to be told apart again: by the form of the record, it can be ever after."""


async def view(visit: Visit, entries: Entries) -> Form:
    """Return the pairs of a collection that are likely to be one, the likeliest first."""
    kind = entries.text("type") if entries.text("type") in COMPARED else "participants"
    threshold = entries.text("threshold") if entries.text("threshold") in THRESHOLDS else "0.85"
    asked = {"type": kind, "threshold": threshold, "id": entries.given("id"), "limit": FEW}
    found = await visit.ask_now("/v1/duplicates", **asked)
    different = await visit.ask_now("/v1/duplicates", **asked, different="true")
    return Form(
        visit.language.gettext("Likely duplicates"),
        [],
        "",
        content={
            "kinds": list(COMPARED), "kind": kind, "thresholds": THRESHOLDS, "threshold": threshold,
            "found": found, "different": different, "of": entries.given("id"),
            "merged": await _merged_lately(visit, kind),
        },
    )  # fmt: skip


async def _merged_lately(visit: Visit, collection: str) -> Sequence[Mapping[str, Any]]:
    """Return the entries by which records of a collection were merged lately, and have not been told apart since."""
    since = f"{today_utc() - LATELY}T00:00:00Z"
    operations = [Operation.MERGE.value, Operation.UNMERGE.value]
    changes = await visit.ask_now("/v1/changes", since=since, collection=collection, operation=operations, limit=200)
    last = {entry["record"]: entry for entry in changes["items"]}
    return [entry for entry in reversed(last.values()) if entry["operation"] == Operation.MERGE]


FORM = FormPage("/duplicates", view, template="editing/duplicates.html")
