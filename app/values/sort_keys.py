"""What dates and names are sorted and filtered by, and words compared."""

import unicodedata
from hashlib import blake2b
from urllib.parse import urlsplit

from app.values.dates import bounds
from app.values.format_characters import passed_over


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


def earliest_day(edtf: str | None) -> str | None:
    """Return the first day of a date, None where it is open or unknown."""
    first = bounds(edtf)[0] if edtf is not None else None
    return None if first is None else first.isoformat()


def latest_day(edtf: str | None) -> str | None:
    """Return the last day of a date, None where it is open or unknown."""
    last = bounds(edtf)[1] if edtf is not None else None
    return None if last is None else last.isoformat()


def day_of_part(edtf: str | None, recorded_at: str) -> str | None:
    """Return the day by which what was recorded of a date is ordered: its last, or that of recording if earlier.

    So what is said of the running month or year holds from today on, and not only from its end. None where the date is
    open or unknown. `recorded_at` is an instant as it is stored, empty for what is not recorded yet.
    """
    last = latest_day(edtf)
    return None if last is None else min(last, recorded_at[:DAY_LENGTH] or last)


DAY_LENGTH = len("2025-02-05")
