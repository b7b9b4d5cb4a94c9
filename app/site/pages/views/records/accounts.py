"""What sources say of the fields of a record, where they cannot all be right, and in which words they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.site.pages.languages import Language
from app.site.pages.wording.sentences.word_diff import Piece, differing_words

Account = Mapping[str, Any]


@dataclass(frozen=True)
class Dispute:
    """A field of which sources say what cannot be true together: each account with its words, the differing marked."""

    field: str
    recorded: str | None
    sides: Sequence[tuple[Account, Sequence[Piece]]]


@dataclass(frozen=True)
class Accounts:
    """What is disputed, and what sources say of other fields."""

    disputes: Sequence[Dispute]
    others: Sequence[tuple[str, Account]]


def accounts(language: Language, report: Mapping[str, Any]) -> Accounts:
    """Return what sources say, the disputed fields first."""
    disputes, others = [], []
    for field in report["fields"]:
        sides = [one for one in field["accounts"] if one["conflicts"]]
        if sides:
            pieces = differing_words(language, [side["value"] for side in sides])
            recorded = field["value"] if isinstance(field["value"], str) else None
            disputes.append(Dispute(field["field"], recorded, list(zip(sides, pieces, strict=True))))
        others += [(field["field"], one) for one in field["accounts"] if not one["conflicts"]]
    return Accounts(disputes, others)
