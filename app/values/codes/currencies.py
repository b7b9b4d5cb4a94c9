"""Currencies: ISO 4217."""

from iso4217 import raw_table

# Codes that name no currency: none involved, and testing. The table's None stands for territories without one.
_NO_CURRENCY = {None, "XXX", "XTS"}
_CODES = frozenset(code for code in raw_table if code not in _NO_CURRENCY)


def is_currency(code: str) -> bool:
    """Return whether `code` is a current ISO 4217 code in capitals, such as USD or GTQ."""
    return code in _CODES
