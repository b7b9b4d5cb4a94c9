"""What a form carries along, in one field: pages of it stay small, however much was found in a text."""

import json
import zlib
from base64 import b64encode
from binascii import Error, a2b_base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.errors import BadRequest, MalformedJson
from app.site.pages.editing.entries import NO_FORM, Entries
from app.strict_json import decode

PACKED = "packed"
"""The field."""


def packed(values: Mapping[str, Sequence[str]]) -> str:
    """Return fields with their values as the value of one."""
    told = json.dumps({name: list(given) for name, given in values.items()}, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(told.encode(), 9)).decode()


def unpacked(entries: Entries, most_fields: int, most_bytes: int) -> Entries:
    """Return a form with the fields that it carried along; those that it shows count.

    A small form can hold very much: raises `BadRequest` for more fields or bytes than are taken unpacked, and for what
    was packed otherwise.
    """
    given = entries.text(PACKED)
    if not given:
        return entries
    try:
        values = decode(_decompressed(a2b_base64(given, strict_mode=True), most_bytes))
    except (Error, ValueError, zlib.error, MalformedJson):
        values = None
    if not _is_form(values, most_fields):
        raise BadRequest(NO_FORM.format(most=most_fields))
    shown = {name: several for name, several in entries.values.items() if name != PACKED}
    return replace(entries, values={**values, **shown})


def _decompressed(data: bytes, most: int) -> bytes:
    """Return what was compressed. Raises `ValueError` for more than is taken, or what breaks off."""
    reading = zlib.decompressobj()
    found = reading.decompress(data, most)
    if not reading.eof:
        message = "more than is taken, or less than was packed"
        raise ValueError(message)
    return found


def _is_form(values: Any, most_fields: int) -> bool:
    """Return whether a value holds the values of fields by their names."""
    if not isinstance(values, dict) or not all(isinstance(several, list) for several in values.values()):
        return False
    each = [one for several in values.values() for one in several]
    return len(each) <= most_fields and all(isinstance(one, str) for one in each)
