"""Accounts: what sources say of the fields of a record, and whether they can all be true. Pure functions.

None is ever preferred: they stand side by side, and whoever cites them says which cannot be true together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.bilingual import Bilingual
from app.ledger.model.citations import cited
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values

RULE = Bilingual(
    "An `account` of a citation is what its source says of a field. It `conflicts` where it cannot be true together "
    "with what is recorded, or with another account; other words alone are no conflict. A field is disputed where an "
    "account of it conflicts, and a record where one of its fields is, or one of a part of it (a status change, ...) "
    "that was not withdrawn. What an account under a part says of a field that the part does not have, it says of the "
    "record.",
    "Una versión (`account`) de una cita es lo que su fuente dice de un campo. Está en conflicto (`conflicts`) si no "
    "puede ser cierta junto con lo registrado o con otra versión; que use otras palabras no es un conflicto. Un campo "
    "es objeto de disputa si una versión de él está en conflicto, y un registro, si lo es uno de sus campos o uno de "
    "una parte suya (un cambio de estado, …) que no se retiró. Lo que una versión dice, bajo una parte, de un campo "
    "que esa parte no tiene, lo dice del registro.",
)


@dataclass(frozen=True)
class Spoken:
    """A citation with an account, and the part that it stands under: none, where that is the record."""

    part: str | None
    citation: Values

    @property
    def conflicts(self) -> bool:
        """Return whether the account cannot be true with what is recorded, or with another."""
        conflicts: bool = self.citation["account"]["conflicts"]
        return conflicts


@dataclass(frozen=True)
class FieldAccounts:
    """All that is said of a field of the record, or of a part of it."""

    part: str | None
    field: str
    spoken: Sequence[Spoken]

    @property
    def disputed(self) -> bool:
        """Return whether one of the accounts conflicts."""
        return any(spoken.conflicts for spoken in self.spoken)


def field_accounts(state: State) -> Iterable[FieldAccounts]:
    """Return the fields on which sources speak, those of the record before those of its parts."""
    said: dict[tuple[str | None, str], list[Spoken]] = {}
    for part, written in cited(state):
        for citation in written["citations"]:
            if citation["account"] is not None:
                field = citation["account"]["field"]
                holder = part if part is not None and field in written else None
                said.setdefault((holder, field), []).append(Spoken(part, citation))
    found = [FieldAccounts(*key, spoken) for key, spoken in said.items()]
    return sorted(found, key=lambda one: one.part is not None)
