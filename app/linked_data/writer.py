"""Values of documents as values of linked data, and what a record is in Pacta's own terms."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from app.ledger.model.shapes import Values
from app.linked_data.contexts import EDTF, Node
from app.linked_data.shapes import Shape, class_name, shapes_of
from app.records.base.collections import collection_of
from app.values.wording.nouns import snake_case

INSTANTS = frozenset({"created_at", "updated_at", "retrieved_at", "recorded_at", "at"})
"""Fields that hold an instant."""


class Writer:
    """Writes values of documents of a service at a public address."""

    def __init__(self, base: str) -> None:
        self.base = base

    def address(self, collection: str, record: str) -> str:
        """Return the address of a record: what it is called in linked data."""
        return f"{self.base}/v1/{collection}/{record}"

    def reference(self, collection: str, named: Mapping[str, Any], *types: str) -> Node:
        """Return another record: its address, what it is and what it is called."""
        noun = collection_of(collection).record_type.noun
        label = named.get("name", named.get("title"))
        node: Node = {"@id": self.address(collection, named["id"]), "@type": one_or_all([*types, f"pacta:{noun}"])}
        return node if label is None else node | {"name": label}

    def item(self, model: type[BaseModel], values: Values) -> Node:
        """Return something that has fields of its own in Pacta's terms."""
        node: Node = {"@type": f"pacta:{class_name(model)}"}
        for key, value in values.items():
            for term, written in self.own(shapes_of(model).get(key), value):
                node[term] = written
        return node

    def own(self, shape: Shape | None, value: Any) -> Iterator[tuple[str, Any]]:
        """Yield Pacta's own term of a field, and its value; nothing where there is none."""
        if shape is None or value is None or value in ([], {}):
            return
        said = [self._value(shape, one) for one in value] if shape.several else self._value(shape, value)
        yield f"pacta:{shape.name}", said

    def _value(self, shape: Shape, value: Any) -> Any:
        if shape.collection is not None:
            return self.reference(shape.collection, value)
        if shape.is_date:
            return uncertain_date(value)
        if shape.words is not None:
            return {"@id": f"pacta:{snake_case(shape.words.__name__)}.{value}"}
        if shape.model is not None:
            return self.item(shape.model, value)
        if shape.by_key:
            return [{"@type": "PropertyValue", "propertyID": key, "value": literal(one)} for key, one in value.items()]
        return instant(value) if shape.name.rpartition(".")[2] in INSTANTS else literal(value)


def instant(value: str) -> Node:
    """Return an instant of the record."""
    return {"@value": value, "@type": "xsd:dateTime"}


def literal(value: Any) -> Any:
    """Return a plain value: numbers that are not whole with all their digits."""
    return {"@value": format(value, "f"), "@type": "xsd:decimal"} if isinstance(value, Decimal) else value


def uncertain_date(value: Mapping[str, Any]) -> Node:
    """Return a date of the world as it is written, in EDTF."""
    return {"@value": value["edtf"], "@type": EDTF}


def one_or_all(values: list[Any]) -> Any:
    """Return the only one of some values, or all of them."""
    return values[0] if len(values) == 1 else values
