"""Renaming what many records refer to is answered at once; their documents follow, and nothing is lost on the way."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, text

from app.errors import Conflict
from app.ledger.checking.rebuild import rebuild
from app.ledger.checking.verification import verify
from app.ledger.entries.redaction import redact
from app.ledger.model.documents.number import MIXED, stored_form
from app.ledger.model.documents.rendering import document_form
from app.ledger.writing import document_walk
from app.ledger.writing.document_queue import advance_documents, queue_all
from app.ledger.writing.document_walk import START, every_record, walk
from app.site import health
from tests.following import pieces_of
from tests.serving import Service
from tests.soundness import assert_sound

OLD, NEW = "Éire", "Ireland"
PLEDGES = [f"pledge-{number}" for number in range(6)]
CHANGE = {
    "status": "in_progress",
    "effective_on": "2025-03-01",
    "reason": "It began",
    "party": "ireland",
    "citations": [{"source": "report", "act": "concrete_action"}],
}


def pledge(number: str) -> dict[str, Any]:
    parties = [{"participant": "ireland", "role": "promisor"}]
    return {"title": number, "kind": "policy", "strength": "firm", "parties": parties}


@pytest.fixture
def client(fresh_service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Return a client of a service with six pledges of one state, which is renamed in pieces of two records."""
    monkeypatch.setattr(health, "KEPT_SECONDS", -1.0)
    with fresh_service.client("write") as client, pieces_of(2):
        client.put("/v1/sources/report", json={"kind": "speech", "title": "Report"}).raise_for_status()
        client.put("/v1/participants/ireland", json={"kind": "state", "name": OLD}).raise_for_status()
        for name in PLEDGES:
            client.put(f"/v1/pledges/{name}", json=pledge(name)).raise_for_status()
            client.post(f"/v1/pledges/{name}/status-changes", json=CHANGE).raise_for_status()
        yield client


@pytest.fixture
def follow(fresh_service: Service) -> Callable[[], bool]:
    """Return what renders the next two of the queue; it returns whether there were any."""
    return lambda: fresh_service.write(advance_documents)


def rename(client: httpx.Client, name: str = NEW) -> None:
    answer = client.patch("/v1/participants/ireland", json={"name": name})
    assert answer.json()["name"] == name, answer.text


def shown(client: httpx.Client, name: str, **query: str) -> set[str]:
    """Return the names that a pledge and its status change show."""
    parties = client.get(f"/v1/pledges/{name}", params=query).json()["parties"]
    (change,) = client.get(f"/v1/pledges/{name}/status-changes", params=query).json()["items"]
    return {parties[0]["participant"]["name"], change["party"]["name"]}


def queued(client: httpx.Client) -> int:
    count = client.get("/readyz").raise_for_status().json()["queued_documents"]
    assert isinstance(count, int)
    return count


def test_documents_follow_a_rename(client: httpx.Client, follow: Callable[[], bool], fresh_service: Service) -> None:
    rename(client)
    assert client.get("/v1/participants/ireland").json()["name"] == NEW
    assert queued(client) == len(PLEDGES)
    followed = []
    while follow():
        followed.append([shown(client, name) for name in PLEDGES].count({NEW}))
        assert queued(client) == len(PLEDGES) - followed[-1]
        assert_sound(fresh_service.database_url)
    # The last piece is the one that finds nothing more.
    assert followed == [2, 4, 6, 6]
    assert all(client.get(f"/v1/pledges/{name}").json()["version"] == 2 for name in PLEDGES)


def test_what_is_kept_of_lists_follows(client: httpx.Client, follow: Callable[[], bool]) -> None:
    paths = ("/v1/pledges", f"/v1/pledges/{PLEDGES[-1]}/status-changes", "/v1/status-changes?party=ireland")
    rename(client)
    while True:
        answers = {path: client.get(path) for path in paths}
        for path, answer in answers.items():
            # As it was answered before, while nothing has followed.
            assert client.get(path).content == answer.content
            unchanged = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
            assert unchanged.status_code == httpx.codes.NOT_MODIFIED
        if not follow():
            break
        if queued(client):
            for path, answer in answers.items():
                assert client.get(path).headers["etag"] != answer.headers["etag"]
    assert all(NEW in answer.text and OLD not in answer.text for answer in answers.values())


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"summary": "Anew"}),
        ("PUT", "", pledge(PLEDGES[-1]) | {"summary": "Anew"}),
        ("POST", "/status-changes", CHANGE | {"status": "stalled", "effective_on": "2025-04-01"}),
        ("POST", "/milestones", {"title": "Half"}),
    ],
)
def test_what_is_written_meanwhile_is_current_at_once(
    client: httpx.Client, follow: Callable[[], bool], method: str, path: str, body: dict[str, Any]
) -> None:
    rename(client)
    assert shown(client, PLEDGES[-1]) == {OLD}
    tag = client.get(f"/v1/pledges/{PLEDGES[-1]}").headers["etag"]
    headers = {"If-Match": tag} if method == "PUT" else {}
    client.request(method, f"/v1/pledges/{PLEDGES[-1]}{path}", json=body, headers=headers).raise_for_status()
    answer = client.get(f"/v1/pledges/{PLEDGES[-1]}").json()
    assert answer["parties"][0]["participant"]["name"] == NEW
    assert {change["party"]["name"] for change in items(client, f"/v1/pledges/{PLEDGES[-1]}/status-changes")} == {NEW}
    assert shown(client, PLEDGES[0]) == {OLD}
    while follow():
        pass


