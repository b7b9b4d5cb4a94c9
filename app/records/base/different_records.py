"""Which records look like a record and are others: said by it, so that nobody has to find that out again."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, create_model
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import Written
from app.values.texts import Text

MAX_DIFFERENT = 50


class DifferentRecord(Written):
    """Another record that looks like this one, and why it is not the same."""


def different_records(noun: str, reference: Any) -> Any:
    """Return the type of the field by which records, called `noun` each, name those that they are different from."""
    members: dict[str, Any] = {
        noun: (reference, ...),
        "reason": (Text, Field(description="why they are not one and the same")),
    }
    name, said = f"Different{noun.capitalize()}", DifferentRecord.__doc__
    model = create_model(name, __base__=DifferentRecord, __doc__=said, **members)

    def each_once(items: list[BaseModel]) -> list[BaseModel]:
        if len({getattr(item, noun) for item in items}) < len(items):
            code, message = "difference_repeated", "different_from names a record twice: name it once"
            raise PydanticCustomError(code, message)
        return items

    return Annotated[
        list[model],
        Field(
            max_length=MAX_DIFFERENT,
            description="looks like this one and is another, said by either of the two: no likely duplicate any more",
        ),
        AfterValidator(each_once),
    ]
