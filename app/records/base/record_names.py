"""By which names and codes a record can be meant: what those have in common that are called by names."""

from collections.abc import Iterator

from app.ledger.model.shapes import Values
from app.tables.ledger.names import CODE, NAME, OTHER_NAME
from app.values.links import code_in


def names_and_codes(written: Values) -> Iterator[tuple[str, str]]:
    """Yield a record's name, its other names, those in other languages, and its ids in other registers.

    Each after its use. Ids are there with their register and without.
    """
    yield NAME, written["name"]
    for other in written.get("other_names", ()):
        yield OTHER_NAME, other["name"]
    for translation in written["translations"].values():
        yield OTHER_NAME, translation["name"]
    for scheme, code in written["external_ids"].items():
        yield CODE, code
        yield CODE, code_in(scheme, code)
