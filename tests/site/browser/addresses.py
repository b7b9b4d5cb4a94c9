"""The addresses of all pages, with records of the seeds in them: a page is tried as soon as it is listed."""

from collections.abc import Sequence

from app.site.pages.languages import LANGUAGES
from app.site.pages.routes import FORMS, PAGES
from tests.site.pages.full_pledge import PLEDGE

SEEDED = "guatemala-deportation-flights"
MEETING = "rubio-arevalo-2025-02-05"
WITHDRAWN = "promised-by-mistake"
"""A pledge that was deleted: its page says so."""

RECORDS: dict[str, Sequence[str]] = {
    "actions": ("puerto-quetzal-works",),
    "instruments": ("declaration-of-the-strait",),
    "meetings": (MEETING,),
    "participants": ("guatemala", "bernardo-arevalo"),
    "pledges": (PLEDGE, SEEDED),
    "sources": ("landau-arevalo-talks",),
    "statements": ("arevalo-clarifies-what-was-discussed",),
    "topics": ("border-security",),
}
"""Records whose pages are tried, by collection."""

QUESTIONS = {"/search": "?q=guatemala"}
"""What is asked of pages that show nothing unless they are asked."""

REFUSED = ("/pledges/nothing-of-the-sort", f"/pledges/{WITHDRAWN}")
"""Addresses of which nothing is there, or no longer."""


def _filled(path: str) -> list[str]:
    """Return the addresses that a page's path stands for. Raises KeyError for a collection without an example."""
    if "{id}" not in path:
        return [path + QUESTIONS.get(path, "")]
    return [path.replace("{id}", record) for record in RECORDS[path.partition("/{id}")[0].rpartition("/")[2]]]


PATHS = [address for page in PAGES for address in _filled(page.path)]
PAST = ["/?as_of=2025-12-31&known_at=2025-12-31", f"/pledges/{SEEDED}?as_of=2025-06-30"]
SHOWN = [language.prefix + path for language in LANGUAGES.values() for path in (*PATHS, *PAST)]
"""The addresses of all pages in all languages, two of them as they were."""

ALL = [*SHOWN, *(language.prefix + path for language in LANGUAGES.values() for path in REFUSED)]
"""The same, and those of refusals."""

CHANGE, MERGED, DIFFERENT = "2025-03-02-not-assessed", "merged-for-looking", "border-securities"
"""A verdict, a topic that was merged and one that was found to be different: forms take each of that back."""


def _of_form(path: str) -> str:
    """Return the address that a form's path stands for. Raises KeyError for a collection without an example."""
    collection = path.split("/")[1]
    record = SEEDED if collection == "pledges" else RECORDS.get(collection, ("",))[0]
    filled = path.replace("{id}", record).replace("{change}", CHANGE)
    sides = {"{collection}": "participants", "{first}": "us-border-patrol", "{second}": "guatemala"}
    for name, value in sides.items():
        filled = filled.replace(name, value)
    return filled


# What one view makes for several collections is the same page for each.
SORTS = {form.path.rpartition("/")[2] + str("{change}" in form.path): _of_form(form.path) for form in FORMS}
"""An address of each sort of form."""

SORTS["undo-mergeFalse"] = f"/topics/{MERGED}/undo-merge"
SORTS["different"] = f"/duplicates/topics/{DIFFERENT}/{RECORDS['topics'][0]}"
SORTS["found"] = "/duplicates?type=topics&threshold=0.6"

OF_FORMS = [language.prefix + path for language in LANGUAGES.values() for path in SORTS.values()]
"""The addresses of all sorts of forms in all languages, for who is signed in."""
