"""How fast a ledger is verified: the chain, the tables and the documents of the whole world."""

import time

from sqlalchemy import func, select

import app.records.record_types  # noqa: F401 - makes every record type known to the ledger
from app.db.engines import reading_engine
from app.ledger.checking.verification import faults
from app.tables.ledger.entries import Entry

HOUR = 3600.0


def measure(address: str) -> dict[str, float]:
    """Return the entries verified in a second of processor time."""
    engine = reading_engine(address, connections=1, seconds=HOUR)
    with engine.begin() as connection:
        entries = connection.scalar(select(func.count()).select_from(Entry)) or 0
        worked = time.process_time()
        if found := list(faults(connection)):
            message = f"the ledger is not sound: {found[0]}"
            raise RuntimeError(message)
        worked = time.process_time() - worked
    engine.dispose()
    return {"ledger verified, entries/s (goal 2000)": round(entries / worked)}
