"""What is written for a spreadsheet is read again as it was: `guard` and `unguard`, `join` and `split`."""

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.formats.formula_guard import RISKY, guard, unguard
from app.exchange.formats.list_cells import join, split

SIGNS = st.text(st.sampled_from([*RISKY, "'", "a", ";", "\\", " "]), max_size=8)


@given(SIGNS | st.text(max_size=20))
def test_a_guarded_text_is_no_formula_and_is_read_as_it_was(text: str) -> None:
    assert guard(text)[:1] not in RISKY
    assert unguard(guard(text)) == text


@given(st.lists(SIGNS | st.text(max_size=20), min_size=2))
def test_values_that_were_joined_are_read_as_they_were(values: list[str]) -> None:
    assert split(join(values)) == values


@given((SIGNS | st.text(max_size=20)).filter(bool))
def test_so_is_one_alone(value: str) -> None:
    assert split(join([value])) == [value]
    assert split(join([])) == []
