"""The one list of collections, and what follows from it."""

from collections.abc import Iterator

from app.ledger.model.record_type import record_type_of
from app.ledger.model.shapes import Plan, RefersTo, plan_of
from app.records.registry import COLLECTIONS, RECORD_TYPES
from tests.nouns import NOUNS


def references(plan: Plan) -> Iterator[RefersTo]:
    """Yield the references that a shape may hold."""
    if plan.reference is not None:
        yield plan.reference
    for below in (*(member for _name, member in plan.members), *([plan.each] if plan.each else ())):
        yield from references(below)


def test_every_collection_is_in_it() -> None:
    assert set(COLLECTIONS) == set(RECORD_TYPES) == {noun.collection for noun in NOUNS}


def test_what_others_refer_to_is_loaded_first() -> None:
    assert list(RECORD_TYPES) == [
        "sources", "participants", "topics", "meetings", "instruments", "pledges", "statements", "actions",
    ]  # fmt: skip


def test_numbers_in_search_are_never_moved() -> None:
    numbers = {name: record_type.number for name, record_type in RECORD_TYPES.items()}
    assert numbers == {
        "sources": 0, "participants": 1, "topics": 2, "meetings": 3, "pledges": 4, "statements": 5, "instruments": 6,
        "actions": 7,
    }  # fmt: skip


def test_a_reference_is_called_as_the_record_is() -> None:
    for record_type in RECORD_TYPES.values():
        for written in (record_type.written, *(part_type.written for part_type in record_type.part_types.values())):
            for reference in references(plan_of(written)):
                assert reference.label == record_type_of(reference.collection).label, (written, reference)
