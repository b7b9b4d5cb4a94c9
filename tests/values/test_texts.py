import re
import time
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.values.format_characters import PASSED_OVER
from app.values.texts import ShortText, Tag, Text, Title, WholeText

Refused = Callable[[TypeAdapter[Any], object], str]
TEXT: TypeAdapter[str] = TypeAdapter(Text)
LINE: TypeAdapter[str] = TypeAdapter(ShortText)
TITLE: TypeAdapter[str] = TypeAdapter(Title)
WHOLE: TypeAdapter[str] = TypeAdapter(WholeText)
TAG: TypeAdapter[str] = TypeAdapter(Tag)


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("  Arévalo\n", "Arévalo"),
        ("Are\u0301valo", "Arévalo"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("\u00a0x\u3000", "x"),
        ("حقيقة \U0001f91d", "حقيقة \U0001f91d"),
        ("\u0958", "\u0915\u093c"),
        ("x" * 20_000, "x" * 20_000),
        (" " * 50_000 + "x", "x"),
    ],
)
def test_texts_are_stored_in_one_form(given_text: str, stored: str) -> None:
    assert TEXT.validate_python(given_text) == stored


@pytest.mark.parametrize("adapter", [LINE, TITLE])
def test_lengths_are_counted_after_normalising(adapter: TypeAdapter[str], refused: Refused) -> None:
    assert adapter.validate_python("e\u0301" * 300) == "é" * 300
    assert adapter.validate_python("\U0001f91d" * 300) == "\U0001f91d" * 300
    # Four code points that NFC makes one of: the most it ever does.
    assert len(adapter.validate_python("\u03b1\u0313\u0300\u0345" * 300)) == 300
    assert refused(adapter, "x" * 301) == "text_too_long"
    assert refused(adapter, "\u0958" * 151) == "text_too_long"
    assert refused(TEXT, "x" * 20_001) == "text_too_long"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("", "text_blank"),
        (" \n\t\u2003", "text_blank"),
        ("\u200b\u200d\ufeff", "text_blank"),
        ("nul\x00nul", "text_control"),
        ("unit\x1f", "text_control"),
        ("\x85next line", "text_control"),
        ("\x1cfile separator\x1d", "text_control"),
        ("delete\x7f", "text_control"),
        ("lone\ud800", "text_not_unicode"),
        ("non\ufdd0character", "text_not_unicode"),
        ("non\uffff", "text_not_unicode"),
        ("non\U0001fffe", "text_not_unicode"),
        ("non\U0010ffff", "text_not_unicode"),
        ("zalgo" + "\u0301" * 31, "text_marks"),
        ("\u202egnp.exe", "text_override"),
        ("\u202da\u202c", "text_override"),
    ],
)
def test_texts_that_no_database_should_hold_are_refused(bad: str, code: str, refused: Refused) -> None:
    assert refused(TEXT, bad) == code
    assert refused(LINE, bad) == code


@pytest.mark.parametrize("unseen", [
    "\u00ad", "\u061c", "\u180e", "\u200b", "\u200e", "\u200f", "\u202a", "\u2060", "\u2066", "\ufeff", "\U000e0041",
    "\u034f", "\u115f", "\u17b4", "\u180b", "\u2065", "\u3164", "\ufe0f", "\uffa0", "\U000e0100", "\U000e0fff",
], ids=ascii)  # fmt: skip
def test_a_line_leaves_out_what_cannot_be_seen(unseen: str) -> None:
    for adapter in (LINE, TITLE):
        assert adapter.validate_python(f"{unseen} Gua{unseen}temala {unseen}") == "Guatemala"
    # Quotations are compared with longer texts, letter by letter.
    assert TEXT.validate_python(f"Gua{unseen}temala") == f"Gua{unseen}temala"
    assert WHOLE.validate_python(f"Gua{unseen}temala") == f"Gua{unseen}temala"


