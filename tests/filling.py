"""A few thousand records, written in bulk through the ledger: enough that a plan that reads them all stands out."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from app.access.keys import create_key
from app.db.engines import writing_engine
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.writing.append import append
from app.vocabulary import Operation, Scope, Status

PLEDGES = 1_200
OTHERS = 120
PIECE = 1_000
STATUSES = [status.value for status in Status]
PARTS = {"amendments": 300, "assessments": 600, "measurements": 300, "milestones": 300, "positions": 300}
"""How many parts of each side there are at most, six on each of the first pledges; and `MORE` on the first of all."""

MORE = 150
RECORD_TYPES = ("policy", "financial", "legislative", "operational")
Body = dict[str, Any]


def fill_database(database_url: str, pledges: int = PLEDGES) -> None:
    """Fill a migrated, empty database, and let it see what is in it."""
    engine = writing_engine(database_url)
    try:
        with engine.begin() as connection:
            fill(connection, pledges)
            connection.exec_driver_sql("ANALYZE")
    finally:
        engine.dispose()


def fill(connection: Connection, pledges: int) -> None:
    """Write so many pledges with their statuses, and what else there is to refer to."""
    others = range(OTHERS)
    write(connection, "sources", ((f"source-{number}", source(number)) for number in others))
    write(connection, "topics", ((f"topic-{number}", {"name": f"Topic {number % 90}"}) for number in others))
    write(connection, "participants", ((f"party-{number}", participant(number)) for number in others))
    write(connection, "meetings", ((f"meeting-{number}", meeting(number)) for number in others))
    write(connection, "instruments", ((f"instrument-{number}", instrument(number)) for number in others))
    write(connection, "pledges", ((f"pledge-{number}", pledge(number)) for number in range(pledges)))
    write(connection, "statements", ((f"statement-{number}", statement(number)) for number in others))
    write(connection, "actions", ((f"action-{number}", action(number)) for number in others))
    judge(connection, [number for number in range(pledges) if number % 3])
    for part_type, count in PARTS.items():
        add_parts(connection, part_type, range(min(count, pledges)))
    for number in others:
        create_key(connection, f"key {number}", [Scope.READ, Scope.WRITE])


def write(connection: Connection, collection: str, records: Iterable[tuple[str, Body]]) -> None:
    """Write records of a collection, many at a time."""
    record_type = record_type_of(collection)
    changes = []
    for record_id, body in records:
        written = record_type.written.model_validate(body).values()
        written.pop("id")
        changes.append(Change(record_type, record_id, Operation.PUT, written))
    _record(connection, changes)


def _record(connection: Connection, changes: Sequence[Change]) -> None:
    for start in range(0, len(changes), PIECE):
        append(connection, changes[start : start + PIECE])


def judge(connection: Connection, pledges: Sequence[int]) -> None:
    """Give pledges a status: the first ones rare, the last ones common."""
    record_type = record_type_of("pledges")
    written = record_type.part_types["status_changes"].written
    changes = []
    for number in pledges:
        status = STATUSES[1 + number % 4] if number > 20 else STATUSES[5 + number % 7]
        change = written.model_validate({"status": status, "effective_on": day(number), "reason": "Seen"}).values()
        change["id"] = "seen"
        changes.append(Change(record_type, f"pledge-{number}", Operation.PUT, change, part="status_changes/seen"))
    _record(connection, changes)


def add_parts(connection: Connection, part_type: str, numbers: Sequence[int]) -> None:
    """Give pledges parts of a type: many more to the first."""
    record_type = record_type_of("pledges")
    changes: list[Change] = []
    for number in (*[0] * MORE, *(number // 6 for number in numbers)):
        values = record_type.part_types[part_type].written.model_validate(part(part_type, len(changes))).values()
        part_id = f"part-{len(changes)}"
        changes.append(
            Change(
                record_type, f"pledge-{number}", Operation.PUT, values | {"id": part_id}, part=f"{part_type}/{part_id}"
            )
        )
    _record(connection, changes)


def part(part_type: str, number: int) -> Body:
    cited = [{"id": "source", "source": f"source-{number % 100}"}]
    own: dict[str, Body] = {
        "assessments": {
            "party": f"party-{1 if number % 2 else number % OTHERS}",
            "score": number % 3 - 1,
            "assessor": f"party-{1 if number % 2 else number % 40}",
            "assessor_kind": "independent",
            "period": day(number) if number % 3 else f"../{day(number)}",
        },
        "measurements": {
            "target": "target",
            "party": f"party-{1 if number % 2 else number % OTHERS}",
            "value": number,
            "period": day(number) if number % 3 else f"../{day(number)}",
        },
        "milestones": {"title": f"Step {number}", "due": day(number) if number % 3 else None},
        "positions": {
            "participant": f"party-{1 if number % 2 else number % OTHERS}",
            "position": "accepts" if number % 3 else "rejects",
            "on": day(number) if number % 3 else None,
        },
        "amendments": {"effective_on": day(number), "changes": {"due_text": f"by day {number}"}, "reason": "agreed"},
    }
    return own[part_type] | {"citations": cited}


def day(number: int) -> str:
    """Return a day; several numbers share one."""
    return f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"


def common(number: int, *, topics: bool = True) -> Body:
    # Every second record is filed under the common topic and tag, one under the rare ones.
    word = "rare" if number == 7 else "common" if number % 2 else f"word-{number % 40}"
    body: Body = {"tags": [word], "external_ids": {"register": f"r-{number}"}}
    body["citations"] = [{"id": "source", "source": f"source-{number % 100}"}]
    if topics:
        body["topics"] = ["topic-7" if number == 7 else "topic-1" if number % 2 else f"topic-{10 + number % 40}"]
    return body


def source(number: int) -> Body:
    published = day(number) if number % 3 else None
    return {"title": f"Source {number % 500}", "kind": "readout" if number % 9 else "speech", "published": published}


def participant(number: int) -> Body:
    return {"name": f"Party {number % 90}", "kind": "state" if number % 9 else "group", "tags": ["common"]}


def meeting(number: int) -> Body:
    starts = day(number) if number % 3 else None
    form, status = ("call", "held") if number % 9 else ("conference", "planned")
    return {"title": f"Meeting {number % 500}", "form": form, "status": status, "starts": starts} | common(number)


def pledge(number: int) -> Body:
    parties = [
        {"participant": f"party-{1 if number % 2 else number % OTHERS}", "role": "promisor"},
        {"participant": f"party-{2 if number % 2 else (number + 1) % OTHERS}", "role": "promisee"},
    ]
    return {
        "title": f"Pledge {number % 900}",
        "kind": RECORD_TYPES[number % 4],
        "strength": "firm" if number % 5 else "exploratory",
        "meetings": [{"meeting": f"meeting-{number % 100}", "role": "made_at"}] if number % 4 else [],
        # In another century: before everything is due.
        "announced": f"19{day(number)[2:]}" if number % 5 else None,
        "due": day(number * 7) if number % 3 else None,
        "conditions": [condition(number)] if number % 2 else [],
        "parties": parties,
    } | common(number)


def condition(number: int) -> Body:
    """Return a condition that was met long ago, and waits for another pledge besides."""
    return {"id": "condition", "text": "If paid for", "met_on": "2000", "pledge": f"pledge-{number - 1}"}


def instrument(number: int) -> Body:
    adopted = day(number) if number % 3 else None
    body: Body = {"title": f"Instrument {number % 500}", "kind": "treaty" if number % 9 else "law", "adopted": adopted}
    links = [{"type": "amends", "instrument": f"instrument-{number % 20}"}] if number > 20 else []
    return body | {"meeting": f"meeting-{number % 90}", "in_force": adopted, "links": links} | common(number)


def action(number: int) -> Body:
    body: Body = {"title": f"Action {number % 500}", "kind": "payment" if number % 9 else "budget"}
    body |= {"happened": day(number) if number % 3 else None, "instrument": f"instrument-{number % 20}"}
    about = [{"pledge": f"pledge-{number % 20}", "relation": "contributes"}]
    return body | {"actors": [{"participant": f"party-{number % 90}"}], "about": about} | common(number, topics=False)


def statement(number: int) -> Body:
    speakers = dict.fromkeys(("speaker", "on_behalf_of", "addressed_to"), f"party-{number % 90}")
    about = {
        "meeting": f"meeting-{number % 90}",
        "about": [f"pledge-{number % 20}"],
        "said": day(number) if number % 3 else None,
    }
    kind = "claim" if number % 9 else "denial"
    return {"kind": kind, "summary": f"Statement {number}"} | speakers | about | common(number)
