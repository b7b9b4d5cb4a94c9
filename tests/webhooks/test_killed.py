"""Whoever delivers is killed in the middle of it, again and again: nothing is lost, and each record keeps its order."""

from tests.webhooks.conftest import receiving
from tests.webhooks.working import make_webhook, out_of_order, working, write_topics

KILLS = 3
EACH = 40
RECORDS = 10


def test_nothing_is_lost_by_kills(fresh_database_url: str) -> None:
    with receiving() as receiver:
        receiver.secrets = [make_webhook(fresh_database_url, receiver.url)]
        with working(fresh_database_url) as worker:
            for kill in range(KILLS):
                write_topics(fresh_database_url, range(kill * EACH, (kill + 1) * EACH), RECORDS)
                receiver.await_events(kill * EACH + EACH // 4)
                worker.restart()
            numbers = set(range(1, KILLS * EACH + 1))
            receiver.await_until(lambda: {event["data"]["number"] for event in receiver.events} == numbers)
    assert receiver.faults == []
    assert out_of_order(receiver.events) == []
    # What comes again comes under the same id.
    assert len(set(receiver.ids)) == len(numbers)
