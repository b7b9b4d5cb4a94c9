"""Entries of the ledger as an Atom feed (RFC 4287), in pages (RFC 5005)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]
from typing_extensions import override

from app.bilingual import LanguageCode
from app.features.changes.wording import ABOUT, summary_words
from app.ledger.model.shapes import Values
from app.records.registry import RECORD_TYPES
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF
from app.values.times.dates import parse_instant

MEDIA_TYPE = "application/atom+xml"
TAGS = "tag:pacta,2026:"
EMPTY = datetime.fromisoformat("2026-01-01T00:00:00Z")
"""When a feed without entries was updated: it has to say so."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


@dataclass(frozen=True)
class Feed:
    """A page of a feed: its id, where it stands and what lies before it. Addresses are whole."""

    id: str
    base: str
    address: str
    older: str | None
    title: str
    language: LanguageCode


class _PagedFeed(Atom1Feed):  # type: ignore[misc] # the library has no types
    """An Atom feed with the links of its pages."""

    @override
    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["older"] is not None:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["older"]})

    @override
    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EMPTY)


def atom(feed: Feed, entries: Sequence[Values], titles: Sequence[str]) -> bytes:
    """Return the feed: the same bytes for the same entries and names."""
    made = _PagedFeed(
        title=xml_text(feed.title),
        link=f"{feed.base}/",
        description=ABOUT.told(feed.language),
        language=feed.language,
        author_name="Pacta",
        feed_url=feed.address,
        feed_guid=feed.id,
        older=feed.older,
    )
    for entry, title in zip(entries, titles, strict=True):
        at = parse_instant(entry["at"])
        made.add_item(
            title=xml_text(title),
            link=_address(feed, entry),
            description=escape(xml_text(summary_words(entry, feed.language)), quote=False),
            author_name=xml_text(entry["actor"]),
            pubdate=at,
            updateddate=at,
            unique_id=f"{TAGS}entries/{entry['number']}/{entry['hash'][:16]}",
            categories=[entry["collection"], entry["operation"]],
        )
    written = StringIO()
    made.write(written, "utf-8")
    return written.getvalue().encode()


def _address(feed: Feed, entry: Values) -> str:
    """Return where a reader sees more: the page of the record, or the entry where there is no record."""
    collection = CALENDAR_OF if entry["collection"] == CALENDAR else entry["collection"]
    if collection in RECORD_TYPES:
        language = "" if feed.language == "en" else f"/{feed.language}"
        return f"{feed.base}{language}/{collection}/{entry['record']}"
    return f"{feed.base}/v1/changes?after={entry['number'] - 1}&limit=1"
