"""Templates into pages: everything is escaped unless it was made here, and nothing that is missing passes unseen."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from app.site.pages.languages import LANGUAGES, Language
from app.site.pages.wording import (
    collections,
    counts,
    dates,
    fields,
    guards,
    labels,
    links,
    notes,
    numbers,
    outcomes,
    promises,
    texts,
    voices,
)

MODULES = (
    collections, counts, dates, fields, guards, labels, links, notes, numbers, outcomes, promises, texts, voices,
)  # fmt: skip
"""Their `FUNCTIONS` are known in all templates, by name, with the language of the page before their arguments."""


@cache
def _environment(code: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("app.site.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    language = LANGUAGES[code]
    environment.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        language.gettext, language.ngettext, newstyle=True, pgettext=language.pgettext
    )
    environment.globals |= {"language": language}
    for module in MODULES:
        environment.globals |= {name: _in(language, function) for name, function in module.FUNCTIONS.items()}
    return environment


def _in(language: Language, function: Any) -> Any:
    return lambda *arguments, **options: function(language, *arguments, **options)


def render(language: Language, template: str, content: Mapping[str, Any]) -> bytes:
    """Return a page: a template filled with its content. Raises `UndefinedError` where the template needs more."""
    return _environment(language.code).get_template(template).render(content).encode()
