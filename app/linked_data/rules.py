"""How fields are said in terms of schema.org: a rule a field and term, each with what makes the value.

A rule that says only part of what its field holds is `partly` one: the field is then told in Pacta's own term, too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.ledger.model.shapes import Values
from app.linked_data.contexts import Node, iri
from app.linked_data.writer import Writer, literal, one_or_all

Form = Callable[[Writer, Any, Values], Any]
"""What makes the value of a term, of the field's value and its whole document; None: the term is not said."""

ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
COUNTRY = re.compile(r"[a-z]{2}")
NOT_ISO = frozenset({"eu", "su", "xk", "yu", "cs", "dd", "zr"})
"""Codes of territories of two letters that ISO 3166-1 has not, or has no longer."""

SAME_AS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "http://www.wikidata.org/entity/{}"),
    "viaf": (re.compile(r"[1-9][0-9]+"), "http://viaf.org/viaf/{}"),
    "isni": (re.compile(r"[0-9]{15}[0-9X]"), "https://isni.org/isni/{}"),
    "ror": (re.compile(r"0[a-z0-9]{8}"), "https://ror.org/{}"),
    "geonames": (re.compile(r"[1-9][0-9]*"), "https://sws.geonames.org/{}/"),
    "doi": (re.compile(r"10\.[0-9]{4,9}/\S+"), "https://doi.org/{}"),
}
"""Registers whose ids are known to stand for an IRI: what an id looks like there, and the IRI."""


@dataclass(frozen=True)
class Rule:
    """A field that is said by a term. One that is `translated` may be empty, and have a translation."""

    field: str
    term: str
    form: Form
    partly: bool = False
    translated: bool = False

    def say(self, writer: Writer, document: Values) -> Iterator[tuple[str, Any]]:
        """Yield the term and its value, where the record has one."""
        value = document.get(self.field)
        if not self.translated and (value is None or value in ([], {})):
            return
        said = self.form(writer, value, document)
        if said is not None and said != []:
            yield self.term, said


def spoken(field: str) -> Form:
    """Return what tags a text with its language, and puts its translations beside it."""

    def form(_writer: Writer, value: Any, document: Values) -> Any:
        own = [] if value is None else [tagged(value, document["language"])]
        others = document["translations"].items()
        said = [*own, *(tagged(texts[field], language) for language, texts in others if texts.get(field))]
        return one_or_all(said) if said else None

    return form


def tagged(text: str, language: str | None) -> Any:
    """Return a text with its language, if that is known."""
    return text if language is None else {"@value": text, "@language": language}


def plain(_writer: Writer, value: Any, _document: Values) -> Any:
    """Return the value as it is."""
    return value


def link(_writer: Writer, value: str, _document: Values) -> str:
    """Return an address as an IRI."""
    return iri(value)


def iso_date(_writer: Writer, value: Mapping[str, Any], _document: Values) -> str | None:
    """Return a date that is sure as ISO 8601 has it: a day, a month or a year, and nothing else."""
    return value["edtf"] if ISO_DATE.fullmatch(value["edtf"]) else None


def refers_to(collection: str, *types: str) -> Form:
    """Return what gives the record or the records that a field refers to."""

    def form(writer: Writer, value: Any, _document: Values) -> Any:
        if isinstance(value, list):
            return [writer.reference(collection, one, *types) for one in value]
        return writer.reference(collection, value, *types)

    return form


def each(member: str, collection: str, wanted: Callable[[Values], bool] = lambda _item: True) -> Form:
    """Return what gives the records that a member of the wanted items refers to, each once."""

    def form(writer: Writer, value: Any, _document: Values) -> Any:
        found = {item[member]["id"]: item[member] for item in value if item[member] is not None and wanted(item)}
        return [writer.reference(collection, one) for one in found.values()]

    return form


def called(_writer: Writer, value: str, _document: Values) -> Node:
    """Return somebody of whom nothing but a name is known."""
    return {"name": value}


def place(_writer: Writer, value: str, _document: Values) -> Node:
    """Return a place by its name."""
    return {"@type": "Place", "name": value}


def place_in_country(_writer: Writer, _value: str, document: Values) -> Node:
    """Return the place of an event, with the country where that has a code in ISO 3166-1."""
    node: Node = {"@type": "Place"}
    if document["place"] is not None:
        node["name"] = document["place"]
    code = document["country"]
    if code is not None and is_iso_country(code):
        node["address"] = {"@type": "PostalAddress", "addressCountry": code.upper()}
    return node


def country_alone(writer: Writer, value: str, document: Values) -> Node | None:
    """Return the country as the place, where no other is known."""
    known = document["place"] is None and is_iso_country(value)
    return place_in_country(writer, value, document) if known else None


def is_iso_country(code: str) -> bool:
    """Return whether the code of a territory is one of ISO 3166-1."""
    return COUNTRY.fullmatch(code) is not None and code not in NOT_ISO


def money(_writer: Writer, value: Mapping[str, Any], _document: Values) -> Node:
    """Return an amount of money in a currency of ISO 4217."""
    return {"@type": "MonetaryAmount", "currency": value["unit"], "value": literal(value["value"])}


def identifiers(_writer: Writer, value: Mapping[str, str], _document: Values) -> list[Node]:
    """Return what other registers call the record."""
    return [{"@type": "PropertyValue", "propertyID": scheme, "value": code} for scheme, code in value.items()]


def same_as(_writer: Writer, value: Mapping[str, str], _document: Values) -> list[str]:
    """Return the IRIs of the record in those registers that are known to have some."""
    found = ((SAME_AS[scheme], code) for scheme, code in value.items() if scheme in SAME_AS)
    return [iri(address.format(code)) for (form, address), code in found if form.fullmatch(code)]


def wikidata(_writer: Writer, value: str, _document: Values) -> list[str]:
    """Return the IRI of an item of Wikidata."""
    return [SAME_AS["wikidata"][1].format(value)]


EVERYWHERE = (
    Rule("external_ids", "identifier", identifiers),
    Rule("external_ids", "sameAs", same_as, partly=True),
)
"""The rules of all records."""
