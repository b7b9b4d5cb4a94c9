"""What clients write of the targets of a pledge."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import ADate, SourceId, Values, Written, demands
from app.values.codes.currencies import is_currency
from app.values.identifiers import PartId
from app.values.numbers import ExactDecimal
from app.values.percentages import is_percent
from app.values.texts import ShortText
from app.vocabulary import CHANGES, Aggregate, BaselineKind, Direction, Measure


class Baseline(Written):
    """What a target is compared with."""

    kind: BaselineKind = BaselineKind.OBSERVED
    value: ExactDecimal
    date: ADate | None = None
    source: SourceId | None = None


class Target(Written):
    """A target that the pledge is measured by."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"indicator": "soldiers at the border", "measure": "count", "direction": "at_least", "value": 1000}
            ],
            **demands({"measure": {"const": Measure.CURRENCY.value}}, {"unit": {"type": "string"}}),
        }
    )

    id: Annotated[PartId | None, Field(description="`target` where none is given, then `target-2`")] = None
    indicator: Annotated[ShortText, Field(examples=["deportation flights received"])]
    measure: Measure
    direction: Direction
    value: Annotated[
        ExactDecimal | None, Field(description="exact; null: not said, or `between` two bounds", examples=[40])
    ] = None
    lower: Annotated[ExactDecimal | None, Field(description="of `between`: the lower bound", examples=[10])] = None
    upper: Annotated[ExactDecimal | None, Field(description="of `between`: the upper bound", examples=[20])] = None
    unit: Annotated[ShortText | None, Field(description="of a currency: its ISO 4217 code", examples=["percent"])] = (
        None
    )
    aggregate: Annotated[
        Aggregate, Field(description="sum: of what is measured period by period; latest: of what is so at the time")
    ] = Aggregate.LATEST
    baseline: Annotated[Baseline | None, Field(description="null: unknown")] = None

    @model_validator(mode="after")
    def _currency_is_known(self) -> Self:
        """Check that an amount of money says of which; a share of the baseline has no currency."""
        if self.measure != Measure.CURRENCY or (self.unit is not None and is_currency(self.unit)):
            return self
        if self.direction in CHANGES and is_percent(self.unit):
            return self
        code, message = "currency_unit", "unit of a currency is an ISO 4217 code such as USD or GTQ"
        raise PydanticCustomError(code, message)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        """Check that the value or the bounds are those that the direction asks for."""
        bounds = [bound for bound in (self.lower, self.upper) if bound is not None]
        if self.direction == Direction.BETWEEN and (self.value is not None or len(bounds) == 1):
            code, message = (
                "target_bounds",
                "between takes lower and upper, and no value; with one bound: at_least, at_most",
            )
            raise PydanticCustomError(code, message)
        if self.direction != Direction.BETWEEN and bounds:
            code, message = "target_value", "lower and upper are those of between: give the value instead"
            raise PydanticCustomError(code, message)
        if bounds and bounds[0] > bounds[-1]:
            code, message = "target_bounds_order", "lower is above upper: exchange them"
            raise PydanticCustomError(code, message)
        if self.direction in CHANGES and self.value is not None and self.value < 0:
            code, message = "target_change", "increase and decrease say by how much: give the value without a sign"
            raise PydanticCustomError(code, message)
        return self


def target_id(_target: Values) -> str:
    """Return the id that a target gets: what it measures is text, of which no id is made."""
    return "target"
