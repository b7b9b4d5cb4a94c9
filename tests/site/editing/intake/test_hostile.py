"""Forms that no page of ours has sent: answered with the form or a refusal, never with a failure."""

import zlib
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person
from tests.site.editing.intake.conftest import COMMUNIQUE, PATH, Recorder
from tests.site.editing.intake.test_recording import head

READ = {"reading": "abcd1234", "text": "Guatemala will open a crossing."}
THOUSAND = {
    f"candidate-{number}-{name}": value
    for number in range(1, 1_000)
    for name, value in {"take": "yes", "type": "pledge", "title": f"Do {number}", "promisor": "guatemala"}.items()
}
ROWS = {f"candidate-1-target-{number}-value": "1" for number in range(1, 999)}
NAMES = {"candidate-1-take": "yes", "candidate-1-promisor": [f"Nobody {number}" for number in range(3_000)]}
HOSTILE: Mapping[str, Mapping[str, Any]] = {
    "nothing": {},
    "no text": {"reading": "abcd", "text": None},
    "empty": {"reading": "x", "text": "", "source-title": ""},
    "NUL": {"candidate-1-take": "yes", "candidate-1-title": "a\0b", "candidate-1-promisor": "\0", "source-title": "\0"},
    "control characters": {"source-title": "a\x01b", "reading": "\x02\n\x03", "meeting-title": "\x04"},
    "no numbers": {"candidate-0-take": "yes", "candidate-x-take": "yes", "candidate-1000-take": "yes"},
    "wrong offsets": {
        "candidate-1-take": "yes", "candidate-1-passage": "a", "candidate-1-start": "99999999", "candidate-1-end": "-1",
        "candidate-2-passage": "b", "candidate-2-start": "٣", "candidate-2-end": "1e9",
    },
    "nonsense words": {
        "candidate-1-take": "yes", "candidate-1-type": "nonsense", "candidate-1-rule": "nonsense",
        "candidate-1-confidence": "nan", "candidate-1-reason": ["nonsense", "__class__"], "candidate-1-kind": "no",
        "candidate-1-strength": "nonsense", "candidate-1-voice": "nonsense", "ignored-1-why": "nonsense",
        "ignored-1-passage": "a", "source-kind": "nonsense", "source-language": "nonsense", "page": "nonsense",
    },
    "foreign ids": {
        "candidate-1-take": "yes", "candidate-1-id": "../../keys", "candidate-1-title": "A", "participant-1-id": "{}",
        "participant-1-name": "A", "candidate-1-promisor": "A", "candidate-1-link-1-type": "part_of",
        "candidate-1-link-1-pledge": "nothing-there", "meeting-known": "nothing-there", "source-known": "nothing there",
        "participant-1-known": "nothing there", "candidate-1-topic": "nothing-there", "meeting-match": ["a/b", '"><b>'],
    },
    "duplicates": {
        "candidate-1-take": ["yes", "no"], "candidate-1-id": "same-id", "candidate-2-id": "same-id",
        "candidate-2-take": "yes", "candidate-1-promisor": ["guatemala"] * 50, "candidate-1-title": "A",
        "candidate-2-title": "A", "candidate-2-promisor": "guatemala", "participant-1-name": "A",
        "participant-2-name": "A",
    },
    "statements": {
        "candidate-1-take": "yes", "candidate-1-type": "statement", "candidate-1-speaker": "guatemala",
        "candidate-1-attributed_to": "somebody", "candidate-2-take": "yes", "candidate-2-type": "statement",
    },
    "many rows": {"candidate-1-take": "yes", "candidate-1-title": "A", "candidate-1-promisor": "guatemala", **ROWS},
    "many names": NAMES,
    "a thousand candidates": THOUSAND,
    "long values": {
        "candidate-1-take": "yes", "candidate-1-title": "a" * 100_000, "candidate-1-quote": "a " * 50_000,
        "candidate-1-promisor": "b" * 50_000, "source-title": "c" * 100_000, "candidate-1-known": "d" * 100_000,
    },
    "many combining marks": {"candidate-1-take": "yes", "candidate-1-title": "e" + "\u0301" * 20_000},
}  # fmt: skip
BUTTONS = ("review", "record", "add", "page-99", "take-1", "type-1", "cite-candidate-1-/x", "save", "check", "read")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_form_makes_it_fail(editor: Person, seeded: Service, name: str) -> None:
    token, before = editor.open(PATH)["form_token"], head(seeded)
    given = {field: value for field, value in {**READ, **HOSTILE[name]}.items() if value is not None}
    many = len(given) > 900 or name == "many names"
    for button in ("review", "record") if many else BUTTONS:
        page = editor.client.post(PATH, data={"form_token": token, **given, "do": button}, timeout=60)
        assert page.status_code in {200, 303, 422}, (name, button, page.text[:2_000])
    if name != "a thousand candidates":
        assert head(seeded) == before


def test_a_text_of_two_mebibytes_is_kept_and_a_longer_form_is_refused(editor: Person) -> None:
    token, text = editor.open(PATH)["form_token"], "ñandú. " * (2 * 1024 * 1024 // 9)
    assert len(text.encode()) <= 2 * 1024 * 1024
    form = {"form_token": token, "reading": "abcd1234", "text": text, "do": "page-1"}
    page = editor.client.post(PATH, data=form, timeout=60)
    assert (page.status_code, text[-100:].strip() in page.text) == (200, True)
    assert editor.client.post(PATH, data={**form, "text": text * 4}, timeout=60).status_code == 413


def test_a_text_that_is_too_long_to_be_read_is_told(editor: Person) -> None:
    token = editor.open(PATH)["form_token"]
    page = editor.client.post(PATH, data={"form_token": token, "text": "a " * 1_100_000, "do": "read"}, timeout=60)
    assert (page.status_code, 'href="#field-text"' in page.text) == (422, True)


def test_too_many_fields_are_refused(editor: Person) -> None:
    page = editor.client.post(PATH, data={**READ, **{f"field-{number}": "x" for number in range(20_001)}}, timeout=60)
    assert page.status_code == 400


def packing(told: str) -> str:
    return b64encode(zlib.compress(told.encode())).decode()


@pytest.mark.parametrize(
    "given",
    [
        "no base64!",
        b64encode(b"not compressed").decode(),
        packing('{"candidate-1-title": ["broken off"')[:-8] + "AAAA",
        packing("[]"),
        packing('{"candidate-1-title": "no list"}'),
        packing('{"candidate-1-title": [1]}'),
        packing('{"candidate-1-title": [' + ",".join(['"x"'] * 20_001) + "]}"),
        packing('{"candidate-1-title": ["' + "x" * 9_000_000 + '"]}'),
    ],
    ids=["base64", "zlib", "half", "list", "text", "number", "fields", "bytes"],
)
def test_what_was_packed_otherwise_is_refused(editor: Person, given: str) -> None:
    token = editor.open(PATH)["form_token"]
    page = editor.client.post(PATH, data={**READ, "form_token": token, "packed": given, "do": "review"}, timeout=60)
    assert page.status_code == 400


def test_what_a_form_shows_counts_before_what_it_carries_along(recorder: Recorder, unique: Unique) -> None:
    recorder.press("read", {"text": COMMUNIQUE, "source-title": unique("Packed")})
    assert "candidate-1-start" not in {name for name, _value in recorder.form.fields}
    carried = next(value for name, value in recorder.form.fields if name == "packed")
    recorder.press("page-1", {"candidate-1-start": "7", "packed": carried})
    assert recorder.value("candidate-1-start") == ["7"]
