"""What three sides of a record come to: laws that hold whatever they say."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.loading.data_sets import shape_of
from app.exchange.loading.reconciliation import matches, reconcile
from app.records.registry import RECORD_TYPES

SHAPE = shape_of(RECORD_TYPES["topics"])
WORDS = st.sampled_from(["a", "b", "c"])
CITATIONS = st.dictionaries(WORDS, WORDS, max_size=3).map(
    lambda notes: [{"id": id, "source": "s", "note": note} for id, note in notes.items()]
)
WRITTEN = st.fixed_dictionaries(
    {
        "name": WORDS,
        "parent": st.none() | WORDS,
        "tags": st.lists(WORDS, unique=True),
        "external_ids": st.dictionaries(WORDS, WORDS),
        "citations": CITATIONS,
    }
)
Values = dict[str, Any]


@settings(max_examples=60)
@given(said=WRITTEN, here=WRITTEN, bundle=WRITTEN)
def test_each_side_gets_what_it_alone_changed(said: Values, here: Values, bundle: Values) -> None:
    base = SHAPE.leaves(said)
    # Nobody touched it here: the bundle has its way, order included.
    assert reconcile(SHAPE, base, said, bundle).written == bundle
    # The bundle says what it said: what is here stays.
    unchanged = reconcile(SHAPE, base, here, said)
    assert (unchanged.written, list(unchanged.left)) == (here, [])
    # Both say the same.
    agreed = reconcile(SHAPE, base, bundle, bundle)
    assert (agreed.written, list(agreed.left)) == (bundle, [])

    found = reconcile(SHAPE, base, here, bundle)
    leaves, of_here, of_bundle = (SHAPE.leaves(one) for one in (found.written, here, bundle))
    for key in {*base, *of_here, *of_bundle}:
        was, now, wanted = (side.get(key) for side in (base, of_here, of_bundle))
        taken = leaves.get(key)
        assert taken == (wanted if now == was else now), key
        # What is left of either is named.
        assert taken == wanted or was in (now, wanted) or key[0] in found.left, key


def test_items_are_found_by_id_then_content_then_derived_id() -> None:
    known = {"x-2": {"id": "x-2", "text": "two"}, "x": {"id": "x", "text": "one"}, "z": {"id": "z", "text": "three"}}
    items: list[Values] = [
        {"id": None, "text": "three"},
        {"id": None, "text": "one, reworded"},
        {"id": None, "text": "two"},
        {"id": None, "text": "four"},
        {"id": "own", "text": "two"},
    ]
    assert matches(items, [known], known, lambda _item: "x") == ["z", "x", "x-2", None, "own"]
