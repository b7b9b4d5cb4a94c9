"""Entity tags (RFC 9110 section 8.8.3): a version and a digest of the bytes, marked where these are sent compressed."""

import hashlib
import re

TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)')
ANY_OR_TAGS = r'^\s*(?:\*|(?:W/)?"[!#-~]*"(?:\s*,\s*(?:W/)?"[!#-~]*")*)\s*$'
"""What If-Match takes, as the OpenAPI document has it; what only other servers' tags hold is taken, too."""

OURS = re.compile(r"^([1-9][0-9]{0,9})-[0-9a-f]{16}(?:-gzip)?$")
COMPRESSED = "-gzip"
"""What the tag of compressed bytes ends with: bytes that differ have different tags (RFC 9110 section 8.8.3.3)."""


def digest(data: bytes) -> str:
    """Return 16 hexadecimal digits that identify bytes."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def record_tag(version: int, body: bytes) -> str:
    """Return the tag of a record's answer."""
    return f'"{version}-{digest(body)}"'


def listed_tags(header: str) -> list[str] | None:
    """Return the opaque tags of an If-Match or If-None-Match header, or None where it is malformed."""
    found, position = [], 0
    while position < len(header):
        match = TAG.match(header, position)
        if match is None:
            return None
        found.append(match.group(2))
        position = match.end()
    return found


def compressed_tag(tag: str) -> str:
    """Return the tag of the same answer where its bytes are compressed."""
    return f'{tag[:-1]}{COMPRESSED}"'


def held_tag(header: str | None, tag: str) -> str | None:
    """Return the tag, as it is or of the compressed bytes, that If-None-Match lists: the answer is then 304.

    Compared weakly, as the header asks for: who holds the answer in either form holds it.
    """
    if header is None:
        return None
    if header.strip() == "*":
        return tag
    listed = listed_tags(header) or []
    return next((held for held in (tag, compressed_tag(tag)) if held.strip('"') in listed), None)


def matches_none(header: str | None, tag: str) -> bool:
    """Return whether If-None-Match lists the tag: the answer is then 304."""
    return held_tag(header, tag) is not None


def versions_of(header: str) -> frozenset[int]:
    """Return the versions in the tags of an If-Match header; tags that are not ours match no version."""
    return frozenset(int(ours.group(1)) for tag in listed_tags(header) or [] if (ours := OURS.match(tag)))
