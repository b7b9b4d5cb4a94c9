"""Links between pledges, and conditions that wait for pledges: none leads back to where it came from."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from app.errors import Fault, Invalid
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.base.cycles import path_back, path_text
from app.tables.pledges import ConditionInForce, Link
from app.vocabulary import LinkType

ONE_WAY = {LinkType.PART_OF: "is part of", LinkType.SUPERSEDES: "supersedes"}
"""Types of links that must not form a cycle, each with the words for a path along them."""

WAITS_FOR = "waits for"
"""The words for a path along conditions: they must not form a cycle either."""


def refuse_cycles(connection: Connection, before: State | None, after: State) -> None:
    """Raise `Invalid` for new links of a pledge that close a cycle of one type, and for new conditions that do."""
    faults = list(_links_in_cycles(connection, [] if before is None else before.written["links"], after))
    known = [] if before is None else before.written["conditions"]
    faults += conditions_in_cycles(connection, after.id, after.written["conditions"], known, "/conditions")
    if faults:
        detail = "Links or conditions of pledges would form a cycle."
        raise Invalid(detail, faults=faults)


def _links_in_cycles(connection: Connection, known: Sequence[Values], after: State) -> Iterator[Fault]:
    for index, link in enumerate(after.written["links"]):
        if link["type"] in ONE_WAY and link not in known and (path := _path(connection, link, after.id)):
            cycle = path_text([after.id, *path], ONE_WAY[LinkType(link["type"])])
            yield Fault(f"closes a cycle: {cycle}", pointer=f"/links/{index}/pledge")


def conditions_in_cycles(
    connection: Connection, pledge: str, conditions: Sequence[Values], known: Sequence[Values], place: str
) -> Iterator[Fault]:
    """Yield the faults of conditions that wait for what waits for the pledge; of those that are known, none."""
    there = {condition["pledge"] for condition in known}
    for index, condition in enumerate(conditions):
        awaited = condition["pledge"]
        if awaited is None or awaited in there:
            continue
        if path := path_back(connection, ConditionInForce.pledge_id, ConditionInForce.waits_for, awaited, pledge):
            cycle = path_text([pledge, *path], WAITS_FOR)
            yield Fault(f"closes a cycle: {cycle}", pointer=f"{place}/{index}/pledge")


def refuse_links_to_itself(after: State) -> None:
    """Raise `Invalid` for links and conditions of a pledge that name the pledge itself."""
    faults = [
        Fault("name another pledge than this one", pointer=f"/{field}/{index}/pledge")
        for field in ("links", "conditions")
        for index, item in enumerate(after.written[field])
        if item["pledge"] == after.id
    ]
    if faults:
        detail = "The pledge would be linked to itself, or wait for itself."
        raise Invalid(detail, faults=faults)


def _path(connection: Connection, link: dict[str, str], pledge: str) -> list[str]:
    return path_back(connection, Link.pledge_id, Link.to_pledge, link["pledge"], pledge, Link.type == link["type"])
