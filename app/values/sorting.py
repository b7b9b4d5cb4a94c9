"""What dates and names are sorted and filtered by."""

import unicodedata

from app.values.dates import bounds


def sort_key(name: str) -> str:
    """Return a name without accents and case, so that Arévalo stands beside Arevalo."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return plain.casefold()[:300]


def earliest_day(edtf: str | None) -> str | None:
    """Return the first day of a date, None where it is open or unknown."""
    first = bounds(edtf)[0] if edtf is not None else None
    return None if first is None else first.isoformat()


def latest_day(edtf: str | None) -> str | None:
    """Return the last day of a date, None where it is open or unknown."""
    last = bounds(edtf)[1] if edtf is not None else None
    return None if last is None else last.isoformat()
