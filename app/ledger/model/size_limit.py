"""How large what is written may be: a record with all its lists, or a part, as it is stored and read back."""

from app.errors import Fault, Invalid
from app.ledger.model.shapes import Values
from app.settings import MAX_WRITTEN_BYTES
from app.strict_json import encode


def refuse_large(noun: str, written: Values, text: str, record_id: str = "") -> None:
    """Raise `Invalid` where a written shape, whose stored form is `text`, would be too large to be put again.

    Whatever made it so large, a body, an item or a merge: the field that takes most of it is named.
    """
    size = (len(text) if text.isascii() else len(text.encode())) + len(AROUND) + len(record_id)
    if size <= MAX_WRITTEN_BYTES:
        return
    sizes = {name: len(encode(value)) for name, value in written.items()}
    largest = max(sizes, key=sizes.__getitem__)
    detail = f"As it is stored, the {noun} would take {size} bytes."
    message = f"shorten it: it takes {sizes[largest]} bytes, and the {noun} may take {MAX_WRITTEN_BYTES} in all"
    raise Invalid(detail, faults=[Fault(message, pointer=f"/{largest}")])


AROUND = '"id":"",'
"""What stands before the fields where a record is read as it is put."""
