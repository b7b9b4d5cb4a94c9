"""A mention of somebody in a sentence, and of which sorts there are."""

from dataclasses import dataclass

PERSON, TERRITORY, BODY, SIDES, SIDE, UNNAMED, WE, SPEAKER, NAME, GROUP = (
    "person", "territory", "body", "sides", "side", "unnamed", "we", "I", "name", "group",
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """A mention of somebody, by the tokens of its sentence.

    `name` is what it is called there, empty where it is only pointed at ("he", "the president"); `territory` the
    country that it belongs to or is, as far as the words say; `of` the body whose office it is.
    """

    first: int
    last: int
    kind: str
    name: str = ""
    territory: str | None = None
    role: str | None = None
    of: str | None = None
    count: int | None = None
