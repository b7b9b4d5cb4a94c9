"""Deliveries while whoever delivers is killed again and again: how many were lost, and how many came twice."""

import random
import threading
import time

from sqlalchemy import make_url

from app.db.engines import writing_engine
from app.db.migration import upgrade
from tests.webhooks.conftest import receiving
from tests.webhooks.working import make_webhook, out_of_order, working, write_topics

KILLS = 30
PIECE = 200
RECORDS = 200
BETWEEN = (0.2, 2.0)
"""Seconds between a start and the next kill."""

LONGEST = 600.0


def measure(address: str, entries: int) -> dict[str, float]:
    """Write entries, deliver them under kills, and return what became of them."""
    engine = writing_engine(address)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    with receiving() as receiver:
        receiver.secrets = [make_webhook(address, receiver.url)]
        writing = threading.Thread(target=_write, args=(address, entries))
        with working(address) as worker:
            began = time.monotonic()
            writing.start()
            for _kill in range(KILLS):
                time.sleep(random.uniform(*BETWEEN))
                worker.restart()
            writing.join()
            wanted = set(range(1, entries + 1))
            found: set[int] = set()
            while found != wanted and time.monotonic() - began < LONGEST:
                time.sleep(0.2)
                found = {event["data"]["number"] for event in list(receiver.events)}
            seconds = time.monotonic() - began
    return {
        "kills": KILLS,
        f"entries on {make_url(address).get_backend_name()}": entries,
        "lost": len(wanted - found),
        "sent again": len(receiver.events) - len(found),
        "out of order": len(out_of_order(receiver.events)),
        "wrongly signed": len(receiver.faults),
        "deliveries/s": round(len(receiver.events) / seconds),
    }


def _write(address: str, entries: int) -> None:
    for begin in range(0, entries, PIECE):
        write_topics(address, range(begin, min(begin + PIECE, entries)), RECORDS)