@pytest.mark.parametrize("unseen", ["\u034f", "\u115f\u1160", "\u3164", "\ufe0f", "\u200d", "\uffa0", "\U000e0100"])
def test_nothing_but_what_cannot_be_seen_is_nothing(unseen: str, refused: Refused) -> None:
    for adapter in (LINE, TEXT, WHOLE):
        assert refused(adapter, f" {unseen} ") == "text_blank"


@pytest.mark.parametrize("written", ["\u260e\ufe0f", "\u2139\ufe0f 1\ufe0f\u20e3", "\u845b\U000e0100", "\u1820\u180b"])
def test_a_line_keeps_what_chooses_a_form(written: str) -> None:
    assert LINE.validate_python(written) == written
    assert LINE.validate_python(f"{written}\ufe0f") == written


@pytest.mark.parametrize("written", ["\u0645\u06cc\u200c\u062e", "क्\u200dष", "👩\u200d👩\u200d👧", "\u0600\u0661"])
def test_a_line_keeps_what_joins_letters(written: str) -> None:
    assert LINE.validate_python(written) == written


def test_every_format_character_is_seen_passed_over_or_left_out() -> None:
    seen = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
    known = re.compile(f"[{seen}{PASSED_OVER}]")
    formats = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Cf"]
    assert [ascii(character) for character in formats if not known.match(character)] == []


# Default_Ignorable_Code_Point (Unicode 17, DerivedCoreProperties.txt).
IGNORABLE = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip


def test_what_programs_are_to_ignore_is_passed_over() -> None:
    known = re.compile(f"[{PASSED_OVER}]")
    ignorable = [chr(point) for first, last in IGNORABLE for point in range(first, last + 1)]
    assert [ascii(character) for character in ignorable if not known.match(character)] == []


def test_a_whole_document_is_taken_as_it_was_found() -> None:
    assert WHOLE.validate_python("\u202eabc\u202c") == "\u202eabc\u202c"


@pytest.mark.parametrize("bad", ["two\nlines", "a\ttab", "line\u2028separator", "old\rMac"])
def test_a_short_text_is_one_line(bad: str, refused: Refused) -> None:
    assert refused(LINE, bad) == "text_one_line"
    TEXT.validate_python(bad)


@pytest.mark.parametrize(
    "tag", ["migration", "visita-2025", "safe third country", "a", "ß", "हिन्दी", "ไทย", "移民", "2.0_b", "x" * 80]
)
def test_tags_take_words_of_any_script(tag: str) -> None:
    assert TAG.validate_python(f" {tag} ") == tag


def test_spaces_in_tags_count_once() -> None:
    assert TAG.validate_python("safe   third country") == "safe third country"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("Migration", "tag_case"),
        ("ÉTATS", "tag_case"),
        ("two\u00a0words", "tag_form"),
        ("two\twords", "text_one_line"),
        ("a/b", "tag_form"),
        ("a#b", "tag_form"),
        ("-x", "tag_form"),
        (".", "tag_form"),
        ("\u0301x", "tag_form"),
        ("emoji\U0001f91d", "tag_form"),
        ("x" * 81, "text_too_long"),
    ],
)
def test_other_tags_are_refused(bad: str, code: str, refused: Refused) -> None:
    assert refused(TAG, bad) == code


def test_all_white_space_of_unicode_is_stripped() -> None:
    spaces = "".join(chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) in {"Zs", "Zl", "Zp"})
    assert LINE.validate_python(f"{spaces}\t\n x {spaces}") == "x"


@given(st.text(min_size=1))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    for adapter in (TEXT, LINE, TAG):
        try:
            stored = adapter.validate_python(text)
        except ValidationError:
            continue
        assert adapter.validate_python(stored) == stored
        assert stored == unicodedata.normalize("NFC", stored).strip()
        stored.encode()


def test_runs_of_marks_cost_no_time() -> None:
    started = time.thread_time()
    with pytest.raises(ValidationError):
        TEXT.validate_python("a" + "\u0301\u0323" * 39_000)
    assert time.thread_time() - started < 0.5
