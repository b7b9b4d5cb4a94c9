"""What the written models say of their fields: which closed list each takes, and how much."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel

from app.bilingual import LanguageCode
from app.labels import label_of, meaning_of, meaning_of_list
from app.ledger.model.record_type import all_record_types
from app.records.base.lists.parameters import RecordQuery
from app.records.base.parts.part_collections import Withdrawal
from app.records.pledges.status.schemas import Batch
from app.records.sources.texts.schemas import QuotationCheck
from app.settings import MAX_WRITTEN_BYTES
from app.site.vocabulary.schemas import ClosedList, Limit, Word
from app.values.wording.nouns import snake_case
from app.vocabulary import Term

UNITS = {"maxItems": "items", "maxProperties": "entries", "maxLength": "characters", "maximum": "value"}
LARGEST_TOLD = 2**31 - 1
"""Bounds from here on are those of numbers, not of the field."""

Schema = dict[str, Any]


def written_models() -> list[type[BaseModel]]:
    """Return every model that clients write, with the query that all lists share."""
    models: list[type[BaseModel]] = []
    for record_type in all_record_types():
        models += [record_type.written, *(part_type.written for part_type in record_type.part_types.values())]
    return [*models, Batch, Withdrawal, QuotationCheck, RecordQuery]


def closed_lists(language: LanguageCode) -> list[ClosedList]:
    """Return every closed list with its words, and the fields that take them."""
    used: dict[str, list[str]] = {}
    for model, field, schema in _fields():
        for piece in _pieces(schema):
            used.setdefault(piece.get("$ref", "").rpartition("/")[2], []).append(f"{model}.{field}")
    return [
        ClosedList(
            name=list_name(terms),
            meaning=meaning_of_list(terms, language),
            fields=used.get(terms.__name__, []),
            words=[Word(word=term.value, label=label_of(term), meaning=meaning_of(term, language)) for term in terms],
        )
        for terms in Term.__subclasses__()
    ]


def list_name(terms: type[Enum]) -> str:
    """Return what a closed list is called."""
    return snake_case(terms.__name__)


def limits(body_bytes: int) -> Iterator[Limit]:
    """Yield the most that each field, each list's query and each request takes."""
    yield Limit(of="request", field="body", most=body_bytes, unit="bytes")
    yield Limit(of="record", field="written", most=MAX_WRITTEN_BYTES, unit="bytes")
    for model, field, schema in _fields():
        for piece in _pieces(schema, within=False):
            for keyword, unit in UNITS.items():
                most = piece.get(keyword)
                if isinstance(most, int) and most < LARGEST_TOLD:
                    yield Limit.model_validate({"of": model, "field": field, "most": most, "unit": unit})


def _fields() -> Iterator[tuple[str, str, Schema]]:
    """Yield every field of every written model, nested ones included, once: the model, the field, its schema."""
    seen: set[str] = set()
    for model in written_models():
        schema = model.model_json_schema()
        for name, part in [(model.__name__, schema), *schema.get("$defs", {}).items()]:
            if name not in seen and "properties" in part:
                seen.add(name)
                yield from ((snake_case(name), field, content) for field, content in part["properties"].items())


def _pieces(schema: Schema, *, within: bool = True) -> Iterable[Schema]:
    """Return a field's schema and its alternatives, and those of its items if wanted."""
    found = [schema, *schema.get("anyOf", ())]
    if within:
        found += [piece["items"] for piece in found if "items" in piece]
    return found
