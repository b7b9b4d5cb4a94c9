"""Ids of items and parts: never made of text, and kept by what says the same."""

from enum import Enum
from typing import Any, get_args

import httpx
import pytest
from pydantic import BaseModel

from app.ledger.model.record_type import all_record_types
from app.ledger.model.shapes import Derive, plan_of, unwrap
from tests.conftest import Unique


def derivations() -> list[Any]:
    """Return what every id is derived by where none is given, with the model of what it is made of."""
    found: dict[str, tuple[type[BaseModel], Derive]] = {}
    for record_type in all_record_types():
        owners = [(record_type.noun, record_type.written, record_type.inline)]
        for part_type in record_type.part_types.values():
            found[part_type.noun] = part_type.written, part_type.derive
            owners.append((part_type.noun, part_type.written, part_type.inline))
        for noun, written, inline in owners:
            for field, derive in inline.items():
                (item,) = get_args(unwrap(written.model_fields[field].annotation)[0])
                found[f"{noun} {field}"] = item, derive
    return [pytest.param(*both, id=name) for name, both in found.items()]


class Watched(dict[str, Any]):
    """Values that note which of them are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def __missing__(self, name: str) -> str:
        self.seen.add(name)
        return "2025-06"


@pytest.mark.parametrize(("model", "derive"), derivations())
def test_ids_are_made_of_dates_ids_and_closed_words_alone(model: type[BaseModel], derive: Derive) -> None:
    closed = {
        field.alias or name
        for name, field in model.model_fields.items()
        if isinstance(kind := unwrap(field.annotation)[0], type) and issubclass(kind, Enum)
    }
    values = Watched()
    assert derive(values)
    # That of a target is an id of another item.
    assert values.seen <= closed | {name for name, _plan in plan_of(model).members} | {"target"}


@pytest.fixture
def path(client: httpx.Client, unique: Unique) -> str:
    """Return a topic whose citations came without ids."""
    path = f"/v1/topics/{unique('cited')}"
    for source in ("report-a", "report-b"):
        client.put(f"/v1/sources/{source}", json={"kind": "readout", "title": source})
    assert ids(client, path, "first", "second", "third") == ["report-a", "report-a-2", "report-a-3"]
    return path


def ids(client: httpx.Client, path: str, *notes: str, source: str = "report-a") -> list[str]:
    """Put citations with these notes and return their ids."""
    citations = [{"source": source, "note": note} for note in notes]
    answer = client.put(path, json={"name": "Cited", "citations": citations}, headers={"If-Match": "*"})
    if answer.status_code == httpx.codes.PRECONDITION_FAILED:
        answer = client.put(path, json={"name": "Cited", "citations": citations})
    assert [citation["note"] for citation in answer.json()["citations"]] == list(notes)
    return [citation["id"] for citation in answer.json()["citations"]]


@pytest.mark.parametrize(
    ("notes", "kept"),
    [
        ("third first second", ["report-a-3", "report-a", "report-a-2"]),
        ("new first second third", ["report-a-4", "report-a", "report-a-2", "report-a-3"]),
        ("third", ["report-a-3"]),
        # What was edited, the only one without a fellow, is the one that it was.
        ("edited second third", ["report-a", "report-a-2", "report-a-3"]),
        ("first third edited", ["report-a", "report-a-3", "report-a-2"]),
    ],
)
def test_items_without_ids_keep_those_of_what_says_the_same(
    client: httpx.Client, path: str, notes: str, kept: list[str]
) -> None:
    assert ids(client, path, *notes.split()) == kept


def test_what_comes_from_elsewhere_has_an_id_of_its_own(client: httpx.Client, path: str) -> None:
    assert ids(client, path, "first", source="report-b") == ["report-b"]
