"""Where the parts of a pledge stand, beside where it stands itself: joined when read, for now and for any moment."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select

from app.bilingual import Bilingual
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Filter
from app.strict_json import encode
from app.tables.pledges import Link
from app.vocabulary import LinkType, Status

NAME = "components"
STATUSES = [status.value for status in Status]

RULE = Bilingual(
    "The pledges that are directly part of a pledge and are there at the moment, by the status of each as a whole; "
    "null where it has none. They judge nothing: the status of the pledge is that of its own changes.",
    "Los compromisos que son parte directa de un compromiso y existen en ese momento, por el estado de cada uno en su "
    "conjunto; null si no tiene ninguno. No juzgan nada: el estado del compromiso es el de sus propios cambios.",
)


def statuses_of_parts(binding: Binding) -> ColumnElement[str]:
    """Return the statuses of the parts of a pledge, with commas between them; null where it has none."""
    parts, links = binding.again(), binding.table(Link).alias()
    status = parts.column("status")
    found = select(links.c.to_pledge, func.aggregate_strings(status, ","))
    return binding.of_each("statuses_of_parts", _joined(found, parts, links))


def _joined(found: Select[Any], parts: Binding, links: FromClause) -> Select[Any]:
    """Return what is found of parts that are there, and of their links to what they are part of."""
    there = [links.c.type == LinkType.PART_OF.value, *parts.is_there()]
    return found.select_from(parts.source.join(links, key_column(links) == parts.key)).where(*there)


def _has_parts(binding: Binding) -> ColumnElement[bool]:
    parts, links = binding.again(), binding.table(Link).alias()
    return binding.is_in([binding.key], _joined(select(links.c.to_pledge), parts, links))


FILTERS = {
    NAME: Filter(lambda binding, _binds: binding.derived(NAME, _has_parts)),
    f"not_{NAME}": Filter(lambda binding, _binds: ~binding.derived(NAME, _has_parts)),
}


def components(statuses: str | None) -> bytes:
    """Return what completes a document: how many parts a pledge has, and where they stand."""
    if statuses is None:
        return b',"components":null'
    counted = Counter(statuses.split(","))
    ordered: Values = {status: counted[status] for status in STATUSES if status in counted}
    return b',"components":' + encode({"total": counted.total(), "statuses": ordered})
