"""Deliverers in processes of their own, to be killed; used by tests and by the benchmark."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from pydantic import SecretStr

from app.context import Context, context
from app.http.server.request_log import configure
from app.settings import Settings
from app.webhooks import commands
from app.webhooks.delivery.deliverer import deliver
from app.webhooks.schemas import Webhook
from app.webhooks.secrets import SecretBox, new_secret
from tests.processes import PROCESSES
from tests.serving import PATIENCE
from tests.writing import put, writing

KEY = "5dIfBFdXoqHNhP2kLMOe9WPQvOqJ4kqzeTnGyTQGKx4="
LEASE = 0.3
"""Seconds after which another process takes the place of one that was killed."""


def settings_of(database_url: str) -> Settings:
    return Settings(database_url=database_url, webhook_loopback=True, secret_key=SecretStr(KEY))


def work(database_url: str) -> None:
    """Deliver until the process is killed."""
    configure(Settings(log_format="text", log_level="error"))
    asyncio.run(deliver(settings_of(database_url), timedelta(seconds=LEASE)))


class Worker:
    """A process that delivers, killed and started again."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self.start()

    def start(self) -> None:
        self._process = PROCESSES.Process(target=work, args=(self._database_url,))
        self._process.start()

    def kill(self) -> None:
        self._process.kill()
        self._process.join(PATIENCE)

    def restart(self) -> None:
        self.kill()
        self.start()


@contextmanager
def working(database_url: str) -> Iterator[Worker]:
    worker = Worker(database_url)
    try:
        yield worker
    finally:
        worker.kill()


def make_webhook(database_url: str, url: str, id: str = "newsroom", **filters: list[str]) -> str:
    """Make a webhook; return its secret."""
    secret, given = new_secret(), Webhook.model_validate({"id": id, "url": url, **filters})
    closed = SecretBox(settings_of(database_url)).close(secret)
    with writing(database_url) as writer:

        async def made() -> None:
            await writer(commands.create, given, secret, closed)

        asyncio.run(made())
    return secret


def write_topics(database_url: str, numbers: Iterable[int], records: int) -> None:
    """Write topics again and again, an entry each."""

    async def write_all() -> None:
        context.set(Context("writer", "-"))
        await asyncio.gather(
            *(writer(partial(put, collection="topics", record=f"topic-{n % records}", name=f"{n}")) for n in numbers)
        )

    with writing(database_url) as writer:
        asyncio.run(write_all())


def out_of_order(events: Iterable[dict[str, dict[str, int | str]]]) -> list[str]:
    """Return the records one of whose entries came first after a later one of them had come."""
    seen: dict[str, set[int]] = defaultdict(set)
    found = []
    for event in events:
        record, number = str(event["data"]["record"]), int(event["data"]["number"])
        if number not in seen[record] and number < max(seen[record], default=0):
            found.append(record)
        seen[record].add(number)
    return found
