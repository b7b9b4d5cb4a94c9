"""Addresses to go on to that came with a request: only such as lead to a page of ours."""

import re

is_plain = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?/-]*)").fullmatch
escaped_dot = re.compile("%2e", re.IGNORECASE)
FRONT = "/"
LONGEST = 2_000


def local_path(given: str | None) -> str:
    """Return the path, with its query, if it is one within this site; else that of the front page.

    Browsers take what begins with two slashes or backslashes, or so behind tabs, for another site's address.
    """
    if given is None or len(given) > LONGEST or not is_plain(given) or "//" in given or _climbs(given):
        return FRONT
    return given


def _climbs(path: str) -> bool:
    """Return whether a path has steps by which browsers go up: past the prefix that a proxy puts before this site."""
    steps = escaped_dot.sub(".", path.partition("?")[0]).split("/")
    return not {".", ".."}.isdisjoint(steps)
