from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.values.links import CodeInScheme, ExternalIds, Sha256, WebAddress, WikidataId, code_in, scheme_and_code

Refused = Callable[[TypeAdapter[Any], object], str]
ADDRESS: TypeAdapter[str] = TypeAdapter(WebAddress)
SHA256: TypeAdapter[str] = TypeAdapter(Sha256)
WIKIDATA: TypeAdapter[str] = TypeAdapter(WikidataId)
EXTERNAL: TypeAdapter[dict[str, str]] = TypeAdapter(ExternalIds)
CODE: TypeAdapter[str] = TypeAdapter(CodeInScheme)


@pytest.mark.parametrize(
    "good",
    [
        "https://www.state.gov/joint-statement/?a=b#c",
        "HTTP://Example.ORG",
        "http://localhost:8000/",
        "http://127.0.0.1/x",
        "http://[2001:db8::1]:80/x",
        "https://exämple.de/ü/%20?q=a@b",
        "https://web.archive.org/web/2025/https://a.example/",
        "https://minex.gob.gt./",
        "https://a.example/" + "x" * 1_982,
    ],
)
def test_addresses_are_kept_as_given(good: str) -> None:
    assert ADDRESS.validate_python(good) == good


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("", "address_scheme"),
        ("www.state.gov", "address_scheme"),
        ("javascript:alert(1)", "address_scheme"),
        ("ftp://example.org/", "address_scheme"),
        ("//example.org/", "address_scheme"),
        ("http:example.org", "address_scheme"),
        ("https:///path", "address_host"),
        ("https://?", "address_host"),
        ("https://:80/", "address_host"),
        ("https://./", "address_host"),
        ("https://a..b/", "address_host"),
        ("https://[::1/", "address_host"),
        ("https://a:port/", "address_host"),
        ("https://a:99999/", "address_host"),
        ("https://a%00b/", "address_host"),
        ("https://" + "a." * 200 + "org/", "address_host"),
        ("https://user:secret@example.org/", "address_userinfo"),
        ("https://user@example.org/", "address_userinfo"),
        (" https://example.org/", "address_characters"),
        ("https://example.org/a b", "address_characters"),
        ("https://example.org/\n", "address_characters"),
        ("https://example.org/\x00", "address_characters"),
        ("https://example.org/\ud800", "address_characters"),
        ("https://example.org/\u202e", "address_characters"),
        ("https://example.org\\@evil.example/", "address_characters"),
        ('https://example.org/"><script>', "address_characters"),
        ("https://a.example/" + "x" * 1_983, "address_too_long"),
    ],
)
def test_other_addresses_are_refused(bad: str, code: str, refused: Refused) -> None:
    assert refused(ADDRESS, bad) == code


@given(st.text(st.characters(codec=None)))
def test_any_host_is_kept_or_refused(text: str) -> None:
    for address in (f"http://{text}", f"https://{text}/", f"http://[{text}]"):
        try:
            assert ADDRESS.validate_python(address) == address
        except ValidationError:
            continue


def test_digests_and_items(refused: Refused) -> None:
    assert SHA256.validate_python("0a" * 32) == "0a" * 32
    for bad in ("0A" * 32, "0a" * 31, "0a" * 33, "0g" * 32, "0a" * 32 + "\n", "\u0660" * 64):
        assert refused(SHA256, bad) == "sha256"
    assert WIKIDATA.validate_python("Q774") == "Q774"
    for bad in ("q774", "Q0774", "Q", "P31", "Q" + "1" * 13, "Q774\n", "Q\u0667"):
        assert refused(WIKIDATA, bad) == "wikidata_id"


def test_external_ids(refused: Refused) -> None:
    good = {"un-treaty-series": "I-59000", "a.b_c": "x" * 300, "0" * 50: "é"}
    assert EXTERNAL.validate_python(good) == good
    assert EXTERNAL.validate_python({"a": " e\u0301 "}) == {"a": "é"}
    assert len(EXTERNAL.validate_python({f"s{n}": "x" for n in range(20)})) == 20
    assert refused(EXTERNAL, {f"s{n}": "x" for n in range(21)}) == "by_scheme_many"
    assert refused(EXTERNAL, ["a"]) == "by_scheme_form"
    assert refused(EXTERNAL, {"a": ""}) == "text_blank"
    assert refused(EXTERNAL, {"a": 5}) == "string_expected"
    for scheme in ("", "A", "a b", "-a", "a" * 51, "\ud800", "a\n", 5):
        assert refused(EXTERNAL, {scheme: "x"}) == "by_scheme_scheme"


@pytest.mark.parametrize("code", ["wikidata:Q774", "cap-topic:900: immigration", "a:é", "0" * 50 + ":" + "x" * 300])
def test_a_code_in_a_scheme(code: str) -> None:
    assert CODE.validate_python(code) == code
    scheme, value = scheme_and_code(code)
    assert EXTERNAL.validate_python({scheme: value}) == {scheme: value}
    assert code_in(scheme, value) == code


def test_a_code_reads_as_it_is_stored() -> None:
    assert CODE.validate_python("a: e\u0301 ") == "a:é"


@pytest.mark.parametrize("bad", ["eurlex", "Eurlex:1", ":Q7", "eurlex:", "a b:x", ""])
def test_other_codes_are_refused(bad: str, refused: Refused) -> None:
    assert refused(CODE, bad) == "code_in_scheme"


def test_a_bad_scheme_is_not_repeated_in_the_errors_place() -> None:
    with pytest.raises(ValidationError) as caught:
        EXTERNAL.validate_python({"Secret Scheme": "x"})
    assert [error["loc"] for error in caught.value.errors()] == [()]
    with pytest.raises(ValidationError) as caught:
        EXTERNAL.validate_python({"good": ""})
    assert [error["loc"] for error in caught.value.errors()] == [("good",)]
