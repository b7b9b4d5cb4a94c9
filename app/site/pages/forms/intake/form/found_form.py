"""The form of what was found in a text, and of what is recorded of that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.site.pages.editing.entries import Entries
from app.site.pages.editing.fields import Field, Group
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.form.candidate_fields import Fold, pledge_fields, statement_fields
from app.site.pages.forms.intake.form.report_fields import meeting_fields, participant_fields, source_fields
from app.site.pages.forms.intake.numbering import Numbering, text_of
from app.site.pages.forms.intake.quotations import MOST_WORDS, sentence_around, words_of
from app.site.pages.forms.intake.steps import FOCUS, MARKED, PAGE, PER_PAGE, UNFOLDED
from app.site.pages.languages import Language

SURE = 0.65
"""What a rule finds that is so sure is shown in a line beside its passage: its fields need no look."""

NOT_CARRIED = frozenset({"form_token", "once", "do", "text", MARKED, FOCUS, PAGE})
"""Fields that the template has itself, or that hold of one press of a button alone."""


@dataclass(frozen=True)
class Shown:
    """Something of which the form has several, with its fields, and the rest of the sentence that says it.

    What needs no look is not `is_open`. It `has_more` fields than are shown: their values are carried along.
    """

    number: int
    prefix: str
    main: Sequence[Field]
    folds: Sequence[Fold] = ()
    has_more: bool = False
    is_open: bool = True
    is_new: bool = False
    quoted_words: int = 0
    before: str = ""
    behind: str = ""

    @property
    def fields(self) -> Sequence[Field]:
        """All its fields."""
        return [*self.main, *(one for fold in self.folds for one in fold.fields)]


@dataclass
class Found:
    """What the page of what was found shows."""

    source: Sequence[Field]
    meeting: Sequence[Field]
    attendance: Sequence[Field]
    participants: Sequence[Shown]
    candidates: Sequence[Shown]
    left_out: Sequence[int]
    taken: int
    total: int
    page: int
    pages: int
    by_fault: bool = field(default=False)

    def groups(self) -> list[Group]:
        """Return all fields of the page, for whoever looks for one of them."""
        several = [*self.participants, *self.candidates]
        return [Group("", [*self.source, *self.meeting, *self.attendance])] + [Group("", one.fields) for one in several]


def found_form(language: Language, entries: Entries, faulty: Sequence[str] = ()) -> Found:
    """Return what is shown of a form: a page of its candidates, or those of them in which a field is faulty."""
    numbering = Numbering(entries)
    numbers = numbering.numbers(fields.CANDIDATE)
    pages = max(-(-len(numbers) // PER_PAGE), 1)
    page = min(entries.number(PAGE, pages), pages)
    shown = numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
    wrong = [number for number in numbers if any(one.startswith(f"{fields.CANDIDATE}-{number}-") for one in faulty)]
    by_fault = not set(wrong) <= set(shown)
    if by_fault:
        shown = wrong[:PER_PAGE]
    meeting, attendance = meeting_fields(language, numbering)
    candidates = _Candidates(language, entries, numbering, text_of(entries), faulty)
    return Found(
        source=source_fields(language, is_found=True),
        meeting=meeting,
        attendance=attendance,
        participants=[
            _participant(language, entries, number, faulty) for number in numbering.numbers(fields.PARTICIPANT)
        ],
        candidates=[candidates.shown(number) for number in shown],
        left_out=numbering.numbers(fields.LEFT_OUT),
        taken=sum(bool(entries.text(f"{fields.CANDIDATE}-{number}-take")) for number in numbers),
        total=len(numbers),
        page=page,
        pages=pages,
        by_fault=by_fault,
    )


@dataclass(frozen=True)
class _Candidates:
    """Shows candidates of a form, each with the rest of the sentence that says it."""

    language: Language
    entries: Entries
    numbering: Numbering
    text: str
    faulty: Sequence[str]

    def shown(self, number: int) -> Shown:
        """Return a candidate with its fields."""
        prefix, text = f"{fields.CANDIDATE}-{number}-", self.entries.text
        if text(prefix + "type") == fields.STATEMENT:
            main, folds = statement_fields(self.language, prefix)
        else:
            main, folds = pledge_fields(self.language, self.numbering, prefix)
        take = Field(prefix + "take", self.language.gettext("Record this"), "flag")
        start, end = (_offset(text(prefix + name)) for name in ("start", "end"))
        before, behind = sentence_around(self.text, start, end)
        shown = _unfolded(self.entries, prefix, folds, self.faulty)
        quoted_words, is_new = len(words_of(text(prefix + "quote"))), text(FOCUS) == str(number)
        needs_look = _is_faulty(prefix, self.faulty) or is_new or quoted_words > MOST_WORDS
        is_sure = bool(text(prefix + "take")) and _share(text(prefix + "confidence")) >= SURE
        return Shown(
            number,
            prefix,
            [take, *main],
            shown,
            has_more=len(shown) < len(folds),
            is_open=needs_look or not is_sure or prefix.rstrip("-") in self.entries.all(UNFOLDED),
            is_new=is_new,
            quoted_words=quoted_words,
            before=before,
            behind=behind,
        )


def _participant(language: Language, entries: Entries, number: int, faulty: Sequence[str]) -> Shown:
    """Return somebody who is named. Who is known needs no look."""
    prefix = f"{fields.PARTICIPANT}-{number}-"
    main, folds = participant_fields(language, prefix)
    shown = _unfolded(entries, prefix, folds, faulty)
    is_open = not entries.text(prefix + "known") or _is_faulty(prefix, faulty) or bool(shown)
    return Shown(number, prefix, main, shown, has_more=len(shown) < len(folds), is_open=is_open)


def _unfolded(entries: Entries, prefix: str, folds: Sequence[Fold], faulty: Sequence[str]) -> list[Fold]:
    """Return the further fields that are shown: those asked for, those that should be seen, and where a fault is."""
    is_asked_for = prefix.rstrip("-") in entries.all(UNFOLDED)
    return [one for one in folds if one.is_shown or is_asked_for or any(inner.name in faulty for inner in one.fields)]


def _is_faulty(prefix: str, faulty: Sequence[str]) -> bool:
    return any(one.startswith(prefix) for one in faulty)


def _share(given: str) -> float:
    try:
        return float(given)
    except ValueError:
        return 0.0


def _offset(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < len("10000000") else 0


def carried(entries: Entries, shown: Iterator[Field]) -> Mapping[str, Sequence[str]]:
    """Return what the form holds beside the fields that are shown: it is sent along."""
    names = {one.name for one in shown} | NOT_CARRIED
    return {
        name: [value for value in values if value.strip()]
        for name, values in entries.values.items()
        if name not in names and any(value.strip() for value in values)
    }
