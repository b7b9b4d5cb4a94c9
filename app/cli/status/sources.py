"""The source that an address leads to: found, or made."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from app.cli.status.batches import GUARDED, INVALID, RECORDED, Report, apply_all, apply_each
from app.cli.status.change_files import OF_SOURCE, Change
from app.cli.terminal import fail, say_aside

if TYPE_CHECKING:
    from app.client import Client

MISSING_SOURCE = re.compile(r"/citations/\d+/source: ")
"""How a fault begins that a source is not there."""


def cite_by_address(
    client: "Client", changes: Sequence[Change], *, dry_run: bool, is_told: bool = True
) -> frozenset[int]:
    """Let citations that have a `source_url` name the source with it, made where there is none.

    Return the lines of the changes one of whose sources is missing still: in a dry run none is made. Each address is
    looked for once. What names no source, or two, ends the command before anything is made. `is_told`: what is made is
    told.
    """
    cited = [(change, citation) for change in changes for citation in _by_address(change)]
    faults = [f"line {one.line}: {fault}" for one, citation in cited if (fault := _fault(citation))]
    if faults:
        fail(*faults, "Nothing was sent.")
    found: dict[str, tuple[str, bool]] = {}
    missing = set[int]()
    for change, citation in cited:
        url, title, kind = (citation.pop(name, None) for name in OF_SOURCE)
        if url not in found:
            found[url] = find_or_create(client, url, title, kind or "other", dry_run=dry_run, is_told=is_told)
        citation["source"], is_missing = found[url]
        if is_missing:
            missing.add(change.line)
    return frozenset(missing)


def apply_whole(client: "Client", changes: list[Change]) -> Report:
    """Record all, or nothing where one is refused: no source is made then either, as far as a dry run can tell."""
    if any(True for change in changes for _citation in _by_address(change)):
        copies = deepcopy(changes)
        missing = cite_by_address(client, copies, dry_run=True, is_told=False)
        judged = without_missing_sources(apply_each(client, copies, lambda _done, _every: None, dry_run=True), missing)
        if judged.code:
            return Report([one for one in judged.outcomes if one.outcome in {INVALID, GUARDED}])
        cite_by_address(client, changes, dry_run=False)
    return apply_all(client, changes)


def without_missing_sources(report: Report, missing: frozenset[int]) -> Report:
    """Return the report of a dry run without the faults that sources are not there which would be made."""
    for one in report.outcomes:
        if one.change.line in missing and one.outcome in {INVALID, GUARDED}:
            one.why = [why for why in one.why if not MISSING_SOURCE.match(why)]
            one.outcome = one.outcome if one.why else RECORDED
    return report


def _by_address(change: Change) -> Iterator[dict[str, Any]]:
    citations = change.item.get("citations")
    for citation in citations if isinstance(citations, list) else ():
        if isinstance(citation, dict) and any(name in citation for name in OF_SOURCE):
            yield citation


def _fault(citation: dict[str, Any]) -> str | None:
    """Return what is wrong with how a citation names its source."""
    if any(not isinstance(citation.get(name, ""), str) for name in OF_SOURCE):
        return f"{', '.join(OF_SOURCE)} must be texts"
    if not citation.get("source_url"):
        return "source_title and source_kind go with source_url"
    return "give source or source_url, not both" if citation.get("source") else None


def find_or_create(
    client: "Client", url: str, title: str | None, kind: str, *, dry_run: bool, is_told: bool = True
) -> tuple[str, bool]:
    """Return the id of the source with the address, and whether it is missing still; where there is none, make it.

    The look-alikes of a new record are found by their addresses among others: nobody can make the same between
    looking and making.
    """
    from app.client import Conflict

    draft = {"kind": kind, "title": title or title_of(url), "url": url}
    sources = client.collection("sources")
    try:
        made = sources.create(draft, unless_duplicate=True, dry_run=dry_run or None)
    except Conflict as refusal:
        if refusal.kind != "likely-duplicate":
            raise
        there = _at(client, url)
        if there is not None:
            return there, False
        # One of the same title has another address.
        made = sources.create(draft, dry_run=dry_run or None)
    if is_told:
        say_aside(f"The source {made['id']} would be made." if dry_run else f"Made the source {made['id']}.")
    return str(made["id"]), dry_run


def _at(client: "Client", url: str) -> str | None:
    """Return the id of the source with the address, as the service compares addresses; None where there is none."""
    import secrets

    from app.client import Conflict

    # Nothing else is called that: what it looks like has the address.
    alone = {"kind": "other", "title": f"What is at {url[:200]} {secrets.token_hex(8)}", "url": url}
    try:
        client.collection("sources").create(alone, unless_duplicate=True, dry_run=True)
    except Conflict as refusal:
        return str(refusal.members["other"]).rpartition("/")[2]
    return None


def title_of(url: str) -> str:
    """Return what to call a source of which only the address is known."""
    parts = urlsplit(url)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]).partition(".")[0].replace("-", " ").replace("_", " ")
    host = parts.netloc.rpartition("@")[2]
    return f"{name.strip()[:200]} ({host})" if name.strip() else host or url[:200]
