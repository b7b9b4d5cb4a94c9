"""What is read off the declarations of written shapes."""

import pytest

from app.ledger.model.record_type import all_record_types
from app.ledger.model.shapes import Written, most_items


class Unlimited(Written):
    """A shape whose list has no limit."""

    notes: list[str]


def test_every_list_of_parts_has_a_limit() -> None:
    for record_type in all_record_types():
        for model, fields in [
            (record_type.written, record_type.inline),
            *((part_type.written, part_type.inline) for part_type in record_type.part_types.values()),
        ]:
            assert all(most_items(model, field) > 0 for field in fields), record_type.collection


def test_a_list_without_a_limit_is_named() -> None:
    with pytest.raises(TypeError, match=r"Unlimited\.notes .* max_length"):
        most_items(Unlimited, "notes")
