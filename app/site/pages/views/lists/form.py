"""The form of a list's filters: each with its label, what it was given, and what it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.records.base.lists.parameters import NULL, REPEATED
from app.site.pages.languages import Language
from app.site.pages.views.lists.matches import Match
from app.site.pages.views.lists.rules import MAIN, filters_of, rules
from app.site.pages.wording.names.filters import accepted_words, filter_words, sort_words
from app.site.pages.wording.names.labels import label
from app.site.vocabulary.schemas import FilterRule
from app.values.wording.expectations import nearest_word

Names = Mapping[str, Mapping[str, str]]
"""What records are called, by their collection and id."""

Given = Mapping[str, Sequence[str]]
"""What filters were given, by their names: one value, or several of one that may be repeated."""


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, and what it is called."""

    value: str
    words: str


@dataclass(frozen=True)
class Control:
    """A filter in the form: `values` are those that were given; `fault` says what was wrong with them.

    `takes` is as the vocabulary has it, `suggested` the collection whose records are suggested.
    """

    name: str
    words: str
    takes: str
    repeated: bool
    values: Sequence[str]
    options: Sequence[Option]
    suggested: str | None
    fault: "FilterFault | None"

    @property
    def inputs(self) -> Sequence[str]:
        """What the fields of text hold: a value each, and an empty one where more may be given."""
        more = self.repeated and len(self.values) < REPEATED
        return [*self.values, ""] if more or not self.values else self.values


@dataclass(frozen=True)
class FilterFault:
    """What is wrong with a filter: what it accepts, the API's own words in English, and which records may be meant.

    `nearest` is the one that is suggested whose id is most like what was typed; `matches` are those that are called
    like it, each with the values of the filter that has it instead.
    """

    accepted: str
    message: str
    nearest: str | None
    matches: Sequence[tuple[Match, Sequence[str]]]


@dataclass(frozen=True)
class Chosen:
    """A value of a filter, in words, and the filters that are left without it."""

    name: str
    words: str
    value: str
    without: Sequence[str]


def given(collection: str, parameters: Given, names: Names) -> dict[str, list[str]]:
    """Return what the filters of a list were given. A record may be named by its name, where that is suggested."""
    found: dict[str, list[str]] = {}
    for name, rule in filters_of(collection).items():
        values = parameters.get(name, ())
        if rule.of is not None:
            ids = {words.casefold(): record for record, words in names.get(rule.of, {}).items()}
            values = [ids.get(value.strip().casefold(), value.strip()) for value in values]
        if values:
            found[name] = list(dict.fromkeys(values)) if rule.repeated else [values[-1]]
    return found


def controls(
    language: Language,
    collection: str,
    values: Given,
    faults: Mapping[str, str],
    suggested: Names,
    alike: Mapping[str, Mapping[str, Sequence[Match]]],
) -> tuple[list[Control], list[Control]]:
    """Return the filters that are shown at once, and all others."""
    found = [
        Control(
            name=rule.name,
            words=filter_words(language, collection, rule.name),
            takes=rule.takes,
            repeated=rule.repeated,
            values=values.get(rule.name, ()),
            options=_options(language, rule),
            suggested=rule.of if rule.of in suggested else None,
            fault=_fault(
                language, rule, faults.get(rule.name), values.get(rule.name, ()), suggested, alike.get(rule.name, {})
            ),
        )
        for rule in filters_of(collection).values()
    ]
    shown = len(MAIN[collection])
    return found[:shown], found[shown:]


def orders(language: Language, collection: str) -> list[Option]:
    """Return the orders that a list can be in."""
    return [Option(sort, sort_words(language, sort)) for sort in rules()[collection].sorts]


def chosen(language: Language, collection: str, values: Given, names: Names) -> list[Chosen]:
    """Return each value of each filter in words."""
    return [
        Chosen(
            name,
            filter_words(language, collection, name),
            _value_words(language, filters_of(collection)[name], value, names),
            [other for other in several if other != value],
        )
        for name, several in values.items()
        for value in several
    ]


def _options(language: Language, rule: FilterRule) -> list[Option]:
    return [Option(word, _word(language, rule, word)) for word in rule.words]


def _word(language: Language, rule: FilterRule, word: str) -> str:
    if rule.takes == "flag":
        return {"true": language.gettext("yes"), "false": language.gettext("no")}.get(word, word)
    if word == NULL:
        return language.gettext("None recorded")
    return label(language, rule.closed_list, word) if rule.closed_list and word in rule.words else word


def _value_words(language: Language, rule: FilterRule, value: str, names: Names) -> str:
    if rule.of is not None:
        return names.get(rule.of, {}).get(value, value)
    return _word(language, rule, value)


def _fault(
    language: Language,
    rule: FilterRule,
    message: str | None,
    values: Sequence[str],
    suggested: Names,
    alike: Mapping[str, Sequence[Match]],
) -> FilterFault | None:
    if message is None:
        return None
    words = [option.words for option in _options(language, rule)]
    known = suggested.get(rule.of or "", {})
    unknown = next((value for value in values if value not in known), None)
    nearest = nearest_word(unknown, known) if unknown and known else None
    instead = [
        (match, [match.id if value == typed else value for value in values])
        for typed, several in alike.items()
        for match in several
    ]
    return FilterFault(accepted_words(language, rule.name, rule.takes, rule.of, words), message, nearest, instead)
