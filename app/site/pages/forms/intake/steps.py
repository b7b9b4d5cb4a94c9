"""What the buttons of a form change in it. Pure functions: nothing is asked, nothing is saved."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.numbering import MOST, numbers_of, without
from app.site.pages.forms.intake.quotations import first_words, in_one_line, last_words

Values = dict[str, Sequence[str]]
PER_PAGE = 10
"""Candidates whose fields are shown at once; what the others hold is carried along."""

LONGEST_TITLE = 150
PAGE, MARKED, FOCUS, UNFOLDED = "page", "marked", "focus", "unfolded"
"""Fields of the form itself: which candidates are shown, words that were marked, the candidate to begin at, and of
which candidates and participants further fields were asked for."""

is_numbered = re.compile(f"({fields.CANDIDATE}|{fields.PARTICIPANT})-[1-9][0-9]{{0,2}}").fullmatch


def after_step(entries: Entries, do: str) -> Entries:
    """Return the form after a button was pressed; as it is where there is no such button."""
    name, _, of = do.partition("-")
    step = _STEPS.get(name)
    values: Values = {field: given for field, given in entries.values.items() if field != FOCUS}
    if step is not None:
        step(replace(entries, values=values), values, of)
    return replace(entries, values=values)


def _number(of: str) -> int | None:
    return int(of) if of.isascii() and of.isdigit() and 0 < len(of) < len(str(MOST)) + 1 else None


def _turn(_entries: Entries, values: Values, of: str) -> None:
    if _number(of):
        values[PAGE] = [of]


def _show(entries: Entries, values: Values, of: str) -> None:
    """Show the page of a candidate, beginning at it."""
    numbers = numbers_of(entries, fields.CANDIDATE)
    number = _number(of)
    if number in numbers:
        values[PAGE] = [str(numbers.index(number) // PER_PAGE + 1)]
        values[FOCUS] = [of]


def _unfold(entries: Entries, values: Values, of: str) -> None:
    """Show the further fields of a candidate or a participant."""
    if is_numbered(of):
        values[UNFOLDED] = list(dict.fromkeys([*entries.all(UNFOLDED), of]))
        what, _, number = of.partition("-")
        if what == fields.CANDIDATE:
            values[FOCUS] = [number]


def _add_marked(entries: Entries, values: Values, _of: str) -> None:
    words = in_one_line(entries.text(MARKED))
    values.pop(MARKED, None)
    if words:
        _add(entries, values, words)


def _take(entries: Entries, values: Values, of: str) -> None:
    """Take after all what was left out."""
    prefix = f"{fields.LEFT_OUT}-{of}-"
    passage = entries.text(prefix + "passage")
    if _number(of) and passage:
        left = without(values, prefix)
        values.clear()
        values.update(left)
        _add(entries, values, passage)


def _add(entries: Entries, values: Values, words: str) -> None:
    """Add a pledge with its quotation. What all candidates have in common it gets, too."""
    numbers = numbers_of(entries, fields.CANDIDATE)
    number = max(numbers, default=0) + 1
    if number >= MOST:
        return
    first = f"{fields.CANDIDATE}-{min(numbers, default=0)}-"
    common: Mapping[str, str] = {
        "announced": entries.text(first + "announced")
        or entries.text(first + "said")
        or entries.text("meeting-starts")
        or entries.text("source-published"),
        "voice": entries.text(first + "voice"),
        "language": entries.text("source-language"),
        "meeting_role": "made_at",
        "act": "announcement",
        "joint": "several",
    }
    title = words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"
    own = {"take": "yes", "type": fields.PLEDGE, "passage": words, "quote": words, "title": title}
    for name, value in {**common, **own}.items():
        if value:
            values[f"{fields.CANDIDATE}-{number}-{name}"] = [value]
    values[PAGE] = [str(len(numbers) // PER_PAGE + 1)]
    values[FOCUS] = [str(number)]


def _change_type(entries: Entries, values: Values, of: str) -> None:
    """Make a statement of a pledge, or a pledge of a statement: what both have stays."""
    prefix = f"{fields.CANDIDATE}-{of}-"
    if not _number(of) or not entries.text(prefix + "quote") + entries.text(prefix + "passage"):
        return
    if entries.text(prefix + "type") == fields.STATEMENT:
        changed = {
            "type": fields.PLEDGE,
            "title": entries.text(prefix + "title") or entries.text(prefix + "summary")[:LONGEST_TITLE],
            "announced": entries.text(prefix + "announced") or entries.text(prefix + "said"),
            "meeting_role": "made_at" if entries.text(prefix + "at_meeting") else "",
            "act": "announcement",
        }
    else:
        changed = {
            "type": fields.STATEMENT,
            "summary": entries.text(prefix + "summary") or entries.text(prefix + "title"),
            "said": entries.text(prefix + "said") or entries.text(prefix + "announced"),
            "at_meeting": "yes" if entries.text(prefix + "meeting_role") else "",
            "act": "",
        }
    # The kinds of pledges are not those of statements; its id may be of the other collection's making.
    for name, value in {**changed, "kind": "", "id": ""}.items():
        values[prefix + name] = [value]
    values[FOCUS] = [of]


def _shorten(by: Callable[[str], str]) -> Callable[[Entries, Values, str], None]:
    def shorten(entries: Entries, values: Values, of: str) -> None:
        field = f"{fields.CANDIDATE}-{of}-quote"
        if _number(of) and entries.text(field):
            values[field] = [by(entries.text(field))]
            values[FOCUS] = [of]

    return shorten


def add_participants(values: Values, names: Iterable[str]) -> None:
    """Add people to those who are named in the form, to be recorded with it."""
    first = max(numbers_of(Entries(values), fields.PARTICIPANT), default=0) + 1
    for number, name in zip(range(first, MOST), names, strict=False):
        values[f"{fields.PARTICIPANT}-{number}-name"] = [name]


def _cite(entries: Entries, values: Values, of: str) -> None:
    """Cite a known record in place of making a new one: `candidate-3-/an-id`; none, to make a new one after all."""
    prefix, slash, id = of.partition("/")
    if prefix and slash and any(field.startswith(prefix) for field in entries.values):
        values[prefix + "known"] = [id]


_STEPS: Mapping[str, Callable[[Entries, Values, str], None]] = {
    "page": _turn,
    "add": _add_marked,
    "take": _take,
    "type": _change_type,
    "first": _shorten(first_words),
    "last": _shorten(last_words),
    "participant": lambda _entries, values, _of: add_participants(values, [""]),
    "cite": _cite,
    "show": _show,
    "more": _unfold,
    "use": _cite,
}
