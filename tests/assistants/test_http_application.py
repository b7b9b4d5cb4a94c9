"""Tools over streamable HTTP, in this process."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from starlette.applications import Starlette

from app.assistants.http_application import MOST_BYTES, http_application
from app.assistants.server import make_server
from app.client import AsyncClient, Retries
from tests.assistants.conftest import client_of
from tests.conftest import Serve
from tests.serving import Service

HERE = "http://127.0.0.1:8100"
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
SENT = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@asynccontextmanager
async def served(service: Service) -> AsyncIterator[Starlette]:
    """Serve the tools of a service."""
    app = http_application(lambda: client_of(service), ["127.0.0.1:8100"], [HERE, "https://example.org"], {})
    async with app.router.lifespan_context(app):
        yield app


def caller(app: Starlette, key: str | None = None) -> httpx2.AsyncClient:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=HERE, headers=headers)


def answers(service: Service, *sent: dict[str, Any]) -> list[httpx2.Response]:
    """Return what requests are answered: a POST of a message, but for what each says otherwise."""

    async def call() -> list[httpx2.Response]:
        async with served(service) as app, caller(app) as client:
            found = []
            for one in sent:
                request = {"method": "POST", "url": "/mcp", "json": LIST} | one
                request["headers"] = SENT | request.get("headers", {})
                if "content" in request:
                    del request["json"]
                found.append(await client.request(**request))
            return found

    return anyio.run(call)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_protocols_client_calls_tools(seeded: Service, mode: str) -> None:
    async def call() -> Any:
        async with (
            served(seeded) as app,
            caller(app) as http,
            Client(streamable_http_client(f"{HERE}/mcp", http_client=http), mode=mode) as client,
        ):
            assert len((await client.list_tools()).tools) == 7
            return await client.call_tool("find_pledges", {"promisor": ["guatemala"], "limit": 2})

    result = anyio.run(call)
    assert result.structured_content["items"][0]["id"] == "guatemala-border-task-force"


def test_pages_of_others_and_renamed_hosts_are_refused(seeded: Service) -> None:
    found = answers(
        seeded,
        {},
        {"headers": {"Origin": "https://example.org"}},
        {"headers": {"Origin": "https://evil.example"}},
        {"headers": {"Origin": "null"}},
        {"headers": {"Origin": "http://127.0.0.1:8101"}},
        {"headers": {"Host": "evil.example"}},
        {"headers": {"Host": "evil.example:8100"}},
        {"headers": {"Host": "127.0.0.1"}},
    )
    assert [one.status_code for one in found] == [200, 200, 403, 403, 403, 421, 421, 421]
    assert all("tools" not in one.text for one in found[2:])


def test_what_is_no_message_is_refused(seeded: Service) -> None:
    found = answers(
        seeded,
        {"content": b" " * (MOST_BYTES + 1)},
        {"content": b"{"},
        {"json": [LIST]},
        {"method": "GET"},
        {"method": "DELETE"},
        {"url": "/"},
        {"headers": {"Content-Type": "text/plain"}},
        {"headers": {"Authorization": "Basic eDp5"}},
        {"headers": {"Authorization": "Bearer unknown"}},
        {"headers": {"Authorization": b"Bearer \xe9"}},
    )
    assert [one.status_code for one in found] == [413, 400, 400, 405, 405, 404, 400, 401, 401, 401]
    for one in (*found[3:6], *found[7:]):
        assert one.headers["content-type"] == "application/problem+json"
        assert one.json()["status"] == one.status_code
    assert found[3].headers["allow"] == "POST"
    assert found[7].headers["www-authenticate"].startswith("Bearer")
    assert "Traceback" not in "".join(one.text for one in found)


# Keys are looked up alike on both.
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_where_reading_is_not_public_each_message_needs_a_key(database_url: str, serving: Serve) -> None:
    async def call(service: Service) -> None:
        async with served(service) as app:
            async with caller(app) as nobody:
                refused = await nobody.post("/mcp", json=LIST, headers=SENT)
                assert refused.status_code == 401
                assert refused.json()["detail"].startswith("Reading requires a key here. Send")
            async with caller(app, service.keys["read"]) as http:
                async with Client(streamable_http_client(f"{HERE}/mcp", http_client=http)) as client:
                    read = await client.call_tool("find_pledges", {})
                    assert read.structured_content["items"] == []
                # The next one without a key is not let in by the one before.
                del http.headers["Authorization"]
                assert (await http.post("/mcp", json=LIST, headers=SENT)).status_code == 401

    with serving(database_url, public_read=False) as service:
        anyio.run(call, service)


def client_with(answer: Callable[[httpx.Request], Any]) -> AsyncClient:
    return AsyncClient("http://pacta.test", transport=httpx.MockTransport(answer), retries=Retries(attempts=1))


def test_a_slow_call_ends_and_keeps_nobody_waiting() -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/search":
            await anyio.sleep_forever()
        if request.url.path == "/v1/vocabulary":
            return httpx.Response(200, json={"lists": [], "rules": {}})
        return httpx.Response(200, json={"number": 1, "hash": "0" * 64, "at": None})

    async def call() -> None:
        ended = list[str]()
        async with client_with(answer) as reading:
            server = make_server(lambda _authorization: reading, deadline=0.5)
            async with Client(server) as slow, Client(server) as quick, anyio.create_task_group() as tasks:

                async def search() -> None:
                    result = await slow.call_tool("search", {"words": "ports"})
                    assert result.is_error
                    assert "It took too long" in json.dumps([one.model_dump() for one in result.content])
                    ended.append("slow")

                async def define() -> None:
                    assert not (await quick.call_tool("definitions", {})).is_error
                    ended.append("quick")

                tasks.start_soon(search)
                tasks.start_soon(define)
        assert ended == ["quick", "slow"]

    anyio.run(call)


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route to pacta.test", request=request)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda _request: httpx.Response(200, text="<html>"), "What answers is not Pacta"),
        (lambda _request: httpx.Response(200, json={"secret": 1}), "It failed"),
        (broken, "The service does not answer. Try again later."),
        (lambda _request: httpx.Response(503, json={"title": "Busy\u202e", "detail": "Wait."}), "Busy: Wait."),
    ],
)
def test_failures_tell_nothing_of_what_is_inside(
    answer: Callable[[httpx.Request], Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def call() -> Any:
        async with client_with(answer) as reading, Client(make_server(lambda _authorization: reading)) as client:
            return await client.call_tool("find_pledges", {})

    result = anyio.run(call)
    (content,) = result.content
    assert result.is_error
    assert told in content.text
    assert "pacta.test" not in content.text
    assert "Traceback" not in content.text
    capsys.readouterr()


def test_answers_say_where_the_ledger_moved_on() -> None:
    numbers = iter(range(1, 20))

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/ledger":
            return httpx.Response(200, json={"number": next(numbers), "hash": "0" * 64, "at": None})
        return httpx.Response(200, json={"items": [], "next_cursor": None})

    async def call() -> Any:
        async with client_with(answer) as reading, Client(make_server(lambda _authorization: reading)) as client:
            return await client.call_tool("find_pledges", {})

    basis = anyio.run(call).structured_content["basis"]
    assert (basis["number"], basis["moved_on"]) == (3, True)
