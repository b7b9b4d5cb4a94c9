"""Of what was redacted no word is left: in no table, no file and no answer."""

import itertools
import string
from collections.abc import Iterator
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, inspect, make_url, text

from app.db.engines import sqlite_file
from app.ledger.entries.redaction import redact
from app.ledger.model.record_type import record_type_of
from app.ledger.model.shapes import references
from tests.cli.conftest import Pacta
from tests.nouns import NOUNS
from tests.nouns.noun import Noun
from tests.nouns.world import WORLD
from tests.serving import Service

Body = dict[str, Any]
HIDDEN = "qzxverborgen"
"""What every word begins with that is to be redacted, and no other."""

CITED = {"citations": [NOUNS[0].full["citations"][0]]}
CHANGE: Body = {
    "status": "in_progress", "effective_on": "2025-06-01", "reason": "Seen", "party": "guatemala",
    "override": {"guards": ["quotation", "beyond_announcement"], "reason": "Seen by all"},
    "as_published": {"scale": "Ours", "value": "half"},
    **CITED,
}  # fmt: skip
TAKEN: Body = {"participant": "united-states", "position": "notes", "on": "2025-06", **CITED}
PARTS: tuple[tuple[str, str, Body], ...] = (
    ("pledges", "status_changes", CHANGE),
    ("pledges", "assessments", {
        "score": 1, "period": "2025", "assessor": "united-states", "assessor_kind": "promisee", "party": "guatemala",
        "methodology": "By reading", "methodology_version": "2", "rationale": "Done",
        "as_published": {"scale": "Ours", "value": "all"}, **CITED,
    }),
    ("pledges", "measurements", {
        "target": "flights", "period": "2025", "value": 9, "party": "guatemala", "note": "Counted", **CITED,
    }),
    ("pledges", "milestones", {"title": "Half of it", "due": "2025", "done_on": "2025", **CITED}),
    ("pledges", "positions", TAKEN),
    ("pledges", "amendments", {
        "changes": {
            "due": "2027", "due_text": "by then", "wording": {"text": "They will do more", "language": "en"},
            "conditions": [{"text": "if it is paid for"}],
            "targets": [
                {"id": "flights", "indicator": "flights", "measure": "count", "direction": "at_least", "value": 4,
                 "unit": "flights"},
            ],
        },
        "effective_on": "2025-06", "reason": "By letter", **CITED,
    }),
    ("statements", "positions", TAKEN),
    ("instruments", "participation", {
        "participant": "guatemala", "act": "reserved", "on": "2025", "text": "Not its third article", **CITED,
    }),
)  # fmt: skip


class Words:
    """Makes words that occur nowhere else, and puts one into every text of a body."""

    def __init__(self) -> None:
        self._letters = itertools.product(string.ascii_lowercase, repeat=8)
        self.fields: set[str] = set()

    def fill(self, model: type[BaseModel], body: Body) -> Body:
        """Return the body with a word in every member that takes any: what names another record is left alone."""
        named = {found.pointer for found in references(model, body)}
        for pointer, owner, key in list(_leaves(body, "")):
            if pointer in named or key in {"id", "target"}:
                continue
            before, word = owner[key], HIDDEN + "".join(next(self._letters))
            for written in (word, f"https://{word}.example/{word}"):
                owner[key] = written
                if _is_valid(model, body):
                    self.fields.add(f"{model.__name__}.{key}")
                    break
                owner[key] = before
        return body


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if isinstance(item, (dict, list)):
            yield from _leaves(item, f"{pointer}/{key}")
        elif isinstance(item, str):
            yield f"{pointer}/{key}", value, key


def _is_valid(model: type[BaseModel], body: Body) -> bool:
    try:
        model.model_validate(body)
    except ValidationError:
        return False
    return True


def copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copy(item) for key, item in value.items()}
    return [copy(item) for item in value] if isinstance(value, list) else value


