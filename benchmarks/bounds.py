"""What is bounded in reads: suggesting duplicates of many records, and pages of the largest records there can be."""

import urllib.error
import urllib.request
from time import sleep
from typing import Any

from sqlalchemy import Connection

from app.db.engines import writing_engine
from app.ledger.entries.numbers import read_numbers
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.projections.projections import advance_all
from app.ledger.writing.append import append
from app.vocabulary import Operation
from benchmarks.serving import processor_seconds, resident_megabytes, served
from benchmarks.world.build import build

LARGE, MOST, LONGEST = 60, 49, 20_000
"""Records, how many texts each has, and characters of each."""

PAGES = {
    "search, the largest records": "/v1/search?q=walnut&limit=200",
    "search, with documents": "/v1/search?q=walnut&limit=200&include=document",
    "list of the largest records": "/v1/sources?limit=200&kind=other",
    "changes with the largest bodies": "/v1/changes?limit=200&after={before}",
}


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return the processor time that each answer takes, and how large it is."""
    build(address, pledges)
    engine = writing_engine(address)
    with engine.begin() as connection:
        before = read_numbers(connection).ledger
        _write_large(connection)
    advance_all(engine)
    engine.dispose()
    found: dict[str, float] = {}
    with served(address) as (port, process, _seconds):
        for label in ("duplicates of pledges, compared, s", "duplicates of pledges, as kept, s"):
            found[label] = _worked(process, port, "/v1/duplicates?type=pledges")[0]
        for label, path in PAGES.items():
            seconds, body = _worked(process, port, path.format(before=before))
            found[f"{label}, ms"] = seconds * 1000
            found[f"{label}, MiB (8 at most)"] = len(body) / 2**20
        found["resident memory after that, MB"] = resident_megabytes(process)
    return {label: round(value, 2) for label, value in found.items()}


def _worked(process: int, port: int, path: str) -> tuple[float, bytes]:
    """Return how long processors worked until the answer came, however often it had to be asked for, and the answer."""
    before = processor_seconds(process)
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                body = answer.read()
        except urllib.error.HTTPError as refusal:
            if refusal.code != 503:
                raise
            sleep(1)
        else:
            return processor_seconds(process) - before, body


def _write_large(connection: Connection) -> None:
    """Write records that are nearly as large as they may be: a megabyte."""
    record_type = record_type_of("sources")
    text = " ".join(f"filler{number % 97} word" for number in range(2_000))[:LONGEST].strip()
    texts = [text] * MOST
    for number in range(LARGE):
        body: dict[str, Any] = {"kind": "other", "title": f"Large {number}", "caveats": ["a walnut", *texts]}
        written = record_type.written.model_validate(body).values()
        written.pop("id")
        append(connection, [Change(record_type, f"large-{number}", Operation.PUT, written)])
