"""Gold: what people found in a text, as a YAML file beside it.

Each pledge and statement stands on quotations: fragments of the text, word for word, of which a proposal meets one.
Where the coding rules leave several answers open, `{any_of: [...]}` holds them; what they leave open altogether is
`optional`, and counts neither if it is proposed nor if it is not. `times`: how many candidates may stand on it (a
statement of two ministers is two records; a promise may be told twice). `not_pledges` are tempting and promise nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from app.vocabulary import Direction, Measure, MeetingForm, Origin, PledgeKind, Precision, StatementKind, Strength

T = TypeVar("T")


def _options(value: Any) -> tuple[Any, ...]:
    """Return all answers that are right: a tuple holds them already, of which YAML has none."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict) and set(value) == {"any_of"}:
        return tuple(value["any_of"])
    return (value,)


AnyOf = Annotated[tuple[T, ...], BeforeValidator(_options)]
"""The answers that are right; none: not scored."""


class Strict(BaseModel):
    """What refuses keys that it does not know: a field that is spelt wrong would not be scored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldTarget(Strict):
    """What a target says; `direction` and `unit` are scored where they are given."""

    measure: Measure
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    direction: Direction | None = None
    unit: str | None = None


class GoldItem(Strict):
    """What pledges and statements share."""

    id: str
    quotations: tuple[str, ...]
    optional: bool = False
    times: int = 1


class GoldPledge(GoldItem):
    """A pledge. `thing_made`: one thing is to be made, which is a target of measure `boolean`."""

    kind: AnyOf[PledgeKind | None]
    origin: AnyOf[Origin | None] = ()
    strength: AnyOf[Strength | None] = ()
    precision: AnyOf[Precision | None] = ()
    conditional: AnyOf[bool] = (False,)
    promisors: AnyOf[frozenset[str]]
    promisees: AnyOf[frozenset[str]] = (frozenset(),)
    due: AnyOf[str | None] = (None,)
    targets: AnyOf[tuple[GoldTarget, ...]] = ((),)
    thing_made: AnyOf[bool] = (False,)


class GoldStatement(GoldItem):
    """A statement. `speakers`: each of them is right; none of them: it has no speaker."""

    kind: AnyOf[StatementKind]
    speakers: tuple[str | None, ...]
    attributed_to: str | None = None


class GoldMeeting(Strict):
    """A meeting that a text tells of. The title is in words of its own, and not scored."""

    title: str
    form: AnyOf[MeetingForm] = ()
    starts: AnyOf[str | None] = (None,)
    ends: AnyOf[str | None] = (None,)
    place: AnyOf[str | None] = (None,)


class NotPledge(Strict):
    """A tempting passage that promises nothing, and why."""

    quotation: str
    why: str


class Gold(Strict):
    """What people found in one text. Participants are names by id; those of `also_named` may be proposed or not."""

    language: str
    about: str | None = None
    meetings: tuple[GoldMeeting, ...] = ()
    participants: dict[str, tuple[str, ...]] = {}
    also_named: dict[str, tuple[str, ...]] = {}
    pledges: tuple[GoldPledge, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    not_pledges: tuple[NotPledge, ...] = ()

    def quotations(self) -> Iterator[str]:
        """Yield all fragments of the text."""
        for item in (*self.pledges, *self.statements):
            yield from item.quotations
        for passage in self.not_pledges:
            yield passage.quotation


@dataclass(frozen=True)
class CodedText:
    """A text and its gold."""

    name: str
    text: str
    gold: Gold


def coded_texts(folder: Path) -> list[CodedText]:
    """Return the texts of a folder with their gold. Raise `ValueError` where a fragment does not stand there once."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        gold = Gold.model_validate(yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8")))
        wrong = [exact for exact in gold.quotations() if text.count(exact) != 1]
        if wrong:
            message = f"{path.name} does not have exactly once: {' / '.join(wrong)}"
            raise ValueError(message)
        found.append(CodedText(path.stem, text, gold))
    return found
