"""The documents that a write renders again: those of the records it touches, and of the parts it can alter."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.ledger.model.documents.rendering import render, render_part
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State
from app.ledger.model.rows.batches import Touched
from app.ledger.model.shapes import Names, Reference, Values, references
from app.strict_json import decode_kept


@dataclass
class Rendering:
    """What is to be rendered again of a record. `anew`: all of it, since names have changed.

    `written` are the parts of which more has changed than what follows from others, `follows` all that does.
    """

    touched: Touched
    state: State
    anew: bool
    written: list[tuple[PartType, PartState]] = field(default_factory=list)
    followed: list[tuple[PartType, PartState]] = field(default_factory=list)
    follows: dict[str, dict[str, Values]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """The record by collection and id."""
        return self.touched.record_type.collection, self.state.id

    def references(self) -> Iterator[Reference]:
        """Yield the references whose names are shown in what is rendered again."""
        kept = self.state.kept
        amending = {part_type.name: part_type for part_type, _part in self.written if part_type.amends}
        if amending or self.anew or kept is None or self.state.written != kept.before.written:
            yield from references(self.touched.record_type.written, self.state.written)
        for part_type in amending.values():
            for part in self.state.parts[part_type.name].values():
                yield from references(part_type.written, part.written)
        for part_type, part in self.written:
            if part_type.name not in amending:
                yield from references(part_type.written, part.written)
        for name, part_type in self.touched.record_type.part_types.items():
            if part_type.is_shown:
                for part in self.state.parts.get(name, {}).values():
                    yield from references(part_type.written, part.written)

    def make(self, names: Names) -> None:
        """Make the documents."""
        self.touched.document = render(self.touched.record_type, self.state, names)
        self.make_parts(names)

    def make_parts(self, names: Names) -> None:
        """Make the documents of the parts alone."""
        touched, record_type = self.touched, self.touched.record_type
        for part_type, part in self.written:
            document = render_part(record_type, part_type, self.state, part, names, self.follows[part_type.name])
            touched.part_documents[part_type.name, part.id] = document
        for part_type, part in self.followed:
            kept = decode_kept(touched.part_rows[part_type.name][part.id]["document"])
            touched.part_documents[part_type.name, part.id] = kept | self.follows[part_type.name][part.id]


def rendering(touched: Touched, *, anew: bool = False) -> Rendering | None:
    """Return what is to be rendered again of a record that a write touches, None where nothing is left of it."""
    state = touched.after
    if state is None:
        return None
    found = Rendering(touched, state, anew)
    for name, part_type in touched.record_type.part_types.items():
        parts = state.parts.get(name, {})
        if not parts:
            continue
        known = {} if anew or touched.before is None else touched.before.parts.get(name, {})
        was = part_type.follows(touched.before) if known and touched.before is not None else {}
        follows = found.follows[name] = dict(part_type.follows(state))
        for part in parts.values():
            if known.get(part.id) != part:
                found.written.append((part_type, part))
            elif was.get(part.id) != follows.get(part.id):
                found.followed.append((part_type, part))
    return found
