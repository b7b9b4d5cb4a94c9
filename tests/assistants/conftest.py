"""Asking the tools in this process, by the protocol's own client, of a service that runs."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
import pytest
from mcp.client import Client
from mcp_types import CallToolResult, TextContent

from app.assistants.answer_size import MOST_BYTES
from app.assistants.server import make_server
from app.client import AsyncClient
from tests.serving import Service

IN_FULL: dict[str, Any] = {"by_alias": True, "exclude_none": True, "mode": "json"}


@asynccontextmanager
async def client_of(service: Service, key: str | None = None) -> AsyncIterator[AsyncClient]:
    """Open a client for a service, without certificates, which take long to load."""
    transport = httpx.AsyncHTTPTransport(verify=False)
    async with AsyncClient(service.url, key, transport=transport) as client:
        yield client


@dataclass(frozen=True)
class Told:
    """What a tool answered."""

    result: CallToolResult

    @property
    def text(self) -> str:
        (content,) = self.result.content
        assert isinstance(content, TextContent)
        return content.text

    @property
    def answer(self) -> dict[str, Any]:
        """The structured content."""
        assert not self.result.is_error, self.text
        answer: dict[str, Any] = self.result.structured_content
        return answer

    @property
    def refusal(self) -> str:
        assert self.result.is_error
        assert self.result.structured_content is None
        return self.text

    @property
    def size(self) -> int:
        """The bytes of it, written as wide as any transport does."""
        return len(json.dumps(self.result.model_dump(**IN_FULL), separators=(",", ":")))


Ask = Callable[..., Told]
"""`ask(service, "search", words="ports")`: calls a tool. No answer is longer than an answer may be."""


def asked(service: Service, name: str, /, *, repeats: bool = False, mode: str = "auto", **arguments: Any) -> Told:
    """Call a tool. The client holds the answer to the tool's schema."""

    async def call() -> Told:
        async with client_of(service) as reading:
            server = make_server(lambda _authorization: reading, repeats=repeats)
            async with Client(server, mode=mode) as client:
                return Told(await client.call_tool(name, arguments))

    told = anyio.run(call)
    assert told.size <= MOST_BYTES - 200, f"{name} leaves no room for the message around it"
    return told


@pytest.fixture
def ask(seeded: Service) -> Ask:
    """Return what calls a tool of the service that holds the seeds: `ask("search", words="ports")`."""

    def call(name: str, /, **arguments: Any) -> Told:
        return asked(seeded, name, **arguments)

    return call
