"""Whoever delivers is killed in the middle of it, again and again: nothing is lost, and each record keeps its order."""

from tests.webhooks.conftest import receiving
from tests.webhooks.working import make_webhook, out_of_order, working, write_topics

KILLS = 3
EACH = 40
RECORDS = 10
WATCHED = ["topic-1", "topic-7"]


def test_nothing_is_lost_by_kills(fresh_database_url: str) -> None:
    write_topics(fresh_database_url, range(RECORDS), RECORDS)
    with receiving() as receiver, receiving() as watching:
        receiver.secrets = [make_webhook(fresh_database_url, receiver.url)]
        watching.secrets = [make_webhook(fresh_database_url, watching.url, "watching", topics=WATCHED)]
        with working(fresh_database_url) as worker:
            for kill in range(1, KILLS + 1):
                write_topics(fresh_database_url, range(kill * EACH, (kill + 1) * EACH), RECORDS)
                receiver.await_events((kill - 1) * EACH + EACH // 4)
                worker.restart()
            numbers = set(range(RECORDS + 1, RECORDS + KILLS * EACH + 1))
            receiver.await_until(lambda: {event["data"]["number"] for event in receiver.events} == numbers)
            wanted = {each for each in numbers if _record(receiver.events, each) in WATCHED}
            watching.await_until(lambda: {event["data"]["number"] for event in watching.events} >= wanted)
    assert len(wanted) == KILLS * EACH * len(WATCHED) // RECORDS
    assert {event["data"]["record"] for event in watching.events} == set(WATCHED)
    for one in (receiver, watching):
        assert one.faults == []
        assert out_of_order(one.events) == []
    # What comes again comes under the same id.
    assert len(set(receiver.ids)) == len(numbers)


def _record(events: list[dict[str, dict[str, object]]], number: int) -> object:
    return next(event["data"]["record"] for event in events if event["data"]["number"] == number)
