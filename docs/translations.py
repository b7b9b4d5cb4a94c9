"""Brings the catalogs of the pages up to date with their messages: `make translations`.

New messages come with an empty translation, which the tests refuse; those that are no longer used go.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "app" / "site" / "pages"
CATALOGS = PAGES / "translations"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS: dict[str, Any] = {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def messages() -> Catalog:
    """Return all messages of the pages, without translations."""
    catalog = Catalog()
    for _file, _line, message, _comments, context in _extracted():
        catalog.add(message, context=context)
    return catalog


def _extracted() -> Iterator[Any]:
    options = {"**/templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.do", "encoding": "utf-8"}}
    yield from extract_from_dir(PAGES, METHODS, options, KEYWORDS)


def read(language: str) -> Catalog:
    """Return the catalog of a language as it is written."""
    with (CATALOGS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def written() -> list[str]:
    """Return the languages that have a catalog."""
    return sorted(path.stem for path in CATALOGS.glob("*.po"))


def write(language: str, catalog: Catalog) -> None:
    """Write a catalog, in the order of its messages, so that two people's additions seldom meet."""
    with (CATALOGS / f"{language}.po").open("wb") as file:
        write_po(file, catalog, width=110, no_location=True, omit_header=True, sort_output=True)


def up_to_date(language: str) -> Catalog:
    """Return the catalog of a language with the messages of today: each with its translation if it has one."""
    old, catalog = read(language), Catalog(locale=language)
    for message in messages():
        if message.id:
            known = old.get(message.id[0] if isinstance(message.id, tuple) else message.id, context=message.context)
            catalog.add(message.id, known.string if known else "", context=message.context)
    return catalog


def main() -> None:
    """Bring every catalog up to date."""
    for language in written():
        write(language, up_to_date(language))


if __name__ == "__main__":
    main()
