"""YAML is read without its surprises: each hostile text is refused with its line, in no time."""

import json
import time
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from typing_extensions import override

from app.exchange.formats import strict_yaml
from app.exchange.formats.strict_yaml import MAX_LEVELS, PIECE, BadYaml, parse

PARSERS = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
BOMB = b"a: &a [x]\n" + b"".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n".encode()
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest) -> Any:
    return request.param


def faults(octets: bytes, parser: Any) -> list[tuple[int, str]]:
    with pytest.raises(BadYaml) as caught:
        parse(octets, parser)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("40", 40),
        ("2.5", Decimal("2.5")),
        ("-0.10", Decimal("-0.10")),
        ("1500000.75", Decimal("1500000.75")),
        # Everything that YAML 1.1 takes for something else stays what was written.
        *(
            (text, text)
            for text in (
                "NO", "no", "yes", "on", "off", "True", "TRUE", "Null", "NULL", "~", "y", "n",
                "2025-02-05", "2025-02-05T12:30:45Z", "12:30:45", "012", "0x10", "0o17", "0b1", "1_000", "+1", "1e3",
                ".5", "5.", "1.5e3", ".inf", "-.inf", ".nan", "=", "12345678901234567890", "--1", "1.2.3",
            )
        ),
        ("'40'", "40"),
        ('"true"', "true"),
        ("''", ""),
        ("|-\n  40", "40"),
        (">-\n  two\n  lines", "two lines"),
    ],
)  # fmt: skip
def test_only_what_is_plainly_typed_is_typed(parser: Any, text: str, value: object) -> None:
    read = parse(f"key: {text}\n".encode(), parser).plain()
    # Not ==, to which true is 1.
    assert repr(read) == repr({"key": value})


@pytest.mark.parametrize("key", ["NO", "true", "null", "40", "2025-02-05", "'quoted'", "<<"])
def test_keys_are_words(parser: Any, key: str) -> None:
    assert list(parse(f"{key}: x".encode(), parser).plain()) == [key.strip("'")]


@pytest.mark.parametrize(
    ("octets", "line", "words"),
    [
        (b"a: 1\nb: &x 2\n", 2, "has an anchor"),
        (b"- &x a\n- b\n", 1, "has an anchor"),
        (b"a: !!python/object/apply:os.system [ls]", 1, "has a tag"),
        (b"a: !!str 5", 1, "has a tag"),
        (b"a:\n  - !local x", 2, "has a tag"),
        (b"a: ! x", 1, "has a tag"),
        (b"%TAG ! tag:example.org,2000:\n---\na: !b c", 3, "has a tag"),
        (b"a: 1\nb: 2\n\na: 3", 4, "repeats a key of line 1"),
        (b"x:\n  - a: 1\n    b: 2\n    a: 3", 4, "repeats a key of line 2"),
        (b"{a: 1, 'a': 2}", 1, "repeats a key of line 1"),
        (b"[" * 3000, 1, "is nested deeper than"),
        (b"- " * 3000, 1, "is nested deeper than"),
        (b"{a: " * 3000, 1, "is nested deeper than"),
        (b"a: 1\n---\nb: 2", 2, "begins a second document"),
        (b"? [a]\n: b", 1, "has a list or mapping as a key"),
        (b"{{a: b}: c}", 1, "has a list or mapping as a key"),
        (b"", 1, "is empty"),
        (b"# nothing but a comment\n", 1, "is empty"),
        (b"a: 1\nb: \xff\n", 2, "is not UTF-8"),
        ("a: é\n".encode("utf-16"), 1, "is not UTF-8"),
        (b"a: \xed\xa0\x80\n", 1, "is not UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00\x00", 1, "holds the control character U+007F"),
        (b"a: 1\nb: x\x00y\n", 2, "holds the control character U+0000"),
        (b"a: 1\n\tb: 2\n", 2, "is not YAML"),
        (b"a: b: c", 1, "is not YAML"),
        (b"a: [1, 2\n", 2, "is not YAML"),
        (b"a: 'x\n", 2, "is not YAML"),
        (b"%YAML 9.9\n---\na: b", 1, "is not YAML"),
    ],
)
def test_what_is_not_taken_is_named_with_its_line(parser: Any, octets: bytes, line: int, words: str) -> None:
    found = faults(octets, parser)
    assert any(fault.startswith(words) for at, fault in found if at == line), found


def test_aliases_are_refused_where_they_stand(parser: Any) -> None:
    assert faults(b"a: &x 1\nb: *x\nc:\n  - *x\n", parser) == [
        (1, "has an anchor; remove it"),
        (2, "is an alias: write the value out"),
        (4, "is an alias: write the value out"),
    ]
    assert faults(b"a: &x 1\n*x : 2\n", parser)[-1] == (2, "is an alias: write the value out")


