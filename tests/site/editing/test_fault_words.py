"""What forms show of refusals in Spanish: every message that models and rules can give, and every code, has words."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from app import errors
from app.site.pages.editing.fields import Field, Form, Group
from app.site.pages.editing.refusals import field_faults
from app.site.pages.languages import ENGLISH, LANGUAGES
from app.site.pages.wording.sentences.faults import code_words, fault_words
from app.site.pages.wording.sentences.record_faults import OF_CODES
from app.values.wording.messages import MESSAGES
from tests.site.editing.conftest import Person

SPANISH = LANGUAGES["es"]
APP = Path(errors.__file__).parent
SAY_WHAT_IS_WRONG = ("values", "records", "ledger/writing", "ledger/merging", "ledger/references")
NOT_OF_FORMS = ("values/search", "values/identifiers.py", "warnings.py", "base/history", "base/lists", "base/revisions")
"""Questions, and what is declared in the program or only warned of."""

OWN_WORDS = ("guard ", "unknown field; ", "looks like a record", "no source is cited", "Write a date in EDTF: ")
"""Messages that forms tell otherwise: guards, what looks alike or is doubtful, and how days are written."""

PROBLEMS_OF_CONNECTIONS = {
    "bad-cursor", "method-not-allowed", "not-acceptable", "origin-not-allowed", "request-timeout", "uri-too-long",
    "range-not-satisfiable", "header-fields-too-large",
}  # fmt: skip
"""What pages never cause: these are about addresses and connections."""


def said(node: ast.expr | None) -> str | None:
    """Return a text as it may come out, its places filled; None for what is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return re.sub(r"\{[a-z_]+\}", "7", text)
        case ast.JoinedStr(values=pieces):
            return "".join(said(piece) or "7" for piece in pieces)
        case _:
            return None


def messages() -> Iterator[tuple[str, str]]:
    """Yield what is written in the program as what is wrong, with where that stands."""
    for part in SAY_WHAT_IS_WRONG:
        for path in sorted((APP / part).rglob("*.py")):
            place = path.relative_to(APP).as_posix()
            if any(one in place for one in NOT_OF_FORMS):
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                for told in of_node(node):
                    if told and " " in told and not told.startswith(OWN_WORDS):
                        yield told, place


def of_node(node: ast.AST) -> list[str | None]:
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=[ast.Name("code"), ast.Name("message")])], value=ast.Tuple(elts=pair)):
            return [said(pair[1])]
        case ast.Assign(targets=[ast.Name("message" | "reason" | "REMEDY")]):
            return [said(node.value)]
        case ast.Call(func=ast.Name("Fault"), args=[first, *_]):
            return [said(first)]
        case ast.Call(func=ast.Name("refuse" | "PydanticCustomError"), args=[_, told, *_]):
            return [said(told)]
        case _:
            return []


def test_every_message_has_words_in_spanish() -> None:
    found = list(messages())
    assert len(found) > 80
    lacking = {
        (told, place)
        for told, place in found
        if (words := fault_words(SPANISH, told)) is None or words == told or "{" in words
    }
    assert lacking == set()


def details() -> Iterator[tuple[str, str]]:
    """Yield what is said of refusals without faults, with where that stands."""
    known = {error.__name__ for error in errors.all_errors().values()}
    for part in (*SAY_WHAT_IS_WRONG, "preconditions.py", "http/idempotency.py"):
        for path in [APP / part] if part.endswith(".py") else sorted((APP / part).rglob("*.py")):
            place, detail = path.relative_to(APP).as_posix(), None
            nodes = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.stmt | ast.Call))
            for node in sorted(nodes, key=lambda one: (one.lineno, one.col_offset)):
                match node:
                    case ast.Assign(targets=[ast.Name("detail")]):
                        detail = said(node.value)
                    case ast.Call(func=ast.Name(name), args=[first, *_]) if name in known and not any(
                        one.arg == "faults" for one in node.keywords
                    ):
                        told = detail if isinstance(first, ast.Name) else said(first)
                        if told and not any(one in place for one in NOT_OF_FORMS):
                            yield told, place


def test_every_detail_without_a_field_has_words_in_spanish() -> None:
    found = list(details())
    assert len(found) > 25
    lacking = {
        (told, place)
        for told, place in found
        if (words := fault_words(SPANISH, told)) is None or words == told or "{" in words
    }
    assert lacking == set()


@pytest.mark.parametrize("kind", sorted(MESSAGES))
def test_every_error_of_pydantic_has_words_in_spanish(kind: str) -> None:
    told = MESSAGES[kind].format_map(defaultdict(lambda: "7")) + ("; remove it" if kind == "extra_forbidden" else "")
    words = fault_words(SPANISH, told)
    assert words, told
    assert "{" not in words


def test_every_code_has_words_in_spanish() -> None:
    met = {slug for slug, error in errors.all_errors().items() if error.status < HTTPStatus.INTERNAL_SERVER_ERROR}
    assert met - PROBLEMS_OF_CONNECTIONS == OF_CODES.keys()
    for slug in OF_CODES:
        assert code_words(SPANISH, f"/problems/{slug}") not in {None, OF_CODES[slug]}, slug


def test_values_stand_in_the_words() -> None:
    assert fault_words(SPANISH, "must have at most 300 characters") == "Puede tener 300 caracteres como máximo."
    near = fault_words(SPANISH, "must be a, b or c; the nearest is b")
    assert near == "Debe ser a, b or c; lo más parecido es b."
    assert fault_words(SPANISH, "something else") is None


def test_a_refusal_without_places_is_told_by_its_code() -> None:
    form = Form("", [Group("", [Field("title", "Title")])], "")
    problem = {"type": "/problems/conflict", "detail": "It was merged already."}
    (spanish,), (english,) = field_faults(SPANISH, problem, form), field_faults(ENGLISH, problem, form)
    assert (spanish.words, spanish.told) == ("Esto contradice lo que está registrado.", "It was merged already.")
    assert (english.words, english.told) == ("It was merged already.", "")
    (known,) = field_faults(SPANISH, problem | {"detail": "The pledge was merged into other: write to that one."}, form)
    assert (known.words, known.told) == ("Esto se fusionó con other: escriba en ese registro.", "")
    (unforeseen,) = field_faults(SPANISH, problem | {"type": "/problems/not-ready"}, form)
    assert (unforeseen.words, unforeseen.told) == ("Esto se rechazó.", "It was merged already.")


def test_a_form_says_in_spanish_what_is_wrong(editor: Person) -> None:
    path = "/es/sources/guatemala-us-migration-security-ties/edit"
    page = editor.send(path, title="The ties", kind="news_report", url="nowhere")
    assert page.status_code == 422
    assert "Escriba una dirección completa que empiece por https:// o http://." in page.text
    assert "Write a full address" not in page.text
