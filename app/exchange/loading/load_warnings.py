"""What is doubtful in what loading a bundle writes: the same as of single writes, by their places in the bundle."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from app.exchange.formats.bundle import BundleRecord
from app.exchange.loading.plan import Group, Plan
from app.exchange.loading.reconciliation import content_of
from app.ledger.model.record_state import PartState
from app.ledger.model.rows.batches import Change
from app.ledger.model.rows.first_read import first_read
from app.ledger.model.rows.state_rows import copy_of
from app.ledger.writing.part_commands import LATEST
from app.ledger.writing.record_commands import likely_duplicate
from app.vocabulary import Operation
from app.write_result import WriteWarning, placed


def warnings_of(connection: Connection, plan: Plan) -> Sequence[WriteWarning]:
    """Return the warnings of all records and parts that are to be written."""
    return [warning for group in plan.groups for warning in _of_group(connection, group)]


def _of_group(connection: Connection, group: Group) -> Iterator[WriteWarning]:
    record, record_type = group.record, group.record.record_type
    if group.after is None:
        return
    if group.before is None:
        found = first_read(connection, {}, (), record_type.look_alikes(record.values))
        yield from placed(likely_duplicate(record_type, found, record.values), record.place)
    written = [change for change in group.changes if change.operation == Operation.PUT]
    after = copy_of(group.after)
    for change in written:
        if change.part is None:
            yield from placed(record_type.warn(group.before, after), record.place)
        elif (path := change.part.split("/"))[2:] == []:
            name, part = path
            of_type = after.parts.setdefault(name, {})
            of_type[part] = PartState(part, change.body, LATEST + len(of_type), "", "", after.version + 1)
            yield from placed(record_type.part_types[name].warn(after, part), _place_of(record, name, change))


def _place_of(record: BundleRecord, name: str, change: Change) -> str:
    """Return where what is written of a part stands in the bundle."""
    said = content_of(change.body)
    items = [item for item in record.items if item.part_type.name == name]
    exact = next((item for item in items if content_of(item.values) == said), None)
    return record.place if exact is None else record.place + exact.place
