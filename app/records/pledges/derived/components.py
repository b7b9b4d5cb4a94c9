"""Where the parts of a pledge stand, beside where it stands itself: joined when read, for now and for any moment."""

from collections import Counter

from sqlalchemy import ColumnElement, FromClause, exists, func, select

from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Binds, Filter
from app.strict_json import encode
from app.tables.pledges import Link
from app.vocabulary import LinkType, Status

NAME = "components"

RULE = (
    "The pledges that are directly part of a pledge and are there at the moment, by the status of each as a whole; "
    "null where it has none. They judge nothing: the status of the pledge is that of its own changes."
)


def statuses_of_parts(binding: Binding) -> ColumnElement[str]:
    """Return the statuses of the parts of a pledge, with commas between them; null where it has none."""
    parts, links = binding.again(), binding.table(Link).alias()
    status = parts.column("status")
    source = parts.source.join(links, key_column(links) == parts.key)
    found = select(func.aggregate_strings(status, ",")).select_from(source)
    return found.where(*_of_whole(links, binding), *parts.is_there()).scalar_subquery()


def _of_whole(links: FromClause, binding: Binding) -> list[ColumnElement[bool]]:
    return [links.c.to_pledge == binding.key, links.c.type == LinkType.PART_OF.value]


def _has_parts(binding: Binding, _binds: Binds) -> ColumnElement[bool]:
    parts, links = binding.again(), binding.table(Link).alias()
    source = parts.source.join(links, key_column(links) == parts.key)
    return exists(select(parts.key).select_from(source).where(*_of_whole(links, binding), *parts.is_there()))


FILTERS = {
    NAME: Filter(_has_parts),
    f"not_{NAME}": Filter(lambda binding, binds: ~_has_parts(binding, binds)),
}


def components(statuses: str | None) -> bytes:
    """Return what completes a document: how many parts a pledge has, and where they stand."""
    if statuses is None:
        return b',"components":null'
    counted = Counter(statuses.split(","))
    ordered: Values = {status.value: counted[status.value] for status in Status if status.value in counted}
    return b',"components":' + encode({"total": counted.total(), "statuses": ordered})
