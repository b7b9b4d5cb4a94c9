"""Numbers as a language writes them."""

from decimal import Decimal

from babel.numbers import format_decimal, format_percent

from app.site.pages.languages import Language


def number(language: Language, value: float | Decimal | None) -> str:
    """Return a number with its separators, every digit kept; "" for none."""
    return "" if value is None else format_decimal(value, locale=language.locale, decimal_quantization=False)


def share(language: Language, part: int, whole: int) -> str:
    """Return a part of a whole in percent, rounded to a whole number."""
    return format_percent(part / whole if whole else 0, locale=language.locale)


FUNCTIONS = {"number": number, "share": share}
