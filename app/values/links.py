"""Links out of Pacta: web addresses, digests of what they led to, and ids in other systems."""

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from app.values._strings import StringType, pattern_check, refuse
from app.values.texts import ShortText, normal_line

_LONGEST_ADDRESS = 2_000
_LONGEST_HOST = 253
_MAX_SCHEMES = 20
_SCHEME = r"^[a-z0-9][a-z0-9_.-]{0,49}$"
_CODE_IN_SCHEME = r"^[a-z0-9][a-z0-9_.-]{0,49}:.*\S.*$"
_LONGEST_CODE = 351
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


def _by_scheme(value: object) -> object:
    if not isinstance(value, Mapping):
        refuse("by_scheme_form", "Write an object whose members are named by scheme and hold the code as a string.")
    if len(value) > _MAX_SCHEMES:
        refuse("by_scheme_many", "Write at most {limit} schemes.", limit=_MAX_SCHEMES)
    # Checked here, not as the type of the keys: Pydantic would put a bad key, which is input, into the error's place.
    for scheme in value:
        if not isinstance(scheme, str) or not re.fullmatch(_SCHEME, scheme):
            refuse(
                "by_scheme_scheme",
                "Write schemes as 1 to 50 lower-case letters a-z, digits, '_', '.' and '-', beginning with a letter or "
                "a digit.",
            )
    return value


def code_in(scheme: str, code: str) -> str:
    """Return a scheme and a code in it as one text, as it is stored and asked for."""
    return f"{scheme}:{code}"


def scheme_and_code(text: str) -> tuple[str, str]:
    """Return the scheme and the code of such a text: schemes have no colon."""
    scheme, _, code = text.partition(":")
    return scheme, code


def _code_in_scheme(text: str) -> str:
    scheme, code = scheme_and_code(text)
    if not re.fullmatch(_SCHEME, scheme) or not code:
        refuse("code_in_scheme", "Write the scheme, a colon and the code in it, such as wikidata:Q774.")
    return code_in(scheme, normal_line(code, _LONGEST_CODE - len(scheme) - 1))


_SCHEMES: dict[str, Any] = {"propertyNames": {"pattern": _SCHEME}, "maxProperties": _MAX_SCHEMES}

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
    BeforeValidator(_by_scheme),
    Field(
        description=f"Ids in other systems, by scheme; at most {_MAX_SCHEMES}.",
        examples=[{"un-treaty-series": "I-59000"}],
        json_schema_extra=_SCHEMES,
    ),
]
"""Ids of a record in other systems."""

Classifications = Annotated[
    dict[str, ShortText],
    BeforeValidator(_by_scheme),
    Field(
        description=f"What it is in the classifications of others, a code a scheme; at most {_MAX_SCHEMES}.",
        examples=[{"sdg-target": "10.7"}],
        json_schema_extra=_SCHEMES,
    ),
]
"""Codes of a record in the schemes of others."""

CodeInScheme = Annotated[
    str,
    StringType(
        check=_code_in_scheme,
        description="A scheme, a colon and a code in it.",
        examples=("wikidata:Q774", "sdg-target:10.7"),
        min_length=3,
        max_length=_LONGEST_CODE,
        pattern=_CODE_IN_SCHEME,
    ),
]
"""A code of a scheme, as filters take it."""
