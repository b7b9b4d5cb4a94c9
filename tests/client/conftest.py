"""Both clients, driven alike: what is tried with one is tried with the other."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from app.client import AsyncClient, Client, Retries
from tests.serving import Service

Handler = Callable[[httpx.Request], httpx.Response]
STEADY = Retries(jitter=lambda: 1.0)
"""Waits as long as a client may, so that they can be foreseen."""


class Blocking:
    """The client that blocks."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.client = Client(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)

    def listed(self, items: Any, most: int | None = None) -> list[Any]:
        """Return what is yielded, or as many as wanted."""
        found = []
        for one in items:
            found.append(one)
            if len(found) == most:
                break
        return found

    def close(self) -> None:
        self.client.close()


class Awaiting:
    """The client that awaits, in a loop of its own, with the face of the other."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._runner = asyncio.Runner()
        self.client = AsyncClient(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.client, name)
        return found if not callable(found) and not hasattr(found, "_client") else _Awaited(found, self._runner)

    def listed(self, items: Any, most: int | None = None) -> list[Any]:
        async def gathered() -> list[Any]:
            found = []
            async for one in items:
                found.append(one)
                if len(found) == most:
                    break
            await items.aclose()
            return found

        return self._runner.run(gathered())

    def close(self) -> None:
        self._runner.run(self.client.aclose())
        self._runner.close()


class _Awaited:
    """An object of the client that awaits: what its methods return is awaited."""

    def __init__(self, wrapped: Any, runner: "asyncio.Runner") -> None:
        self._wrapped, self._runner = wrapped, runner

    def __getattr__(self, name: str) -> Any:
        return _Awaited(getattr(self._wrapped, name), self._runner)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        found = self._wrapped(*arguments, **options)
        if asyncio.iscoroutine(found):
            return self._runner.run(found)
        return _Awaited(found, self._runner) if hasattr(found, "_client") else found


KINDS: dict[str, type[Any]] = {"blocking": Blocking, "awaiting": Awaiting}
AnyClient = Any
"""`Blocking` or `Awaiting`."""


@dataclass
class Answering:
    """A service of the test's own: it gives the answers one after the other, and keeps what it was sent."""

    answers: list[httpx.Response | httpx.RequestError]
    sent: list[httpx.Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, httpx.RequestError):
            answer.request = request
            raise answer
        # A response is used up by its client.
        if hasattr(answer, "_content"):
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        return answer


Answers = Callable[..., tuple[AnyClient, Answering]]
"""`answers(response, …)`: a client whose requests are answered so, and what it was sent."""


@pytest.fixture(params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def answers(kind: str) -> Iterator[Answers]:
    made: list[AnyClient] = []

    def answering(
        *given: httpx.Response | httpx.RequestError, retries: Retries = STEADY
    ) -> tuple[AnyClient, Answering]:
        service = Answering(list(given))

        async def sleep(seconds: float) -> None:
            service.slept.append(seconds)

        transport = httpx.MockTransport(service)
        waiting = service.slept.append if kind == "blocking" else sleep
        client = KINDS[kind]("http://pacta.test", "a-key", transport=transport, retries=retries, sleep=waiting)
        made.append(client)
        return client, service

    yield answering
    for client in made:
        client.close()


@pytest.fixture
def pacta(kind: str, service: Service) -> Iterator[AnyClient]:
    """Return a client of the running service with a key that may write; every answer is held to the contract."""
    client = KINDS[kind](service.url, service.keys["write"])

    async def check(response: httpx.Response) -> None:
        await response.aread()
        service.contract.check(response)

    client.client._http.event_hooks = {"response": [service.contract.check if kind == "blocking" else check]}
    yield client
    client.close()
