"""What the contract tests must know of a collection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import override

Body = dict[str, Any]


@dataclass(frozen=True)
class Filtering:
    """A filter: a value that finds the full record and one that does not. `repeated`: either may be given."""

    finds: str
    misses: str
    repeated: bool = True


@dataclass(frozen=True)
class Items:
    """A list of the written shape that is addressed item by item.

    `item` names every field and no id; `id` is what is derived of it; `document` is its read shape without an id;
    `other` is another item; `patch` changes `item` and `patched` is what of its document is then otherwise;
    `wrong` is refused at the place that goes with it. Without a `patch` all of it is its address. `keyed` lists hold no
    ids: the record shows their items without; of `bare` references they hold nothing else. `first` are items without
    which there is no record; what is not `listed` has a list with more in it.
    """

    item: Body
    id: str
    document: Body
    other: Body
    wrong: Sequence[tuple[Body, str]]
    patch: Body | None = None
    patched: Body = field(default_factory=dict)
    keyed: bool = False
    bare: bool = False
    first: Sequence[Body] = ()
    listed: bool = True

    def shown(self, item: Body) -> Body:
        """Return an item as the record shows it."""
        return {name: value for name, value in item.items() if name != "id" or self.bare or not self.keyed}

    def held(self) -> Any:
        """Return the item as the record is written with it."""
        return self.item["id"] if self.bare else self.item if self.keyed else {"id": self.id, **self.item}


@dataclass(frozen=True)
class Noun:
    """A collection: records of it, how they read, and what its list can do.

    `minimal` is what POST needs and `derived` the id made of it; `defaults` is what the rest then is.
    `full` names every field, and `document` is its read shape (without what all records have: see `common`).
    `edit` changes one field of the full record and `edited` is how that reads.
    `wrong` gives values that a field refuses although their type is right; wrong types are tried by themselves.
    `sorts` gives for a sort what makes a record come first, and what makes it come later.
    `of_parts` are filters by what the full record does not have, such as parts: they have other tests.
    `referrer` makes a record of the same collection that refers to the given one, `reference` is where.
    """

    collection: str
    singular: str
    label: str | None
    minimal: Body
    derived: str
    defaults: Body
    full: Body
    document: Body
    edit: Body
    edited: Body
    wrong: Mapping[str, Sequence[Any]]
    filters: Mapping[str, Filtering]
    sorts: Mapping[str, tuple[Body, Body]]
    lacking: frozenset[str] = frozenset()
    referrer: Callable[[str], Body] | None = None
    reference: str = ""
    items: Mapping[str, Items] = field(default_factory=dict)
    of_parts: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        return f"/v1/{self.collection}"

    @override
    def __repr__(self) -> str:
        """Name the collection in the ids of tests."""
        return self.collection
