"""Entity tags (RFC 9110 section 8.8.3): a version and a digest of the bytes."""

import hashlib
import re

TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)')
ANY_OR_TAGS = r'^\s*(?:\*|(?:W/)?"[!#-~]*"(?:\s*,\s*(?:W/)?"[!#-~]*")*)\s*$'
"""What If-Match takes, as the OpenAPI document has it; what only other servers' tags hold is taken, too."""

OURS = re.compile(r"^([1-9][0-9]{0,9})-[0-9a-f]{16}$")


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


def matches_none(header: str | None, tag: str) -> bool:
    """Return whether If-None-Match lists the tag, by weak comparison: the answer is then 304."""
    if header is None:
        return False
    if header.strip() == "*":
        return True
    return tag.strip('"') in (listed_tags(header) or [])


def versions_of(header: str) -> frozenset[int]:
    """Return the versions in the tags of an If-Match header; tags that are not ours match no version."""
    return frozenset(int(ours.group(1)) for tag in listed_tags(header) or [] if (ours := OURS.match(tag)))
