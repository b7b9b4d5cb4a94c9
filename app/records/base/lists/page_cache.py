"""Pages that were answered, kept while the ledger and the documents stand still: any write makes them unknown again."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from app.http.responses import KeptBody
from app.ledger.entries.numbers import Numbers
from app.ledger.model.documents.number import OLDER

MAX_PAGES = 256
LARGEST_PAGE = 262_144
"""Bytes above which a page is not kept: together they bound the memory to 64 MB, and 16 for compressed ones."""


AskedFor = tuple[str, bytes, str, str]
"""Path, query, where a clock field is in play the day, and the name of who reads."""


@dataclass(frozen=True)
class CachedPage:
    """An answer, its tag and headers, and the numbers by which it was made."""

    numbers: Numbers
    tag: str
    body: bytes
    headers: dict[str, str]


@dataclass
class PageCache:
    """The pages used last, by what was asked."""

    _pages: "OrderedDict[AskedFor, CachedPage]" = field(default_factory=OrderedDict)

    def find(self, asked: AskedFor) -> CachedPage | None:
        """Return the page that was answered, if it is still kept. The caller compares its `numbers`."""
        page = self._pages.get(asked)
        if page is not None:
            self._pages.move_to_end(asked)
        return page

    def keep(self, asked: AskedFor, page: CachedPage) -> CachedPage:
        """Keep a page that can be kept, in place of the one not asked for longest; return it as it is kept."""
        if len(page.body) > LARGEST_PAGE or page.numbers.documents == OLDER:
            return page
        kept = self._pages[asked] = replace(page, body=KeptBody(page.body))
        if len(self._pages) > MAX_PAGES:
            self._pages.popitem(last=False)
        return kept
