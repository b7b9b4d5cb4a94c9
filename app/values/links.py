"""Links out of Pacta: web addresses, digests of what they led to, and ids in other systems."""

import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from app.values._strings import StringType, pattern_check, refuse
from app.values.texts import ShortText

_LONGEST_ADDRESS = 2_000
_LONGEST_HOST = 253
_MAX_EXTERNAL_IDS = 20
_SCHEME = r"^[a-z0-9][a-z0-9_.-]{0,49}$"
_SHA256 = r"^[0-9a-f]{64}$"
_WIKIDATA = r"^Q[1-9][0-9]{0,11}$"
# White space, controls, what ends an address in text and markup, and the backslash, which browsers read as a slash.
_NEVER = re.compile(r"[\s\x00-\x20\x7f-\x9f\"<>\\\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[\w-]+(?:\.[\w-]+)*\.?")
_PORT = re.compile(r"(?::[0-9]{0,5})?")


def _host_and_port(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts.netloc


def _address(text: str) -> str:
    if len(text) > _LONGEST_ADDRESS:
        refuse("address_too_long", "Write an address of at most {limit} characters.", limit=_LONGEST_ADDRESS)
    if _NEVER.search(text) or not text.isprintable():
        refuse(
            "address_characters", "Write white space, invisible characters, '\"', '<', '>' and '\\' percent-encoded."
        )
    if not re.match(r"https?://", text, re.IGNORECASE):
        refuse("address_scheme", "Write a full address that begins with https:// or http://.")
    place = _host_and_port(text)
    if place and "@" in place:
        refuse("address_userinfo", "Write the address without a user name and password.")
    host = _HOST.match(place or "")
    if not place or not host or not _PORT.fullmatch(place, host.end()) or host.end() > _LONGEST_HOST:
        refuse("address_host", "Write an address with a valid host and port, such as https://www.state.gov/.")
    return text


def _external_ids(value: object) -> object:
    if not isinstance(value, Mapping):
        refuse("external_ids_form", "Write an object whose members are named by scheme and hold the id as a string.")
    if len(value) > _MAX_EXTERNAL_IDS:
        refuse("external_ids_many", "Write at most {limit} external ids.", limit=_MAX_EXTERNAL_IDS)
    # Checked here, not as the type of the keys: Pydantic would put a bad key, which is input, into the error's place.
    for scheme in value:
        if not isinstance(scheme, str) or not re.fullmatch(_SCHEME, scheme):
            refuse(
                "external_ids_scheme",
                "Write schemes as 1 to 50 lower-case letters a-z, digits, '_', '.' and '-', beginning with a letter or "
                "a digit.",
            )
    return value


WebAddress = Annotated[
    str,
    StringType(
        check=_address,
        description="A web address, http or https, kept as given.",
        examples=("https://www.state.gov/joint-statement/",),
        min_length=8,
        max_length=_LONGEST_ADDRESS,
        pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@\\][^\s\\]*$",
        format="uri",
    ),
]
"""An http(s) address. It is never fetched on reading; what fetches must check where the host leads."""

Sha256 = Annotated[
    str,
    StringType(
        check=pattern_check(_SHA256, "sha256", "Write a SHA-256 digest as 64 hexadecimal digits in lower case."),
        description="A SHA-256 digest, 64 hexadecimal digits in lower case.",
        examples=("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",),
        min_length=64,
        max_length=64,
        pattern=_SHA256,
    ),
]
"""The digest of a source's content."""

WikidataId = Annotated[
    str,
    StringType(
        check=pattern_check(_WIKIDATA, "wikidata_id", "Write a Wikidata item as a capital Q and its number: Q774."),
        description="A Wikidata item.",
        examples=("Q774",),
        min_length=2,
        max_length=13,
        pattern=_WIKIDATA,
    ),
]
"""The id of a Wikidata item."""

ExternalIds = Annotated[
    dict[str, ShortText],
    BeforeValidator(_external_ids),
    Field(
        description=f"Ids in other systems, by scheme; at most {_MAX_EXTERNAL_IDS}.",
        examples=[{"un-treaty-series": "I-59000"}],
        json_schema_extra={"propertyNames": {"pattern": _SCHEME}, "maxProperties": _MAX_EXTERNAL_IDS},
    ),
]
"""Ids of a record in other systems."""
