"""Mappings as people write them: YAML or JSON, checked against the shapes of records, with the line of every fault."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from app.errors import Fault, Invalid, MalformedJson
from app.exchange.formats.faults import BadBundle, BundleFault, field_of
from app.exchange.formats.strict_yaml import BadYaml, Node, nodes_of, parse
from app.exchange.imports.mapping.forms.dates import form_of
from app.exchange.imports.mapping.models import (
    KINDS,
    LARGEST,
    WHEN,
    Cell,
    Condition,
    ForColumns,
    ForEach,
    ForLists,
    Mapping,
    Pairs,
    RowRule,
)
from app.http.validation import validated
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import unwrap
from app.records.registry import RECORD_TYPES
from app.strict_json import decode
from app.values.wording.expectations import nearest_word

SEVERAL = (ForEach, ForColumns, ForLists)
MAX_BYTES = 1024 * 1024
MOST_TOLD = 200
SHOWN = " (see /docs for the fields)"
STEPS = frozenset({*KINDS.values(), "list", "object", "literal"})
"""Kinds of templates, as steps to what is wrong with one."""
NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
"""What could be a mapping's name, and is no mapping."""

READY = Path(__file__).parents[1] / "ready"
"""The mappings that come with Pacta."""


def mapping_of(text: bytes, name: str = "mapping") -> Mapping:
    """Return the mapping that a text of YAML or JSON says. Raises `BadBundle` with all that is wrong with it."""
    if len(text) > MAX_BYTES:
        raise BadBundle([BundleFault(name, None, "", f"is larger than {MAX_BYTES} bytes")])
    root = _root(text, name)
    values = root.plain()
    if (size := sum(1 for _ in _values(values))) > LARGEST:
        raise BadBundle([BundleFault(name, None, "", f"holds {size} values, more than {LARGEST}: list words apart")])
    try:
        mapping = validated(Mapping, values)
    except Invalid as refusal:
        raise BadBundle([_fault(name, root, values, fault) for fault in refusal.faults[:MOST_TOLD]]) from None
    faults = [
        BundleFault(name, root.line_of(pointer) or None, field_of(pointer), message, pointer)
        for pointer, message in _faults(mapping)
    ]
    if faults:
        raise BadBundle(faults)
    return mapping


def ready_mappings() -> list[str]:
    """Return the names of the mappings that come with Pacta."""
    return sorted(path.stem for path in READY.glob("*.yaml"))


