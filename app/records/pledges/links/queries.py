"""The links of a pledge: its own, and those of others to it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, tuple_

from app.db.database import Database
from app.db.statements import Query
from app.http.paging import Position
from app.ledger.model.item_keys import key_of
from app.ledger.model.shapes import Values
from app.records.base.queries import detail
from app.records.pledges.queries import COLLECTION
from app.records.pledges.record_type import PLEDGES
from app.strict_json import decode
from app.tables.pledges import ConditionInForce, Link, Pledge
from app.vocabulary import INVERSE, LinkType, Status

OUTWARDS, INWARDS = "outgoing", "incoming"
Row = Sequence[Any]
"""Of a link: its type, and the other pledge's id, title and status."""

OUTGOING = Query(
    select(Link.type, Link.to_pledge, Pledge.title, Pledge.status)
    .join(Pledge, Pledge.id == Link.to_pledge)
    .where(Link.pledge_id == bindparam("pledge"))
    .order_by(Link.to_pledge, Link.type)
)
INCOMING = Query(
    select(Link.type, Link.pledge_id, Pledge.title, Pledge.status)
    .join(Pledge, Pledge.id == Link.pledge_id)
    .where(
        Link.to_pledge == bindparam("pledge"),
        tuple_(Link.pledge_id, Link.type) > tuple_(bindparam("after_pledge"), bindparam("after_type")),
    )
    .order_by(Link.pledge_id, Link.type)
    .limit(bindparam("limit"))
)
AWAITED = Query(
    select(Pledge.id, Pledge.title, Pledge.status)
    .join(ConditionInForce, ConditionInForce.waits_for == Pledge.id)
    .where(ConditionInForce.pledge_id == bindparam("pledge"), Pledge.status != Status.FULFILLED.value)
    .distinct()
    .order_by(Pledge.id)
)


async def links_of(
    database: Database, pledge: str, limit: int, position: Position | None
) -> tuple[Values, Position | None]:
    """Return a page of a pledge's links with what it waits for, and where the page ends if more follow."""
    _version, body = await detail(database, COLLECTION, pledge, "document")
    document = decode(body)
    own = await database.hot(OUTGOING, {"pledge": pledge})
    direction, after = ("", ("", "")) if position is None else (position.value, _after(str(position.key)))
    items = [_item(row, incoming=False) for row in own if direction == "" or row[1::-1] > after]
    items = items if direction != INWARDS else []
    after_pledge, after_type = after if direction == INWARDS else ("", "")
    parameters = {"pledge": pledge, "after_pledge": after_pledge, "after_type": after_type, "limit": limit + 1}
    rows = await database.hot(INCOMING, parameters)
    items += [_item(row, incoming=True) for row in rows]
    page, last = items[:limit], None
    if len(items) > limit:
        last = Position(page[-1]["direction"], f"{page[-1]['pledge']['id']}/{page[-1]['type']}")
    awaited = await database.hot(AWAITED, {"pledge": pledge})
    waits_for = [{"id": id_, "title": title, "status": status} for id_, title, status in awaited]
    return {"items": page, "waits_for": waits_for, "conditions": document["conditions"]}, last


def _after(key: str) -> tuple[str, str]:
    other, _slash, type_ = key.partition("/")
    return other, type_


def _item(row: Row, *, incoming: bool) -> Values:
    """Return a link as one of its pledges sees it."""
    type_, other, title, status = row
    own = {"type": type_, "pledge": other}
    return {
        "id": None if incoming else key_of(PLEDGES.keys["links"], own),
        "type": type_,
        "direction": INWARDS if incoming else OUTWARDS,
        "relation": INVERSE[LinkType(type_)] if incoming else type_,
        "pledge": {"id": other, "title": title, "status": status},
    }
