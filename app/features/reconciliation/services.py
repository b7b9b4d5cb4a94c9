"""What can be reconciled: the collections whose records have names, with their types and their properties."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.ledger.model.record_rows import Key
from app.ledger.model.shapes import Values
from app.values.links import code_in
from app.vocabulary import ParticipantKind

PREFIX = "/v1/reconciliation"


@dataclass(frozen=True)
class Type:
    """A sort of records; `broader` is the type that those of it have, too."""

    id: str
    name: str
    description: str
    broader: "Type | None" = None


@dataclass(frozen=True)
class Property:
    """What a record has values of. `of` are texts, `named` the ids of records of the collection itself.

    A property with `by` has one for each member of what it reads: `external_ids:iso-3166-1` is one of `external_ids`,
    `by` a register.
    """

    id: str
    name: str
    description: str
    of: Callable[[Values], Sequence[str]] = lambda _written: ()
    named: Callable[[Values], Sequence[str]] | None = None
    by: str | None = None


@dataclass(frozen=True)
class Service:
    """A reconciliation service. Its entities are the records of a collection, by their ids."""

    collection: str
    name: str
    types: Sequence[Type]
    properties: Sequence[Property]

    @property
    def address(self) -> str:
        """Where it is."""
        return f"{PREFIX}/{self.collection}"

    @property
    def default_type(self) -> Type:
        """The type that all entities have."""
        return self.types[0]

    def types_of(self, written: Values) -> Sequence[Type]:
        """Return the types of a record, the narrowest first."""
        own = [one for one in self.types[1:] if one.id == written.get("kind")]
        return [*own, self.default_type]

    def property_of(self, id: str) -> Property | None:
        """Return a property by its id, None where there is none."""
        name, colon, member = id.partition(":")
        found = next((one for one in self.properties if one.id == name), None)
        if found is None or not colon:
            return found
        if found.by is None or not member:
            return None
        return Property(
            id, f"{found.name}: {member}", found.description, lambda written: _member(found, written, member)
        )

    def references(self, written: Values) -> Iterator[Key]:
        """Yield the records that a record names in its properties."""
        for one in self.properties:
            if one.named is not None:
                yield from ((self.collection, id) for id in one.named(written))


def _member(found: Property, written: Values, member: str) -> Sequence[str]:
    value = written[found.id].get(member)
    if value is None:
        return []
    return [value["name"] if isinstance(value, dict) else value]


def _one(field: str) -> Callable[[Values], Sequence[str]]:
    return lambda written: [] if written[field] is None else [written[field]]


def _codes(field: str) -> Callable[[Values], Sequence[str]]:
    return lambda written: [code_in(scheme, code) for scheme, code in written[field].items()]


_NAMED = (
    Property("name", "Name", "what it is called", _one("name")),
    Property(
        "translations",
        "Names in other languages",
        "its names in other languages; `translations:es` is that in Spanish",
        lambda written: [translation["name"] for translation in written["translations"].values()],
        by="language",
    ),
    Property(
        "external_ids",
        "Ids in other registers",
        "the register, a colon and the id there; `external_ids:iso-3166-1` is the id in that register",
        _codes("external_ids"),
        by="register",
    ),
    Property(
        "classifications",
        "Classifications",
        "the scheme, a colon and the code in it; `classifications:sdg-target` is the code in that scheme",
        _codes("classifications"),
        by="scheme",
    ),
    Property("tags", "Tags", "what it is filed under", lambda written: written["tags"]),
)
_PARTICIPANT = Type("participant", "Participant", "whoever can meet, speak or be party to a pledge")
_TOPIC = Type("topic", "Topic", "what meetings, pledges and statements are about")

PARTICIPANTS = Service(
    "participants",
    "participants",
    (
        _PARTICIPANT,
        *(Type(kind, kind.replace("_", " ").capitalize(), kind.meaning, _PARTICIPANT) for kind in ParticipantKind),
    ),
    (
        *_NAMED[:1],
        Property(
            "other_names",
            "Other names",
            "what else it is called",
            lambda written: [other["name"] for other in written["other_names"]],
        ),
        *_NAMED[1:],
        Property("kind", "Kind", "person, state, …: the type", _one("kind")),
        Property("country", "Country", "the code of its territory, such as gt", _one("country")),
        Property("wikidata_id", "Wikidata id", "its item in Wikidata, such as Q774", _one("wikidata_id")),
        Property("from", "From", "since when it has existed, or when a person was born (EDTF)", _one("from")),
        Property("to", "To", "until when (EDTF)", _one("to")),
        Property(
            "part_of",
            "Part of",
            "what it belongs to",
            named=lambda written: [one["participant"] for one in written["part_of"]],
        ),
        Property("succeeds", "Succeeds", "in whose place it came", named=lambda written: written["succeeds"]),
        Property(
            "offices",
            "Offices",
            "the titles of the offices that a person held",
            lambda written: [office["title"] for office in written["offices"]],
        ),
    ),
)
TOPICS = Service(
    "topics",
    "topics",
    (_TOPIC,),
    (*_NAMED, Property("parent", "Wider topic", "the topic that it is within", named=_one("parent"))),
)
SERVICES = {service.collection: service for service in (PARTICIPANTS, TOPICS)}