class Written:
    """What was written with words to hide, under which Idempotency-Key each."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.words = Words()
        self.requests: list[tuple[str, Any, dict[str, str]]] = []

    def post(self, path: str, body: Any) -> httpx.Response:
        repeated = {"Idempotency-Key": f"request-{len(self.requests)}"}
        answer = self.client.post(path, json=body, headers=repeated)
        assert answer.is_success, (path, answer.text)
        self.requests.append((path, body, repeated))
        return answer

    def record(self, noun: Noun, record: str) -> Body:
        body = self.words.fill(record_type_of(noun.collection).written, copy(noun.full))
        self.post(noun.path, body | {"id": record})
        return body


def write_secrets(written: Written) -> None:
    """Write a word into every text that there is, in every way in which one can be written."""
    client = written.client
    pledge = "/v1/pledges/hidden"
    for noun in NOUNS:
        written.record(noun, "hidden")
    source: Body = client.get("/v1/meetings/hidden?form=written").json()["citations"][0]
    for noun in NOUNS:
        if noun.collection in {"participants", "topics"}:
            written.record(noun, "twin")
    for collection, name, part in PARTS:
        part_type = record_type_of(collection).part_types[name]
        body = written.words.fill(part_type.written, copy(part))
        location = written.post(f"/v1/{collection}/hidden/{part_type.path}", body).headers["location"]
        if part_type.correctable:
            said = written.words.fill(part_type.written, copy(part))
            corrected = {field: said[field] for field in said.keys() & part_type.correctable}
            assert HIDDEN in client.patch(location, json=corrected).raise_for_status().text
        if part_type.withdrawable:
            written.post(f"{location}/withdraw", {"reason": f"{HIDDEN}reason{collection}{name.replace('_', '')}"})
    change = record_type_of("pledges").part_types["status_changes"].written
    item = written.words.fill(change, copy(CHANGE) | {"effective_on": "2025-07-01"})
    written.post("/v1/status-changes", {"items": [item | {"pledge": "hidden"}]})
    written.post(f"{pledge}/citations", source | {"id": "cited"})
    # Other records show what the hidden ones are called.
    answer = client.patch("/v1/pledges/the-pledge", json={"topics": ["hidden"]}, headers={"Idempotency-Key": "naming"})
    assert HIDDEN in answer.text
    assert HIDDEN in client.patch("/v1/meetings/the-talks", json={"topics": ["hidden"]}).text
    # A text that holds a quotation, and one that holds nothing to hide.
    quoted = f"As was said: {source['quote']['exact']}"
    for name, content in (("report-a", quoted), ("report-b", "Nothing of it.")):
        written.post(f"/v1/sources/{name}/quotations/check", {"text": content, "store": True})
    for collection in ("participants", "topics"):
        merged = {"into": "hidden", "reason": "the same"} | (
            {"keep_name": True} if collection == "participants" else {}
        )
        written.post(f"/v1/{collection}/twin/merge", merged)


RECORDS = ("hidden", "twin", "the-pledge", "the-talks")


def addresses(client: httpx.Client, moment: str) -> Iterator[str]:
    """Yield every address at which a word could be read."""
    known_at = f"known_at={moment}"
    for noun in NOUNS:
        yield from (f"{noun.path}?limit=200", f"{noun.path}?limit=200&{known_at}", f"{noun.path}?q={HIDDEN}*")
        for record in RECORDS:
            path = f"{noun.path}/{record}"
            yield from (path, f"{path}?{known_at}", f"{path}/revisions")
            for revision in range(1, 1 + len(client.get(f"{path}/revisions").json().get("items", []))):
                for below in ("", "?form=written", "/differences", "/citation"):
                    yield f"{path}/revisions/{revision}{below}"
    for collection, name, _part in PARTS:
        yield f"/v1/{collection}/hidden/{record_type_of(collection).part_types[name].path}?{known_at}"
    yield from ("/v1/pledges/hidden/wordings", f"/v1/pledges/hidden/wordings?{known_at}")
    for path in ("status-changes", "assessments", "participation", "stats/overview", "stats/matrix"):
        yield from (f"/v1/{path}", f"/v1/{path}?{known_at}")
    for source in ("report-a", "report-b"):
        yield from (f"/v1/sources/{source}/quotations", f"/v1/sources/{source}/text")
    yield from ("/v1/pledges/hidden/accounts", "/v1/meetings/hidden/accounts", "/v1/duplicates?type=topics")
    yield from (f"/v1/search?q={HIDDEN}*", f"/v1/search?q={HIDDEN}aaaaaaaa", f"/v1/pledges?tag={HIDDEN}aaaaaaaa")
    yield "/v1/changes?limit=200"


def with_words(client: httpx.Client, moment: str) -> list[str]:
    """Return the addresses at which a word can be read."""
    return [address for address in list(addresses(client, moment)) if HIDDEN in client.get(address).text]


def rows_with_words(connection: Connection) -> dict[str, int]:
    """Return how many rows of each table hold a word."""
    rows = {
        table: [str([*row]) for row in connection.execute(text(f"SELECT * FROM {table}"))]
        for table in inspect(connection).get_table_names()
    }
    if connection.dialect.name == "postgresql":
        # What the planner has sampled can be read, too. Of what is empty now it does not sample anew.
        sampled = connection.execute(text("SELECT tablename, * FROM pg_stats"))
        rows |= {f"sample of {r.tablename}.{r.attname}": [str([*r])] for r in sampled if rows.get(r.tablename)}
    counts = {table: sum(HIDDEN in row for row in held) for table, held in rows.items()}
    return {table: count for table, count in counts.items() if count}


def entries_with_words(connection: Connection) -> list[str]:
    """Return the numbers of the entries that hold a word; let the planner sample what is there."""
    connection.exec_driver_sql("ANALYZE")
    statement = text(f"SELECT number FROM entries WHERE body LIKE '%{HIDDEN}%'")
    return [str(number) for number in connection.scalars(statement)]


def bytes_with_words(url: str) -> dict[str, int]:
    """Return how often words occur in each file of the database."""
    if make_url(url).get_backend_name() != "sqlite":
        return {}
    file = sqlite_file(make_url(url))
    counts = {each.name: each.read_bytes().count(HIDDEN.encode()) for each in file.parent.glob(f"{file.name}*")}
    return {name: count for name, count in counts.items() if count}


def test_no_word_is_left_of_what_was_redacted(fresh_service: Service, pacta: Pacta) -> None:
    url = fresh_service.database_url
    with fresh_service.client("write") as client:
        for collection, record, body in WORLD:
            client.put(f"/v1/{collection}/{record}", json=body)
        written = Written(client)
        write_secrets(written)
        moment = client.get("/v1/ledger").json()["at"]
        assert len(with_words(client, moment)) > len(list(addresses(client, moment))) / 2
        fresh_service.write(entries_with_words)
        held = {"entries", "idempotent_answers", "source_texts", "pledge_tags_history"}
        held |= {"sample of topics.name"} if "postgresql" in url else {"search_words_data"}
        assert held <= fresh_service.write(rows_with_words).keys()

        client.patch("/v1/pledges/the-pledge", json={"topics": []})
        with_parts = {collection for collection, _name, _part in PARTS}
        for noun in NOUNS:
            if noun.collection in with_parts:
                client.delete(f"{noun.path}/hidden").raise_for_status()
            else:
                answer = client.put(f"{noun.path}/hidden", json=noun.minimal, headers={"If-Match": "*"})
                assert answer.is_success, answer.text
        numbers = fresh_service.write(entries_with_words)
        done = pacta("ledger", "redact", *numbers, "--reason", "A test", PACTA_DATABASE_URL=url)
        assert done.code == 0, done.err
        assert "Stored texts that held the same were removed, of the sources: report-a.\n" in done.err

        assert fresh_service.write(rows_with_words) == {}
        assert bytes_with_words(url) == {}
        assert with_words(client, moment) == []
        for path, body, repeated in written.requests:
            assert HIDDEN not in client.post(path, json=body, headers=repeated).text, path
        assert client.get("/v1/sources/report-b/text").json()["text"] == "Nothing of it."
    texts = {"Source.title", "Pledge.text", "StatusChange.reason", "Assessment.rationale", "Participation.text"}
    assert texts | {"Amendment.reason", "Amendment.indicator", "Amendment.due_text"} <= written.words.fields


def test_rebuilding_does_what_an_interrupted_redaction_left(fresh_service: Service, pacta: Pacta) -> None:
    url, word = fresh_service.database_url, f"{HIDDEN}aaaaaaaa"
    with fresh_service.client("write") as client:
        client.put("/v1/topics/hidden", json={"name": word, "tags": [word]})
        assert client.get(f"/v1/search?q={word}").json()["items"] != []
        client.get("/v1/topics", params={"tag": word, "known_at": client.get("/v1/ledger").json()["at"]})
        client.put("/v1/topics/hidden", json={"name": "Clean"}, headers={"If-Match": "*"})
    fresh_service.write(redact, [1], "A test")
    assert "topic_tags_history" in fresh_service.write(rows_with_words)
    assert pacta("ledger", "rebuild", PACTA_DATABASE_URL=url).code == 0
    assert fresh_service.write(rows_with_words) == {}
    assert bytes_with_words(url) == {}
