"""What an older program stored is read as this one would have stored it."""

from enum import StrEnum
from typing import Any

import pytest
import time_machine
from pydantic import BaseModel, Field

from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import UnknownContent, body_of
from app.ledger.model import stored_shapes
from app.ledger.model.documents.rendering import document_form
from app.ledger.model.record_state import State
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.state_rows import state_of
from app.ledger.model.shapes import Written
from app.ledger.model.stored_shapes import completed
from app.records.meetings.schemas import Meeting
from app.strict_json import encode_text
from app.vocabulary import Operation

Body = dict[str, Any]


class Tone(StrEnum):
    CALM = "calm"


class Place(BaseModel):
    town: str
    country: str | None = None


class Guest(Written):
    id: str | None = None
    name: str
    tone: Tone = Tone.CALM


class Event(Written):
    id: str | None = None
    title: str
    venue: Place | None = None
    seats: int | None = Field(None, alias="chairs")
    guests: list[Guest] = Field([])
    tags: list[str] = Field([])


OLD: Body = {"title": "A", "venue": {"town": "B"}, "guests": [{"id": "one", "name": "C"}, UnknownContent(id="two")]}
NEW: Body = {
    "title": "A",
    "venue": {"town": "B", "country": None},
    "chairs": None,
    "guests": [{"id": "one", "name": "C", "tone": "calm"}, UnknownContent(id="two")],
    "tags": [],
}


def test_what_is_lacking_is_completed_at_its_place() -> None:
    found = completed(Event, OLD)
    assert found == NEW
    assert list(found) == list(NEW)
    assert OLD["venue"] == {"town": "B"}


def test_what_is_complete_stays_the_very_same() -> None:
    assert completed(Event, NEW) is NEW
    assert completed(Event, {"title": "A", **NEW, "venue": None})["venue"] is None


def test_no_default_is_shared() -> None:
    completed(Event, {"title": "A"})["tags"].append("x")
    assert completed(Event, {"title": "A"})["tags"] == []


@pytest.mark.parametrize("stored", [UnknownContent(), None, "text", 7, ["list"]])
def test_what_is_no_shape_stays_as_it_is(stored: object) -> None:
    assert completed(Event, stored) is stored


FULL: Body = {
    name: value
    for name, value in Meeting.model_validate(
        {"title": "Talks", "form": "meeting", "status": "held", "attendance": [{"id": "gt", "participant": "gt"}]}
    )
    .values()
    .items()
    if name != "id"
}


def lacking(*names: str) -> Body:
    """Return the shape of a program that had not heard of some fields, nor of what is said of those who attend."""
    attendance = [{"id": "gt", "participant": "gt", "role": "participant", "on_behalf_of": None}]
    return {name: value for name, value in FULL.items() if name not in names} | {"attendance": attendance}


def entry(number: int, part: str | None, operation: Operation, body: Any) -> Body:
    return {
        "body": encode_text(body),
        "number": number, "at": "2025-01-01T00:00:00.000000Z", "actor": "somebody", "record": "talks",
        "version": number, "part": part, "operation": operation,
    }  # fmt: skip


def folded(*entries: tuple[str | None, Operation, Any]) -> State:
    state: State | None = None
    for number, (part, operation, body) in enumerate(entries, 1):
        meetings, written = record_type_of("meetings"), entry(number, part, operation, body)
        state = fold(meetings, state, written, body_of(meetings, written))
    assert state is not None
    return state


def test_entries_are_completed_as_they_are_folded() -> None:
    assert folded((None, Operation.PUT, lacking("place", "tags"))).written == FULL
    item = FULL["attendance"][0] | {"id": "sv"}
    old_item = {name: value for name, value in item.items() if name != "title"}
    state = folded((None, Operation.PUT, lacking("place")), ("attendance/sv", Operation.PUT, old_item))
    assert state.written == FULL | {"attendance": [*FULL["attendance"], item]}
    moved = {"written": lacking("summary"), "parts": {}}
    assert folded((None, Operation.PUT, FULL), (None, Operation.MOVE, moved)).written == FULL


def test_parts_are_completed_too() -> None:
    pledges = record_type_of("pledges")
    body = {"id": "step", "title": "A step", "due": "2025"}
    recorded = entry(2, "milestones/step", Operation.PUT, body)
    state = fold(pledges, State("p", 1, "", "", {}), recorded, body_of(pledges, recorded))
    assert state is not None
    written = state.parts["milestones"]["step"].written
    assert written.keys() == pledges.part_types["milestones"].written.model_fields.keys()
    row: Body = {"id": "p", "version": 2, "created_at": "", "updated_at": "", "written": encode_text({"title": "A"})}
    row["last_written"] = None
    part = {
        "id": "step", "written": encode_text(body), "entry": 2, "recorded_at": "", "actor": "", "record_version": 2,
        "withdrawn_at": None, "scheduled_for": None,
    }  # fmt: skip
    stored = state_of(pledges, row, {"milestones": {"step": part}})
    assert stored.parts["milestones"]["step"].written == written
    assert stored.written["citations"] == []


def test_what_a_merge_moved_and_restored_is_completed() -> None:
    pledges = record_type_of("pledges")
    old: Body = {"id": "step", "title": "A step", "citations": [{"id": "one", "source": "report"}]}
    moved = {"written": None, "parts": {"milestones": {"step": old}}}
    restored = {"created_at": "", "written": {"title": "A"}, "parts": {"milestones": [{"id": "step", "written": old}]}}
    found = body_of(pledges, entry(3, None, Operation.MOVE, moved))
    assert found["written"] is None
    step = found["parts"]["milestones"]["step"]
    assert step["due"] is None
    assert step["citations"][0]["relation"] == "supports"
    again = body_of(pledges, entry(4, None, Operation.UNMERGE, restored))
    assert again["written"]["links"] == []
    assert again["parts"]["milestones"] == [{"id": "step", "written": step}]
    cited = body_of(pledges, entry(5, "milestones/step/citations/one", Operation.PUT, old["citations"][0]))
    assert cited == step["citations"][0]


@pytest.mark.parametrize("operation", [Operation.DELETE, Operation.MERGE])
def test_what_holds_no_shape_stays_as_it_is(operation: Operation) -> None:
    meetings = record_type_of("meetings")
    assert body_of(meetings, entry(2, None, operation, {"into": "other"})) == {"into": "other"}
    withdrawn = entry(2, "milestones/step", Operation.WITHDRAW, {"reason": "x"})
    assert body_of(record_type_of("pledges"), withdrawn) == {"reason": "x"}
    assert isinstance(body_of(meetings, entry(2, None, operation, None) | {"body": None}), UnknownContent)


def test_the_form_of_documents_does_not_depend_on_the_day() -> None:
    forms = set()
    for day in ("2025-01-01", "2025-01-02"):
        for remembered in (stored_shapes._shape, document_form):
            remembered.cache_clear()
        with time_machine.travel(day, tick=False):
            forms.add(document_form())
    assert len(forms) == 1
