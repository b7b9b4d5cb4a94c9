"""Every message of the pages has its translation, and no template goes round what protects its readers."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from app.site.pages.languages import LANGUAGES
from docs import translations
from docs.translations import PAGES

OTHERS = sorted(set(LANGUAGES) - {"en"})
TEMPLATES = sorted((PAGES / "templates").glob("**/*.html"))
PLACES = re.compile(r"%\((\w+)\)s|%s")
UNSAFE = re.compile(
    r"\|\s*safe\b|autoescape|\bstyle=|<style|\son[a-z]+=|Markup"
    r"|<script(?! type=\"application/ld\+json\"| src=\"{{ visit\.file\()"
)


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalog_is_up_to_date(language: str) -> None:
    ours, expected = translations.read(language), translations.up_to_date(language)
    assert {_key(message) for message in ours} == {_key(message) for message in expected}, "run make translations"
    missing = [message.id for message in ours if message.id and not all(_texts(message))]
    assert not missing, f"without translation: {missing}"


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_places_of_their_messages(language: str) -> None:
    for message in translations.read(language):
        if message.id:
            originals = [str(text) for text in (message.id if isinstance(message.id, tuple) else (message.id,))]
            wanted = {place for original in originals for place in PLACES.findall(original)}
            assert all(set(PLACES.findall(text)) <= wanted for text in _texts(message)), message.id
            assert set(PLACES.findall(_texts(message)[-1])) == set(PLACES.findall(originals[-1])), message.id


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_leaves_escaping_and_policy_alone(path: Path) -> None:
    assert not UNSAFE.search(path.read_text())


def _key(message: Message) -> object:
    return message.id, message.context


def _texts(message: Message) -> tuple[str, ...]:
    return tuple(str(text) for text in (message.string if isinstance(message.string, tuple) else (message.string,)))
