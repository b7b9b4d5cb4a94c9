"""Details of a record, and the items of its nested lists."""

from app.db.database import Database
from app.db.statements import core_table
from app.ledger.model.documents.number import OLDER
from app.ledger.model.item_keys import addressed, find_item, ids_of
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.ledger.model.shapes import Values
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


def nested_items(record_type: RecordType, document: bytes, field: str) -> list[Values]:
    """Return a nested list of a document, each item with the id by which it is addressed."""
    items, keys = decode(document)[field], record_type.keys
    ids = ids_of(keys, field, items)
    return [addressed(keys, field, part, item) for part, item in zip(ids, items, strict=True)]


def nested_item(record_type: RecordType, document: bytes, field: str, part: str) -> Values:
    """Return the item of a nested list of a document that an id addresses. Raises `NotFound`."""
    item = find_item(record_type.keys, field, decode(document)[field], part)
    return addressed(record_type.keys, field, part, item)
