"""Histories of positions, and of participation in instruments."""

from sqlalchemy import Column, Index, Table

from app.db.columns import Day, ordered_string
from app.db.statements import core_table
from app.tables.base import ID_LENGTH, PART_ID_LENGTH, Base, owner_key
from app.tables.history.columns import TWINS, entries, flag, keys_first, like, twin
from app.tables.instruments import (
    InstrumentParty,
    Participation,
)
from app.tables.parts.positions import PledgePosition, StatementPosition


def _positions(live: type[Base]) -> Table:
    table = core_table(live)
    names = [name for name in ("participant", "position", "about", "taken_last_day", "entry") if name in table.c]
    columns = [*like(table, [owner_key(table).name], key=True), *entries(), *like(table, ["id"], key=True)]
    return twin(table, [*columns, *like(table, names, key=False), flag("withdrawn")], [])


PLEDGE_POSITIONS = _positions(PledgePosition)
STATEMENT_POSITIONS = _positions(StatementPosition)

PARTICIPATION = Table(
    "participations_history",
    Base.metadata,
    *keys_first(
        [
            Column("instrument_id", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
            Column("id", ordered_string(PART_ID_LENGTH), primary_key=True),
            *like(
                core_table(Participation), ["participant", "act", "to_participant", "on_last_day", "entry"], key=False
            ),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The participation acts while they stood: neither withdrawn nor of an instrument that was gone."""

INSTRUMENT_PARTIES = Table(
    "instrument_parties_history",
    Base.metadata,
    *keys_first(
        [
            *like(core_table(InstrumentParty), ["instrument_id"], key=True),
            *entries(),
            Column("to_day", Day, primary_key=True),
            *like(core_table(InstrumentParty), ["participant"], key=True),
            Column("from_day", Day, nullable=False),
            *like(core_table(InstrumentParty), ["standing"], key=False),
            flag("reserves"),
        ]
    ),
    Index("ix_instrument_parties_history_participant_instrument_id", "participant", "instrument_id"),
    sqlite_with_rowid=False,
)
"""Where participants stood to instruments, on which days: the twin of `instrument_parties`."""

TWINS[core_table(InstrumentParty)] = INSTRUMENT_PARTIES
