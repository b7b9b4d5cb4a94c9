"""Details of a record, and the items of its nested lists."""

from typing import Any

from app.db.database import Database
from app.db.statements import core_table
from app.errors import NotFound
from app.ledger.model.documents.number import OLDER
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.ledger.references.redirects import absence_error
from app.records.base.collections import Collection
from app.records.base.lists.list_queries import with_id
from app.strict_json import decode
from app.values.times.dates import today_utc


async def detail(database: Database, collection: Collection, record: str, form: str) -> tuple[int, bytes]:
    """Return a record's version and its answer. Raises `NotFound`, or `Merged` with where it went."""
    rows = await database.hot(collection.by_id(form), {"id": record})
    if not rows:
        raise await database.read(absence_error, collection.record_type, record)
    number, version, payload, *extras = rows[0]
    if number == OLDER:
        table = core_table(collection.record_type.table)
        fresh = (await database.read(fresh_rows, table, [record])).get(record)
        if fresh is None:
            return await detail(database, collection, record, form)
        version, payload = fresh["version"], fresh[form].encode()
        extras[: len(collection.extras)] = [fresh[name] for name in collection.extras]
    if form == "written":
        return version, with_id(record, payload)
    return version, collection.completing(today_utc())(payload, extras)


def nested_item(document: bytes, field: str, part: str | None) -> Any:
    """Return a nested list of a document, or the item of it with this id. Raises `NotFound`."""
    items = decode(document)[field]
    if part is None:
        return items
    for item in items:
        if item["id"] == part:
            return item
    detail = "The record has no such part."
    raise NotFound(detail)