def items(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(path).json()["items"]
    return found


def test_renaming_again_starts_over(client: httpx.Client, follow: Callable[[], bool]) -> None:
    rename(client, "The Republic")
    assert follow()
    assert queued(client) == len(PLEDGES) - 2
    rename(client)
    assert queued(client) == len(PLEDGES)
    while follow():
        pass
    assert {name for one in PLEDGES for name in shown(client, one)} == {NEW}


def test_the_past_does_not_show_what_has_not_followed(client: httpx.Client, follow: Callable[[], bool]) -> None:
    client.get("/v1/topics?as_of=2026-01-01").raise_for_status()
    rename(client)
    now = client.get("/v1/ledger").json()["at"]
    before = client.get("/v1/changes?limit=1").json()["items"][0]["at"]
    for _piece in range(2):
        assert OLD not in client.get("/v1/pledges", params={"known_at": now}).text
        assert NEW not in client.get("/v1/pledges", params={"known_at": before}).text
        assert shown(client, PLEDGES[-1], known_at=now) == {NEW}
        assert follow()


def test_what_is_not_queued_is_a_fault_meanwhile(client: httpx.Client, fresh_service: Service) -> None:
    rename(client)
    fresh_service.write(advance_documents)

    def faults(connection: Connection, statement: str) -> list[str]:
        changed = connection.begin_nested()
        assert connection.execute(text(statement)).rowcount == 1
        found = verify(connection)
        changed.rollback()
        return found

    at_fault = {
        "UPDATE pledges SET document = '{}' WHERE id = 'pledge-0'": "pledges/pledge-0: the stored document is not",
        "UPDATE pledges SET disputed = true WHERE id = 'pledge-5'": "pledges/pledge-5: the column disputed is not",
        "UPDATE participants SET document = '{}' WHERE id = 'ireland'": "participants/ireland: the stored document",
    }
    for statement, told in at_fault.items():
        (fault,) = fresh_service.write(faults, statement)
        assert fault.startswith(told)
    assert fresh_service.write(faults, "UPDATE pledges SET document = '{}' WHERE id = 'pledge-5'") == []
    assert fresh_service.write(rebuild) == 2 * (len(PLEDGES) - 2)
    assert queued(client) == 0


def test_what_was_merged_or_deleted_since_ends_its_turn(
    client: httpx.Client, follow: Callable[[], bool], fresh_service: Service
) -> None:
    client.put("/v1/participants/eire", json={"kind": "state", "name": "Eire"}).raise_for_status()
    rename(client)
    merged = client.post("/v1/participants/ireland/merge", json={"into": "eire", "reason": "The same"})
    assert merged.status_code == httpx.codes.OK, merged.text
    assert {name for one in PLEDGES for name in shown(client, one)} == {"Eire"}
    assert follow()
    assert not follow()
    assert queued(client) == 0


def test_an_old_name_is_redacted_once_nobody_shows_it(
    client: httpx.Client, follow: Callable[[], bool], fresh_service: Service
) -> None:
    (first,) = client.get("/v1/changes?collection=participants&record=ireland").json()["items"]
    rename(client)
    with pytest.raises(Conflict, match=r"still show an old name of participants/ireland \(6 are queued\)"):
        fresh_service.write(redact, [first["number"]], "a mistake")
    while follow():
        pass
    assert fresh_service.write(redact, [first["number"]], "a mistake").records == ["ireland"]


def tampered(connection: Connection, statement: str) -> None:
    assert connection.execute(text(statement)).rowcount == 1


class TestOfAnOlderForm:
    """Documents that another release has made are rendered as they are read, and made anew one after another."""

    @pytest.fixture
    def older(self, client: httpx.Client, fresh_service: Service) -> httpx.Client:
        """Return the client after an upgrade: what is stored can hardly be read."""

        def upgrade(connection: Connection) -> int:
            for table in ("participants", "sources", "pledges", "status_changes"):
                connection.execute(text(f'UPDATE {table} SET document = \'{{"id":"older"}}\''))
            connection.execute(text("DELETE FROM projections WHERE name = 'documents'"))
            connection.execute(text("INSERT INTO projections (name, form, number) VALUES ('documents', 7, 40)"))
            return queue_all(connection)

        assert fresh_service.write(upgrade) == len(PLEDGES) + 2
        return client

    def test_they_are_read_as_if_they_were_new(self, older: httpx.Client, follow: Callable[[], bool]) -> None:
        paths = (
            "/v1/pledges/pledge-5",
            "/v1/pledges/pledge-5?form=written",
            "/v1/pledges?limit=3",
            "/v1/pledges?form=written",
            "/v1/pledges?status=in_progress&sort=-updated_at",
            "/v1/pledges/pledge-5/status-changes",
            f"/v1/pledges/pledge-5/status-changes/{items(older, '/v1/pledges/pledge-5/status-changes')[0]['id']}",
            "/v1/status-changes?source=report",
            "/v1/search?q=pledge&include=document",
        )
        before = {path: older.get(path).raise_for_status() for path in paths}
        assert all("older" not in answer.text for answer in before.values())
        left = [queued(older)]
        while follow():
            left.append(queued(older))
            for path, answer in before.items():
                assert older.get(path).text == answer.text
        assert left == [8, 6, 4, 2, 0, 0]
        for path, answer in before.items():
            assert older.get(path).text == answer.text

    def test_they_can_be_written_meanwhile(self, older: httpx.Client, follow: Callable[[], bool]) -> None:
        unchanged = older.patch("/v1/pledges/pledge-5", json={"title": "pledge-5"})
        assert unchanged.json()["version"] == 2
        assert unchanged.json()["title"] == "pledge-5"
        change = CHANGE | {"status": "stalled", "effective_on": "2025-04-01"}
        older.post("/v1/pledges/pledge-5/status-changes", json=change).raise_for_status()
        assert older.patch("/v1/pledges/pledge-4", json={"summary": "Anew"}).json()["counts"]["status_changes"] == 1
        rename(older)
        assert older.get("/v1/pledges/pledge-5").json()["parties"][0]["participant"]["name"] == NEW
        while follow():
            pass
        assert {name for one in PLEDGES[:-1] for name in shown(older, one)} == {NEW}

    @pytest.mark.usefixtures("older")
    def test_it_goes_on_after_a_new_start_and_begins_again_for_another_form(
        self, fresh_service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert fresh_service.write(advance_documents)
        assert fresh_service.write(stored_form) == MIXED
        assert fresh_service.write(queue_all) == len(PLEDGES)
        another = document_form() + 1
        with monkeypatch.context() as patch:
            for module in ("model.documents.number", "writing.document_queue"):
                patch.setattr(f"app.ledger.{module}.document_form", lambda: another)
            # What is queued for this program is none of the other's business.
            assert not fresh_service.write(advance_documents)
            assert fresh_service.write(queue_all) == len(PLEDGES) + 2
        assert not fresh_service.write(advance_documents)
        assert fresh_service.write(queue_all) == len(PLEDGES) + 2
        while fresh_service.write(advance_documents):
            pass
        assert fresh_service.write(stored_form) == document_form()
        assert fresh_service.write(queue_all) == 0

    def test_likely_duplicates_follow(
        self,
        older: httpx.Client,
        follow: Callable[[], bool],
        fresh_service: Service,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        meeting = {"form": "meeting", "status": "held", "starts": "2025-02-05"}
        for name in ("Rubio meets Arevalo", "Rubio meets Arevalos"):
            path = f"/v1/meetings/{name.lower().replace(' ', '-')}"
            older.put(path, json=meeting | {"title": name}).raise_for_status()
        fresh_service.write(tampered, "UPDATE meetings SET starts_first_day = '2019-01-01' WHERE title LIKE '%os'")

        def score() -> float:
            asked = {"type": "meetings", "threshold": "0.5"}
            while (answer := older.get("/v1/duplicates", params=asked)).status_code == httpx.codes.SERVICE_UNAVAILABLE:
                """They are being made."""
            found = answer.raise_for_status().json()["items"]
            return max((pair["score"] for pair in found), default=0.0)

        with monkeypatch.context() as patch:
            # Nobody can tell whether they are of now: whoever asks would wait for that as long as they may.
            patch.setattr(fresh_service.app.state.suggestions, "_seconds", 0.0)
            before = score()
        while follow():
            pass
        assert score() > before

    @pytest.mark.usefixtures("older")
    def test_verifying_takes_them_for_pending(self, fresh_service: Service) -> None:
        assert_sound(fresh_service.database_url)
        assert fresh_service.write(advance_documents)
        assert_sound(fresh_service.database_url)


def test_large_records_are_rendered_one_at_a_time(
    client: httpx.Client, fresh_service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counted(_connection: Connection, _record_type: object, ids: list[str], **_options: bool) -> int:
        made.append(len(ids))
        return 0

    monkeypatch.setattr(document_walk, "FEW", 100)
    monkeypatch.setattr(document_walk._pace, "records", 100)
    monkeypatch.setattr(document_walk, "rebuild_records", counted)
    client.patch("/v1/pledges/pledge-2", json={"summary": "long " * 3_000}).raise_for_status()
    size = len(client.get("/v1/pledges/pledge-0?form=written").content)
    monkeypatch.setattr(document_walk, "BYTES", 5 * size)
    done = fresh_service.write(walk, every_record, START, float("inf"))
    assert (done.done, done.records) == (True, len(PLEDGES) + 2)
    assert max(made) < len(PLEDGES)
    assert 1 in made
