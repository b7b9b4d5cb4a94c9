"""JSON as Pacta reads and writes it: strict parsing, and exact decimals in both directions."""

import codecs
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import jiter
import orjson

from app.errors import MalformedJson

LARGE = 65_536
"""Bytes of a text that is parsed at once whatever it holds."""

MOST_VALUES, MOST_MEMBERS = 1_000_000, 300_000
"""Values, and members of objects, that a text may hold: while they are made, half a second, nobody else is answered."""


class TooManyValues(MalformedJson):
    """The text may be JSON, and holds more than is read at once."""


def decode(text: bytes | str) -> Any:
    """Return the value of a JSON text.

    Raises `MalformedJson` for what is not strict JSON (I-JSON, RFC 7493), and `TooManyValues` for too much of it.
    """
    try:
        data = text if isinstance(text, bytes) else text.encode()
        if len(data) <= LARGE:
            return _parsed(data)
        _refuse_flood(data)
        with _no_collections():
            return _parsed(data)
    except ValueError as error:
        raise MalformedJson(_byte_order_mark(text) or _message(str(error))) from None


def _parsed(data: bytes) -> Any:
    return jiter.from_json(data, allow_inf_nan=False, catch_duplicate_keys=True, float_mode="decimal")


def _refuse_flood(data: bytes) -> None:
    """Raise `TooManyValues` for millions of values. Signs within strings count, too: those of a text are far fewer."""
    values = data.count(b",") + data.count(b"[") + data.count(b"{")
    if values > MOST_VALUES or data.count(b":") > MOST_MEMBERS:
        raise TooManyValues(f"It {too_many_values()}: send less at once")


def too_many_values() -> str:
    """Return what is wrong with a text that holds more than is read at once."""
    return f"holds more than {MOST_VALUES} values, or {MOST_MEMBERS} members"


@contextmanager
def _no_collections() -> Iterator[None]:
    """Look for no garbage meanwhile: of what a parser makes none is, and to look takes ten times as long as that."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def decode_kept(text: bytes | str) -> Any:
    """Return the value of a JSON text that `encode` wrote, of which nothing need be checked."""
    return jiter.from_json(text if isinstance(text, bytes) else text.encode(), float_mode="decimal", cache_mode="keys")


def encode(value: Any) -> bytes:
    """Return the JSON text of a value; decimals keep every digit."""
    try:
        return orjson.dumps(value, default=_exact)
    except TypeError:
        # Whole numbers of more than 64 bits, which are read as int, are not for the writer.
        return orjson.dumps(_without_large_integers(value), default=_exact)


def encode_text(value: Any) -> str:
    """Return the JSON text of a value as a string, as the tables hold it."""
    return encode(value).decode()


def as_it_is(text: str | bytes) -> orjson.Fragment:
    """Return what stands in an encoded value as the JSON text that it already is."""
    return orjson.Fragment(text)


def _without_large_integers(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_large_integers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_without_large_integers(item) for item in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return Decimal(value)
    return value


def _exact(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(type(value).__name__)


MARKS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
"""The byte order marks that programs put before a text, which no parser shows: each with its encoding."""


def _byte_order_mark(text: bytes | str) -> str | None:
    """Return what is to be said of a text that begins with a byte order mark."""
    for mark, encoding in MARKS.items():
        if isinstance(text, bytes) and text.startswith(mark):
            return f"The text begins with a byte order mark of {encoding}: send UTF-8 without one"
    return None


def _message(message: str) -> str:
    """Say what the parser found without the key that it quotes."""
    if message.startswith("Detected duplicate key"):
        return "a key is repeated" + message[message.rfind('"') + 1 :]
    return message