@pytest.mark.parametrize("octets", [BOMB, b"[" * 1_000_000, b"- " * 500_000, b"a: " * 300_000, b"x" * 5_000_000])
def test_nothing_takes_long(octets: bytes) -> None:
    started = time.thread_time()
    with suppress(BadYaml):
        parse(octets)
    assert time.thread_time() - started < 5


def test_a_byte_order_mark_and_windows_line_ends_are_taken(parser: Any) -> None:
    root = parse(b"\xef\xbb\xbfa: NO\r\nb:\r\n  - x\r\n  - y\r\n", parser)
    assert root.plain() == {"a": "NO", "b": ["x", "y"]}
    assert [root.line_of(pointer) for pointer in ("/a", "/b", "/b/0", "/b/1")] == [1, 2, 3, 4]


def test_every_value_has_its_line(parser: Any) -> None:
    root = parse(b"a:\n  - b: 1\n    c: >-\n      long\n      text\n    d:\n      e: 2\n  - f/g: {h~: 3}\n", parser)
    lines = {
        "/a": 1, "/a/0": 2, "/a/0/b": 2, "/a/0/c": 3, "/a/0/d": 6, "/a/0/d/e": 7, "/a/1": 8, "/a/1/f~1g/h~0": 8,
        # What is not there stands where it would have to be put.
        "/a/0/z": 2, "/a/0/d/z/y": 6, "/a/7": 1, "": 1,
    }  # fmt: skip
    assert {pointer: root.line_of(pointer) for pointer in lines} == lines


def test_depth_has_a_limit_that_bundles_do_not_meet(parser: Any) -> None:
    assert parse(b"[" * MAX_LEVELS + b"]" * MAX_LEVELS, parser).line == 1
    assert faults(b"[" * (MAX_LEVELS + 1) + b"]" * (MAX_LEVELS + 1), parser)


@given(st.binary(max_size=200) | st.text(alphabet=" \n:-[]{}&*!|>'\"%#,?ab1.~\\\t", max_size=60).map(str.encode))
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    found: list[tuple[int, str]] = []
    try:
        parse(octets).plain()
    except BadYaml as error:
        found = error.faults
    lines = octets.count(b"\n") + octets.count(b"\r") + 2
    assert all(1 <= line <= lines and fault for line, fault in found)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text("abc", min_size=1), values, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_a_yaml_writer_writes_is_read_again(value: Any) -> None:
    class Quoting(yaml.SafeDumper):
        """Puts every string between quotation marks, and writes nothing twice by reference."""

        @override
        def ignore_aliases(self, _data: object) -> bool:
            return True

    Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
    written = yaml.dump({"value": value}, Dumper=Quoting, allow_unicode=True)
    assert parse(written.encode()).plain() == {"value": value}


@given(JSON, st.sampled_from([None, 2, "\t"]))
@example("\U0001f600", None)
@example("\\ud83d\\ude00 \\\U0001f600", None)
def test_json_is_yaml_whatever_it_escapes(value: Any, indent: int | str | None) -> None:
    written = json.dumps({"value": value}, indent=indent)
    assert parse(written.encode()).plain() == {"value": value}


def test_control_characters_are_looked_for_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces, pattern = list[int](), yaml.reader.Reader.NON_PRINTABLE

    class Watched:
        @staticmethod
        def search(text: str, start: int = 0, end: int | None = None) -> Any:
            pieces.append((len(text) if end is None else end) - start)
            return pattern.search(text, start, len(text) if end is None else end)

    monkeypatch.setattr(yaml.reader.Reader, "NON_PRINTABLE", Watched)
    text = b"- word\n" * PIECE
    with pytest.raises(BadYaml) as caught:
        parse(text + b"- \x07\n")
    assert caught.value.faults == [(PIECE + 1, "holds the control character U+0007; remove it")]
    assert (max(pieces), len(pieces)) == (PIECE, 8)


def test_a_value_of_megabytes_is_asked_for_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[int]()

    class Watched(strict_yaml.Pieces):
        @override
        def read(self, size: int = PIECE, /) -> str:
            asked.append(size)
            return super().read(size)

    monkeypatch.setattr(strict_yaml, "Pieces", Watched)
    assert parse(b"note: " + b"\xc3\xa9" * 1_000_000).plain() == {
        "note": "\N{LATIN SMALL LETTER E WITH ACUTE}" * 1_000_000
    }
    assert max(asked) <= PIECE < 1_000_000 < sum(asked)
