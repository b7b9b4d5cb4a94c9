"""`pacta mcp`: where it starts, and that everything else starts without it."""

import importlib.util
import json
import re
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
import uvicorn
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from typer.main import get_command

from app.assistants.http_application import PATH
from app.assistants.server import TOOLS, make_server
from app.cli import application
from app.cli.service.local_application import local_client
from app.client import AsyncClient, Retries
from app.http.server import request_log
from app.settings import Settings
from tests.cli.conftest import ROOT, Pacta
from tests.databases import Databases
from tests.serving import Service


def test_without_the_extra_it_is_told_how_to_install_it(pacta: Pacta, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    without = [name for name in sys.modules if name.split(".")[0] in {"mcp", "mcp_types"} or ".assistants" in name]
    for name in without:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "mcp" else found(name))
    for arguments in ([], ["--http"]):
        outcome = pacta("mcp", *arguments)
        assert outcome.code == 1
        assert "pip install 'pacta[assistants]'" in outcome.err
    # All else does without: the service is app.main, which no test here could run without importing it.
    assert pacta("--version").code == 0


def test_only_the_command_imports_what_the_extra_brings() -> None:
    """So whoever lacks it can serve, and use every other command."""
    root = ROOT / "app"
    using = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(line.split()[:2][-1].split(".")[0] in {"mcp", "mcp_types"} for line in _imports(path))
    }
    assert using == {"assistants/server.py", "assistants/http_application.py", "cli/service/assistants.py"}
    using = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(line.split()[1].startswith("app.assistants") for line in _imports(path))
    }
    assert {path for path in using if not path.startswith("assistants/")} == {"cli/service/assistants.py"}
    assert not any(
        line.startswith(("from mcp", "from app.assistants")) for line in _imports(root / "cli/service/assistants.py")
    )


def _imports(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line.lstrip().startswith(("import ", "from "))]


@pytest.mark.parametrize(
    ("arguments", "variables", "code", "told"),
    [
        (["--http", "--host", "192.0.2.1"], {}, 2, "--allow-host"),
        (
            ["--http", "--host", "none.invalid", "--allow-host", "x"],
            {"PACTA_URL": "http://pacta.test"},
            1,
            "--host: must be an address",
        ),
        ([], {}, 1, "There is no database at pacta.db"),
        ([], {"PACTA_URL": "pacta.test"}, 1, "PACTA_URL names no address"),
        ([], {"PACTA_URL": "http://pacta.test", "PACTA_KEY": "é"}, 1, "characters that no key has"),
    ],
)
def test_what_is_wrong_is_told_at_once(
    pacta: Pacta, arguments: list[str], variables: dict[str, str], code: int, told: str
) -> None:
    outcome = pacta("mcp", *arguments, **variables)
    assert outcome.code == code
    assert told in outcome.err + outcome.out


def _reading(client: AsyncClient, _authorization: str | None) -> AsyncClient:
    return client


PLEDGES = {"meeting": ["rubio-arevalo-2025-02-05"], "limit": 2}


def _settings_of_clients(page: str) -> list[Any]:
    """Return what a page says that clients are given: the one server of each block."""
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)]
    named = [
        block.get("mcpServers") or block.get("servers") for block in blocks if block.keys() & {"mcpServers", "servers"}
    ]
    return [server["pacta"] for server in named]


# What it reads through is tried on both in tests/assistants.
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_client_starts_what_the_readme_says_and_asks(seeded: Service, tmp_path: Path) -> None:
    (told,) = _settings_of_clients("README.md")
    assert told["command"] == "pacta"
    assert told in _settings_of_clients("docs/assistants.md")
    assert told["env"] == {"PACTA_URL": "http://127.0.0.1:8000"}
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "app.cli", *told["args"]],
        env={"PACTA_URL": seeded.url, "PACTA_KEY": seeded.keys["read"], "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    )

    async def call() -> Any:
        with (tmp_path / "errors").open("w") as errors:
            async with Client(stdio_client(started, errors)) as client:
                assert len((await client.list_tools()).tools) == len(TOOLS)
                return await client.call_tool("find_pledges", PLEDGES)

    result = anyio.run(call)
    assert len(result.structured_content["items"]) == 2
    assert (tmp_path / "errors").read_text() == ""


def test_the_page_for_assistants_says_what_there_is() -> None:
    page = (ROOT / "docs/assistants.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(TOOLS)
    options = set(re.findall(r"--[a-z-]+", " ".join(re.findall(r"pacta mcp .*", page)))) | {"--text"}
    (parameters,) = (one.params for name, one in vars(get_command(application))["commands"].items() if name == "mcp")
    taken = {name for one in parameters for name in one.opts}
    assert options <= taken
    for told in _settings_of_clients("docs/assistants.md"):
        assert told.get("command", "pacta") == "pacta"
        assert told.get("url", "http://127.0.0.1:8100/mcp").endswith(f":8100{PATH}")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_serves_http_under_its_names(
    pacta: Pacta, seeded: Service, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """What it hands to the server that listens is asked here."""
    statuses = dict[str, int]()

    def run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        here, port = sockets[0].getsockname()[:2]
        assert here == "127.0.0.1"
        hosts = [f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", "pacta.example.org", "evil.example"]

        async def ask() -> None:
            app: Any = server.config.app
            async with (
                app.router.lifespan_context(app),
                httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://x") as client,
            ):
                for host in hosts:
                    headers = {"Host": host, "Origin": f"http://{host}", "Accept": "application/json"}
                    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
                    answer = await client.post("/mcp", json=message, headers=headers)
                    statuses[host.replace(str(port), "")] = answer.status_code

        anyio.run(ask)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(request_log, "configure_libraries", lambda _settings: None)
    allowed = ["--allow-host", "pacta.example.org", "--allow-origin", "http://pacta.example.org"]
    outcome = pacta("mcp", "--http", "--port", "0", *allowed, PACTA_URL=seeded.url)
    assert outcome.code == 0, outcome.err
    assert list(statuses.values()) == [200, 200, 200, 200, 421], statuses


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_without_a_server_it_reads_the_database(databases: Databases, backend: str) -> None:
    """Who can open the file needs no key; whoever comes over HTTP does."""
    url = databases.create(backend, seeded=True)
    settings = Settings(database_url=url, public_read=False, webhooks=False)

    async def call() -> list[Any]:
        found = []
        for trusted in (True, False):
            async with (
                local_client(settings, Retries(attempts=1), trusted=trusted) as client,
                Client(make_server(partial(_reading, client))) as asking,
            ):
                found.append(await asking.call_tool("find_pledges", PLEDGES))
        return found

    told, refused = anyio.run(call)
    assert len(told.structured_content["items"]) == 2
    assert refused.is_error
    assert "Reading requires a key here." in refused.content[0].text
    databases.drop(url)