@cache
def ready_mapping(name: str) -> Mapping:
    """Return a mapping that comes with Pacta. Raises `BadBundle` if there is none of the name."""
    if name not in ready_mappings():
        near = nearest_word(name, ready_mappings())
        remedy = f"one of {', '.join(ready_mappings())}" if near is None else f"the nearest is {near}"
        raise BadBundle([BundleFault(name, None, "", f"is no mapping that comes with Pacta; {remedy}")])
    return mapping_of((READY / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def mapping_named(text: str) -> Mapping:
    """Return the mapping that comes with Pacta by this name, else the one that the text says. Raises `BadBundle`."""
    return ready_mapping(text.strip()) if NAME.fullmatch(text.strip()) else mapping_of(text.encode())


def _root(text: bytes, name: str) -> Node:
    if text.lstrip()[:1] == b"{":
        try:
            return nodes_of(decode(text))
        except MalformedJson as error:
            raise BadBundle([BundleFault(name, None, "", f"is not JSON: {error.detail}")]) from None
    try:
        return parse(text)
    except BadYaml as error:
        raise BadBundle([BundleFault(name, line, "", message) for line, message in error.faults]) from None


def _values(value: Any) -> Iterator[Any]:
    """Yield every value but the words of lists: these are looked up, not gone through."""
    yield value
    if isinstance(value, dict):
        for key, member in value.items():
            if key != "words":
                yield from _values(member)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item)


def _fault(name: str, root: Node, values: Any, fault: Fault) -> BundleFault:
    """Return a fault with its line. Its place has steps that are kinds of templates: they go."""
    pointer, found = "", values
    for step in (fault.pointer or "").split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        elif key in STEPS:
            continue
        else:
            found = None
        pointer += "/" + step
    return BundleFault(
        name, root.line_of(pointer) or None, field_of(pointer), fault.message.removesuffix(SHOWN), pointer
    )


Found = Iterator[tuple[str, str]]


def _faults(mapping: Mapping) -> Found:
    """Yield what is wrong with a mapping whose form is right, each with its place."""
    for collection in mapping.records:
        if collection not in RECORD_TYPES:
            yield f"/records/{collection}", f"unknown collection; one of {', '.join(RECORD_TYPES)}"
    if mapping.cites is not None:
        yield from _of_template(mapping.cites, "/cites", mapping)
    for index, sheet in enumerate(mapping.sheets):
        for number, rule in enumerate(sheet.gives):
            yield from _of_rule(rule, f"/sheets/{index}/gives/{number}", mapping)


def _of_rule(rule: RowRule, place: str, mapping: Mapping) -> Found:
    record_type = RECORD_TYPES.get(rule.collection)
    if record_type is None:
        yield f"{place}/collection", f"unknown collection; one of {', '.join(RECORD_TYPES)}"
        return
    if rule.for_each is not None and rule.for_columns is not None:
        yield f"{place}/for_columns", "goes beside no for_each: give one of them"
    for name in ("id", "external_id", "for_each"):
        cell = getattr(rule, name)
        if cell is not None:
            yield from _of_cell(cell, f"{place}/{name}", mapping)
    if "id" in rule.record:
        yield f"{place}/record/id", "stands beside the record, as the rule's id"
    yield from _of_template(rule.record, f"{place}/record", mapping)
    yield from _of_shape(rule.record, _fields(record_type), f"{place}/record")


def _fields(record_type: RecordType) -> dict[str, Any]:
    """Return the fields of a record as bundles write it, each with its type: parts with a history are lists."""
    parts = {name: list[part_type.written] for name, part_type in record_type.part_types.items()}  # type: ignore[name-defined]
    return _types(record_type.written) | parts


def _types(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _of_shape(template: dict[str, Any], fields: dict[str, Any], place: str) -> Found:
    """Yield the fields of a template that the shape does not have, and literals where it holds objects."""
    for name, value in template.items():
        if name == WHEN:
            continue
        if name not in fields:
            yield f"{place}/{name}", f"unknown field; one of {', '.join(fields)}"
            continue
        yield from _of_field(value, fields[name], f"{place}/{name}")


def _of_field(value: Any, annotation: Any, place: str) -> Found:
    inner, _marks = unwrap(annotation)
    if isinstance(value, SEVERAL):
        yield from _of_field([value.give], annotation, f"{place}/give")
    elif isinstance(value, list) and get_origin(inner) is list:
        item = get_args(inner)[0]
        for index, one in enumerate(value):
            if isinstance(one, SEVERAL):
                yield from _of_field(one.give, item, f"{place}/{index}/give")
            else:
                yield from _of_field(one, item, f"{place}/{index}")
    elif isinstance(value, dict) and isinstance(inner, type) and issubclass(inner, BaseModel):
        yield from _of_shape(value, _types(inner), place)


def _of_template(value: Any, place: str, mapping: Mapping) -> Found:
    """Yield what is wrong with the cells and conditions of a template."""
    if isinstance(value, Cell):
        yield from _of_cell(value, place, mapping)
    elif isinstance(value, ForEach):
        yield from _of_cell(value.for_each, f"{place}/for_each", mapping)
        yield from _of_template(value.give, f"{place}/give", mapping)
    elif isinstance(value, Pairs):
        yield from _of_cell(value.pairs, f"{place}/pairs", mapping)
    elif isinstance(value, ForColumns | ForLists):
        yield from _of_template(value.give, f"{place}/give", mapping)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _of_template(item, f"{place}/{index}", mapping)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name == WHEN:
                yield from _of_conditions(member, f"{place}/{name}")
            else:
                yield from _of_template(member, f"{place}/{name}", mapping)


def _of_conditions(value: Any, place: str) -> Found:
    for index, one in enumerate(value if isinstance(value, list) else [value]):
        try:
            Condition.model_validate(one)
        except ValidationError as error:
            yield f"{place}/{index}", f"is no condition: {error.errors()[0]['msg']}"


def _of_cell(cell: Cell, place: str, mapping: Mapping) -> Found:
    if isinstance(cell.words, str) and cell.words not in mapping.words:
        yield f"{place}/words", f"names no list of words; one of {', '.join(mapping.words) or '(none)'}"
    for index, form in enumerate(cell.date or []):
        try:
            form_of(form)
        except ValueError as error:
            yield f"{place}/date/{index}", str(error)
    for index, part in enumerate(cell.join or []):
        if isinstance(part, Cell):
            yield from _of_cell(part, f"{place}/join/{index}", mapping)
