"""Units in which a value is a share."""

PERCENT_UNITS = frozenset({"percent", "per cent", "%", "por ciento"})


def is_percent(unit: str | None) -> bool:
    """Return whether a unit says that a value is a share of a hundred."""
    return (unit or "").casefold() in PERCENT_UNITS
