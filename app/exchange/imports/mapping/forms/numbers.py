"""Numbers as tables write them."""

from decimal import Decimal

from app.exchange.imports.mapping.models import NumberForm

MINUS = dict.fromkeys(
    map(ord, "\N{MINUS SIGN}\N{EN DASH}\N{FULLWIDTH HYPHEN-MINUS}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"), "-"
)
SPACES = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"), " ") | {
    ord("\N{RIGHT SINGLE QUOTATION MARK}"): "'"
}
SCORES = {"-": -1, "-1": -1, "-1.0": -1, "0": 0, "0.0": 0, "+": 1, "+1": 1, "1": 1, "+1.0": 1, "1.0": 1}
MOST_DIGITS = 40
GROUP = 3


def number_of(text: str, form: NumberForm) -> Decimal | None:
    """Return the number that a text is in a form, exact; nothing if it is none."""
    plain = text.translate(MINUS).translate(SPACES)
    sign = "-" if plain.startswith("-") else ""
    whole, point, rest = plain.lstrip("+-" if plain[:1] in "+-" else "").partition(form.decimal)
    if plain[1:2] in {"+", "-"}:
        return None
    for separator in form.thousands:
        if separator in whole:
            first, *groups = whole.split(separator)
            if not 1 <= len(first) <= GROUP or any(len(group) != GROUP for group in groups):
                return None
            whole = first + "".join(groups)
            break
    digits = whole + rest
    if not digits.isdecimal() or not digits.isascii() or len(digits) > MOST_DIGITS or not whole or (point and not rest):
        return None
    return Decimal(f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}")


def score_of(text: str) -> int | None:
    """Return the score that a text is: -1, 0 or +1, or a bare sign; nothing if it is none."""
    return SCORES.get(text.translate(MINUS))
