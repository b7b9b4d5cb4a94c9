"""Documents of made-up records, with every field, rendered as the ledger renders them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from typing_extensions import override

from app.ledger.model.documents.rendering import render
from app.ledger.model.record_state import State
from app.ledger.model.record_type import record_type_of
from app.ledger.writing.item_ids import identify
from app.strict_json import decode, encode
from app.vocabulary import Term
from tests.nouns import Noun

AT = "2026-11-22T03:14:33.123456Z"
TEXTS = frozenset(
    {
        "title", "name", "summary", "text", "exact", "prefix", "suffix", "note", "value", "provision", "due_text",
        "place", "indicator", "fulfilled", "partially_fulfilled", "not_fulfilled", "section", "page", "attributed_to",
        "publisher", "author", "channel", "caveats", "tags",
    }
)  # fmt: skip
"""Fields that hold words of people: whatever they write."""

WORDS = frozenset(word.value for words in Term.__subclasses__() for word in words)


def made_up(noun: Noun, rewrite: Callable[[str], str] = lambda text: text) -> dict[str, Any]:
    """Return the document of a record that names every field, its texts rewritten."""
    record_type = record_type_of(noun.collection)
    values = record_type.written.model_validate({**noun.full, "id": "made-up"}).values()
    del values["id"]
    written = identify(record_type.inline, _rewritten(values, rewrite), None)
    names = _Names()
    document: dict[str, Any] = decode(encode(render(record_type, State("made-up", 3, AT, AT, written), names)))
    return document


class _Names(Mapping[tuple[str, str], str]):
    """Calls every record after its id."""

    @override
    def __getitem__(self, key: tuple[str, str]) -> str:
        return f"The {key[1]}"

    @override
    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    @override
    def __len__(self) -> int:
        return 0


def _rewritten(value: Any, rewrite: Callable[[str], str], field: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _rewritten(inner, rewrite, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, rewrite, field) for inner in value]
    return rewrite(value) if isinstance(value, str) and field in TEXTS else value
