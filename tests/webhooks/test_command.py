"""`pacta webhooks work` delivers until a signal says to stop."""

from pathlib import Path
from typing import Any

from tests.cli.commanding import serving
from tests.webhooks.conftest import receiving
from tests.webhooks.working import KEY, make_webhook, write_topics


def test_the_command_delivers_and_stops(tmp_path: Path, fresh_database_url: str) -> None:
    variables: dict[str, Any] = {
        "PACTA_DATABASE_URL": fresh_database_url,
        "PACTA_SECRET_KEY": KEY,
        "PACTA_WEBHOOK_LOOPBACK": "1",
    }
    folder = tmp_path / "folder"
    folder.mkdir()
    with receiving() as receiver:
        receiver.secrets = [make_webhook(fresh_database_url, receiver.url)]
        write_topics(fresh_database_url, range(5), 5)
        with serving(folder, command=("webhooks", "work"), **variables) as worker:
            receiver.await_events(5)
            assert worker.stop() == 0
        assert [event["event"] for event in worker.events if event["event"] in {"delivering", "stopped"}] == [
            "delivering",
            "stopped",
        ]
    assert sorted(event["data"]["number"] for event in receiver.events) == [1, 2, 3, 4, 5]
    assert receiver.faults == []
