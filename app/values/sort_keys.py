"""What dates and names are sorted and filtered by, and words compared."""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from app.values.format_characters import passed_over
from app.values.times.dates import reading


def sort_key(name: str) -> str:
    """Return a name without accents and case, so that Arévalo stands beside Arevalo."""
    return unaccented(name)[:300]


def folded(text: str) -> str:
    """Return a text without accents, case and differences of white space: what is left are its words."""
    return " ".join(unaccented(text).split())


def unaccented(text: str) -> str:
    """Return a text without accents, case and characters that cannot be seen."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", passed_over.sub("", text))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return plain.casefold()


def page_key(url: str) -> str:
    """Return what identifies the page at an address, whichever of its usual spellings the address has."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    page = f"{host}{parts.path.rstrip('/')}?{parts.query}"
    return blake2b(page.encode(), digest_size=8).hexdigest()


def words_key(text: str) -> str:
    """Return what identifies the words of a text, whichever their order, their accents and what stands between them."""
    words = sorted(set(re.findall(r"\w+", unaccented(text))))
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def earliest_day(edtf: str | None) -> str | None:
    """Return the first day of a date, None where it is open or unknown."""
    return None if edtf is None else reading(edtf)["from"]


def latest_day(edtf: str | None) -> str | None:
    """Return the last day of a date, None where it is open or unknown."""
    return None if edtf is None else reading(edtf)["to"]


def day_of_part(edtf: str | None, recorded_at: str) -> str | None:
    """Return the day by which what was recorded of a date is ordered: its last, or that of recording if earlier.

    So what is said of the running month or year holds from today on, and not only from its end. None where the date is
    open or unknown. `recorded_at` is an instant as it is stored, empty for what is not recorded yet.
    """
    last = latest_day(edtf)
    return None if last is None else min(last, recorded_at[:DAY_LENGTH] or last)


def scheduled_day(written: Mapping[str, Any], recorded_at: str) -> str | None:
    """Return the day on which a part takes effect that was announced: None where that has begun when it is recorded.

    It is the last day of `effective_on`, by which its place in the order goes.
    """
    first = earliest_day(written["effective_on"])
    if written["announced_on"] is None or first is None or first <= recorded_at[:DAY_LENGTH]:
        return None
    return latest_day(written["effective_on"])


def effective_day(written: Mapping[str, Any], document: Mapping[str, Any]) -> str | None:
    """Return the day by which such a part is ordered: that on which it takes effect, however early it was recorded."""
    if document["scheduled"]:
        return latest_day(written["effective_on"])
    return day_of_part(written["effective_on"], document["recorded_at"])


DAY_LENGTH = len("2025-02-05")
