"""Templates into pages: everything is escaped unless it was made here, and nothing that is missing passes unseen."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from typing_extensions import override

from app.site.pages.languages import LANGUAGES, Language
from app.site.pages.wording.names import collections, fields, labels, outcomes, voices
from app.site.pages.wording.sentences import counts, guards, notes, promises, readings, rules
from app.site.pages.wording.values import dates, links, numbers, texts

MODULES = (
    collections, counts, dates, fields, guards, labels, links, notes, numbers, outcomes, promises, readings, rules,
    texts, voices,
)  # fmt: skip
"""Their `FUNCTIONS` are known in all templates, by name, with the language of the page before their arguments."""


METHODS = frozenset(dir(dict))


class QuickContext(Context):
    """Calls functions as Jinja does, but looks once what they want to be passed: a page calls thousands.

    Macros, which want to know whether to escape, always do; our own functions want nothing.
    """

    @override
    def call(self, function: Any, /, *arguments: Any, **options: Any) -> Any:
        if type(function) is not partial and getattr(function, "jinja_pass_arg", None) is not None:
            return super().call(function, *arguments, **options)
        options.pop("_loop_vars", None)
        options.pop("_block_vars", None)
        return function(*arguments, **options)


class QuickEnvironment(Environment):
    """Looks for `record.title` where most of what templates name is: among the keys of what the API answered.

    Jinja first looks for an attribute of that name, which no dictionary has but its methods.
    """

    @override
    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _environment(code: str) -> Environment:
    environment = QuickEnvironment(
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
    environment.context_class = QuickContext
    environment.globals |= {"language": language}
    for module in MODULES:
        environment.globals |= {name: partial(function, language) for name, function in module.FUNCTIONS.items()}
    return environment


def render(language: Language, template: str, content: Mapping[str, Any]) -> bytes:
    """Return a page: a template filled with its content. Raises `UndefinedError` where the template needs more."""
    return _environment(language.code).get_template(template).render(content).encode()
