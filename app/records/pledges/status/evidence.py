"""What was done, as guards look at it: actions that changes name, who acted, and acts about a pledge's instrument."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, or_, select

from app.db.statements import OneOf, core_table
from app.ledger.model.record_rows import Row
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.first_read import Piece, first_columns
from app.ledger.model.shapes import Values
from app.ledger.model.stored_shapes import completed
from app.records.instruments.participation.part_type import PARTICIPATION
from app.records.instruments.participation.standing import Deed, deeds_of
from app.records.pledges.status.affiliations import ACTORS_AFFILIATIONS, affiliations_with
from app.strict_json import decode_kept
from app.tables.actions import Action
from app.tables.instruments import Participation
from app.tables.pledges import Pledge
from app.tables.sources import Source
from app.vocabulary import Status

ACTION, ACT, PUBLISHED = "action", "act", "published"
"""What rows of a first read are: an action, what a participant did about an instrument, or when a source came out."""

RESTS_ON_ACTIONS = frozenset({Status.FULFILLED, Status.NOT_FULFILLED})
RESTS_ON_ACTS = frozenset({Status.FULFILLED, Status.ABANDONED})
"""The statuses whose guards look at actions, and at participation."""

_action, _act = core_table(Action).c, core_table(Participation).c
_ACTIONS = select(*first_columns(ACTION, "", _action.id, written=_action.written)).where(OneOf(_action.id, "actions"))
_ACTS = select(
    *first_columns(
        ACT,
        "",
        _act.instrument_id,
        version=_act.entry,
        created_at=_act.recorded_at,
        written=_act.written,
    )
).where(
    _act.withdrawn_at.is_(None),
    or_(
        OneOf(_act.instrument_id, "instruments"),
        _act.instrument_id.in_(select(Pledge.instrument).where(OneOf(Pledge.id, "in_instruments"))),
    ),
)
_source = core_table(Source).c
PUBLICATIONS = select(*first_columns(PUBLISHED, "", _source.id, written=_source.published)).where(
    OneOf(_source.id, "cited")
)


@dataclass
class Evidence:
    """The actions by id, and what participants did about instruments: by instrument, then by participant."""

    actions: dict[str, Values] = field(default_factory=dict)
    acts: dict[str, dict[str, list[Deed]]] = field(default_factory=dict)

    def take(self, rows: Iterable[Row]) -> None:
        """Take in what a first read found."""
        parts: dict[str, list[PartState]] = {}
        for row in rows:
            if row["what"] == ACTION:
                self.actions[row["id"]] = completed(record_type_of("actions").written, decode_kept(row["written"]))
            elif row["what"] == ACT:
                written = completed(PARTICIPATION.written, decode_kept(row["written"]))
                part = PartState(written["id"], written, row["version"], row["created_at"], "", 0)
                parts.setdefault(row["id"], []).append(part)
        self.acts |= {instrument: deeds_of(found) for instrument, found in parts.items()}

    def take_pending(self, pending: Mapping[tuple[str, str], State]) -> None:
        """Let records that are about to be written stand for those of the database."""
        for (collection, record), state in pending.items():
            if collection == "actions":
                self.actions[record] = state.written
            elif collection == "instruments":
                self.acts[record] = deeds_of(state.parts.get(PARTICIPATION.name, {}).values())

    def actors(self) -> set[str]:
        """Return who did the actions, and on whose behalf."""
        named = {one for action in self.actions.values() for actor in action["actors"] for one in actor.values()}
        return {one for one in named if one is not None}


def pieces(changes: Sequence[Values], pledges: Mapping[str, State | None]) -> Iterator[Piece]:
    """Yield the selects for what guards look at of changes, and of their pledges: of those that are pending, states."""
    actions = {action for change in changes if change["status"] in RESTS_ON_ACTIONS for action in change["actions"]}
    if actions:
        yield _ACTIONS, {"actions": sorted(actions)}
        yield ACTORS_AFFILIATIONS, {"actors_of": sorted(actions)}
    if any(change["status"] in RESTS_ON_ACTS for change in changes):
        pending = {state.written["instrument"] for state in pledges.values() if state is not None} - {None}
        there = sorted(pledge for pledge, state in pledges.items() if state is None)
        yield _ACTS, {"instruments": sorted(pending), "in_instruments": there}


def pending_affiliations(
    connection: Connection, evidence: Evidence, speakers: set[str], pending: Mapping[tuple[str, str], State]
) -> dict[str, set[str]]:
    """Return whom speakers and actors belong to, where participants are about to be written."""
    persons = speakers | evidence.actors()
    return affiliations_with(connection, persons, pending) if persons else {}
