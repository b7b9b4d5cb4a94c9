"""Links between pledges: none leads back to where it came from."""

from sqlalchemy import Connection

from app.errors import Fault, Invalid
from app.ledger.model.record_state import State
from app.records.base.cycles import path_back, path_text
from app.tables.pledges import Link
from app.vocabulary import LinkType

ONE_WAY = {LinkType.PART_OF: "is part of", LinkType.SUPERSEDES: "supersedes"}
"""Types of links that must not form a cycle, each with the words for a path along them."""


def refuse_cycles(connection: Connection, before: State | None, after: State) -> None:
    """Raise `Invalid` for new links of a pledge that close a cycle of one type."""
    links, faults = after.written["links"], []
    known = [] if before is None else before.written["links"]
    for index, link in enumerate(links):
        if link["type"] in ONE_WAY and link not in known and (path := _path(connection, link, after.id)):
            cycle = path_text([after.id, *path], ONE_WAY[LinkType(link["type"])])
            faults.append(Fault(f"closes a cycle: {cycle}", pointer=f"/links/{index}/pledge"))
    if faults:
        detail = "Links of pledges would form a cycle."
        raise Invalid(detail, faults=faults)


def refuse_links_to_itself(after: State) -> None:
    """Raise `Invalid` for links of a pledge to itself."""
    faults = [
        Fault("name another pledge than this one", pointer=f"/links/{index}/pledge")
        for index, link in enumerate(after.written["links"])
        if link["pledge"] == after.id
    ]
    if faults:
        detail = "The pledge would be linked to itself."
        raise Invalid(detail, faults=faults)


def _path(connection: Connection, link: dict[str, str], pledge: str) -> list[str]:
    return path_back(connection, Link.pledge_id, Link.to_pledge, link["pledge"], pledge, Link.type == link["type"])
