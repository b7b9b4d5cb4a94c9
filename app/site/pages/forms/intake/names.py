"""Whom the names in a form mean: the participants that the form lists, then those who are known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake.numbering import numbers_of
from app.site.pages.forms.intake.own_ids import own_id
from app.site.pages.forms.intake.record_fields import CANDIDATE, NAMED, PARTICIPANT, ROLES
from app.values.identifiers import slug


@dataclass(frozen=True)
class Listed:
    """A participant of the form: one that is known, or one that is new and is recorded with the rest."""

    number: int
    id: str
    is_new: bool
    called: str
    names: frozenset[str]


class Names:
    """The participants of a form by what they are called. `known` has ids of known ones by what was typed."""

    def __init__(self, entries: Entries, known: Mapping[str, str]) -> None:
        """List the participants of the form."""
        self.known = known
        self.listed = [_listed(entries, number, known) for number in numbers_of(entries, PARTICIPANT)]
        self._by_name: dict[str, str] = {}
        self._called = {id: name for name, id in known.items()} | {one.id: one.called for one in self.listed}
        for one in self.listed:
            for name in one.names:
                self._by_name.setdefault(name, one.id)

    def id_of(self, name: str) -> str | None:
        """Return the id of who is called so, None where nobody is."""
        return self._by_name.get(name.casefold()) or self.known.get(name)

    def name_of(self, id: str) -> str:
        """Return what somebody is called in the form, the id of who is not listed there."""
        return self._called.get(id, id)

    def new(self) -> Iterator[Listed]:
        """Yield the participants that are recorded with the rest."""
        return (one for one in self.listed if one.is_new)


def _listed(entries: Entries, number: int, known: Mapping[str, str]) -> Listed:
    prefix = f"{PARTICIPANT}-{number}-"
    typed = entries.text(prefix + "known")
    found = known.get(typed, typed)
    name = entries.text(prefix + "name") or entries.text(prefix + "mention")
    id = found or own_id(entries, prefix, PARTICIPANT) or slug(name or PARTICIPANT)
    told = [entries.text(prefix + name) for name in ("called", "name", "mention")]
    # Whoever was matched otherwise is called by what was typed: the text's name is that of somebody else's record.
    is_other = bool(found) and found != entries.text(prefix + "id")
    called = typed if is_other else next(filter(None, told), id)
    return Listed(number, id, not found, called, frozenset(one.casefold() for one in (*told, typed, id) if one))


def name_fields(entries: Entries) -> Iterator[str]:
    """Yield the fields of a form that hold names of participants, of what is taken."""
    for field in entries.values:
        name = field.rpartition("-")[2]
        if name not in NAME_FIELDS:
            continue
        numbered = field.startswith(f"{CANDIDATE}-")
        if not numbered or entries.text("-".join([*field.split("-")[:2], "take"])):
            yield field


def unlisted_names(entries: Entries) -> set[str]:
    """Return the names in a form that it does not list: of participants who are known, or of nobody."""
    listed = Names(entries, {})
    return {name for field in name_fields(entries) for name in entries.all(field) if listed.id_of(name) is None}


NAME_FIELDS = frozenset({*ROLES, *NAMED, "participant", "part_of", "office_of"})
