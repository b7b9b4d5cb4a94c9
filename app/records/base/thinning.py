"""Answers thinned to the fields that a request names."""

from collections.abc import Sequence

from pydantic import BaseModel

from app.errors import Fault, Invalid
from app.strict_json import decode_kept, encode
from app.values.wording.expectations import field_names, nearest_word

KEY = "id"
"""The field that stays whatever is asked for."""


class Thinned:
    """The fields of a record or part that a request wants."""

    def __init__(self, asked: str, model: type[BaseModel]) -> None:
        """Take the names that `fields` gives. Raises `Invalid` for a field that the model has not."""
        self._names = wanted_fields(asked, model) | {KEY}

    def document(self, document: bytes) -> bytes:
        """Return a document with these fields alone, in its own order."""
        content = decode_kept(document)
        return encode({name: value for name, value in content.items() if name in self._names})


def wanted_fields(asked: str | None, model: type[BaseModel]) -> frozenset[str]:
    """Return the fields of a model that a request names, all where it names none. Raises `Invalid` for unknown ones."""
    known = field_names(model)
    return frozenset(known) if asked is None else known_fields(asked, known)


def known_fields(asked: str, known: Sequence[str]) -> frozenset[str]:
    """Return the names that `fields` gives. Raises `Invalid` for those that are not known."""
    names = [name.strip() for name in asked.split(",")]
    if faults := [_unknown(name, known) for name in dict.fromkeys(names) if name not in known]:
        detail = "The answer has no such fields."
        raise Invalid(detail, faults=faults)
    return frozenset(names)


def thinned(document: bytes, asked: str | None, model: type[BaseModel]) -> bytes:
    """Return a document with the fields that a request wants, all where it names none. Raises `Invalid`."""
    return document if asked is None else Thinned(asked, model).document(document)


def _unknown(name: str, known: Sequence[str]) -> Fault:
    near = nearest_word(name, known)
    remedy = f"the fields are {', '.join(known)}" if near is None else f"the nearest is {near}"
    return Fault(f"unknown field; {remedy}", parameter="fields")
