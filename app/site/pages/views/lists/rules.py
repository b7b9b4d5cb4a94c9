"""What the API says of the filters of its lists: their forms are made of it, so a new filter appears by itself."""

from collections.abc import Mapping
from functools import cache

from app.site.vocabulary.filters import list_filters
from app.site.vocabulary.schemas import FilterRule, ListFilters

MAIN: Mapping[str, tuple[str, ...]] = {
    "actions": ("q", "actor", "kind", "meeting", "happened_from", "happened_to"),
    "instruments": ("q", "participant", "kind", "topic", "adopted_from", "adopted_to"),
    "meetings": ("q", "participant", "topic", "meeting_form", "starts_from", "starts_to"),
    "participants": ("q", "kind", "under"),
    "pledges": ("q", "promisor", "promisee", "topic", "meeting", "status", "overdue", "disputed"),
    "sources": ("q", "kind", "publisher", "published_from", "published_to"),
    "statements": ("q", "speaker", "kind", "meeting", "topic", "said_from", "said_to"),
    "topics": ("q", "under"),
}
"""The filters that are shown at once, in this order; all others are one step away."""

ORDERS: Mapping[str, str] = {
    "actions": "-happened",
    "instruments": "-adopted",
    "meetings": "-starts",
    "participants": "name",
    "pledges": "-announced",
    "sources": "-published",
    "statements": "-said",
    "topics": "name",
}
"""In what order a list is shown to who asks for none."""


@cache
def rules() -> Mapping[str, ListFilters]:
    """Return the filters and sorts of each collection's list."""
    found = {one.path.removeprefix("/v1/"): one for one in list_filters()}
    return {collection: found[collection] for collection in MAIN}


@cache
def filters_of(collection: str) -> Mapping[str, FilterRule]:
    """Return the filters of a collection's list by name, those first that are shown at once."""
    known = {rule.name: rule for rule in rules()[collection].filters}
    return {name: known[name] for name in MAIN[collection]} | known
